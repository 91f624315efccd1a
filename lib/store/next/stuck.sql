-- title: stands still
-- ja: 滞留
-- urgency: 80
-- group: deadline
-- command: sn-find 'status!=done,cancel status.at=..-{days}d'
SELECT 1, min(status_at), NULL, NULL
  FROM todo
 WHERE id = head AND status_at < :since
 GROUP BY head
