-- title: a gift: noshi, wrapping or a message
-- ja: ギフト注文（のし・包装・メッセージ）
-- severity: note
SELECT d.orders, s.id AS shipment, 'destination.' || d.id || '.gift' AS field,
       coalesce(d.noshi, d.wrapping, d.gift_message) AS saw,
       NULL AS expected, NULL AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = s.destination
 WHERE d.gift = 1 OR d.noshi <> '' OR d.wrapping <> ''
    OR d.gift_message <> ''
