-- title: what is to be paid first
-- ja: 入金を待つもの
-- urgency: 46
-- group: step
-- command: sn-move payment -q 'status=new pay.when=before pay.state!=paid,over'
SELECT count(DISTINCT t.head), NULL, NULL, NULL
  FROM todo t
  JOIN payment p ON p.orders = t.orders
 WHERE t.status = 'new'
   AND p.timing = 'before' AND p.state NOT IN ('paid', 'over')
