-- title: results for the malls
-- ja: モールへの発送報告
-- urgency: 58
-- group: step
-- command: sn-push --file -o results -q 'status=notify not reported=*'
SELECT count(DISTINCT head), NULL, NULL, NULL
  FROM todo
 WHERE status = 'notify' AND reported_at IS NULL
