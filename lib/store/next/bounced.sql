-- title: mail to {} comes back: no such address
-- ja: {} へのメールが届かない
-- urgency: 62
-- group: trouble
-- command: sn-find 'status!=done,cancel by.mail={}'
SELECT count(DISTINCT t.head), b.at, b.mail, b.cause
  FROM bounced b
  JOIN orders o ON o.fold_by_mail = b.mail
  JOIN todo t ON t.orders = o.id
 WHERE b.hard = 1
 GROUP BY b.mail, b.at, b.cause
 ORDER BY b.mail
