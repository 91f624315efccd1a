-- title: the address is on an island
-- ja: 離島
-- severity: note
-- needs: flawed
-- learn: sn_address_key(d.to_zip, d.to_pref, d.to_city, d.to_town, d.to_building)
SELECT t.orders, t.id AS shipment,
       'destination.' || d.id || '.to_city' AS field,
       sn_address_island(d.to_zip, d.to_pref, d.to_city, d.to_town,
           d.to_building, d.to_company, d.to_name) AS saw,
       NULL AS expected,
       coalesce((SELECT 'islands of ' || date FROM loaded
                  WHERE name = 'islands'), 'islands of sn') AS source
  FROM flawed f
  JOIN todo t ON t.id = f.id
  JOIN destination d ON d.id = t.destination
 WHERE f.flaws & 8 /* island */
