-- title: characters of the recipient are replaced on the label
-- ja: 届け先の文字が送り状では置き換わる
-- severity: note
-- needs: says
-- sn-label does so with --replace, and refuses them without.
SELECT t.orders, t.id AS shipment, NULL AS field, y.replaced AS saw,
       NULL AS expected, t.carrier AS source
  FROM says y
  JOIN todo t ON t.id = y.id
 WHERE y.replaced IS NOT NULL
