-- title: something is available too late
-- ja: 入荷予定日が出荷予定日やお届け希望日に間に合わない
-- severity: warning
-- needs: packed
SELECT x.orders, x.id AS shipment,
       'shipment.' || x.id || CASE WHEN x.available_on > x.ship_date
           THEN '.ship_date' ELSE '.deliver_on' END AS field,
       CASE WHEN x.available_on > x.ship_date THEN x.ship_date
           ELSE x.deliver_on END AS saw,
       x.available_on AS expected, NULL AS source
  FROM (SELECT t.orders, t.id, t.ship_date, t.deliver_on, p.available_on
          FROM packed p
          JOIN todo t ON t.id = p.id
         WHERE p.available_on IS NOT NULL
           AND t.status <> 'notify' AND t.shipped_at IS NULL) x
 WHERE x.available_on > x.ship_date OR x.available_on > x.deliver_on
