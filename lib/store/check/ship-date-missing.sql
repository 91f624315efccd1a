-- title: there is no ship date
-- ja: 出荷予定日が未設定
-- severity: note
-- on: no
-- Labels then leave on the day that they are made.  What is bundled goes with
-- its parent.
SELECT t.orders, t.id AS shipment,
       'shipment.' || t.id || '.ship_date' AS field,
       NULL AS saw, NULL AS expected, NULL AS source
  FROM todo t
 WHERE t.ship_date IS NULL AND t.bundled_into IS NULL
   AND t.status <> 'notify' AND t.shipped_at IS NULL
