-- title: sn-pay --credit notes the results of credit checks
-- ja: 与信の結果を待つもの。sn-pay --credit で記録
-- urgency: 48
-- group: step
-- command: sn-find 'status=new,ready,print pay.when=auth pay.state=none,asked,hold,ng'
SELECT count(DISTINCT t.head), NULL, NULL, NULL
  FROM todo t
  JOIN payment p ON p.orders = t.orders
 WHERE t.status IN ('new', 'ready', 'print')
   AND p.timing = 'auth' AND p.state IN ('none', 'asked', 'hold', 'ng')
