-- title: the delivery slot is earlier than a parcel gets there
-- ja: 希望の時間帯より後に着く
-- severity: warning
-- Only on the first day on which it can be there.
SELECT x.orders, x.id AS shipment,
       'shipment.' || x.id || '.deliver_slot' AS field,
       x.deliver_slot AS saw, x.earliest AS expected,
       x.start || ' - ' || x.to_pref AS source
  FROM (SELECT t.orders, t.id, t.deliver_on, t.deliver_slot, d.to_pref,
               max(:today, coalesce(p.ship_date, t.ship_date, '')) AS leaves,
               coalesce(d.from_pref, sn_from_pref(o.shop)) AS start,
               sn_lead(s.carrier, s.service,
                   coalesce(d.from_pref, sn_from_pref(o.shop)),
                   d.to_pref) AS days,
               sn_lead_slot(s.carrier, s.service,
                   coalesce(d.from_pref, sn_from_pref(o.shop)),
                   d.to_pref) AS earliest
          FROM todo t
          JOIN shipment s ON s.id = t.id
          JOIN destination d ON d.id = t.destination
          JOIN orders o ON o.id = t.orders
          LEFT JOIN shipment p ON p.id = t.bundled_into
         WHERE t.deliver_on > :today AND t.deliver_slot <> 'none'
           AND t.status <> 'notify' AND t.shipped_at IS NULL) x
 WHERE sn_day(x.leaves, x.days) = x.deliver_on
   AND sn_too_early(x.deliver_slot, x.earliest) = 1
