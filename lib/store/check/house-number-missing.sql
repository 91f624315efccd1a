-- title: no house number
-- ja: 番地がない
-- severity: warning
-- needs: flawed
-- learn: sn_address_key(d.to_zip, d.to_pref, d.to_city, d.to_town, d.to_building)
SELECT t.orders, t.id AS shipment,
       'destination.' || d.id || '.to_town' AS field,
       coalesce(d.to_city, '') || coalesce(d.to_town, '') ||
           coalesce(' ' || d.to_building, '') AS saw,
       NULL AS expected,
       NULL AS source
  FROM flawed f
  JOIN todo t ON t.id = f.id
  JOIN destination d ON d.id = t.destination
 WHERE f.flaws & 4 /* no number */
