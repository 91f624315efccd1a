-- title: the buyer asks to cancel
-- ja: 注文者からのキャンセルの申し出
-- urgency: 20
-- group: trouble
-- command: sn-find 'cancel=asked status!=done,cancel'
SELECT count(DISTINCT head), NULL, NULL, NULL
  FROM todo
 WHERE cancel = 'asked'
