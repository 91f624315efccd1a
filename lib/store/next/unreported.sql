-- title: results for the malls
-- ja: モールへの発送報告
-- urgency: 58
-- group: step
-- command: sn-push --file -o results -q 'status=notify not reported=*'
SELECT count(DISTINCT t.head), NULL, NULL, NULL
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN orders o ON o.id = t.orders
 WHERE t.status = 'notify' AND t.reported_at IS NULL
   AND s.kind = 'normal' AND o.sync = 1
