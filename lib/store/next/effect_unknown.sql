-- title: {}: nobody knows whether it left
-- ja: {}: 送れたかどうか不明
-- urgency: 22
-- group: trouble
-- command: sn-outbox list --state unknown
SELECT count(*), min(x.made_at), x.kind, (
       SELECT y.error FROM outbox y
        WHERE y.kind = x.kind AND y.state = 'unknown'
        ORDER BY y.id DESC LIMIT 1)
  FROM outbox x
 WHERE x.state = 'unknown'
   AND (:all = 1 OR x.orders IN (SELECT orders FROM asked))
 GROUP BY x.kind
