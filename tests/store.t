#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
me=$(id -un)

# what cannot start
run 2 sn-store
like err '^usage: sn-store '
run 0 sn-store --help
run 2 sn-store -H shop check
shop
export SN_HOME=shop
import_one --shop rakuten-main "$samples/rakuten.csv"
run 2 sn-store nosuch
run 2 sn-store backup
run 2 sn-store check now
run 2 sn-store info x

# facts
run 0 sn-store info
like out '^schema [0-9]+, [0-9]+ bytes, [0-9]+ of them free, [0-9]+ in the'
like out "^last run: 1 by $me at $SN_NOW \\(sn-import "
like out '^orders +80$'
run 0 sh -c 'sn-store --json info | jq -c "[.op, .rows.orders]"'
is out '["1",80]'

# a backup, while a writer holds the lock
mkfifo lock locked
sqlite3 -batch shop/store.db <lock &
exec 5>lock
printf 'BEGIN IMMEDIATE;\n.shell echo >locked\n' >&5
read -r _ <locked
run 0 sn-store backup b.db
run 0 sn-store check
is out 'the store is whole'
exec 5>&-
wait $!
is err ''
[ "$(stat -c %a b.db)" = 600 ]
ok $? 'only its owner may read it'
[ "$(ls b.db*)" = b.db ]
ok $? 'it is one file'
dump() {
	sqlite3 -readonly -batch "$1" .dump | sha256sum
}
dump shop/store.db >whole
dump b.db | diff - whole >/dev/null
ok $? 'with all that is in the store'
run 3 sn-store backup b.db
is err 'sn-store: b.db: is there already; nothing was written'
run 6 sn-store backup no/such.db
run 6 sn-store backup /proc/b.db

# a store that this user may only read: 3, with its name
if [ "$(id -u)" -eq 0 ]; then
	skip 'root may write everything'
else
	chmod 400 shop/store.db
	run 3 sn-move print 1
	is err 'sn-move: shop/store.db: this user may only read it'
	chmod 600 shop/store.db
fi

# a restore overwrites nothing, and takes only what is whole
run 3 sn-store restore b.db
is err 'sn-store: shop/store.db: is there already; move it away first'
mkdir old
mv shop/store.db old
: >shop/store.db-wal
run 3 sn-store restore b.db
is err 'sn-store: shop/store.db-wal: is of a store that is gone; move it away first'
rm shop/store.db-wal
run 2 sn-store restore none.db
is err 'sn-store: none.db: No such file or directory'
echo 'no store at all, but long enough to look like one' >text
run 2 sn-store restore text
is err 'sn-store: text: no store'
sqlite3 other.db 'CREATE TABLE t (x); PRAGMA user_version = 1'
run 2 sn-store restore other.db
cp b.db new.db
sqlite3 new.db 'PRAGMA user_version = 9999'
run 3 sn-store restore new.db
like err '^sn-store: new.db has schema 9999, this program knows [0-9]+: use a newer sn$'
cp b.db cut.db
size=$(stat -c %s b.db)
truncate -s $((size / 2)) cut.db
run 6 sn-store restore cut.db
[ ! -e shop/store.db ]
ok $? 'there is no store after all that'
[ ! -e shop/store.db.restoring ]
ok $? 'and nothing half done'

# what was unsent may have been sent since; ids may have been given out
cp b.db later.db
sqlite3 later.db "INSERT INTO outbox (id, key, op, kind, state, made_at)
    VALUES (1, 'a', 1, 'mail', 'queued', ''), (2, 'b', 1, 'mail', 'done', '');
    INSERT INTO counter VALUES ('outbox', 3)"
was=$(sqlite3 b.db "SELECT next FROM counter WHERE name = 'shipment'")
run 0 sn-store restore later.db
is err 'sn-store: effects that were unsent when the copy was made, and are unknown now: 1'
sql "SELECT state FROM outbox ORDER BY id;
    SELECT next > 2 * $was FROM counter WHERE name = 'shipment'" >out
is out 'unknown
done
1'
[ "$(stat -c %a shop/store.db)" = 600 ]
ok $? 'only its owner may read it'
run 0 sn-store check
run 0 sn-log --limit 1
like out '^2 .* sn-store restore later.db$'
run 0 sn-edit 1 memo=x

# a shop directory to rehearse in, without secrets
mkdir -p shop/templates/mail
echo hello >shop/templates/mail/thanks
echo secret >shop/secrets/rakuten
run 0 sn-store copy try
is err ''
[ "$(stat -c %a try try/store.db | tr '\n' ' ')" = '700 600 ' ]
ok $? 'only its owner may read it'
diff shop/sn.conf try/sn.conf && [ ! -e try/secrets ] &&
    [ "$(cat try/templates/mail/thanks)" = hello ]
ok $? 'configuration and templates came along, secrets did not'
[ "$(sqlite3 try/store.db 'PRAGMA journal_mode')" = wal ]
ok $? 'several may write at once'
run 0 sn-move -H try print 1
sql 'SELECT status FROM shipment WHERE id = 1' >out
[ "$(cat out)" != print ]
ok $? 'the shop itself is as it was'
run 3 sn-store copy try
is err 'sn-store: try: is there already; nothing was written'
run 6 sn-store copy no/such/dir
[ "$(ls -d try*)" = try ]
ok $? 'nothing half done is left'

# what check finds, one by one
found() {
	cp b.db shop/store.db
	rm -f shop/store.db-wal shop/store.db-shm
	sql "$1"
	shift
	run 1 sn-store check "$@"
	like err '^sn-store: problems: [0-9]+; back up what is there, then look at each$'
}
found "UPDATE counter SET next = 1 WHERE name = 'note';
    INSERT INTO running VALUES (1, 1, NULL);
    INSERT INTO note VALUES (9, 1, '', '', ''); DELETE FROM running"
like out '^id above its counter: note$'
found 'INSERT INTO running VALUES (1, 1, NULL)'
is out 'run left half done: 1'
found "INSERT INTO change VALUES (NULL, 77, 'tag', 1, 'tag', 'a', 'b', NULL)"
like out '^change without its run: 77$'
found 'UPDATE op SET undone_by = 1; INSERT INTO undoing VALUES (1, 1)'
like out '^undo without its run, or of a later one: 1$'
found "INSERT INTO running VALUES (1, 1, NULL);
    UPDATE line SET quantity = 0 WHERE id = 1; DELETE FROM running;
    UPDATE orders SET sum_items = sum_items WHERE id = 1"
like out '^item packed more often than it was ordered: 1$'
found "INSERT INTO running VALUES (1, 1, NULL); UPDATE counter SET next = 99;
    INSERT INTO theirs VALUES (9, 'line', 7777, 'name', 'x');
    DELETE FROM running"
like out '^value of the mall for a row that is gone: 9$'
found "UPDATE destination SET fold_to_name = 'x' WHERE id = 1"
is out 'derived value is stale: destination 1 fold_to_name'
found "UPDATE orders SET sum_total = 1 WHERE id = 1"
is out 'sum is stale: orders 1'
found "UPDATE search SET fold_text = 'x' WHERE id = 1"
is out 'search words are stale: orders 1'
found 'DELETE FROM search WHERE id = 1'
like out '^order without its search words, or words without order: 1$'
found "PRAGMA foreign_keys = OFF; INSERT INTO running VALUES (1, 1, NULL);
    DELETE FROM destination WHERE id = (SELECT max(id) FROM destination);
    DELETE FROM running"
like out '^reference to nothing: shipment [0-9]+ -> destination$'
found "INSERT INTO batch (id, op, kind, format, at, rows, sha256, bytes)
    VALUES (1, 1, 'label', 'x', '', 0, 'x', x'00');
    INSERT INTO counter VALUES ('batch', 2)" --full
is out 'bytes of a batch have changed: 1'
run 0 sn-store check
run 1 sn-store --json check --full
is out '{"problem":"bytes of a batch have changed: 1"}'

# a store of an older program is refused by readers, and brought up to date by
# writers, once, after a copy was made; of two that start at once both go on
rm -f shop/store.db*
cat "$top"/lib/store/schema/000[1-3]-*.sql | sql
sql "ATTACH 'b.db' AS b;
    SELECT 'INSERT INTO ' || t.name || ' (' || group_concat(c.name) ||
	') SELECT ' || group_concat(c.name) || ' FROM b.' || t.name || ';'
    FROM main.sqlite_schema t JOIN pragma_table_info(t.name, 'main') c
    WHERE t.type = 'table' GROUP BY t.name" >copy.sql
sql "ATTACH 'b.db' AS b;
    $(cat copy.sql)
    PRAGMA journal_mode = WAL; PRAGMA user_version = 3" >out
run 3 sn-store check
like err 'the store has schema 3, this program needs [0-9]+: run sn-doctor --migrate'
sn-edit 1 memo=x >/dev/null 2>one &
sn-edit 1 label.note=y >/dev/null 2>two
ok $? 'one of two writers goes on'
wait $!
ok $? 'and so does the other'
cat one two >out
is out ''
sql "SELECT memo, label_note FROM orders, shipment WHERE shipment.id = 1
    AND orders.id = 1; SELECT count(*) FROM batch" >out
is out 'x|y
0'
ls shop/*.v* >out
is out shop/store.db.v3
sqlite3 -readonly shop/store.db.v3 'PRAGMA user_version;
    SELECT count(*) FROM orders; PRAGMA integrity_check' >out
is out '3
80
ok'
[ "$(stat -c %a shop/store.db.v3)" = 600 ]
ok $? 'only its owner may read the copy'
run 0 sn-store check --full
run 0 sn-undo
run 3 sn-store restore shop/store.db.v3

# every reference has an index, or an undo would look through whole tables
sql "SELECT t.name || '.' || f.\"from\" FROM sqlite_schema t
    JOIN pragma_foreign_key_list(t.name) f
    WHERE t.type = 'table' AND t.name <> 'running' AND NOT EXISTS (
	SELECT 1 FROM pragma_index_list(t.name) i
	JOIN pragma_index_info(i.name) c
	WHERE c.seqno = 0 AND c.name = f.\"from\")" >out
is out ''

# failures of output; a store from the future
run 6 sh -c 'sn-store info >/dev/full'
new=$(sql 'PRAGMA user_version')
sql 'PRAGMA user_version = 9999'
run 3 sn-store check
is err "sn-store: the store has schema 9999, this program knows $new: use a newer sn"
done_testing
