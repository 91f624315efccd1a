-- title: postal codes ({}) are old
-- ja: 郵便番号データ ({}) が古い
-- urgency: 84
-- group: trouble
-- command: sn-postal update
SELECT 1, date, name, NULL
  FROM loaded
 WHERE name <> 'islands' AND date < :old AND :all = 1
