-- title: to be delivered the day after tomorrow
-- ja: お届け希望日が明後日
-- severity: note
SELECT d.orders, s.id AS shipment,
       'shipment.' || s.id || '.deliver_on' AS field,
       s.deliver_on AS saw, NULL AS expected, NULL AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = s.destination
 WHERE s.deliver_on = sn_day(:today, 2)
   AND s.status <> 'notify' AND s.shipped_at IS NULL
