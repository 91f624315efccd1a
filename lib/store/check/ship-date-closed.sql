-- title: nothing leaves on the ship date
-- ja: 出荷予定日が休業日か集荷のない日
-- severity: warning
-- What has passed already is ship-date-past.  The next open day is expected.
SELECT t.orders, s.id AS shipment,
       'shipment.' || s.id || '.ship_date' AS field,
       s.ship_date AS saw,
       sn_ship_on(s.ship_date, s.route, s.carrier, 0, '24:00') AS expected,
       'sn.conf(5)' AS source
  FROM todo t
  JOIN shipment s ON s.id = t.id
 WHERE t.ship_date >= :today AND t.bundled_into IS NULL
   AND t.status <> 'notify' AND t.shipped_at IS NULL
   AND sn_closed(s.ship_date, s.route, s.carrier) = 1
