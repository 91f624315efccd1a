-- title: changed, or new, since the last check
-- ja: 確認 (チェック) がまだのもの
-- urgency: 44
-- group: step
-- command: sn-check -q status=new
SELECT count(*), NULL, NULL, NULL
  FROM todo t
 WHERE t.id = t.head AND t.status = 'new'
   AND EXISTS (SELECT 1 FROM checked)
   AND NOT EXISTS (SELECT 1 FROM checked c WHERE c.shipment = t.id
                      AND sn_fresh(0, c.shipment, c.seq) = 1)
