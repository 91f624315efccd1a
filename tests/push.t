#!/bin/sh
# shellcheck source=tests/lib.sh source=tests/label.sh
. "$(dirname "$0")/lib.sh"
. "$top/tests/label.sh"

push() {
	sn-push -H shop --file "$@"
}

# gone id ...: the shipments, and what is in them, have left
gone() {
	for id; do
		seed "UPDATE shipment SET status = 'notify',
		    ship_date = '2026-12-24', shipped_at = '2026-12-24T00:00:00'
		    WHERE id = $id OR bundled_into = $id;
		    INSERT INTO tracking (id, shipment, parcel, carrier, number)
		    SELECT id, id, 1, carrier, '40000000000' || id
		    FROM shipment WHERE id = $id"
	done
}

# what cannot start
run 2 sn-push
run 0 sn-push --help
run 2 sn-push -H shop 1				# there is only --file so far
run 2 push 1					# no store
shop
seed_labels
run 2 push
run 2 push -f nosuch 1
run 2 push --again 1
is err 'sn-push: 1: no such batch'
run 2 push 1
is err 'sn-push: 1 (rakuten-main:1001): is in print: it has not left'
run 0 push - </dev/null

# one shop goes to standard output, several want a directory
gone 1 2 3 4 5 7 8 9
run 0 push -n 1
like out '"col":"reported_at","old":null,"new":"2026-12-24T09:30:00"'
run 2 push 1 2
is err 'sn-push: results for 2 shops: name a directory with -o'
sql 'SELECT count(*) FROM shipment WHERE reported_at IS NOT NULL;
    SELECT count(*) FROM batch' >out
is out '0
0'
run 0 push 1
is err 'sn-push: rakuten-main: 1 rows (rakuten-report), batch 1'
iconv -f CP932 -t UTF-8 out | tr -d '\r' >text
is text '注文番号,送付先ID,発送明細ID,お荷物伝票番号,配送会社,発送日
1001,101,,400000000001,1001,2026-12-24'
run 2 push 1
is err 'sn-push: 1 (rakuten-main:1001): was reported on 2026-12-24T09:30:00; --repush reports it once more'
run 0 push --repush 1

# all shops; each of a bundle to its own mall with the parcel's number;
# a split order whose mall takes rows by number goes half by half
seed "INSERT INTO tracking (id, shipment, parcel, carrier, number)
    VALUES (50, 4, 2, 'sagawa', '500000000001'),
    (51, 2, 2, 'yamato', '400000000021'), (52, 2, 3, 'yamato', '400000000022');
    INSERT INTO line (id, orders, seq, name, quantity)
    VALUES (50, 7, 2, 'おまけ', 1);
    INSERT INTO shipment_line (id, shipment, line, quantity)
    VALUES (50, 7, 50, 1);
    UPDATE shipment SET service = 'nekopos' WHERE id = 7"
run 1 push -o results 2 3 4 5 7 8 9 10
is err 'sn-push: 2 (yahoo-main:2001): has 3 numbers, the file takes 2
sn-push: 10 (rakuten-main:1009): is in print: it has not left
sn-push: own-main: 1 left out: there is no result file for mall own; once it is told, sn-move done closes them
sn-push: yahoo-main: 2 rows (yahoo-report), batch 3, results/yahoo-main-3.csv
sn-push: amazon-main: 2 rows (amazon-report), batch 4, results/amazon-main-3.txt
sn-push: rakuten-main: 4 rows (rakuten-report), batch 5, results/rakuten-main-3.csv'
sed 's/.*"id":"\([0-9]*\)".*/\1/' out >told
is told '2
3
4
5
6
7
9'
for mall in rakuten yahoo amazon; do
	cmp results/$mall-main-3.* "$top/tests/golden/$mall-report/morning.csv"
	ok $? "the bytes are those of tests/golden/$mall-report"
done
run 0 push --again 4 -o again.txt
cmp again.txt results/amazon-main-3.txt
ok $? 'the same file again'

# a mall that takes one row an order waits for all of it
seed "UPDATE shipment SET reported_at = NULL WHERE id IN (2, 9);
    UPDATE orders SET mall = 'yahoo', shop = 'yahoo-main' WHERE id = 9"
run 2 push 9
is err 'sn-push: 9 (yahoo-main:1009): waits for 10 of the same order'
gone 10
run 0 push -q 'number=1009'
iconv -f CP932 -t UTF-8 out | tr -d '\r' | tail -n +2 >text
is text '1009,1001,400000000009,4000000000010,2026/12/24,3'
sql 'SELECT count(*) FROM shipment WHERE id IN (9, 10)
    AND reported_at IS NOT NULL' >out
is out 2

# what is never told
seed "UPDATE shipment SET kind = 'reship', reported_at = NULL WHERE id = 5;
    UPDATE shipment SET status = 'cancel', reported_at = NULL WHERE id = 4;
    UPDATE orders SET sync = 0 WHERE id = 2;
    UPDATE shipment SET reported_at = NULL WHERE id = 3;
    UPDATE line SET mall_id = NULL WHERE orders = 3"
run 2 push -o results 2 3 4
is err 'sn-push: 2 (yahoo-main:2001): has no link with its mall
sn-push: 3 (amazon-main:3001): the mall knows none of its lines
sn-push: 4 (rakuten-main:1004): is cancelled'
run 2 push -o results 5
like err 'is a reship, of which the mall is not told'
run 2 push -f yahoo-report --repush 1
is err 'sn-push: 1 (rakuten-main:1001): is of mall rakuten, and yahoo-report is for yahoo'

# a file that cannot be written is recorded; undone, it is named
run 6 sh -c 'sn-push -H shop --file --repush 1 >/dev/full'
like err 'it is recorded: sn-push --again 7 writes it'
run 0 sn-undo -H shop --yes
run 0 push --again 7
iconv -f CP932 -t UTF-8 out | tail -1 | cut -d, -f1 >text
is text 1001

# sagawa's yupacket is no 宅配便
seed "UPDATE line SET mall_id = 'L6' WHERE orders = 3;
    UPDATE shipment SET carrier = 'sagawa', service = 'yupacket',
    reported_at = NULL WHERE id = 3"
run 0 push 3
iconv -f CP932 -t UTF-8 out | tr -d '\r' | tail -1 | cut -f5,6,8 >text
is text 'Sagawa	佐川急便	ゆうパケット'

# the example of the manual
seed "UPDATE shipment SET status = 'notify', reported_at = NULL WHERE id = 1;
    UPDATE shipment SET status = 'done' WHERE id <> 1"
run 0 sh -c 'sn-push -H shop --file -o results -q status=notify |
    sn-move -H shop done -'
sql 'SELECT status, reported_at FROM shipment WHERE id = 1' >out
is out 'done|2026-12-24T09:30:00'
sql 'PRAGMA user_version = 9999'
run 3 push 1
done_testing
