-- title: rules have not met all of them
-- ja: ルールを適用していない伝票があります
-- urgency: 42
-- group: step
-- command: sn-route -q status=new
SELECT count(*), NULL, NULL, NULL
  FROM todo t
 WHERE t.id = t.head AND t.status = 'new'
   AND EXISTS (SELECT 1 FROM fired)
   AND NOT EXISTS (SELECT 1 FROM fired f WHERE f.shipment = t.id)
