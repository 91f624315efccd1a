-- title: no house number
-- ja: 番地がない
-- severity: warning
-- learn: sn_address_key(d.to_zip, d.to_pref, d.to_city, d.to_town, d.to_building)
SELECT d.orders, s.id AS shipment,
       'destination.' || d.id || '.to_town' AS field,
       coalesce(d.to_city, '') || coalesce(d.to_town, '') ||
           coalesce(' ' || d.to_building, '') AS saw,
       NULL AS expected,
       NULL AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
  JOIN destination d ON d.id = s.destination
 WHERE sn_address(d.to_zip, d.to_pref, d.to_city, d.to_town, d.to_building,
           d.to_company, d.to_name) & 4 /* no number */
