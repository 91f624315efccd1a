-- title: there is no mail address of the buyer
-- ja: 注文者のメールアドレスがない
-- severity: note
-- on: no
-- Some malls give none, and who ordered by phone may have none.
SELECT DISTINCT t.orders, NULL AS shipment,
       'orders.' || t.orders || '.by_mail' AS field,
       NULL AS saw, NULL AS expected, NULL AS source
  FROM todo t
 WHERE coalesce(t.fold_by_mail, '') = ''
