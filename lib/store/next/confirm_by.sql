-- title: confirm at the mall
-- ja: モールでの注文確認
-- urgency: 12
-- group: deadline
-- command: sn-find 'mall.state=unconfirmed confirm.by=..today'
SELECT 1, min(confirm_by), NULL, NULL
  FROM todo
 WHERE confirm_by < :tomorrow AND mall_state = 'unconfirmed'
 GROUP BY head
