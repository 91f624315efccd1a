-- title: labels
-- ja: 送り状
-- urgency: 54
-- group: step
-- command: sn-label -f {format} -o {carrier}.csv -q 'status=print carrier={carrier}'
SELECT count(*), NULL, NULL, NULL
  FROM todo
 WHERE id = head AND status = 'print'
