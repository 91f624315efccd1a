-- title: {}
-- ja: {}
-- urgency: 90
-- group: note
-- command: sn-check --findings -q finding={}
-- severity: note
SELECT count(*), min(opened_at), code, NULL
  FROM finding
 WHERE state = 'open' AND severity = 'note'
   AND (:all = 1 OR orders IN (SELECT orders FROM asked))
 GROUP BY code
 ORDER BY count(*) DESC, code
