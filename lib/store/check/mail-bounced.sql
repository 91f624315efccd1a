-- title: mail to the buyer's address came back
-- ja: 注文者のアドレスにメールが届かなかった
-- severity: warning
-- param: times 3
-- For good, or so often.
SELECT DISTINCT t.orders, NULL AS shipment,
       'orders.' || t.orders || '.by_mail' AS field,
       o.by_mail AS saw, NULL AS expected, b.cause AS source
  FROM bounced b
  JOIN todo t ON t.fold_by_mail = b.mail
  JOIN orders o ON o.id = t.orders
 WHERE b.hard = 1 OR b.times >= :times
