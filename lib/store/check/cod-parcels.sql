-- title: cash on delivery with more parcels than the carrier collects for
-- ja: 代金引換なのに個口が複数
-- severity: error
-- Yamato and Japan Post collect for one parcel only, whatever else is bundled into it.
SELECT t.orders, s.id AS shipment, 'shipment.' || s.id || '.parcels' AS field,
       s.parcels AS saw, 1 AS expected, s.carrier AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
 WHERE t.parcels > 1 AND s.carrier IN ('yamato', 'japanpost') AND s.bundled_into IS NULL
   AND (sn_collect(s.id) > 0
        OR EXISTS (SELECT 1 FROM shipment m
                    WHERE m.bundled_into = s.id AND sn_collect(m.id) > 0))
