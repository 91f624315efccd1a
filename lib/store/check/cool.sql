-- title: chilled or frozen
-- ja: クール便（冷蔵・冷凍）
-- severity: note
-- needs: packed
SELECT t.orders, t.id AS shipment,
       'shipment.' || t.id || '.temperature' AS field,
       CASE WHEN t.temperature = 'frozen' OR p.cool = 2
            THEN 'frozen' ELSE 'chilled' END AS saw,
       NULL AS expected, NULL AS source
  FROM todo t
  LEFT JOIN packed p ON p.id = t.id
 WHERE t.temperature IN ('chilled', 'frozen') OR p.cool > 0
