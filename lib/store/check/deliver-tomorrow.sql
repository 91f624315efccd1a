-- title: to be delivered tomorrow
-- ja: お届け希望日が明日
-- severity: note
SELECT t.orders, t.id AS shipment,
       'shipment.' || t.id || '.deliver_on' AS field,
       t.deliver_on AS saw, NULL AS expected, NULL AS source
  FROM todo t
 WHERE t.deliver_on = sn_day(:today, 1)
   AND t.status <> 'notify' AND t.shipped_at IS NULL
