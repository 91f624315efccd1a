-- title: {}
-- ja: {}
-- urgency: 34
-- group: finding
-- command: sn-check --findings -q finding={}
-- severity: warning
SELECT count(*), min(opened_at), code, NULL
  FROM finding
 WHERE state = 'open' AND severity = 'warning'
   AND (:all = 1 OR orders IN (SELECT orders FROM asked))
 GROUP BY code
 ORDER BY count(*) DESC, code
