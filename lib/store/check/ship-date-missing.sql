-- title: there is no ship date
-- ja: 出荷予定日が未設定
-- severity: note
-- Labels then leave on the day that they are made.  What is bundled goes with
-- its parent.
SELECT d.orders, s.id AS shipment,
       'shipment.' || s.id || '.ship_date' AS field,
       NULL AS saw, NULL AS expected, NULL AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = s.destination
 WHERE s.ship_date IS NULL AND s.bundled_into IS NULL
   AND s.status <> 'notify' AND s.shipped_at IS NULL
