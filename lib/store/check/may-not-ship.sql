-- title: it may not leave yet: mall, cancellation, payment or credit
-- ja: 発送してはいけない（モールの状態・キャンセル・入金・与信）
-- severity: error
-- What is new, waits for its payment or is held is not on its way out yet.
SELECT orders, shipment, NULL AS field, saw, NULL AS expected, NULL AS source
  FROM (SELECT t.orders, t.id AS shipment,
               sn_may_ship(t.cancel, t.kind, t.mall_state, t.payments) AS saw
          FROM todo t
         WHERE t.status NOT IN ('new', 'payment', 'hold'))
 WHERE saw IS NOT NULL
