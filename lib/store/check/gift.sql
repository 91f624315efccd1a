-- title: a gift: noshi, wrapping or a message
-- ja: ギフト注文（のし・包装・メッセージ）
-- severity: note
SELECT t.orders, t.id AS shipment,
       'destination.' || t.destination || '.gift' AS field,
       coalesce(d.noshi, d.wrapping, d.gift_message) AS saw,
       NULL AS expected, NULL AS source
  FROM todo t
  JOIN destination d ON d.id = t.destination
 WHERE d.gift = 1 OR d.noshi <> '' OR d.wrapping <> ''
    OR d.gift_message <> ''
