-- title: bought for oneself, and the shop is not the sender
-- ja: 自己購入なのに送り主が店舗でない
-- severity: note
SELECT t.orders, t.id AS shipment,
       'destination.' || t.destination || '.from_name' AS field,
       d.from_name AS saw, NULL AS expected, NULL AS source
  FROM todo t
  JOIN destination d ON d.id = t.destination
  JOIN orders o ON o.id = t.orders
 WHERE d.fold_from_name <> '' AND d.fold_to_name = o.fold_by_name
   AND (d.fold_from_name = o.fold_by_name
    OR d.fold_from_phone = o.fold_by_phone)
   AND (d.fold_to_phone = o.fold_by_phone OR d.fold_to_addr = o.fold_by_addr
    OR o.fold_by_addr IS NULL OR o.fold_by_addr = '')
