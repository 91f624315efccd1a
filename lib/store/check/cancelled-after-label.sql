-- title: cancelled after its label was made: the parcel must not leave
-- ja: 送り状発行後にキャンセルされた（荷物を止める）
-- severity: error
-- ended: yes
SELECT t.orders, t.id AS shipment,
       'shipment.' || t.id || '.labelled_at' AS field, s.labelled_at AS saw,
       NULL AS expected, s.cancel_from AS source
  FROM ended t
  JOIN shipment s ON s.id = t.id
 WHERE t.status = 'cancel' AND s.labelled_at IS NOT NULL
   AND s.shipped_at IS NULL
