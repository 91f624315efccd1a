#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# record ID SHOP NUMBER STATUS TO PREF TOTAL [BOX]
record() {
	printf '{"id":"%s","shop":"%s","number":"%s","status":"%s",%s' "$1" \
	    "$2" "$3" "$4" "${8:+\"box\":\"$8\",}"
	printf '"route":"基本","to":"%s","pref":"%s","total":%s}\n' "$5" "$6" \
	    "$7"
}
states() {
	sql 'SELECT id, status, status_at, box, route FROM shipment
	    ORDER BY id' >"$1"
}

# what cannot start
run 2 sn-move
like err '^usage: sn-move '
run 0 sn-move --help
run 2 sn-move -H shop print 12		# no shop directory
orders
export SN_HOME=shop
run 2 sn-move 12
is err 'sn-move: 12: no such status'
run 2 sn-move nosuch 12
is err 'sn-move: nosuch: no such status'
run 2 sn-move print
run 2 sn-move print -q '(status=new'
run 2 sn-move print -q ''
run 2 sn-move print -q 'みかん'
run 2 sn-move print twelve
run 2 sn-move --route 冷凍 12
is err 'sn-move: 冷凍: no such route'
run 2 sn-move print --box 電話確認 12
is err 'sn-move: --box goes with the status hold'
run 2 sn-move --box 電話確認 12
is err 'sn-move: --box goes with the status hold'
run 2 sn-move hold --box 裏 12
is err 'sn-move: 裏: no such hold box in sn.conf'
run 2 sn-move cancel 12
is err 'sn-move: a cancel needs a reason: -r REASON'
run 0 sn-move print - </dev/null
is out ''

# a dry run shows what a real one logs, and is no selection
states before
run 0 sn-move -n print 12
is out '{"tbl":"shipment","id":"12","col":"status","old":"ready","new":"print"}
{"tbl":"shipment","id":"12","col":"status_at","old":"2026-12-20T10:00:00","new":"2026-12-24T09:30:00"}'
mv out rehearsal
states after
run 0 cmp before after
run 2 sn-move print - <rehearsal
run 0 sn-move print 12
is out "$(record 12 rakuten-main 1002 print 髙橋一郎 東京都 3500)"
sql "SELECT json_object('tbl', tbl, 'id', CAST(id AS TEXT), 'col', col, 'old',
    old, 'new', new) FROM change WHERE op = 1" >logged
run 0 cmp rehearsal logged

# undone, exactly; done again, and once more without a change
run 0 sn-undo
states after
run 0 cmp before after
run 0 sn-move 伝票・帳票出力待ち 12
run 0 sn-move print 12
is out "$(record 12 rakuten-main 1002 print 髙橋一郎 東京都 3500)"
sql 'SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)' >out
is out 0

# what the mall said first is answered by the move, when it is of all
seed "INSERT INTO finding (id, orders, code, severity, state, opened_at)
    VALUES (801, (SELECT orders FROM destination WHERE id =
    (SELECT destination FROM shipment WHERE id = 19)), 'mall-cancelled',
    'error', 'open', '$SN_NOW')"
run 0 sn-move cancel -r mall 19
sql "SELECT state FROM finding WHERE id = 801" >out
is out open
run 0 sn-move cancel -r mall 20
sql "SELECT state FROM finding WHERE id = 801" >out
is out closed
run 0 sn-undo
sql "SELECT state FROM finding WHERE id = 801" >out
is out open
run 0 sn-undo
seed 'DELETE FROM finding WHERE id = 801'

# good and bad ones: those that can, do, and the others are named
run 1 sn-move hold --box 電話確認 -r 'call first' 12 14 18 22 99 \
	own-main:3003 rakuten-main:9999
is err 'sn-move: 99: no such shipment
sn-move: rakuten-main:9999: no such order
sn-move: 14 (own-main:3001): is done
sn-move: 18 (rakuten-main:1003): is cancelled
sn-move: 22 (amazon-main:4002): is bundled into 21; move that one'
is out "$(record 12 rakuten-main 1002 hold 髙橋一郎 東京都 3500 電話確認
record 19 own-main 3003 hold 中村八郎 広島県 5500 電話確認
record 20 own-main 3003 hold 中村八郎 広島県 5500 電話確認)"
sql "SELECT DISTINCT why FROM change WHERE op = (SELECT max(id) FROM op)" >out
is out 'call first'
run 2 sn-move ready 14
run 0 sn-move hold --box 電話確認 -r 'call first' 12	# example
run 0 sn-move hold --box 在庫確認 12
sql 'SELECT box FROM shipment WHERE id = 12' >out
is out 在庫確認
run 0 sn-move ready 12
sql 'SELECT box IS NULL FROM shipment WHERE id = 12' >out
is out 1

# done goes to follow and back, and nowhere else
run 0 sn-move follow 14
run 2 sn-move print 14
run 0 sn-move 'done' 14

# a bundle moves as one
run 0 sn-move number 21
sql 'SELECT id, status FROM shipment WHERE id IN (21, 22)' >out
is out '21|number
22|number'

# cancel the parent: the first child takes its place, and moves on its own
run 0 sn-move cancel -r 'buyer called' 21
sql 'SELECT id, status, bundled_into, cancel, cancel_from FROM shipment
    WHERE id IN (21, 22)' >out
is out '21|cancel||done|shop
22|number||none|'
run 0 sn-move cancel -r 'buyer called' 21
run 0 sn-move notify 22
run 0 sn-undo
run 0 sn-undo --with-later "$(sql "SELECT op FROM change WHERE id = 21
    AND col = 'cancel'")"
sql 'SELECT id, status, bundled_into FROM shipment WHERE id = 22' >out
is out '22|number|21'
seed "UPDATE shipment SET labelled_at = '2026-12-23T10:00:00'
    WHERE id IN (21, 22)"
run 0 sn-move cancel -r late 22
sql 'SELECT shipment, code, severity, saw FROM finding' >out
is out '21|bundle-cancelled|error|22
|cancel-tell-mall|warning|ready'
run 2 sn-move cancel -r 'too late' 14

# above ask_above a cancel asks, and nobody is there
sed -i '1i ask_above = 1' shop/sn.conf
run 3 setsid sn-move cancel -r x 11 12
like err 'add --yes$'
run 0 sn-move cancel -r x -n 11 12
run 0 sn-move cancel -r x --yes 11 12
run 0 sn-undo

# routes: a status that only one of them has
sed -i 's/^route "基本" { }/route "基本" { }\
route "冷凍倉庫" { status thaw { title = "解凍待ち" after = ready } }/' \
	shop/sn.conf
run 2 sn-move thaw 12
is err 'sn-move: 12 (rakuten-main:1002): its route 基本 has no status thaw'
run 2 sn-move --route 基本 thaw 12
is err 'sn-move: thaw: no such status in route 基本'
run 0 sn-move --route 冷凍倉庫 解凍待ち 12
like out '"status":"thaw","route":"冷凍倉庫"'
run 0 sn-move thaw 12
run 2 sn-move --route 基本 12
is err 'sn-move: 12 (rakuten-main:1002): its status thaw is not one of route 基本; name another'
run 0 sn-move --route 基本 ready 12

# the other examples
run 0 sh -ec 'sn-find status=ready |
    sn-move print - >printed || [ $? -eq 1 ]'
is printed "$(record 12 rakuten-main 1002 print 髙橋一郎 東京都 3500)"
run 0 sn-move --route 基本 -q status=new
like out '"id":"17"'

# output forms
run 0 sn-move --csv print 12
is out 'id,shop,number,status,box,route,ship,to.name,to.pref,total
12,rakuten-main,1002,print,,基本,,髙橋一郎,東京都,3500'
run 0 sn-move -v print 12
is err 'sn-move: 1 moved, 0 refused'

# a command waiting for its input keeps nobody out of the store
mkfifo slow
sn-move print - <slow &
exec 3>slow
run 0 sql 'BEGIN IMMEDIATE; ROLLBACK'
exec 3>&-
wait $!
ok $? 'and ends well when the input does'

# nobody reads: the work is done all the same
run 6 sh -c 'sn-move ready 12 >/dev/full'
sql 'SELECT status FROM shipment WHERE id = 12' >out
is out ready

# a thousand at once, with some that are refused among them
run 0 seed "WITH RECURSIVE n (i) AS (SELECT 2001 UNION ALL
	SELECT i + 1 FROM n WHERE i < 3000)
    INSERT INTO shipment (id, destination, seq, status, status_at, route)
    SELECT i, 2, i, CASE WHEN i % 100 = 0 THEN 'done' ELSE 'ready' END,
	'2026-12-20T10:00:00', '基本' FROM n"
sql 'SELECT id FROM shipment WHERE id > 2000' >many
run 1 sn-move print - <many
grep -c print out >lines
is lines 990
grep -c 'is done$' err >lines
is lines 10
sql "SELECT status, count(*) FROM shipment WHERE id > 2000 GROUP BY status" \
	>out
is out 'done|10
print|990'

# a store from the future
sql 'PRAGMA user_version = 9999'
run 3 sn-move print 12
done_testing
