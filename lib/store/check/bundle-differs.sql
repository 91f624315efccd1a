-- title: a bundled shipment is no longer like its parent
-- ja: 同梱した伝票の届け先や日時が親伝票と違う
-- severity: warning
WITH pair AS (
     SELECT t.orders, s.id, s.destination, s.bundled_into AS parent,
            ' ' || coalesce(j.despite, '') || ' ' AS despite,
            d.to_name, d.fold_to_name, pd.to_name AS parent_name,
            pd.fold_to_name AS parent_fold_name,
            d.to_zip, pd.to_zip AS parent_zip,
            coalesce(d.to_pref, '') || coalesce(d.to_city, '') ||
            coalesce(d.to_town, '') || coalesce(d.to_building, '') AS addr,
            d.fold_to_addr, pd.fold_to_addr AS parent_fold_addr,
            coalesce(pd.to_pref, '') || coalesce(pd.to_city, '') ||
            coalesce(pd.to_town, '') || coalesce(pd.to_building, '')
                AS parent_addr,
            s.deliver_on, p.deliver_on AS parent_on,
            nullif(s.deliver_slot, 'none') AS slot,
            nullif(p.deliver_slot, 'none') AS parent_slot,
            s.temperature, p.temperature AS parent_temperature
       FROM todo t
       JOIN shipment s ON s.id = t.id
       JOIN shipment p ON p.id = t.bundled_into
       JOIN destination d ON d.id = s.destination
       JOIN destination pd ON pd.id = p.destination
  LEFT JOIN joined j ON j.id =
            (SELECT max(x.id) FROM joined x WHERE x.shipment = s.id)
      WHERE t.bundled_into IS NOT NULL)
SELECT orders, id AS shipment, 'destination.' || destination || '.to_name'
       AS field, to_name AS saw, parent_name AS expected,
       CAST(parent AS TEXT) AS source
  FROM pair
 WHERE fold_to_name IS DISTINCT FROM parent_fold_name
   AND despite NOT LIKE '% recipient %'
 UNION ALL
SELECT orders, id, 'destination.' || destination || '.to_zip', to_zip,
       parent_zip, CAST(parent AS TEXT)
  FROM pair
 WHERE to_zip IS DISTINCT FROM parent_zip AND despite NOT LIKE '% address %'
 UNION ALL
SELECT orders, id, 'destination.' || destination || '.to_town', addr,
       parent_addr, CAST(parent AS TEXT)
  FROM pair
 WHERE fold_to_addr IS DISTINCT FROM parent_fold_addr
   AND despite NOT LIKE '% address %'
 UNION ALL
SELECT orders, id, 'shipment.' || id || '.deliver_on', deliver_on, parent_on,
       CAST(parent AS TEXT)
  FROM pair
 WHERE deliver_on IS DISTINCT FROM parent_on AND despite NOT LIKE '% date %'
 UNION ALL
SELECT orders, id, 'shipment.' || id || '.deliver_slot', slot, parent_slot,
       CAST(parent AS TEXT)
  FROM pair
 WHERE slot IS DISTINCT FROM parent_slot AND despite NOT LIKE '% slot %'
 UNION ALL
SELECT orders, id, 'shipment.' || id || '.temperature', temperature,
       parent_temperature, CAST(parent AS TEXT)
  FROM pair
 WHERE temperature IS DISTINCT FROM parent_temperature
   AND despite NOT LIKE '% temperature %'
