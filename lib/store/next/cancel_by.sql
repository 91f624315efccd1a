-- title: the mall cancels it by force
-- ja: モールの強制キャンセル日
-- urgency: 10
-- group: deadline
-- command: sn-find 'status!=notify,follow,done,cancel cancel.by=..today'
SELECT 1, min(cancel_by), NULL, NULL
  FROM todo
 WHERE cancel_by < :tomorrow AND shipped_at IS NULL
   AND status NOT IN ('notify', 'follow')
 GROUP BY head
