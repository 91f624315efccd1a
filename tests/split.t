#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# what is where: shipment|line|quantity, of the shipments of an order; those
# that a split made are "new"
where() {
	sql "SELECT iif(sl.shipment < 1000, sl.shipment, 'new'), sl.line, sl.quantity FROM shipment_line sl
	    JOIN line l ON l.id = sl.line WHERE l.orders = $1
	    ORDER BY sl.shipment, sl.line" >out
}
everything() {
	sql '.dump shipment' '.dump shipment_line' '.dump tag' '.dump fired' \
	    '.dump theirs' >"$1"
}

# what cannot start
run 2 sn-split
like err '^usage: sn-split '
run 0 sn-split --help
run 2 sn-split -H shop --by temp 12	# no shop directory
orders
export SN_HOME=shop
run 2 sn-split 12
like err '^usage: sn-split '
run 2 sn-split --by temp --join 12
run 2 sn-split --move 1 12
run 2 sn-split --to 20 12
run 2 sn-split --by temp
run 2 sn-split --by temp -q ''
run 2 sn-split --by weather 12
is err 'sn-split: weather: temp, available, deliver, "parcels-of N" or "line LINE[:QUANTITY],..." was expected'
run 2 sn-split --by parcels-of 0 12
is err 'sn-split: parcels-of 0: a quantity from 1 was expected'
run 2 sn-split --by line MIKAN-5:0 12
is err 'sn-split: MIKAN-5:0: a quantity from 1 was expected'
run 2 sn-split --by line MIKAN-5,,2 12
is err 'sn-split: LINE or LINE:QUANTITY was expected, several with commas'
run 2 sn-split --move 1 --to here 12
is err 'sn-split: --to here: the id of a shipment was expected'
run 2 sn-split --force --by temp 12
is err 'sn-split: --force needs a reason: -r REASON'
run 0 sn-split --by temp - </dev/null
is out ''

# lines and quantities: 3 of five stay
everything before
run 0 sn-split --by line BOX-1:1 19
is out '{"id":"19","shop":"own-main","number":"3003","status":"ready","route":"基本","to":"中村八郎","pref":"広島県","total":5500}
{"id":"1000","shop":"own-main","number":"3003","status":"ready","route":"基本","to":"中村八郎","pref":"広島県","total":5500}'
where 8
is out '19|10|2
20|10|2
new|10|1'
run 0 sn-undo
everything after
run 0 cmp before after
run 0 sn-split -n --by line BOX-1:1 19
like out '"tbl":"shipment_line","id":"10","col":"quantity","old":"3","new":"2"'
everything after
run 0 cmp before after

# refused by name, and the others go through
run 1 sn-split --by line 1:1 11 12 14 18 22 99
is err 'sn-split: 99: no such shipment
sn-split: 14 (own-main:3001): is done
sn-split: 18 (rakuten-main:1003): is cancelled
sn-split: 22 (amazon-main:4002): is bundled into 21; take it out first'
run 0 sn-undo
run 2 sn-split --by line MIKAN-5 13
is err 'sn-split: 13 (yahoo-main:2001): nothing would stay in it'
run 2 sn-split --by line NONE 12
is err 'sn-split: 12 (rakuten-main:1002): has no line NONE'
run 2 sn-split --by line 2:2 12
is err 'sn-split: 12 (rakuten-main:1002): has only 1 of 2'
seed "UPDATE line SET code = 'MIKAN-5', sku = NULL WHERE id = 3"
run 2 sn-split --by line MIKAN-5 12
is err 'sn-split: 12 (rakuten-main:1002): has 2 lines MIKAN-5; name one by its number'
run 0 sn-split --by line 2 12
where 2
is out '12|2|1
new|3|1'
run 0 sn-undo
seed "UPDATE line SET code = 'APPLE-3', sku = 'APPLE-3' WHERE id = 3"

# the new one is like the old one, and rules do not meet it again
seed "UPDATE shipment SET status = 'number', box = NULL, weight = 900,
    parcels = 2, ship_date = '2026-12-26', deliver_on = '2026-12-28',
    deliver_slot = 'am', stamps = '割れ物', label_note = '玄関前',
    collect = 3500, labelled_at = '2026-12-23T10:00:00', cancel = 'asked',
    cancel_from = 'buyer' WHERE id = 12;
    INSERT INTO tag VALUES (801, 12, '贈答');
    INSERT INTO fired VALUES (801, 12, '冷凍品', 1);
    INSERT INTO theirs VALUES (801, 'shipment', 12, 'deliver_on', NULL)"
run 2 sn-split --by line 2 12
is err 'sn-split: 12 (rakuten-main:1002): had its label on 2026-12-23T10:00:00; --force splits it all the same'
run 0 sn-split --by line 2 --force -r 'box too small' 12
sql "SELECT iif(id < 1000, id, 'new'), destination, seq, status, status_at, route, carrier, service,
    temperature, ship_date, deliver_on, deliver_slot, stamps, label_note,
    parcels, weight, collect, labelled_at, cancel FROM shipment
    WHERE destination = 2" >out
is out '12|2|1|number|2026-12-20T10:00:00|基本|yamato|parcel|normal|2026-12-26|2026-12-28|am|割れ物|玄関前|2|900|3500|2026-12-23T10:00:00|asked
new|2|2|print|2026-12-24T09:30:00|基本|yamato|parcel|normal|2026-12-26|2026-12-28|am|割れ物|玄関前|1||0||asked'
sql "SELECT tag FROM tag WHERE shipment > 1000;
    SELECT rule, stops FROM fired WHERE shipment > 1000;
    SELECT col FROM theirs WHERE id > 1000" >out
is out '贈答
冷凍品|1
deliver_on'
run 0 sn-undo
seed "UPDATE shipment SET status = 'ready', weight = NULL, parcels = 1,
    ship_date = NULL, deliver_on = NULL, deliver_slot = NULL, stamps = NULL,
    label_note = NULL, collect = NULL, labelled_at = NULL, cancel = 'none',
    cancel_from = NULL WHERE id = 12;
    DELETE FROM tag; DELETE FROM fired; DELETE FROM theirs"

# temperatures: of the line, else of the item master; unknown stays
run 0 sn-split --by temp 12
where 2
is out '12|2|1
12|3|1'
seed "UPDATE line SET temperature = NULL WHERE id IN (2, 3);
    UPDATE shipment SET temperature = NULL WHERE id = 12;
    INSERT INTO item (id, code, temperature, tolerates)
    VALUES (801, 'APPLE-3', 'frozen', NULL)"
run 0 sn-split --by temp 12
sql 'SELECT iif(id < 1000, id, "new"), temperature FROM shipment WHERE destination = 2' >out
is out '12|
new|frozen'
everything once
run 0 sn-split --by 温度帯 rakuten-main:1002
everything twice
run 0 cmp once twice
run 0 sn-undo
# goods that bear the cold go with what needs it
seed "INSERT INTO item (id, code, temperature, tolerates)
    VALUES (802, 'MIKAN-5', 'normal', 'chilled frozen')"
run 0 sn-split --by temp 12
where 2
is out '12|2|1
12|3|1'
seed "DELETE FROM item; UPDATE line SET temperature = 'normal'
    WHERE id IN (2, 3);
    UPDATE shipment SET temperature = 'normal' WHERE id = 12"

# what is there now goes first, the rest by its date
seed "UPDATE line SET available_on = '2027-01-10' WHERE id = 2;
    UPDATE line SET available_on = '2026-12-24' WHERE id = 3"
run 0 sn-split --by available 12
sql "SELECT iif(s.id < 1000, s.id, 'new'), ship_date, line FROM shipment s JOIN shipment_line sl
    ON sl.shipment = s.id WHERE destination = 2" >out
is out '12||3
new|2027-01-10|2'
run 0 sn-undo

# delivery dates: what comes in too late for it, and what ships alone
seed "UPDATE shipment SET deliver_on = '2027-01-10', ship_date = '2027-01-09'
    WHERE id = 12"
run 0 sn-split --by deliver 12
sql "SELECT iif(id < 1000, id, 'new'), ship_date, deliver_on FROM shipment WHERE destination = 2" \
	>out
is out '12|2027-01-09|2027-01-10
new|2027-01-10|'
run 0 sn-undo
seed "UPDATE shipment SET deliver_on = '2027-01-15' WHERE id = 12"
run 0 sn-split --by deliver 12
where 2
is out '12|2|1
12|3|1'
seed "UPDATE line SET alone = 1, available_on = NULL WHERE id IN (2, 3)"
run 0 sn-split --by deliver 12
where 2
is out '12|2|1
new|3|1'
run 0 sn-undo
seed "UPDATE line SET alone = 0 WHERE id IN (2, 3);
    UPDATE shipment SET deliver_on = NULL, ship_date = NULL WHERE id = 12"

# at most so many in each; a set takes its parts along, a fee stays
seed "$(line 901 2 3 12 SET-1 'セット' 3 0; line 902 2 4 12 PART-1 '中身' 6 0
line 903 2 5 12 FEE '手数料' 1 100)
    UPDATE line SET kind = 'set' WHERE id = 901;
    UPDATE line SET kind = 'part', parent = 901 WHERE id = 902;
    UPDATE line SET kind = 'fee' WHERE id = 903"
run 0 sn-split --by parcels-of 2 12
where 2
is out '12|2|1
12|3|1
12|903|1
new|901|2
new|902|4
new|901|1
new|902|2'
run 0 sn-undo
run 2 sn-split --by line FEE 12
is err 'sn-split: 12 (rakuten-main:1002): nothing to ship would go'
seed "DELETE FROM shipment_line WHERE line > 900;
    DELETE FROM line WHERE id = 902; DELETE FROM line WHERE id > 900"
seed "UPDATE line SET quantity = 2000 WHERE id = 4;
    UPDATE shipment_line SET quantity = 2000 WHERE line = 4"
run 2 sn-split --by parcels-of 1 13
is err 'sn-split: 13 (yahoo-main:2001): would make 2000 shipments; at most 100'
seed "UPDATE line SET quantity = 1 WHERE id = 4;
    UPDATE shipment_line SET quantity = 1 WHERE line = 4"

# lines go to another shipment of the destination, and back
everything before
run 0 sn-split --move BOX-1:2 --to 20 19
where 8
is out '19|10|1
20|10|4'
run 0 sn-split --move 1:2 --to 19 20
where 8
is out '19|10|3
20|10|2'
run 0 sn-undo
run 0 sn-undo
everything after
run 0 cmp before after
run 2 sn-split --move 1 --to 20 12
is err 'sn-split: 12 (rakuten-main:1002): has another destination than 20'
run 2 sn-split --move 1 --to 19 19
is err 'sn-split: 19 (own-main:3003): is the same shipment'
run 2 sn-split --move 1:4 --to 20 19
is err 'sn-split: 19 (own-main:3003): has only 3 of 1'
seed "UPDATE shipment SET kind = 'reship' WHERE id = 20"
run 2 sn-split --move 1 --to 20 19
is err 'sn-split: 19 (own-main:3003): is of another kind than 20'
seed "UPDATE shipment SET kind = 'normal' WHERE id = 20"
# what is cold stays cold
seed "UPDATE shipment SET temperature = 'frozen' WHERE id = 20;
    UPDATE line SET temperature = NULL WHERE id = 10"
run 0 sn-split --move 1:1 --to 19 20
sql 'SELECT temperature FROM shipment WHERE id = 19' >out
is out frozen
run 0 sn-undo
seed "UPDATE shipment SET temperature = 'normal' WHERE id = 20;
    UPDATE line SET temperature = 'normal' WHERE id = 10"

# the last goods take the shipment along: nobody outside knew it
run 0 sn-split --move 1 --to 19 20
like out '"id":"19"'
where 8
is out '19|10|5'
sql 'SELECT count(*) FROM shipment WHERE id = 20' >out
is out 0
run 0 sn-undo
everything after
run 0 cmp before after
# all parts of an order together, and each alone
run 0 sn-split --by line 1:1 19
run 0 sn-split --join own-main:3003
like out '"id":"19"'
where 8
is out '19|10|5'
run 0 sn-undo
seed "UPDATE shipment SET labelled_at = '2026-12-23T10:00:00'
    WHERE id > 1000"
run 0 sn-split --join 19
where 8
is out '19|10|4
new|10|1'
run 0 sn-undo
run 0 sn-split --join 20
where 8
is out '19|10|4
new|10|1'
run 0 sn-undo

# somebody outside knew it: it is cancelled, not deleted
seed "INSERT INTO tracking (id, shipment, parcel, carrier, number)
    VALUES (801, 20, 1, 'yamato', '400000000001')"
run 0 sn-split --join 20
sql 'SELECT status FROM shipment WHERE id = 20' >out
is out cancel
run 0 sn-undo
seed 'DELETE FROM tracking'

# amounts that were set are not there twice
seed "UPDATE shipment SET collect = 3000 WHERE id = 19;
    UPDATE shipment SET collect = 500 WHERE id = 20"
run 0 sn-split --join 20
sql 'SELECT collect FROM shipment WHERE id = 19' >out
is out 3500
run 0 sn-undo
seed 'UPDATE shipment SET collect = NULL'

# the examples
seed "UPDATE shipment SET labelled_at = NULL WHERE id > 1000"
run 0 sn-split --join 19
run 0 sn-split --by temp -q status=ready
run 0 sn-split --by line BOX-1:2 19
run 0 sn-split --join own-main:3003
where 8
is out '19|10|5'

# many at once, and a reader that goes away
run 6 sh -c 'sn-split --by parcels-of 1 11 12 >/dev/full'
where 2
is out '12|2|1
new|3|1'
run 0 sn-undo
run 0 sn-split -v --by temp 11 12
is err 'sn-split: 2 split, 0 refused'

# the mall changes the quantity of a line that was split: the parts stay
# comes QUANTITY: the order comes in with so many; parts are in out
comes() {
	printf '{"shop":"own-main","number":"M","destination":{"seq":1,
	    "to":{"name":"森"}},"lines":[{"seq":1,"mall_id":"1",
	    "name":"箱","quantity":%d,"unit_price":100,"quantity_here":%d}],
	    "order":{"type":"normal","mall_state":"ready",
	    "ordered_at":"2026-12-20T10:00:00"}}' "$1" "$1" | tr -d '\n\t' >in
	echo >>in
	run 0 sn-import in
	sql "SELECT group_concat(quantity, ' + ') FROM (SELECT sl.quantity
	    FROM shipment_line sl JOIN line l ON l.id = sl.line
	    WHERE l.name = '箱' AND l.mall_id = 1
	    ORDER BY sl.shipment)" >out
}
comes 5
run 0 sn-split --by line 1:2 own-main:M
for case in '6:4 + 2' '4:3 + 1' '1:1 + 0' '0:0 + 0'; do
	comes "${case%%:*}"
	is out "${case#*:}"
	run 0 sn-undo
done
comes 6
comes 5
is out '4 + 1'
comes 1
comes 3
is out '3 + 0'
# what is empty is found, and put away
sn-check -q 'shop=own-main' >/dev/null
sql "SELECT count(*) FROM finding f JOIN shipment s ON s.id = f.shipment
    JOIN destination d ON d.id = s.destination
    WHERE f.code = 'nothing-left' AND d.to_name = '森' AND f.state = 'open'" \
	>out
is out 1
run 0 sn-split --join own-main:M
sql "SELECT count(*) FROM shipment s JOIN destination d
    ON d.id = s.destination WHERE d.to_name = '森'" >out
is out 1

# yamato collects for one parcel: the one of several that collects is found
parcels() {
	sn-check --findings --csv -q number=2001 >findings
	grep -o '^[0-9]*,yahoo-main:2001,cod-parcels,error' findings >out
}
seed "UPDATE shipment SET carrier = 'yamato', parcels = 2 WHERE id = 13;
    UPDATE line SET quantity = 2 WHERE id = 4;
    UPDATE shipment_line SET quantity = 2 WHERE line = 4"
run 0 sn-split --by parcels-of 1 13
seed "UPDATE shipment SET parcels = 3 WHERE destination = 3"
parcels
is out 13,yahoo-main:2001,cod-parcels,error
sed -i '1i split { collect = goods }' shop/sn.conf
parcels
[ "$(wc -l <out)" -eq 2 ]
ok $? 'each part collects'
seed "UPDATE shipment SET carrier = 'sagawa' WHERE destination = 3"
parcels
is out ''
sed -i 1d shop/sn.conf

# what labels collect: all on the first, or by goods, to the yen
collects() {
	run 0 sn-label --replace -f yamato-b2cloud -o b2.csv 19 "$new"
	iconv -f CP932 -t UTF-8 b2.csv | tr -d '"\r' | awk -F, '
	    NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /代金引換額/) n = i }
	    NR > 1 { print $1 ":" $n }' >got
	run 0 sn-undo
}
run 0 sn-split --by line 1:2 19
new=$(sql 'SELECT max(id) FROM shipment WHERE destination = 8')
run 0 sn-move print 19 "$new"
seed "UPDATE payment SET method = 'cod', timing = 'delivery', state = 'none',
    amount = 5501 WHERE id = 8"
collects
is got "S19:5501
S$new:"
sed -i '1i split { collect = goods }' shop/sn.conf
collects
is got "S19:3301
S$new:2200"
sed -i 1d shop/sn.conf

# a store that is busy, and one from the future
busy sn-split --by temp 12
sql 'PRAGMA user_version = 9999'
run 3 sn-split --by temp 12
done_testing
