#!/bin/sh
# shellcheck source=tests/lib.sh source=tests/label.sh
. "$(dirname "$0")/lib.sh"
. "$top/tests/label.sh"

track() {
	sn-track -H shop "$@"
}

# returned file row ...: a file of yamato's software, key and number a row
returned() {
	file=$1
	shift
	{
		echo 'お客様管理番号,送り状種類,クール区分,伝票番号,出荷予定日'
		for row; do
			echo "${row%=*},0,,${row#*=},2026/12/24"
		done
	} | iconv -f UTF-8 -t CP932 >"$file"
}

numbers() {
	sql "SELECT shipment, parcel, number, state, void FROM tracking
	    WHERE shipment = $1 ORDER BY id"
}

# what cannot start
run 2 sn-track
run 0 sn-track --help
returned one.csv S1=400100000193
run 2 track one.csv					# no store
shop
seed_labels
run 2 track nosuch.csv
is err 'sn-track: nosuch.csv: No such file or directory'
echo 'a,b,c' >other.csv
run 2 track one.csv other.csv
is err 'sn-track: other.csv: no tracking format has such headers; name one with -f'
run 2 track one.csv "$samples/rakuten.csv"
is err "sn-track: $samples/rakuten.csv: orders (rakuten) and no tracking numbers: sn-import takes them"
run 2 sn-import -H shop one.csv
like err '^sn-import: one.csv: a carrier.s file \(yamato-b2cloud-return\) and no orders: sn-track takes tracking numbers$'
run 2 sn-import -H shop shop
like err '^sn-import: shop: Is a directory$'
run 2 track -f nosuch one.csv
# a format of the shop's own that is broken does not hide the others
mkdir -p shop/formats
echo '{' >shop/formats/broken.json
: >empty.csv
run 2 track one.csv empty.csv
is err 'sn-track: empty.csv: the file is empty'
run 0 track - <empty.csv

# the file that went to the carrier's software, by mistake
returned labels.csv S1= S2= S3=
run 2 track one.csv labels.csv
is err "sn-track: labels.csv: none of its 3 rows has a tracking number; wanted is the file that the carrier's software saves after printing"
run 2 track -f yamato-b2cloud one.csv
is err 'sn-track: one.csv: yamato-b2cloud: is no format of tracking files'
printf 'お客様管理番号,送り状種類,クール区分,伝票番号\nS1,0,,"4001' |
    iconv -t CP932 >cut.csv
run 2 track cut.csv
sql 'SELECT count(*) FROM tracking; SELECT max(id) FROM op' >out
is out '0
0'

# as the carriers' software plays it: label, print, number
seed "UPDATE shipment SET deliver_slot = 'am' WHERE id = 8"
run 0 sn-label -H shop -f yamato-b2cloud -o b2.csv 1 2 5 6 8 9 10
run 0 sn-label -H shop -o s.csv 4
"$top/scripts/bench/returns" b2.csv >b2-issued.csv
"$top/scripts/bench/returns" s.csv >ehiden-history.csv

# a rehearsal, the thing itself, and the same files once more
run 0 sh -c 'sn-track -H shop -n b2-issued.csv || [ $? -eq 1 ]'
like out '"col":"status","old":"number","new":"notify"'
sql 'SELECT count(*) FROM tracking' >out
is out 0
run 0 track b2-issued.csv ehiden-history.csv
is err 'sn-track: 8 rows: 8 new, 0 unchanged, 0 refused'
sed 's/.*"id":"\([0-9]*\)".*"status":"\([a-z]*\)".*/\1 \2/' out >moved
is moved '1 notify
2 notify
5 notify
8 notify
9 notify
10 notify
4 notify'
sql "SELECT shipment, parcel, carrier, number FROM tracking
    WHERE shipment IN (4, 5, 6, 8) ORDER BY id;
    SELECT id, status, shipped_at, ship_date, carrier FROM shipment
    WHERE id IN (4, 6)" >out
is out '5|1|yamato|400100000215
8|1|yamato|400100000226
8|2|yamato|400100000230
4|1|sagawa|500100000190
4|notify|2026-12-24T00:00:00|2026-12-24|sagawa
6|notify|2026-12-24T00:00:00|2026-12-24|yamato'
run 0 track b2-issued.csv - <ehiden-history.csv
is err 'sn-track: 8 rows: 0 new, 8 unchanged, 0 refused'
is out ''
sql 'SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)' >out
is out 0

# each kind of row that is not taken; good ones beside them are
cp shop/store.db before.db
returned bad.csv =400200000012 X1=400200000012 S999=400200000012 S1x=400200000012 \
    S3= S3=400200000013 S3=4.002E+11 S2=400100000193 S1=400200000012 \
    S6=400200000012 S3=400100000193 "S3='4002-0000-0012"
run 1 track bad.csv
is err "sn-track: bad.csv:2: no label key
sn-track: bad.csv:3: X1 is somebody else's label: keys of this shop begin with S
sn-track: bad.csv:4: 999: no such shipment
sn-track: bad.csv:5: S1x is somebody else's label: after S only digits follow here
sn-track: bad.csv:6: S3: no tracking number
sn-track: bad.csv:7: S3: 400200000013: the check digit is wrong
sn-track: bad.csv:8: S3: 4.002E+11: a spreadsheet has spoiled this number
sn-track: bad.csv:9: 2 (yahoo-main:2001): 400100000193 is the number of 1 (rakuten-main:1001)
sn-track: bad.csv:10: 1 (rakuten-main:1001): has number 400100000193; --replace puts 400200000012 in its place
sn-track: bad.csv:11: 6 (yahoo-main:2006): is bundled into 5, which has the label
sn-track: bad.csv:12: 3 (amazon-main:3001): 400100000193 is the number of 1 (rakuten-main:1001)
sn-track: 12 rows: 1 new, 0 unchanged, 11 refused"
numbers 3 >out
is out '3|1|400200000012|issued|0'

# a number that changes: only when asked for; the mall knows the old one
returned new.csv S1=400300000015
seed "UPDATE shipment SET reported_at = '$SN_NOW' WHERE id = 1"
run 2 track new.csv
run 0 track --replace -r 'label torn' new.csv
numbers 1 >out
is out '1|1|400100000193|void|1
1|1|400300000015|issued|0'
sql "SELECT code, saw, expected FROM finding WHERE shipment = 1" >out
is out 'number-changed|400300000015|400100000193'
returned old.csv S1=400100000193
run 2 track old.csv
is err 'sn-track: old.csv:2: 1 (rakuten-main:1001): number 400100000193 was made void
sn-track: 1 rows: 0 new, 0 unchanged, 1 refused'

# two parcels: the third number is too much, a new pair takes both places
returned more.csv S8=400300000026
run 2 track more.csv
returned pair.csv S8=400300000026 S8=400300000030
run 0 track --replace pair.csv
numbers 8 >out
is out '8|1|400100000226|void|1
8|2|400100000230|void|1
8|1|400300000026|issued|0
8|2|400300000030|issued|0'
returned three.csv S8=400300000026 S8=400300000030 S8=400300000041
run 1 track --replace three.csv
is err 'sn-track: three.csv:4: 8 (own-main:4008): has 2 parcels, and a number for each; 400300000041 is one too many
sn-track: 3 rows: 0 new, 2 unchanged, 1 refused'

# a number of long ago comes again; cancelled; by another carrier
seed "UPDATE shipment SET shipped_at = '2026-01-10T00:00:00' WHERE id = 2;
    UPDATE shipment SET status = 'cancel' WHERE id = 9;
    UPDATE shipment SET status = 'number' WHERE id = 7"
returned recycled.csv S7=400100000204 S9=400300000052 S4=400300000052
run 1 track recycled.csv
is err 'sn-track: recycled.csv:3: 9 (rakuten-main:1009): is cancelled
sn-track: recycled.csv:4: 4 (rakuten-main:1004): goes by sagawa, the number is of yamato
sn-track: 3 rows: 1 new, 0 unchanged, 2 refused'

# a shipping date in the future is a plan
seed "UPDATE shipment SET status = 'number', ship_date = NULL,
    shipped_at = NULL WHERE id = 10; DELETE FROM tracking WHERE shipment = 10"
{ echo 'お客様管理番号,送り状種別,クール区分,送り状番号,出荷日'
    echo 'S10,0,,4003-0000-0052,2026/12/28'; } >utf8.csv
run 0 track utf8.csv
sql 'SELECT status, ship_date, shipped_at FROM shipment WHERE id = 10' >out
is out 'notify|2026-12-28|'

# no headers: the places of the format; a deleted row of sagawa
printf 'S10,0,,400300000052,2026/12/28\n' >bare.csv
run 0 track -f yamato-b2cloud-return bare.csv
is err 'sn-track: 1 rows: 0 new, 1 unchanged, 0 refused'
printf '"お問い合せ送り状No.","お客様管理番号","出荷日","サービス種別","削除区分"\n"500100000190","S4","20261224","x","1"\n' >deleted.csv
run 2 track deleted.csv
is err 'sn-track: deleted.csv:2: S4: deleted at the carrier
sn-track: 1 rows: 0 new, 0 unchanged, 1 refused'

# undone, the shipment waits for its number again
returned last.csv S9=400300000063
seed "UPDATE shipment SET status = 'number' WHERE id = 9;
    DELETE FROM tracking WHERE shipment = 9"
run 0 track last.csv
run 0 sn-undo -H shop --yes
sql 'SELECT status, (SELECT count(*) FROM tracking WHERE shipment = 9)
    FROM shipment WHERE id = 9' >out
is out 'number|0'

# killed at any moment, then once more: all numbers, each once
cp before.db shop/store.db
rm -f shop/store.db-wal shop/store.db-shm
seed 'DELETE FROM tracking; UPDATE shipment SET status = '\''number'\'
for ms in 1 2 4 6 8; do
	sn-track -H shop b2-issued.csv ehiden-history.csv >/dev/null 2>&1 &
	pid=$!
	perl -e 'select undef, undef, undef, $ARGV[0] / 1000' "$ms"
	kill -9 "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
done
run 0 track b2-issued.csv ehiden-history.csv
sql 'SELECT count(*), count(DISTINCT number) FROM tracking;
    PRAGMA integrity_check' >out
is out '8|8
ok'

# asked first: the first rows as they were understood, nothing locked or
# written meanwhile
seed 'DELETE FROM tracking; UPDATE shipment SET status = '\''number'\'
run 3 setsid sn-track -H shop --confirm b2-issued.csv
is err 'b2-issued.csv:
  S1                400100000193    2026-12-24  yamato
  S2                400100000204    2026-12-24  yamato
  S5                400100000215    2026-12-24  yamato
sn-track: take these and the others of 7 rows?: nobody to ask; add --yes'
sql 'SELECT count(*) FROM tracking' >out
is out 0
run 0 track --confirm --yes b2-issued.csv
like err '^sn-track: 7 rows: 7 new, 0 unchanged, 0 refused$'

# any file with two columns that are named: keys of labels, ids, orders
seed 'DELETE FROM tracking; UPDATE shipment SET status = '\''number'\''
    WHERE id <> 9'
printf '%s\n' '宛名,追跡番号,管理番号' '山田,4001-0000-0193,S1' \
    '鈴木,400100000204,2' '伊藤,400100000215,rakuten-main:1005' \
    '中村,400100000226,rakuten-main:1009' '誰か,400100000230,999' \
    '誰か,400100000241,X1' ',,8' >list.csv
run 1 track --key 管理番号 --number 追跡番号 list.csv
is err "sn-track: list.csv:5: rakuten-main:1009: has several shipments: name one by its number
sn-track: list.csv:6: 999: no such shipment
sn-track: list.csv:7: X1 is somebody else's label: keys of this shop begin with S
sn-track: list.csv:8: 8: no tracking number
sn-track: 7 rows: 3 new, 0 unchanged, 4 refused"
sql 'SELECT shipment, carrier, number FROM tracking ORDER BY id' >out
is out '1|yamato|400100000193
2|yamato|400100000204
5|yamato|400100000215'
run 2 track --key 管理番号 --number 伝票番号 list.csv
is err 'sn-track: list.csv: there is no column 伝票番号'
run 2 track --key 管理番号 list.csv
run 2 track -f yamato-b2cloud-return --key 管理番号 --number 追跡番号 list.csv
seed 'UPDATE shipment SET carrier = NULL WHERE id = 9'
printf '%s\n' '追跡番号,管理番号' '400100000226,S9' >list.csv
run 2 track --key 管理番号 --number 追跡番号 list.csv
like err '^sn-track: list.csv:2: 9 \(rakuten-main:1009\): has no carrier: set one first$'
seed 'UPDATE shipment SET carrier = '\''yamato'\'' WHERE id = 9'

# output that cannot be written: the numbers are stored
seed 'DELETE FROM tracking'
run 6 sh -c 'sn-track -H shop one.csv >/dev/full'
numbers 1 >out
is out '1|1|400100000193|issued|0'
sql 'PRAGMA user_version = 9999'
run 3 track one.csv
done_testing
