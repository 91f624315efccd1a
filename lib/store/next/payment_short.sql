-- title: the payment came short
-- ja: 入金が不足
-- urgency: 36
-- group: trouble
-- command: sn-find 'status!=done,cancel pay.state=partial'
SELECT count(DISTINCT t.head), NULL, NULL, NULL
  FROM todo t
  JOIN payment p ON p.orders = t.orders
 WHERE p.state = 'partial'
