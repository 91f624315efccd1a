#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
me=$(id -un)
at=$SN_NOW

# all that undo must restore
rows() {
	sql .dump | grep -Ev '^INSERT INTO (op|undoing|change|counter|batch|batch_shipment|outbox|handled) ' |
	    sort | sha256sum
}

# what cannot start
run 0 sn-undo --help
run 2 sn-undo -H shop
shop
export SN_HOME=shop
run 2 sn-undo
is err "sn-undo: $me has no run that stands"
import_one --shop yahoo-main "$samples/yahoo-order.csv" \
    "$samples/yahoo-item.csv"
# one to edit, and one that may be labelled at once
id=$(sql "SELECT min(id) FROM shipment WHERE status = 'new'")
other=$((id + 1))
name=$(sql "SELECT '$id (' || shop || ':' || number || ')' FROM orders
    WHERE id = (SELECT orders FROM destination WHERE id =
    (SELECT destination FROM shipment WHERE id = $id))")
order=${name#* (} order=${order%)}
to=$(sql "SELECT to_name FROM destination WHERE id =
    (SELECT destination FROM shipment WHERE id = $id)")
run 2 sn-undo 1 2
like err '^usage: sn-undo '
run 2 sn-undo x
is err 'sn-undo: x: not the number of a run; sn-log lists them'
run 2 sn-undo 99
is err 'sn-undo: run 99: no such run; sn-log lists them'

# the last run of the caller, shown first; a dry run shows what comes
rows >start
run 0 sn-edit "$id" to.phone=03-1234-5678 memo=午前 tag+=冷凍
rows >edited
run 0 sn-undo -n
is err "sn-undo: run 2 by $me at $at (sn-edit $id to.phone=03-1234-5678 memo=午前 tag+=冷凍), changes: 5"
mv out rehearsed
rows | diff - edited >/dev/null
ok $? 'a dry run changes nothing'
run 0 sn-undo
is out '{"op":"3","undone":["2"],"changes":5,"cancelled":0,"queued":0,"left":[]}'
rows | diff - start >/dev/null
ok $? 'all is as it was'
run 0 sn-log --op 3 --diff
is out "$(cat rehearsed)"
run 0 sn-store check --full
run 3 sn-undo 2
is err 'sn-undo: 2: is undone by run 3 already; undo that to have it back'

# redo is undoing the undo, and so on
run 0 sn-undo 3
rows | diff - edited >/dev/null
ok $? 'all is there again'
run 0 sn-undo -r 'no, really' 4
rows | diff - start >/dev/null
ok $? 'and gone again'
sql "SELECT why FROM op WHERE id = 5; SELECT DISTINCT why FROM change
    WHERE op = 5; SELECT undone_by FROM op WHERE id = 2" >out
is out 'no, really
no, really
3'
run 0 sn-undo 5
rows | diff - edited >/dev/null
ok $? 'and back'

# later changes stand against it, and are named
run 0 sn-edit "$id" to.phone=03-9999-9999
run 0 sn-edit "$other" memo=x
rows >later
run 3 sn-undo 2
is err "sn-undo: 2: run 7 by $me at $at (sn-edit $id to.phone=03-9999-9999) changed to.phone of $order destination $to since; undo that first, or both with --with-later"
rows | diff - later >/dev/null
ok $? 'nothing was changed'
sql 'SELECT max(id) FROM op' >out
is out 8
run 0 sn-undo --with-later 2
is out '{"op":"9","undone":["7","2"],"changes":6,"cancelled":0,"queued":0,"left":[]}'
sql "SELECT count(*) FROM tag WHERE tag = '冷凍'; SELECT count(*)
    FROM orders WHERE memo = 'x'" >out
is out '0
1'
run 0 sn-undo 9
rows | diff - later >/dev/null
ok $? 'both are back'

# a run that was undone is no later change
run 0 sn-undo 7
run 0 sn-undo 2
run 0 sn-undo 8
rows | diff - start >/dev/null
ok $? 'all is as it was, by another way'

# an import goes with all it brought, unless something hangs on it
import_one --shop rakuten-main "$samples/rakuten.csv"
import=$(sql 'SELECT max(id) FROM op')
last=$(sql 'SELECT max(id) FROM shipment')
run 0 sn-edit "$last" tag+=冷凍
tag=$(sql 'SELECT max(id) FROM op')
run 3 sn-undo "$import"
like err "run $tag by .* added $last \\(rakuten-main:[0-9-]*\\) tag 冷凍 since; undo that first"
rows >before
run 0 sn-undo --with-later "$import"
rows | diff - start >/dev/null
ok $? 'nothing of it is left'
run 0 sn-undo "$(sql 'SELECT max(id) FROM op')"
rows | diff - before >/dev/null
ok $? 'and all of it came back'
run 0 sn-store check --full
run 0 sn-undo --with-later "$import"

# what left the shop is named and not taken back; what did not, stays here
run 0 sn-move print "$id"
moved=$(sql 'SELECT max(id) FROM op')
run 0 sn-label -f yamato-b2cloud -o b2.csv --replace "$id"
label=$(sql 'SELECT max(id) FROM op')
seed "INSERT INTO outbox (id, key, op, kind, state, made_at) VALUES
    (1, 'mail:shipped:1', $label, 'mail', 'queued', '$at'),
    (2, 'mail:shipped:2', $label, 'mail', 'done', '$at'),
    (3, 'mail:shipped:3', $label, 'mail', 'failed', '$at')"
run 3 sn-undo "$moved"
run 0 sn-undo "$label"
is err 'sn-undo: not taken back: batch 1 (label, yamato-b2cloud, 1 rows, b2.csv) was written
sn-undo: not taken back: mail done: 1 (mail:shipped:2 ...)'
like out '"cancelled":2,"queued":0,"left":\["batch 1 '
sql "SELECT state FROM outbox ORDER BY id; SELECT count(*) FROM batch;
    SELECT status FROM shipment WHERE id = $id" >out
is out 'cancelled
done
cancelled
1
print'
run 0 sn-undo "$(sql 'SELECT max(id) FROM op')"
like out '"cancelled":0,"queued":2'
sql 'SELECT state FROM outbox ORDER BY id' >out
is out 'queued
done
queued'

# names that must be one only
run 0 sn-item import "$samples/items.csv"
run 0 sn-undo
seed "INSERT INTO item (id, code) SELECT 999, new FROM change
    WHERE tbl = 'item' LIMIT 0"
code=$(sql "SELECT old FROM change WHERE tbl = 'item' AND col = 'code'
    LIMIT 1")
seed "INSERT INTO item (id, code) VALUES (999, '$code')"
run 3 sn-undo "$(sql 'SELECT max(id) FROM op')"
like err "run 0 by test at .* added goods $code since"

# another writes and does not stop; failures of output
rows >before
busy sn-undo "$moved"
rows | diff - before >/dev/null
ok $? 'nothing was changed'
run 6 sh -c "sn-undo --with-later $moved >/dev/full"
sql "SELECT status FROM shipment WHERE id = $id" >out
is out new

# a run that changed nothing is not the last one: nobody means that
run 0 sn-edit "$other" memo=昼
run 0 sn-edit "$other" memo=昼
run 0 sn-undo
like err "\(sn-edit $other memo=昼\), changes: 2\$"
run 0 sn-find --count "id=$other memo=昼"
is out 0

done_testing
