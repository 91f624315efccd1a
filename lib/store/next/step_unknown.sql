-- title: automation: was a step of {} done? nobody knows
-- ja: オートロボ: {} の手順が済んだかどうか不明
-- urgency: 27
-- group: trouble
-- command: sn-autorobo --why {}
SELECT count(*), min(p.at),
       CASE WHEN p.orders IS NULL THEN CAST(p.shipment AS TEXT)
            ELSE 'order=' || p.orders END, min(p.cause)
  FROM step p
  LEFT JOIN shipment s ON s.id = p.shipment
  LEFT JOIN destination d ON d.id = s.destination
 WHERE p.state = 'unknown'
   AND (:all = 1 OR coalesce(p.orders, d.orders) IN (
       SELECT orders FROM asked))
 GROUP BY p.orders, p.shipment
 ORDER BY p.orders, p.shipment
