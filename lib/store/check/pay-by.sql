-- title: the buyer has to pay soon, or is late
-- ja: モールの支払期限が近い、または過ぎた
-- severity: note
-- param: days 0
-- What has passed is news: acknowledged before, it is open again.
SELECT t.orders, t.id AS shipment,
       'orders.' || t.orders || '.pay_by' AS field,
       t.pay_by || CASE WHEN substr(t.pay_by, 1, 10) < :today
       THEN ' past' ELSE '' END AS saw,
       NULL AS expected, o.mall AS source
  FROM todo t
  JOIN orders o ON o.id = t.orders
 WHERE substr(t.pay_by, 1, 10) <= date(:today, '+' || :days || ' days')
   AND t.status IN ('new', 'payment')
   AND EXISTS (SELECT 1 FROM payment p WHERE p.orders = t.orders
                AND p.timing = 'before' AND p.state IN ('none', 'asked',
                    'hold', 'partial'))
