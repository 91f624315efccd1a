-- title: the stated total is not what lines and charges make
-- ja: 合計金額が商品と料金の計算に合わない
-- severity: warning
SELECT t.orders, NULL AS shipment, NULL AS field,
       o.stated_total AS saw, o.sum_total AS expected, NULL AS source
  FROM todo t
  JOIN orders o ON o.id = t.orders
 WHERE o.stated_total <> o.sum_total
   AND o.id NOT IN (SELECT c.orders
                      FROM waived v JOIN charge c ON c.id = v.charge)
