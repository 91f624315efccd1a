-- title: mail cannot go to the buyer's address
-- ja: 注文者のメールアドレスに誤りがある
-- severity: warning
SELECT DISTINCT t.orders, NULL AS shipment,
       'orders.' || t.orders || '.by_mail' AS field,
       o.by_mail AS saw, sn_mail_mend(o.by_mail) AS expected,
       sn_mail_fault(o.by_mail) AS source
  FROM todo t
  JOIN orders o ON o.id = t.orders
 WHERE t.fold_by_mail IS NOT NULL AND sn_mail_fault(o.by_mail) IS NOT NULL
