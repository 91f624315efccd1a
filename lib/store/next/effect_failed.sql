-- title: {}: not sent yet, to be tried again
-- ja: {}: まだ送れていない (再試行待ち)
-- urgency: 26
-- group: trouble
-- command: sn-outbox list --state failed
SELECT count(*), min(x.made_at), x.kind, (
       SELECT y.error FROM outbox y
        WHERE y.kind = x.kind AND y.state = 'failed'
        ORDER BY y.id DESC LIMIT 1)
  FROM outbox x
 WHERE x.state = 'failed'
   AND (:all = 1 OR x.orders IN (SELECT orders FROM asked))
 GROUP BY x.kind
