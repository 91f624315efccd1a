-- title: it may not leave yet: mall, cancellation, payment or credit
-- ja: 発送してはいけない（モールの状態・キャンセル・入金・与信）
-- severity: error
-- What is new, waits for its payment or is held is not on its way out yet.
SELECT orders, shipment, NULL AS field, saw, NULL AS expected, NULL AS source
  FROM (SELECT t.orders, t.id AS shipment,
               sn_may_ship(s.cancel, s.kind, o.mall_state, (
                   SELECT group_concat(p.method || ' ' || p.timing || ' ' ||
                          p.state, ' ')
                     FROM payment p WHERE p.orders = t.orders)) AS saw
          FROM todo t
          JOIN shipment s ON s.id = t.id
          JOIN orders o ON o.id = t.orders
         WHERE t.status NOT IN ('new', 'payment', 'hold'))
 WHERE saw IS NOT NULL
