-- title: more cash on delivery than the carrier collects
-- ja: 代金引換の金額が運送会社の上限を超える
-- severity: error
-- param: yen 300000
-- param: compact 30000
-- The amount is of the whole parcel: a parent collects for its bundle.
WITH member (parcel, orders, collect, total) AS (
       SELECT t.id, t.orders, t.collect, t.sum_total
         FROM todo t
        WHERE t.bundled_into IS NULL AND (t.collect IS NOT NULL
           OR instr(t.payments, ' delivery ') > 0)
        UNION ALL
       SELECT t.id, o.id, s.collect, o.sum_total
         FROM todo t
         JOIN shipment s ON s.bundled_into = t.id
         JOIN destination d ON d.id = s.destination
         JOIN orders o ON o.id = d.orders
        WHERE t.bundled_into IS NULL),
     sum (parcel, yen) AS (
       SELECT m.parcel, sum(coalesce(m.collect, (
              SELECT sum(max(coalesce(p.amount, m.total, 0) -
                     coalesce(p.paid, 0), 0))
                FROM payment p
               WHERE p.orders = m.orders AND p.timing = 'delivery'
                 AND p.state NOT IN ('paid', 'over', 'void', 'refunding',
                     'refunded'))))
         FROM member m
        GROUP BY m.parcel)
SELECT t.orders, t.id AS shipment, 'shipment.' || t.id || '.collect' AS field,
       sum.yen AS saw,
       CASE WHEN t.service = 'compact' THEN :compact ELSE :yen END AS
       expected, coalesce(t.carrier || ' ', '') || t.service AS source
  FROM sum
  JOIN todo t ON t.id = sum.parcel
 WHERE sum.yen > CASE WHEN t.service = 'compact' THEN :compact ELSE :yen END
