-- title: the service carries no chilled or frozen goods, or one parcel only
-- ja: 配送サービスと温度帯・個口数が合わない
-- severity: error
SELECT t.orders, t.id AS shipment, 'shipment.' || t.id || '.service' AS field,
       CASE WHEN t.temperature IN ('chilled', 'frozen')
       THEN t.service || ' ' || t.temperature
       ELSE t.service || ' x' || t.parcels END AS saw,
       NULL AS expected, t.carrier AS source
  FROM todo t
 WHERE t.service IN ('compact', 'nekopos', 'yupacket', 'yumail', 'letter',
       'clickpost', 'letterpack')
   AND (t.temperature IN ('chilled', 'frozen')
    OR (t.parcels > 1 AND t.bundled_into IS NULL))
