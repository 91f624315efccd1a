#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"
me=$(id -un)
at=$SN_NOW

# what cannot start
run 0 sn-log --help
run 2 sn-log -H shop
orders
export SN_HOME=shop
run 2 sn-log --op x
is err 'sn-log: --op: x: not a number'
run 2 sn-log --op 99
is err 'sn-log: run 99: no such run; sn-log lists them'
run 2 sn-log --since never
is err 'sn-log: --since: never: not a date'
run 2 sn-log --diff
is err 'sn-log: --diff: of which order or run?'
run 2 sn-log --op 1 12
is err 'sn-log: an order, --op, or the list of runs: one of them'
run 2 sn-log --who x 12
run 2 sn-log 99
is err 'sn-log: 99: no such shipment'
run 2 sn-log rakuten-main:99
is err 'sn-log: rakuten-main:99: no such order'
run 2 sn-log twelve
is err 'sn-log: twelve: not a shipment, shop:number or order=N'

# an edit, a tag that comes and goes, a move
run 0 sn-edit -r 'called him' 12 to.phone=03-1234-5678 memo=午前
run 0 sn-edit 12 tag+=冷凍
run 0 sn-edit 12 tag-=冷凍
SN_NOW=2026-12-25T08:00:00 run 0 sn-move print 12
run 0 sn-log rakuten-main:1002
sed 1,5d out >story
like out '^rakuten-main:1002$'
like out '^    \+ order rakuten-main 1002$'
is story "1  $at  $me  sn-edit -r 'called him' 12 to.phone=03-1234-5678 memo=午前
    \"called him\"
    destination 髙橋一郎 to.phone: 03-1111-2222 → 03-1234-5678
    memo: - → 午前

2  $at  $me  sn-edit 12 tag+=冷凍
    12 + tag 冷凍

3  $at  $me  sn-edit 12 tag-=冷凍
    12 - tag 冷凍

4  2026-12-25T08:00:00  $me  sn-move print 12
    12 status: ready → print
    12 status.at: 2026-12-20T10:00:00 → 2026-12-25T08:00:00"
mv out whole
run 0 sn-log 12
is out "$(cat whole)"
run 0 sn-log order=2
is out "$(cat whole)"
echo 12 >ids
run 0 sn-log - <ids
is out "$(cat whole)"
run 0 sn-log -q number=1002
like out '^rakuten-main:1002$'
run 0 sn-log -q shop=own-main
[ "$(grep -c '^own-main:' out)" -eq 3 ]
ok $? 'each order once'
run 2 sn-log -q ''
run 2 sn-log -q number=1002 --op 1
run 1 sn-log 12 99
is err 'sn-log: 99: no such shipment'

# one run; its diff is what its rehearsal showed
run 0 sn-log --op 3
is out "3  $at  $me  sn-edit 12 tag-=冷凍
    12 (rakuten-main:1002) - tag 冷凍"
run 0 sn-log --op 4 --ndjson
is out '{"seq":"'"$(sql 'SELECT max(seq) - 1 FROM change')"'","op":"4","at":"2026-12-25T08:00:00","who":"'"$me"'","order":"rakuten-main:1002","shipment":"12","tbl":"shipment","id":"12","col":"status","field":"status","old":"ready","new":"print"}
{"seq":"'"$(sql 'SELECT max(seq) FROM change')"'","op":"4","at":"2026-12-25T08:00:00","who":"'"$me"'","order":"rakuten-main:1002","shipment":"12","tbl":"shipment","id":"12","col":"status_at","field":"status.at","old":"2026-12-20T10:00:00","new":"2026-12-25T08:00:00"}'
run 0 sh -c 'sn-log --op 4 --json | jq length'
is out 2
run 0 sn-edit -n 12 to.name=鈴木 'memo+= 留守' tag+=x
mv out rehearsed
run 0 sn-edit 12 to.name=鈴木 'memo+= 留守' tag+=x
run 0 sn-log --op 5 --diff
is out "$(cat rehearsed)"

# the list of runs, undone ones marked
run 0 sn-undo 4
run 0 sn-log --limit 3
is out "6  $at  $me  sn-undo 4  [undoes 4]
    changes: 2  \"undo 4\"
5  $at  $me  sn-edit 12 to.name=鈴木 'memo+= 留守' tag+=x
    changes: $(sql 'SELECT count(*) FROM change WHERE op = 5')
4  2026-12-25T08:00:00  $me  sn-move print 12  [undone by 6]
    changes: 2"
run 0 sn-log --since 2026-12-25
like out '^4 '
is err ''
[ "$(grep -c '^[0-9]' out)" -eq 1 ]
ok $? 'one run since the 25th'
run 0 sn-log --since 2026-12-25T09:00
is out ''
run 0 sn-log --since +1d --json
like out '"op":"4"'
run 0 sn-log --who nobody --json
is out '[]'
run 0 sn-log --who "$me" --ndjson --limit 1
is out '{"op":"6","at":"'"$at"'","who":"'"$me"'","argv":["sn-undo","4"],"why":"undo 4","changes":2,"undoes":"4","conf":"'"$(sha256sum shop/sn.conf | cut -c 1-64)"'"}'
run 0 sn-log --limit 0
[ "$(grep -c '^[0-9]' out)" -eq 7 ]
ok $? 'and all of them'

# in Japanese
echo 'language = ja' >>shop/sn.conf
run 0 sn-log --op 5
like out ' 届け先名: 髙橋一郎 → 鈴木$'
run 0 sn-log --op 4
like out ' 12 .*ステータス: 発送待ち → 伝票・帳票出力待ち$'
sed -i '$d' shop/sn.conf

# a value of many lines stays on one, and cannot write to the terminal
run 0 sn-edit 12 "memo=$(printf 'a\nb')"
run 0 sn-log --op 7
like out 'memo: .* → a\\nb$'
seed "UPDATE orders SET memo = char(27) || '[31m' WHERE id = 2"
run 0 sn-log --op 0
like out 'memo: .* →  \[31m$'

# what is gone has a history too
import_one --shop rakuten-main "$samples/rakuten.csv"
new=$(sql "SELECT shop || ':' || number FROM orders ORDER BY id DESC LIMIT 1")
run 0 sn-log "$new"
[ "$(grep -c '^    ' out)" -eq 1 ]
ok $? 'a new order is one line'
run 0 sn-undo 8
run 0 sn-log "$new"
[ "$(grep -c '^    [+-] order' out)" -eq 2 ]
ok $? 'came and went'
run 2 sn-show "$new"

# a reader does not wait for a writer; failures of output
mkfifo lock locked
sqlite3 -batch shop/store.db <lock &
exec 5>lock
printf 'BEGIN IMMEDIATE;\n.shell echo >locked\n' >&5
read -r _ <locked
run 0 sn-log 12
run 0 sn-why 12
run 0 sn-store info
exec 5>&-
wait $!
run 6 sh -c 'sn-log >/dev/full'
sql 'PRAGMA user_version = 9999'
run 3 sn-log
run 3 sn-why 12
run 3 sn-undo
run 3 sn-store info
like err 'the store has schema 9999, this program knows'
done_testing
