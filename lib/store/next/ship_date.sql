-- title: ship date
-- ja: 出荷予定日
-- urgency: 18
-- group: deadline
-- command: sn-find 'status!=notify,follow,done,cancel ship=..today'
SELECT 1, min(ship_date), NULL, NULL
  FROM todo
 WHERE ship_date < :tomorrow AND shipped_at IS NULL
   AND status NOT IN ('notify', 'follow')
 GROUP BY head
