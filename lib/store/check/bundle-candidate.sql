-- title: others go to the same phone: they may go in one parcel
-- ja: 同梱対象（届け先電話番号が同じ伝票がある）
-- severity: note
-- Of other destinations; what is bundled counts as the one parcel that it is.
WITH phone (phone) AS (
       SELECT DISTINCT d.fold_to_phone
         FROM todo t
         JOIN destination d ON d.id = t.destination
        WHERE d.fold_to_phone <> '' AND t.status NOT IN ('notify', 'number')
          AND EXISTS (SELECT 1 FROM destination x
                       WHERE x.fold_to_phone = d.fold_to_phone
                         AND x.id <> d.id)),
     shared (phone, n) AS (
       SELECT p.phone, count(DISTINCT d.id)
         FROM phone p
         JOIN destination d ON d.fold_to_phone = p.phone
         JOIN shipment s ON s.destination = d.id
        WHERE s.status NOT IN ('done', 'follow', 'cancel', 'notify', 'number')
          AND s.labelled_at IS NULL AND s.bundled_into IS NULL
        GROUP BY p.phone HAVING count(DISTINCT d.id) > 1)
SELECT t.orders, t.id AS shipment, 'destination.' || d.id || '.to_phone' AS
       field, d.to_phone AS saw, h.n AS expected, NULL AS source
  FROM shared h
  JOIN destination d ON d.fold_to_phone = h.phone
  JOIN shipment s ON s.destination = d.id
  JOIN todo t ON t.id = s.id
 WHERE s.labelled_at IS NULL AND s.bundled_into IS NULL
   AND t.status NOT IN ('notify', 'number')
