-- title: nothing is left in the shipment
-- ja: 伝票に発送する商品がない
-- severity: warning
-- The mall or a person took away what was in it: sn-split --join puts such
-- a part away, sn-cancel cancels it.
SELECT d.orders, s.id AS shipment, 'shipment.' || s.id || '.status' AS field,
       s.status AS saw, 'cancel' AS expected, NULL AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = s.destination
 WHERE s.kind = 'normal'
   AND NOT EXISTS (SELECT 1 FROM shipment_line g JOIN line l ON l.id = g.line
                    WHERE g.shipment = s.id AND g.quantity > 0
                      AND l.kind NOT IN ('fee', 'discount'))
