-- title: nothing is left in the shipment
-- ja: 伝票に発送する商品がない
-- severity: warning
-- needs: packed
-- The mall or a person took away what was in it: sn-split --join puts such
-- a part away, sn-cancel cancels it.
SELECT t.orders, t.id AS shipment, 'shipment.' || t.id || '.status' AS field,
       t.status AS saw, 'cancel' AS expected, NULL AS source
  FROM todo t
  LEFT JOIN packed p ON p.id = t.id
 WHERE t.kind = 'normal' AND coalesce(p.goods, 0) = 0
