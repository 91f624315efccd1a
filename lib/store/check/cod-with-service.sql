-- title: cash on delivery by a service that collects nothing
-- ja: 代金引換に対応しない配送サービス
-- severity: error
SELECT t.orders, t.id AS shipment, 'shipment.' || t.id || '.service' AS field,
       t.service AS saw, NULL AS expected, t.carrier AS source
  FROM todo t
 WHERE (t.service IN ('nekopos', 'letter', 'clickpost', 'letterpack',
           'eazy')
    OR t.carrier = 'fukuyama'
    OR (t.service IN ('yupacket', 'yumail')
        AND t.carrier IN ('yamato', 'sagawa')))
   AND coalesce(t.collect, (SELECT 1 FROM payment p
                WHERE p.orders = t.orders AND p.timing = 'delivery'
                  AND p.state NOT IN ('paid', 'over', 'void', 'refunding',
                      'refunded')), 0) > 0
