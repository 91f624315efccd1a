-- title: chilled or frozen
-- ja: クール便（冷蔵・冷凍）
-- severity: note
SELECT t.orders, t.id AS shipment,
       'shipment.' || t.id || '.temperature' AS field,
       CASE WHEN s.temperature = 'frozen' OR EXISTS (
                 SELECT 1 FROM shipment_line g JOIN line l ON l.id = g.line
                  WHERE g.shipment = t.id AND g.quantity > 0
                    AND l.temperature = 'frozen')
            THEN 'frozen' ELSE 'chilled' END AS saw,
       NULL AS expected, NULL AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
 WHERE s.temperature IN ('chilled', 'frozen') OR EXISTS (
       SELECT 1 FROM shipment_line g JOIN line l ON l.id = g.line
        WHERE g.shipment = t.id AND g.quantity > 0
          AND l.temperature IN ('chilled', 'frozen'))
