-- title: the same person ordered the same goods not long before or after
-- ja: 同じ人が同じ商品を続けて注文している（二重注文の疑い）
-- severity: warning
-- param: days 3
-- A person is a mail, or a name with a phone.  Each order is compared with
-- the one before and the one after it of the same person and goods; persons
-- with one order are left out first, by the indexes alone.
WITH here (id, mail, phone, at) AS (
       SELECT DISTINCT o.id, o.fold_by_mail, o.fold_by_phone, o.ordered_at
         FROM todo t
         JOIN orders o ON o.id = t.orders
        WHERE EXISTS (SELECT 1 FROM orders x
                       WHERE x.fold_by_mail = o.fold_by_mail
                         AND x.id <> o.id)
           OR EXISTS (SELECT 1 FROM orders x
                       WHERE x.fold_by_phone = o.fold_by_phone
                         AND x.id <> o.id)),
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
              coalesce(l.fold_options, ''), min(l.id)
         FROM who w
         JOIN span ON w.at >= span.first AND w.at < span.last
         JOIN line l ON l.orders = w.id
        WHERE w.person IS NOT NULL AND l.kind IN ('goods', 'set')
          AND l.quantity > l.cancelled
          AND EXISTS (SELECT 1 FROM destination d
                        JOIN shipment s ON s.destination = d.id
                       WHERE d.orders = w.id AND s.status <> 'cancel'
                         AND s.kind = 'normal')
        GROUP BY 1, 2, 3, 4),
     pair (id, line, at, other, that) AS (
       SELECT id, line, at, lag(id) OVER same, lag(at) OVER same FROM goods
       WINDOW same AS (PARTITION BY person, code ORDER BY at, id)
        UNION ALL
       SELECT id, line, at, lead(id) OVER same, lead(at) OVER same FROM goods
       WINDOW same AS (PARTITION BY person, code ORDER BY at, id))
SELECT p.id AS orders, NULL AS shipment, 'line.' || min(p.line) || '.code' AS
       field, o.shop || ':' || o.number AS saw, NULL AS expected,
       o.ordered_at AS source
  FROM pair p
  JOIN here h ON h.id = p.id
  JOIN orders o ON o.id = p.other
 WHERE p.other <> p.id
   AND abs(julianday(p.at) - julianday(p.that)) <= :days
 GROUP BY p.id
