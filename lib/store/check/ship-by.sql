-- title: the mall wants it shipped soon, or it is late
-- ja: モールの発送期限が近い、または過ぎた
-- severity: warning
-- param: days 1
-- What has passed is news: acknowledged before, it is open again.
SELECT t.orders, t.id AS shipment,
       'orders.' || t.orders || '.ship_by' AS field,
       t.ship_by || CASE WHEN substr(t.ship_by, 1, 10) < :today
       THEN ' past' ELSE '' END AS saw,
       NULL AS expected, o.mall AS source
  FROM todo t
  JOIN orders o ON o.id = t.orders
 WHERE substr(t.ship_by, 1, 10) <= date(:today, '+' || :days || ' days')
   AND t.shipped_at IS NULL AND t.status <> 'notify'
