-- title: the stated total is not what lines and charges make
-- ja: 合計金額が商品と料金の計算に合わない
-- severity: warning
SELECT t.orders, NULL AS shipment, NULL AS field,
       t.stated_total AS saw, t.sum_total AS expected, NULL AS source
  FROM todo t
 WHERE t.stated_total <> t.sum_total
   AND NOT EXISTS (SELECT 1
                     FROM charge c JOIN waived v ON v.charge = c.id
                    WHERE c.orders = t.orders)
