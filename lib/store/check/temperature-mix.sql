-- title: goods of several temperatures in one shipment
-- ja: 一つの伝票に異なる温度帯の商品がある
-- severity: warning
-- needs: packed
-- Fine when every item tolerates the coldest of them.
SELECT t.orders, t.id AS shipment,
       'shipment.' || t.id || '.temperature' AS field,
       CASE m.warmest WHEN 0 THEN 'normal' ELSE 'chilled' END || ' ' ||
       CASE m.coldest WHEN 1 THEN 'chilled' ELSE 'frozen' END AS saw,
       t.temperature AS expected, NULL AS source
  FROM packed m
  JOIN todo t ON t.id = m.id
 WHERE m.warmest < m.coldest
   AND EXISTS (
       SELECT 1
         FROM shipment_line g
         JOIN line l ON l.id = g.line
         LEFT JOIN item i ON i.code = l.code
        WHERE g.shipment = m.id
          AND g.quantity > 0 AND l.quantity > l.cancelled
          AND l.kind IN ('goods', 'set', 'part')
          AND CASE coalesce(l.temperature, i.temperature)
              WHEN 'frozen' THEN 2 WHEN 'chilled' THEN 1 ELSE 0 END < m.coldest
          AND coalesce(l.temperature, i.temperature) IS NOT NULL
          AND ' ' || coalesce(i.tolerates, '') || ' ' NOT LIKE
              CASE m.coldest WHEN 1 THEN '% chilled %' ELSE '% frozen %' END)
