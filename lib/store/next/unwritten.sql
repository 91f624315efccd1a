-- title: a label file was not written
-- ja: 書き出せなかった送り状ファイル
-- urgency: 40
-- group: step
-- command: sn-label --again {}
SELECT count(*), min(at), min(id), NULL
  FROM batch
 WHERE written_at IS NULL AND kind <> 'push' AND :all = 1
