-- title: cash on delivery of an order that goes to several addresses
-- ja: 代金引換の注文に届け先が複数ある
-- severity: warning
SELECT t.orders, NULL AS shipment, NULL AS field, (
           SELECT count(*) FROM destination e
            WHERE e.orders = t.orders AND EXISTS (
                  SELECT 1 FROM shipment q
                   WHERE q.destination = e.id AND q.status <> 'cancel'))
           AS saw, 1 AS expected, NULL AS source
  FROM todo t
 WHERE instr(t.payments, ' delivery ') > 0
   AND EXISTS (SELECT 1 FROM payment p
                WHERE p.orders = t.orders AND p.timing = 'delivery'
                  AND p.state NOT IN ('void', 'refunding', 'refunded'))
   AND (SELECT count(*) FROM destination e
         WHERE e.orders = t.orders AND EXISTS (
               SELECT 1 FROM shipment q
                WHERE q.destination = e.id AND q.status <> 'cancel')) > 1
