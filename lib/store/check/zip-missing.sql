-- title: no postal code
-- ja: 郵便番号がない
-- severity: error
-- needs: flawed
-- learn: sn_address_key(d.to_zip, d.to_pref, d.to_city, d.to_town, d.to_building)
SELECT t.orders, t.id AS shipment,
       'destination.' || d.id || '.to_zip' AS field,
       coalesce(d.to_zip, '') || ' ' || coalesce(d.to_pref, '') ||
           coalesce(d.to_city, '') || coalesce(d.to_town, '') AS saw,
       sn_address_expected(d.to_zip, d.to_pref, d.to_city, d.to_town,
           d.to_building, d.to_company, d.to_name) AS expected,
       (SELECT 'Japan Post ' || date FROM loaded WHERE name = 'towns') AS source
  FROM flawed f
  JOIN todo t ON t.id = f.id
  JOIN destination d ON d.id = t.destination
 WHERE f.flaws & 16 /* no code */
