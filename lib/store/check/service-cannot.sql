-- title: the service carries no chilled or frozen goods, or one parcel only
-- ja: 配送サービスと温度帯・個口数が合わない
-- severity: error
SELECT t.orders, t.id AS shipment, 'shipment.' || t.id || '.service' AS field,
       CASE WHEN s.temperature IN ('chilled', 'frozen')
       THEN t.service || ' ' || s.temperature
       ELSE t.service || ' x' || s.parcels END AS saw,
       NULL AS expected, t.carrier AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
 WHERE t.service IN ('compact', 'nekopos', 'yupacket', 'yumail', 'letter',
       'clickpost', 'letterpack')
   AND (s.temperature IN ('chilled', 'frozen')
    OR (s.parcels > 1 AND s.bundled_into IS NULL))
