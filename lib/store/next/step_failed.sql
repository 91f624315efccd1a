-- title: automation {}: a step failed
-- ja: オートロボ {}: 失敗した手順
-- urgency: 28
-- group: trouble
-- command: sn-autorobo --only {}
SELECT count(*), min(p.at), p.robo, min(p.cause)
  FROM step p
  LEFT JOIN shipment s ON s.id = p.shipment
  LEFT JOIN destination d ON d.id = s.destination
 WHERE p.state = 'failed'
   AND (:all = 1 OR coalesce(p.orders, d.orders) IN (
       SELECT orders FROM asked))
 GROUP BY p.robo
 ORDER BY p.robo
