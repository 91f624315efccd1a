-- title: more cash on delivery than the carrier collects
-- ja: 代金引換の金額が運送会社の上限を超える
-- severity: error
-- param: yen 300000
-- param: compact 30000
-- The amount is of the whole parcel: a parent collects for its bundle.
WITH member (parcel, id) AS (
       SELECT t.id, t.id FROM todo t
        UNION ALL
       SELECT t.id, s.id FROM todo t JOIN shipment s ON s.bundled_into = t.id),
     sum (parcel, yen) AS (
       SELECT m.parcel, sum(coalesce(s.collect, (
              SELECT sum(max(coalesce(p.amount, o.sum_total, 0) -
                     coalesce(p.paid, 0), 0))
                FROM payment p
               WHERE p.orders = o.id AND p.timing = 'delivery'
                 AND p.state NOT IN ('paid', 'over', 'void', 'refunding',
                     'refunded'))))
         FROM member m
         JOIN shipment s ON s.id = m.id
         JOIN destination d ON d.id = s.destination
         JOIN orders o ON o.id = d.orders
        GROUP BY m.parcel)
SELECT t.orders, t.id AS shipment, 'shipment.' || t.id || '.collect' AS field,
       sum.yen AS saw,
       CASE WHEN t.service = 'compact' THEN :compact ELSE :yen END AS
       expected, coalesce(t.carrier || ' ', '') || t.service AS source
  FROM todo t
  JOIN sum ON sum.parcel = t.id
  JOIN shipment s ON s.id = t.id
 WHERE s.bundled_into IS NULL
   AND sum.yen > CASE WHEN t.service = 'compact' THEN :compact ELSE :yen END
