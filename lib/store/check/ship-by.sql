-- title: the mall wants it shipped soon, or it is late
-- ja: モールの発送期限が近い、または過ぎた
-- severity: warning
-- param: days 1
-- What has passed is news: acknowledged before, it is open again.
SELECT o.id AS orders, s.id AS shipment, 'orders.' || o.id || '.ship_by' AS field,
       o.ship_by || CASE WHEN substr(o.ship_by, 1, 10) < :today
       THEN ' past' ELSE '' END AS saw,
       NULL AS expected, o.mall AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = s.destination
  JOIN orders o ON o.id = d.orders
 WHERE substr(o.ship_by, 1, 10) <= date(:today, '+' || :days || ' days')
   AND s.shipped_at IS NULL AND s.status <> 'notify'
