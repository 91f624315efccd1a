-- title: the delivery slot is earlier than a parcel gets there
-- ja: 希望の時間帯より後に着く
-- severity: warning
-- Only on the first day on which it can be there.
SELECT x.orders, x.id AS shipment,
       'shipment.' || x.id || '.deliver_slot' AS field,
       x.deliver_slot AS saw, x.earliest AS expected,
       x.start || ' - ' || x.to_pref AS source
  FROM (SELECT d.orders, s.id, s.deliver_on, s.deliver_slot, d.to_pref,
               max(:today, coalesce(p.ship_date, s.ship_date, '')) AS leaves,
               coalesce(d.from_pref, sn_from_pref(o.shop)) AS start,
               sn_lead(s.carrier, s.service,
                   coalesce(d.from_pref, sn_from_pref(o.shop)),
                   d.to_pref) AS days,
               sn_lead_slot(s.carrier, s.service,
                   coalesce(d.from_pref, sn_from_pref(o.shop)),
                   d.to_pref) AS earliest
          FROM todo t
          JOIN shipment s ON s.id = t.id
          JOIN destination d ON d.id = s.destination
          JOIN orders o ON o.id = d.orders
          LEFT JOIN shipment p ON p.id = s.bundled_into
         WHERE s.deliver_on > :today AND s.deliver_slot <> 'none'
           AND s.status <> 'notify' AND s.shipped_at IS NULL) x
 WHERE sn_day(x.leaves, x.days) = x.deliver_on
   AND sn_too_early(x.deliver_slot, x.earliest) = 1
