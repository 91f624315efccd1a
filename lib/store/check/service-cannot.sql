-- title: the service carries no cold goods, one parcel only, or at no hour
-- ja: 配送サービスと温度帯・個口数・時間帯が合わない
-- severity: error
WITH mail (service) AS (VALUES ('nekopos'), ('yupacket'), ('yumail'),
       ('letter'), ('clickpost'), ('letterpack'))
SELECT t.orders, t.id AS shipment, 'shipment.' || t.id || '.service' AS field,
       t.service || CASE WHEN t.temperature IN ('chilled', 'frozen')
         AND (t.service IN ('compact', 'eazy') OR t.carrier IN ('seino',
             'fukuyama') OR t.service IN (SELECT service FROM mail))
       THEN ' ' || t.temperature
       WHEN t.parcels > 1 THEN ' x' || t.parcels
       ELSE ' ' || t.deliver_slot END AS saw,
       NULL AS expected, t.carrier AS source
  FROM todo t
 WHERE (t.temperature IN ('chilled', 'frozen')
        AND (t.service IN ('compact', 'eazy')
             OR t.carrier IN ('seino', 'fukuyama')
             OR t.service IN (SELECT service FROM mail)))
    OR (t.parcels > 1 AND t.bundled_into IS NULL
        AND (t.service IN ('compact', 'eazy', 'parcel-one', 'parcel-pack')
             OR t.service IN (SELECT service FROM mail)))
    OR (t.deliver_slot <> 'none'
        AND t.service IN (SELECT service FROM mail))
