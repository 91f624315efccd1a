-- title: waits for its payment, or for its credit check
-- ja: 入金・与信が未確認
-- severity: note
-- Of what is on its way out may-not-ship says so.
SELECT orders, shipment, NULL AS field, saw, NULL AS expected, NULL AS source
  FROM (SELECT o.id AS orders, s.id AS shipment,
               sn_may_ship(NULL, s.kind, NULL, (
                   SELECT group_concat(p.method || ' ' || p.timing || ' ' ||
                          p.state, ' ')
                     FROM payment p WHERE p.orders = o.id)) AS saw
          FROM todo t
          JOIN shipment s ON s.id = t.id
          JOIN destination d ON d.id = s.destination
          JOIN orders o ON o.id = d.orders
         WHERE s.status IN ('new', 'payment', 'hold'))
 WHERE saw IS NOT NULL
