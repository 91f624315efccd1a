-- title: letters to be answered
-- ja: 返信待ちのメール
-- urgency: 32
-- group: trouble
-- command: sn-inbox list
SELECT count(*), min(came_at), NULL, NULL
  FROM letter
 WHERE state = 'open'
   AND (:all = 1 OR orders IN (SELECT orders FROM asked))
