-- title: a file of results was not written
-- ja: 書き出せなかった実績ファイル
-- urgency: 41
-- group: step
-- command: sn-push --file --again {}
SELECT count(*), min(at), min(id), NULL
  FROM batch
 WHERE written_at IS NULL AND kind = 'push' AND :all = 1
