-- title: the same person ordered the same goods not long before or after
-- ja: 同じ人が同じ商品を続けて注文している（二重注文の疑い）
-- severity: warning
-- param: days 3
-- A person is a mail, or a name with a phone.  Each order is compared with
-- the one before and the one after it of the same person and goods; persons
-- with one order are left out first, by the indexes alone, then goods that
-- they ordered once.  The first line counts, and the order before it rather
-- than the one after.
WITH here (id, mail, phone, at) AS (
       SELECT DISTINCT t.orders, t.fold_by_mail, t.fold_by_phone, t.ordered_at
         FROM todo t
        WHERE EXISTS (SELECT 1 FROM orders x
                       WHERE x.fold_by_mail = t.fold_by_mail
                         AND x.id <> t.orders)
           OR EXISTS (SELECT 1 FROM orders x
                       WHERE x.fold_by_phone = t.fold_by_phone
                         AND x.id <> t.orders)),
     span (first, last) AS (
       SELECT date(min(at), '-' || :days || ' days'),
              date(max(at), '+' || (:days + 1) || ' days') FROM here),
     who (id, person, at) AS (
       SELECT o.id, o.fold_by_mail, o.ordered_at
         FROM (SELECT DISTINCT mail FROM here WHERE mail <> '') m
         JOIN orders o ON o.fold_by_mail = m.mail
        UNION
       SELECT o.id, o.fold_by_phone || ' ' || o.fold_by_name, o.ordered_at
         FROM (SELECT DISTINCT phone FROM here WHERE phone <> '') m
         JOIN orders o ON o.fold_by_phone = m.phone),
     goods (id, person, at, code, line) AS (
       SELECT w.id, w.person, w.at,
              coalesce(l.sku, l.code, l.fold_name) || ' ' ||
              coalesce(l.fold_options, ''), l.id
         FROM who w
         JOIN span ON w.at >= span.first AND w.at < span.last
         JOIN line l ON l.orders = w.id
        WHERE w.person IS NOT NULL AND l.kind IN ('goods', 'set')
          AND l.quantity > l.cancelled),
     again (person, code) AS (
       SELECT person, code FROM goods GROUP BY person, code
       HAVING min(id) < max(id)),
     same (id, person, at, code, line) AS (
       SELECT g.id, g.person, g.at, g.code, min(g.line)
         FROM again a
        CROSS JOIN goods g ON g.person = a.person AND g.code = a.code
        WHERE EXISTS (SELECT 1 FROM destination d
                        JOIN shipment s ON s.destination = d.id
                       WHERE d.orders = g.id AND s.status <> 'cancel'
                         AND s.kind = 'normal')
        GROUP BY 1, 2, 3, 4),
     pair (id, line, at, before, was, after, follows) AS (
       SELECT id, line, at, lag(id) OVER own, lag(at) OVER own,
              lead(id) OVER own, lead(at) OVER own
         FROM same
       WINDOW own AS (PARTITION BY person, code ORDER BY at, id)),
     twice (id, line, later, other) AS (
       SELECT id, line, 0, before FROM pair
        WHERE before <> id AND julianday(at) - julianday(was) <= :days
        UNION ALL
       SELECT id, line, 1, after FROM pair
        WHERE after <> id AND julianday(follows) - julianday(at) <= :days)
SELECT w.id AS orders, NULL AS shipment,
       'line.' || (min(2 * w.line + w.later) / 2) || '.code' AS field,
       o.shop || ':' || o.number AS saw, NULL AS expected,
       o.ordered_at AS source
  FROM twice w
  JOIN orders o ON o.id = w.other
 WHERE w.id IN (SELECT id FROM here)
 GROUP BY w.id
