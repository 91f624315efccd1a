-- title: mall or agent must hear of a fee that was dropped
-- ja: 同梱で差し引いた送料・手数料をモールまたは決済会社に反映する
-- severity: warning
WITH less AS (
     SELECT DISTINCT o.id, o.stated_total, o.sum_total,
            trim(CASE WHEN o.sync = 1 AND o.stated_total <> o.sum_total
                      THEN o.mall ELSE '' END || ' ' || coalesce(
                (SELECT group_concat(p.agent, ' ') FROM payment p
                  WHERE p.orders = o.id AND p.agent IS NOT NULL), ''))
                AS who
       FROM (SELECT 1 WHERE EXISTS (SELECT 1 FROM waived))
      CROSS JOIN todo t
       JOIN charge c ON c.orders = t.orders
       JOIN waived v ON v.charge = c.id
       JOIN orders o ON o.id = t.orders)
SELECT id AS orders, NULL AS shipment, NULL AS field, stated_total AS saw,
       sum_total AS expected, who AS source
  FROM less
 WHERE who <> ''
