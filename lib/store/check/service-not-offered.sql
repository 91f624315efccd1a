-- title: the service is of another carrier
-- ja: 運送会社にない配送サービス
-- severity: error
-- Services of a shop's own are not known here; parcel is what a label has when
-- nothing is said, and every carrier has one.
WITH offer (carrier, service) AS (VALUES
       ('yamato', 'time'), ('yamato', 'compact'), ('yamato', 'nekopos'),
       ('yamato', 'yupacket'), ('yamato', 'yumail'), ('yamato', 'eazy'),
       ('sagawa', 'super'), ('sagawa', 'same-day'), ('sagawa', 'air'),
       ('sagawa', 'just-time'), ('sagawa', 'yupacket'),
       ('japanpost', 'yupack'), ('japanpost', 'yupacket'),
       ('japanpost', 'yumail'), ('japanpost', 'letter'),
       ('japanpost', 'clickpost'), ('japanpost', 'letterpack'),
       ('seino', 'general'), ('seino', 'mini'), ('seino', 'tsuhan'),
       ('seino', 'business'), ('fukuyama', 'general'),
       ('fukuyama', 'parcel-one'), ('fukuyama', 'parcel-pack'))
SELECT t.orders, t.id AS shipment, 'shipment.' || t.id || '.service' AS field,
       t.service AS saw, NULL AS expected, t.carrier AS source
  FROM todo t
 WHERE t.carrier IN ('yamato', 'sagawa', 'japanpost', 'seino', 'fukuyama')
   AND t.service IN (SELECT service FROM offer)
   AND NOT EXISTS (SELECT 1 FROM offer o
                    WHERE o.carrier = t.carrier AND o.service = t.service)
