-- title: delivery takes long
-- ja: お届けまで日数がかかる地域
-- severity: note
-- on: no
-- param: days 2
SELECT x.orders, x.id AS shipment,
       'destination.' || x.destination || '.to_pref' AS field,
       x.to_pref AS saw, NULL AS expected,
       x.start || ' - ' || x.to_pref || ': ' || x.days AS source
  FROM (SELECT t.orders, t.id, t.destination, d.to_pref,
               coalesce(d.from_pref, sn_from_pref(o.shop)) AS start,
               sn_lead(s.carrier, s.service,
                   coalesce(d.from_pref, sn_from_pref(o.shop)),
                   d.to_pref) AS days
          FROM todo t
          JOIN shipment s ON s.id = t.id
          JOIN destination d ON d.id = t.destination
          JOIN orders o ON o.id = t.orders
         WHERE t.status <> 'notify' AND t.shipped_at IS NULL) x
 WHERE x.days >= :days
