-- title: sn-pay marks what was paid
-- ja: 入金したものは sn-pay で記録
-- urgency: 47
-- group: step
-- command: sn-find status=payment
SELECT count(*), NULL, NULL, NULL
  FROM todo
 WHERE id = head AND status = 'payment'
