-- title: what would go wrong
-- ja: 発送前の確認
-- urgency: 50
-- group: step
-- command: sn-check --findings -q status=new,ready
SELECT count(*), NULL, NULL, NULL
  FROM todo
 WHERE id = head AND status IN ('new', 'ready')
