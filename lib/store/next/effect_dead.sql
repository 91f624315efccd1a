-- title: {}: not sent, and not tried again by itself
-- ja: {}: 送れず、自動では再試行しない
-- urgency: 24
-- group: trouble
-- command: sn-outbox list --state dead
SELECT count(*), min(x.made_at), x.kind, (
       SELECT y.error FROM outbox y
        WHERE y.kind = x.kind AND y.state = 'dead'
        ORDER BY y.id DESC LIMIT 1)
  FROM outbox x
 WHERE x.state = 'dead'
   AND (:all = 1 OR x.orders IN (SELECT orders FROM asked))
 GROUP BY x.kind
