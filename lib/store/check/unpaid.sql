-- title: not paid although the day to pay has passed
-- ja: 支払期限を過ぎても未入金
-- severity: warning
-- param: days 0
-- A date, and midnight, mean the whole day.
SELECT t.orders, NULL AS shipment,
       'payment.' || p.id || '.state' AS field, p.state AS saw,
       NULL AS expected, substr(coalesce(p.due_on, t.pay_by), 1, 10) AS source
  FROM todo t
  JOIN payment p ON p.orders = t.orders
 WHERE (instr(t.payments, ' before ') > 0 OR instr(t.payments, ' auth ') > 0)
   AND p.timing IN ('before', 'auth')
   AND p.state IN ('none', 'asked', 'hold', 'partial')
   AND substr(coalesce(p.due_on, t.pay_by), 1, 10) <
       date(:today, '-' || :days || ' days')
