-- title: the ship date has passed
-- ja: 出荷予定日が過ぎている
-- severity: warning
SELECT t.orders, t.id AS shipment,
       'shipment.' || t.id || '.ship_date' AS field,
       t.ship_date AS saw, NULL AS expected, NULL AS source
  FROM todo t
 WHERE t.ship_date < :today AND t.bundled_into IS NULL
   AND t.status <> 'notify' AND t.shipped_at IS NULL
