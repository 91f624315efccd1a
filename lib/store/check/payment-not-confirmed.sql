-- title: waits for its payment, or for its credit check
-- ja: 入金・与信が未確認
-- severity: note
-- Of what is on its way out may-not-ship says so.
SELECT orders, shipment, NULL AS field, saw, NULL AS expected, NULL AS source
  FROM (SELECT t.orders, t.id AS shipment,
               sn_may_ship(NULL, t.kind, NULL, t.payments) AS saw
          FROM todo t
         WHERE t.status IN ('new', 'payment', 'hold'))
 WHERE saw IS NOT NULL
