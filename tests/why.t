#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
me=$(id -un)
at=$SN_NOW

# what cannot start
run 2 sn-why
like err '^usage: sn-why '
run 0 sn-why --help
shop
export SN_HOME=shop
import_one --shop rakuten-main "$samples/rakuten.csv"
id=$(sql 'SELECT min(id) FROM shipment')
order=$(sql "SELECT shop || ':' || number FROM orders WHERE id = 1")
row=$(sql 'SELECT source_row FROM orders WHERE id = 1')
phone=$(sql "SELECT to_phone FROM destination WHERE id = 1")
to=$(sql "SELECT to_name FROM destination WHERE id = 1")
came="    came with $samples/rakuten.csv:$row, run 1 by $me at $at (sn-import -H shop --shop rakuten-main $samples/rakuten.csv)"
run 2 sn-why 99999
is err 'sn-why: 99999: no such shipment'
run 2 sn-why "$id" to.phon
is err 'sn-why: to.phon: no such field; did you mean to.phone?'
run 2 sn-why "$id" tracking
is err 'sn-why: tracking: there is none here'

# a value that came with its file
run 0 sn-why "$id" to.phone
is out "$order destination $to to.phone: $phone
$came"

# a value that a person changed, with the reason and what the mall says
run 0 sn-edit -r 'called him' "$id" to.phone=03-1234-5678
run 0 sn-why "$id" to.phone
is out "$order destination $to to.phone: 03-1234-5678
    set by run 2 by $me at $at (sn-edit -r 'called him' $id to.phone=03-1234-5678), before it was $phone  [called him]
$came
    the mall says: $phone"
mv out changed
run 0 sn-why "$id" 届け先電話番号
is out "$(cat changed)"
run 0 sn-why "$order" to.phone
is out "$(cat changed)"
run 0 sh -c "sn-why --ndjson $id to.phone |
    jq -c '[.value, .old, .set.op, .set.why, .came.op, .row, .theirs]'"
is out "[\"03-1234-5678\",\"$phone\",\"2\",\"called him\",\"1\",\"$row\",\"$phone\"]"

# what was undone plays no part; neither do undo and redo
run 0 sn-edit "$id" to.phone=03-9999-9999
run 0 sn-undo
run 0 sn-why "$id" to.phone
is out "$(cat changed)"
run 0 sn-undo 2
run 0 sn-why "$id" to.phone
is out "$order destination $to to.phone: $phone
$came"
run 0 sn-undo 5
run 0 sn-why "$id" to.phone
is out "$(cat changed)"

# several at once; a computed one by its parts
run 0 sn-edit "$id" tag+=冷凍
run 0 sn-why "$id" tag memo
like out "^$id \\($order\\) tag 冷凍 tag: 冷凍\$"
like out "came with run 7 by $me"
like out "^$order memo: \\(empty\\)\$"
run 0 sn-why "$id" to.address total
[ "$(grep -c '^[^ ]' out)" -eq 5 ]
ok $? 'four parts of an address and a total'
like out '^    computed from the items and charges$'

# why a shipment stands where it stands
run 0 sn-move -r 'no answer' hold --box 電話確認 "$id"
seed "INSERT INTO finding (id, orders, shipment, code, severity, saw, state,
    opened_at) VALUES (901, 1, $id, 'phone', 'error', '03-1234-5678',
    'open', '$at'), (902, 1, $id, 'old', 'note', NULL, 'closed', '$at')"
run 0 sn-why "$id"
is out "$id ($order) status: hold
    set by run 8 by $me at $at (sn-move -r 'no answer' hold --box 電話確認 $id), before it was $(sql "SELECT old FROM change WHERE op = 8 AND col = 'status'")  [no answer]
$came
$id ($order) box: 電話確認
    set by run 8 by $me at $at (sn-move -r 'no answer' hold --box 電話確認 $id), before it was (empty)  [no answer]
$came
    open since $at: finding error phone 03-1234-5678, run 0 by test at $at ([])
    not checked since it changed: sn-check 1"
run 0 sn-why --ndjson "$id"
[ "$(jq -r .field out | tr '\n' ' ')" = 'status box finding ' ]
ok $? 'the same as records'

# what keeps it from leaving, until it has left
seed "UPDATE orders SET mall_state = 'held' WHERE id = 1"
run 0 sn-why "$id"
like out '^    may not leave: the mall has it as held$'
seed "UPDATE shipment SET status = 'done' WHERE id = $id"
run 0 sn-why "$id"
grep -q 'may not leave' out
[ $? -eq 1 ]
ok $? 'nothing when it has left'
seed "UPDATE shipment SET status = 'hold' WHERE id = $id;
    UPDATE orders SET mall_state = 'ready' WHERE id = 1"
run 0 sn-undo 1 --with-later
run 2 sn-why "$order"
is err 'sn-why: no shipment is left: sn-log shows what happened to it'

# failures
run 0 sn-undo "$(sql 'SELECT max(id) FROM op')"
run 6 sh -c "sn-why '$order' number >/dev/full"
sql 'PRAGMA user_version = 9999'
run 3 sn-why "$id"
done_testing
