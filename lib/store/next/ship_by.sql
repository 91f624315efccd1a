-- title: ship by, as the mall says
-- ja: モールの発送期限
-- urgency: 16
-- group: deadline
-- command: sn-find 'status!=notify,follow,done,cancel ship.by=..today'
SELECT 1, min(ship_by), NULL, NULL
  FROM todo
 WHERE ship_by < :tomorrow AND shipped_at IS NULL
   AND status NOT IN ('notify', 'follow')
 GROUP BY head
