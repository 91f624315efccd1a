-- title: the mall wants the order confirmed soon, or it is late
-- ja: モールの注文確認期限が近い、または過ぎた
-- severity: warning
-- param: days 0
-- What has passed is news: acknowledged before, it is open again.
SELECT t.orders, NULL AS shipment,
       'orders.' || t.orders || '.confirm_by' AS field,
       t.confirm_by || CASE WHEN substr(t.confirm_by, 1, 10) < :today
       THEN ' past' ELSE '' END AS saw,
       NULL AS expected, o.mall AS source
  FROM todo t
  JOIN orders o ON o.id = t.orders
 WHERE substr(t.confirm_by, 1, 10) <= date(:today, '+' || :days || ' days')
   AND t.mall_state = 'unconfirmed'
