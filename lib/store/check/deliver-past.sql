-- title: to be delivered today or before
-- ja: お届け希望日が今日か過去
-- severity: warning
SELECT t.orders, t.id AS shipment,
       'shipment.' || t.id || '.deliver_on' AS field,
       t.deliver_on AS saw, NULL AS expected, NULL AS source
  FROM todo t
 WHERE t.deliver_on <= :today
   AND t.status <> 'notify' AND t.shipped_at IS NULL
