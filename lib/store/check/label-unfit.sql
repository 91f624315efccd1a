-- title: the recipient does not fit on the label, or cannot be printed
-- ja: 届け先が送り状に収まらない、または印字できない
-- severity: error
-- Judged by the format that sn.conf names for the carrier, with --replace;
-- what has its label is judged by that.
SELECT orders, shipment, NULL AS field, saw, NULL AS expected, carrier
  FROM (SELECT t.orders, t.id AS shipment, t.carrier,
               sn_label_says('error', t.carrier, d.to_name, d.to_kana,
                   d.to_company, d.to_department, d.to_title, d.to_zip,
                   d.to_pref, d.to_city, d.to_town, d.to_building,
                   d.to_phone) AS saw
          FROM todo t
          JOIN destination d ON d.id = t.destination
         WHERE t.carrier IS NOT NULL
           AND t.status NOT IN ('number', 'notify'))
 WHERE saw IS NOT NULL
