-- title: the mall will soon cancel it by force, or did
-- ja: モールの強制キャンセル日が近い、または過ぎた
-- severity: warning
-- param: days 3
-- What has passed is news: acknowledged before, it is open again.
SELECT t.orders, t.id AS shipment,
       'orders.' || t.orders || '.cancel_by' AS field,
       t.cancel_by || CASE WHEN substr(t.cancel_by, 1, 10) < :today
       THEN ' past' ELSE '' END AS saw,
       NULL AS expected, o.mall AS source
  FROM todo t
  JOIN orders o ON o.id = t.orders
 WHERE substr(t.cancel_by, 1, 10) <= date(:today, '+' || :days || ' days')
   AND t.shipped_at IS NULL AND t.status <> 'notify'
