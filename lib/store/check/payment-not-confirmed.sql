-- title: waits for its payment, or for its credit check
-- ja: 入金・与信が未確認
-- severity: note
-- Of what is on its way out may-not-ship says so.
SELECT orders, shipment, NULL AS field, saw, NULL AS expected, NULL AS source
  FROM (SELECT t.orders, t.id AS shipment,
               sn_may_ship(NULL, s.kind, NULL, (
                   SELECT group_concat(p.method || ' ' || p.timing || ' ' ||
                          p.state, ' ')
                     FROM payment p WHERE p.orders = t.orders)) AS saw
          FROM todo t
          JOIN shipment s ON s.id = t.id
         WHERE t.status IN ('new', 'payment', 'hold'))
 WHERE saw IS NOT NULL
