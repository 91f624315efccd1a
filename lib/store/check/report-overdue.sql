-- title: shipped, and the mall has not been told
-- ja: 発送したがモールへの発送報告がまだ
-- severity: warning
-- param: days 1
SELECT t.orders, t.id AS shipment, 'shipment.' || t.id || '.reported_at' AS
       field, substr(coalesce(s.shipped_at, s.status_at), 1, 10) AS saw,
       NULL AS expected, o.mall AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN orders o ON o.id = t.orders
 WHERE (t.status = 'notify' OR t.shipped_at IS NOT NULL)
   AND s.reported_at IS NULL AND s.kind = 'normal' AND o.sync = 1
   AND o.mall IN ('amazon', 'aupay', 'base', 'colorme', 'eccube',
       'futureshop', 'makeshop', 'ponparemall', 'qoo10', 'rakuten', 'shopify',
       'shopserve', 'yahoo', 'yahoo-auction')
   AND o.mall_state NOT IN ('shipped', 'closed', 'cancelled')
   AND substr(coalesce(s.shipped_at, s.status_at), 1, 10) <=
       date(:today, '-' || :days || ' days')
