-- title: the ship date has passed
-- ja: 出荷予定日が過ぎている
-- severity: warning
SELECT d.orders, s.id AS shipment,
       'shipment.' || s.id || '.ship_date' AS field,
       s.ship_date AS saw, NULL AS expected, NULL AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = s.destination
 WHERE s.ship_date < :today AND s.bundled_into IS NULL
   AND s.status <> 'notify' AND s.shipped_at IS NULL
