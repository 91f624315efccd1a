-- title: the mall does not let it go yet, or a cancellation is asked for
-- ja: モール側が発送できる状態でない（キャンセル申請を含む）
-- severity: note
-- Of what is on its way out may-not-ship says so.
SELECT orders, shipment, NULL AS field, saw, NULL AS expected, NULL AS source
  FROM (SELECT t.orders, t.id AS shipment,
               sn_may_ship(t.cancel, t.kind, t.mall_state, NULL) AS saw
          FROM todo t
         WHERE t.status IN ('new', 'payment', 'hold'))
 WHERE saw IS NOT NULL
