-- title: what may leave today
-- ja: 今日出荷できるもの
-- urgency: 52
-- group: step
-- command: sn-move print -q 'status=new,ready stopped=no'
SELECT count(*), NULL, NULL, NULL
  FROM todo
 WHERE id = head AND status IN ('new', 'ready')
   AND head NOT IN (
       SELECT t.head FROM finding f JOIN todo t ON t.orders = f.orders
        WHERE f.state = 'open' AND f.severity IN ('error', 'warning')
          AND (f.shipment IS NULL OR f.shipment = t.id))
