-- title: characters of the recipient are replaced on the label
-- ja: 届け先の文字が送り状では置き換わる
-- severity: note
-- sn-label does so with --replace, and refuses them without.
SELECT orders, shipment, NULL AS field, saw, NULL AS expected, carrier
  FROM (SELECT t.orders, t.id AS shipment, t.carrier,
               sn_label_says('replaced', t.carrier, d.to_name, d.to_kana,
                   d.to_company, d.to_department, d.to_title, d.to_zip,
                   d.to_pref, d.to_city, d.to_town, d.to_building,
                   d.to_phone) AS saw
          FROM todo t
          JOIN destination d ON d.id = t.destination
         WHERE t.carrier IS NOT NULL
           AND t.status NOT IN ('number', 'notify'))
 WHERE saw IS NOT NULL
