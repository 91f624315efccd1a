-- title: goods of several temperatures in one shipment
-- ja: 一つの伝票に異なる温度帯の商品がある
-- severity: warning
-- Fine when every item tolerates the coldest of them.
WITH goods (shipment, cold, tolerates) AS (
       SELECT g.shipment,
              CASE coalesce(l.temperature, i.temperature)
              WHEN 'frozen' THEN 2 WHEN 'chilled' THEN 1 ELSE 0 END,
              ' ' || coalesce(i.tolerates, '') || ' '
         FROM todo t
         JOIN shipment_line g ON g.shipment = t.id
         JOIN line l ON l.id = g.line
         LEFT JOIN item i ON i.code = l.code
        WHERE g.quantity > 0 AND l.quantity > l.cancelled
          AND l.kind IN ('goods', 'set', 'part')
          AND coalesce(l.temperature, i.temperature) IS NOT NULL),
     mixed (shipment, warm, cold) AS (
       SELECT shipment, min(cold), max(cold) FROM goods
        GROUP BY shipment HAVING min(cold) < max(cold))
SELECT d.orders, s.id AS shipment,
       'shipment.' || s.id || '.temperature' AS field,
       CASE m.warm WHEN 0 THEN 'normal' ELSE 'chilled' END || ' ' ||
       CASE m.cold WHEN 1 THEN 'chilled' ELSE 'frozen' END AS saw,
       s.temperature AS expected, NULL AS source
  FROM mixed m
  JOIN shipment s ON s.id = m.shipment
  JOIN destination d ON d.id = s.destination
 WHERE EXISTS (
       SELECT 1 FROM goods g
        WHERE g.shipment = m.shipment AND g.cold < m.cold
          AND g.tolerates NOT LIKE CASE m.cold WHEN 1 THEN '% chilled %'
              ELSE '% frozen %' END)
