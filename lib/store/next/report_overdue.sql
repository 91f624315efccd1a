-- title: left on an earlier day, and the mall was not told
-- ja: 前日までに発送、モールへの報告がまだ
-- urgency: 21
-- group: deadline
-- command: sn-push --file -o results -q 'status=notify not reported=* status.at=..-1d'
SELECT 1, min(t.status_at), NULL, NULL
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN orders o ON o.id = t.orders
 WHERE t.status = 'notify' AND t.reported_at IS NULL
   AND t.status_at < :today AND s.kind = 'normal' AND o.sync = 1
   AND o.mall IN ('amazon', 'aupay', 'base', 'colorme', 'eccube',
       'futureshop', 'makeshop', 'ponparemall', 'qoo10', 'rakuten', 'shopify',
       'shopserve', 'yahoo', 'yahoo-auction')
   AND t.mall_state NOT IN ('shipped', 'closed', 'cancelled')
 GROUP BY t.head
