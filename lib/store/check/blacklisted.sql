-- title: somebody on the blacklist
-- ja: ブラックリストに該当
-- severity: error
-- An address matches what begins with it, if no number goes on there.
WITH place (n) AS (
       SELECT DISTINCT length(folded) FROM blacklist WHERE kind = 'address')
SELECT t.orders, t.id AS shipment, CASE
       WHEN b.folded = o.fold_by_mail THEN 'orders.' || o.id || '.by_mail'
       WHEN b.folded = d.fold_to_mail
       THEN 'destination.' || d.id || '.to_mail'
       WHEN b.folded = o.fold_by_phone THEN 'orders.' || o.id || '.by_phone'
       WHEN b.folded = d.fold_to_phone
       THEN 'destination.' || d.id || '.to_phone'
       WHEN b.folded IN (o.fold_by_name, o.fold_by_kana)
       THEN 'orders.' || o.id || '.by_name'
       ELSE 'destination.' || d.id || '.to_name' END AS field,
       b.kind || '=' || b.value AS saw, NULL AS expected, b.why AS source
  FROM (SELECT 1 WHERE EXISTS (SELECT 1 FROM blacklist))
  CROSS JOIN todo t
  JOIN destination d ON d.id = t.destination
  JOIN orders o ON o.id = t.orders
  JOIN blacklist b
    ON (b.kind = 'mail' AND b.folded IN (o.fold_by_mail, d.fold_to_mail))
    OR (b.kind = 'phone' AND b.folded IN (o.fold_by_phone, d.fold_to_phone))
    OR (b.kind = 'name' AND b.folded IN (o.fold_by_name, o.fold_by_kana,
        d.fold_to_name, d.fold_to_kana))
 UNION ALL
SELECT t.orders, t.id, 'destination.' || d.id || '.to_town',
       'address=' || b.value, NULL, b.why
  FROM place p
  CROSS JOIN todo t
  JOIN destination d ON d.id = t.destination
  JOIN blacklist b
    ON b.kind = 'address' AND b.folded = substr(d.fold_to_addr, 1, p.n)
 WHERE substr(d.fold_to_addr, p.n + 1, 1) NOT GLOB '[0-9]'
 UNION ALL
SELECT t.orders, t.id, 'orders.' || o.id || '.by_town',
       'address=' || b.value, NULL, b.why
  FROM place p
  CROSS JOIN todo t
  JOIN destination d ON d.id = t.destination
  JOIN orders o ON o.id = t.orders
  JOIN blacklist b
    ON b.kind = 'address' AND b.folded = substr(o.fold_by_addr, 1, p.n)
 WHERE substr(o.fold_by_addr, p.n + 1, 1) NOT GLOB '[0-9]'
