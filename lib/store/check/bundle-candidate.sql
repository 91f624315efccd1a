-- title: others go to the same phone: they may go in one parcel
-- ja: 同梱対象（届け先電話番号が同じ伝票がある）
-- severity: note
-- Bundled ones count as the one parcel that they are.
WITH phone (phone) AS (
       SELECT DISTINCT d.fold_to_phone
         FROM todo t
         JOIN shipment s ON s.id = t.id
         JOIN destination d ON d.id = t.destination
        WHERE d.fold_to_phone <> '' AND s.labelled_at IS NULL
          AND s.bundled_into IS NULL
          AND t.status NOT IN ('notify', 'number')),
     shared (phone, n) AS (
       SELECT p.phone, count(*)
         FROM phone p
         JOIN destination d ON d.fold_to_phone = p.phone
         JOIN shipment s ON s.destination = d.id
        WHERE s.status NOT IN ('done', 'follow', 'cancel', 'notify', 'number')
          AND s.labelled_at IS NULL AND s.bundled_into IS NULL
        GROUP BY p.phone HAVING count(*) > 1)
SELECT t.orders, t.id AS shipment, 'destination.' || d.id || '.to_phone' AS
       field, d.to_phone AS saw, h.n AS expected, NULL AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = t.destination
  JOIN shared h ON h.phone = d.fold_to_phone
 WHERE s.labelled_at IS NULL AND s.bundled_into IS NULL
   AND t.status NOT IN ('notify', 'number')
