-- title: the recipient does not fit on the label, or cannot be printed
-- ja: 届け先が送り状に収まらない、または印字できない
-- severity: error
-- needs: says
-- Judged by the format that sn.conf names for the carrier, with --replace;
-- what has its label is judged by that.
SELECT t.orders, t.id AS shipment, NULL AS field, y.error AS saw,
       NULL AS expected, t.carrier AS source
  FROM says y
  JOIN todo t ON t.id = y.id
 WHERE y.error IS NOT NULL
