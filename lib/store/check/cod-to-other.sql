-- title: cash on delivery to somebody else than the buyer
-- ja: 代金引換の届け先が注文者と異なる
-- severity: warning
-- Name, phone or address is the buyer's; a buyer without an address, as some
-- malls give it, is known by the name alone.
SELECT t.orders, t.id AS shipment,
       'destination.' || t.destination || '.to_name' AS field,
       d.to_name AS saw, o.by_name AS expected, NULL AS source
  FROM todo t
  JOIN destination d ON d.id = t.destination
  JOIN orders o ON o.id = t.orders
 WHERE instr(t.payments, ' delivery ') > 0
   AND EXISTS (SELECT 1 FROM payment p
                WHERE p.orders = t.orders AND p.timing = 'delivery'
                  AND p.state NOT IN ('void', 'refunding', 'refunded'))
   AND coalesce(d.fold_to_name, '') <> coalesce(o.fold_by_name, '')
   AND coalesce(d.fold_to_phone, '-') <> coalesce(o.fold_by_phone, '')
   AND coalesce(d.fold_to_addr, '-') <> coalesce(o.fold_by_addr, '')
