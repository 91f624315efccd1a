-- title: {}
-- ja: {}
-- urgency: 30
-- group: finding
-- command: sn-check --findings -q finding={}
-- severity: error
SELECT count(*), min(opened_at), code, NULL
  FROM finding
 WHERE state = 'open' AND severity = 'error'
   AND (:all = 1 OR orders IN (SELECT orders FROM asked))
 GROUP BY code
 ORDER BY count(*) DESC, code
