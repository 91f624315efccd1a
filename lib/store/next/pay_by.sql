-- title: payment
-- ja: 入金
-- urgency: 14
-- group: deadline
-- command: sn-find 'status=payment pay.by=..today'
SELECT 1, min(pay_by), NULL, NULL
  FROM todo
 WHERE pay_by < :tomorrow AND status = 'payment'
 GROUP BY head
