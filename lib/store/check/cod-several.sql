-- title: cash on delivery of an order that goes to several addresses
-- ja: 代金引換の注文に届け先が複数ある
-- severity: warning
SELECT o.id AS orders, NULL AS shipment, NULL AS field, (
           SELECT count(*) FROM destination e
            WHERE e.orders = o.id AND EXISTS (
                  SELECT 1 FROM shipment q
                   WHERE q.destination = e.id AND q.status <> 'cancel'))
           AS saw, 1 AS expected, NULL AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = s.destination
  JOIN orders o ON o.id = d.orders
 WHERE EXISTS (SELECT 1 FROM payment p
                WHERE p.orders = o.id AND p.timing = 'delivery'
                  AND p.state NOT IN ('void', 'refunding', 'refunded'))
   AND (SELECT count(*) FROM destination e
         WHERE e.orders = o.id AND EXISTS (
               SELECT 1 FROM shipment q
                WHERE q.destination = e.id AND q.status <> 'cancel')) > 1
