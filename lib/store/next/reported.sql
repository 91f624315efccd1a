-- title: the mall has been told
-- ja: モールに報告済み
-- urgency: 60
-- group: step
-- command: sn-move done -q 'status=notify reported=*'
SELECT count(*), NULL, NULL, NULL
  FROM (SELECT head FROM todo
         WHERE status = 'notify'
         GROUP BY head
        HAVING count(*) = count(reported_at))
