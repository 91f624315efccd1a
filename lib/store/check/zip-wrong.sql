-- title: the postal code is of another place
-- ja: 郵便番号と住所が合わない
-- severity: error
-- learn: sn_address_key(d.to_zip, d.to_pref, d.to_city, d.to_town, d.to_building)
SELECT d.orders, s.id AS shipment,
       'destination.' || d.id || '.to_zip' AS field,
       coalesce(d.to_zip, '') || ' ' || coalesce(d.to_pref, '') ||
           coalesce(d.to_city, '') || coalesce(d.to_town, '') AS saw,
       sn_address_expected(d.to_zip, d.to_pref, d.to_city, d.to_town,
           d.to_building, d.to_company, d.to_name) AS expected,
       (SELECT 'Japan Post ' || date FROM loaded WHERE name = 'towns') AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = s.destination
 WHERE sn_address(d.to_zip, d.to_pref, d.to_city, d.to_town, d.to_building,
           d.to_company, d.to_name) & 1 /* wrong */
