-- title: the delivery date cannot be met
-- ja: お届け希望日に間に合わない
-- severity: warning
-- It leaves on its ship date, or its parent's, but not before today; expected
-- is the last day on which it could leave, open or not.
SELECT x.orders, x.id AS shipment,
       'shipment.' || x.id || '.ship_date' AS field,
       x.ship_date AS saw, sn_day(x.deliver_on, -x.days) AS expected,
       x.start || ' - ' || x.to_pref || ': ' || x.days AS source
  FROM (SELECT t.orders, t.id, t.deliver_on, d.to_pref,
               coalesce(p.ship_date, t.ship_date) AS ship_date,
               coalesce(d.from_pref, sn_from_pref(o.shop)) AS start,
               sn_lead(s.carrier, s.service,
                   coalesce(d.from_pref, sn_from_pref(o.shop)),
                   d.to_pref) AS days
          FROM todo t
          JOIN shipment s ON s.id = t.id
          JOIN destination d ON d.id = t.destination
          JOIN orders o ON o.id = t.orders
          LEFT JOIN shipment p ON p.id = t.bundled_into
         WHERE t.deliver_on > :today
           AND t.status <> 'notify' AND t.shipped_at IS NULL) x
 WHERE sn_day(x.deliver_on, -x.days) < max(:today, coalesce(x.ship_date, ''))
