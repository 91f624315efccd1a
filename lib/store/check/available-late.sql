-- title: something is available too late
-- ja: 入荷予定日が出荷予定日やお届け希望日に間に合わない
-- severity: warning
SELECT x.orders, x.id AS shipment,
       'shipment.' || x.id || CASE WHEN x.available > x.ship_date
           THEN '.ship_date' ELSE '.deliver_on' END AS field,
       CASE WHEN x.available > x.ship_date THEN x.ship_date
           ELSE x.deliver_on END AS saw,
       x.available AS expected, NULL AS source
  FROM (SELECT d.orders, s.id, s.ship_date, s.deliver_on,
               (SELECT max(l.available_on)
                  FROM shipment_line g JOIN line l ON l.id = g.line
                 WHERE g.shipment = s.id AND l.quantity > l.cancelled)
                   AS available
          FROM todo t
          JOIN shipment s ON s.id = t.id
          JOIN destination d ON d.id = s.destination
         WHERE s.status <> 'notify' AND s.shipped_at IS NULL) x
 WHERE x.available > x.ship_date OR x.available > x.deliver_on
