#!/bin/sh
# What each format of results makes of the same shipments:
# tests/golden/FORMAT/results.csv are the bytes, results.err what is said.
# "sh tests/reports.t --write" makes them, to be read before they are kept.
# shellcheck source=tests/lib.sh source=tests/label.sh
. "$(dirname "$0")/lib.sh"
. "$top/tests/label.sh"

write=${1:-}
shop

# sent SHIPMENT CARRIER SERVICE [NUMBER ...]
sent() {
	printf "UPDATE shipment SET carrier = '%s', service = '%s',
	    status = 'notify', ship_date = '2026-12-23',
	    shipped_at = '2026-12-23T17:00:00' WHERE id = %d;" "$2" "$3" "$1"
	sent=$1 carrier=$2 parcel=0
	shift 3
	for number; do
		parcel=$((parcel + 1))
		printf "INSERT INTO tracking (id, shipment, parcel, carrier,
		    number) VALUES (%d, %d, %d, '%s', '%s');" \
		    $((sent * 10 + parcel)) "$sent" $parcel "$carrier" "$number"
	done
}

# 1 has two parcels, and the order 2 of the same buyer in them; 3 goes to two
# people; 4 is split between two days; 5 has no number; 6 goes by a carrier of
# the shop's own; 7 is a reship; of 8 one half has not left
seed "$(
an_order 1 main m 700001
a_destination 1 1 山田太郎
a_shipment 1 1
a_line 1 1 1 温州みかん 2 1000 8
a_line 2 1 1 みかんジュース 1 500 8
a_line 3 1 1 おまけの手ぬぐい 1 0 10
echo "UPDATE line SET mall_id = NULL, kind = 'promo' WHERE id = 3;"
sent 1 yamato parcel 400000000011 400000000022

an_order 2 main m 700002
a_destination 2 2 山田太郎
a_shipment 2 2 bundled_into 1
a_line 4 2 2 温州みかん 1 1000 8
sent 2 yamato parcel

an_order 3 main m 700003
a_destination 3 3 '髙橋①郎'
a_destination 4 3 𠮷田次郎
a_shipment 3 3
a_shipment 4 4
a_line 5 3 3 温州みかん 1 1000 8
a_line 6 3 4 化粧箱 2 1000 8
sent 3 sagawa parcel 500000000011
sent 4 japanpost yupacket 600000000011

an_order 4 main m 700004
a_destination 5 4 鈴木一郎
a_shipment 5 5
a_shipment 6 5
a_line 7 4 5 温州みかん 1 1000 8
a_line 8 4 6 冷凍みかん 1 1000 8
sent 5 yamato parcel 400000000033
sent 6 yamato parcel 400000000044

an_order 5 main m 700005
a_destination 6 5 田中三郎
a_shipment 7 6
a_line 9 5 7 温州みかん 1 1000 8
sent 7 japanpost letter

an_order 6 main m 700006
a_destination 7 6 伊藤四郎
a_shipment 8 7
a_line 10 6 8 温州みかん 1 1000 8
sent 8 tonami parcel 700000000011

an_order 7 main m 700007
a_destination 8 7 渡辺五郎
a_shipment 9 8 kind "'reship'"
a_line 11 7 9 温州みかん 1 1000 8
sent 9 yamato parcel 400000000055

an_order 8 main m 700008
a_destination 9 8 中村六郎
a_shipment 10 9
a_shipment 11 9
a_line 12 8 10 温州みかん 1 1000 8
a_line 13 8 11 手ぬぐい 1 800 10
sent 10 yamato parcel 400000000066
)"

# every format, told as if all were orders of its mall
sn-format -H shop list --csv |
    sed -n 's/^\([^,]*\),report,\([^,]*\),.*/\1 \2/p' >formats
[ "$(grep -c . formats)" -gt 10 ]
ok $? 'there are formats of results'
while read -r format mall; do
	seed "UPDATE orders SET mall = '$mall'"
	run 1 sn-push -H shop --file -f "$format" -n 1 3 4 5 6 7 8 9 10
	run 1 sn-push -H shop --file -f "$format" 1 3 4 5 6 7 8 9 10
	sed -i 's/, batch .*//' err
	seed 'UPDATE shipment SET reported_at = NULL'
	golden=$top/tests/golden/$format
	if [ "$write" = --write ]; then
		mkdir -p "$golden"
		cp out "$golden/results.csv"
		cp err "$golden/results.err"
	fi
	cmp out "$golden/results.csv"
	ok $? "$format: the bytes"
	diff -u "$golden/results.err" err >difference
	ok $? "$format: messages"
	show difference

	# those whose mall can be told are missed when it is not
	for file in check/report-overdue check/report-missing \
	    next/report_overdue; do
		grep -q "'$mall'" "$top/lib/store/$file.sql"
		ok $? "$file looks at $mall"
	done
done <formats

# what waits, and how it would be told
seed "UPDATE orders SET mall = 'own', shop = 'own-main' WHERE id = 1;
    UPDATE orders SET mall = 'eccube' WHERE id = 3;
    UPDATE orders SET mall = 'yahoo', shop = 'yahoo-main' WHERE id = 4;
    UPDATE orders SET mall = 'rakuten', shop = 'rakuten-main' WHERE id > 4;
    UPDATE orders SET sync = 0 WHERE id = 2;
    UPDATE shipment SET status_at = '2026-12-23T17:00:00' WHERE id = 5"
run 0 sn-push -H shop --summary --csv
is out 'shop,mall,count,since,format,confidence
main,eccube,2,2026-12-24,eccube-report,high
own-main,own,1,2026-12-24,none,
rakuten-main,rakuten,3,2026-12-24,rakuten-report,high
yahoo-main,yahoo,2,2026-12-23,yahoo-report,high'
run 2 sn-push -H shop --summary 1
run 2 sn-push -H shop --summary -q status=notify
run 2 sn-push -H shop --summary --file 1
seed 'UPDATE orders SET sync = 1'

# the table of the manual
sed -n 's/^\.It Cm \([a-z0-9-]*-report\) Ta \([a-z]*\) Ta \([a-z]*\) Ta ..*/\1 \2 \3/p' \
    "$top/man/sn-push.1" >manual
while read -r format mall; do
	sn-format show "$format" >shown
	echo "$format $(sed -n 's/.*"per": "\([a-z]*\)".*/\1/p' shown)" \
	    "$(sed -n 's/.*"confidence": "\([a-z]*\)".*/\1/p' shown)"
done <formats >wanted
run 0 diff -u wanted manual

# carriers of the shop's own that the manual names have a code
sed -n '/^\.Sh CARRIERS/,/^\.Sh ENV/s/^\.Cm //p' "$top/man/sn-push.1" |
    tr -d ',;.' | tr ' ' '\n' | grep -Ev '^(ems|japanpost|)$' >carriers
[ "$(grep -c . carriers)" -gt 20 ]
ok $? 'the manual names carriers'
while read -r carrier; do
	cat "$top"/lib/format/format/rakuten-report.json \
	    "$top"/lib/format/format/yahoo-report.json |
	    grep -q "\"$carrier/\*\": \"[0-9]"
	ok $? "$carrier has a code"
done <carriers

# a shop says which one its mall gets
sed -i 's/^shop rakuten-main {/& report = rakuten-short/' shop/sn.conf
seed "UPDATE orders SET mall = 'rakuten', shop = 'rakuten-main'"
run 2 sn-push -H shop --file 1
is err 'sn-push: rakuten-short: no such format; sn-format list shows them'
run 2 sn-push -H shop --summary
is err 'sn-push: rakuten-short: no such format; sn-format list shows them'
run 3 sn-doctor -H shop
like out 'shop rakuten-main: rakuten-short: no such format'
mkdir -p shop/formats
cat >shop/formats/rakuten-short.json <<'JSON'
{
  "name": "rakuten-short",
  "kind": "report",
  "mall": "amazon",
  "title": "楽天 短い",
  "source": "our own",
  "confidence": "unverified",
  "encoding": "utf-8",
  "newline": "lf",
  "per": "line",
  "columns": [
    {"header": "注文番号", "value": "number", "again": "同上"},
    {"header": "商品", "value": "item.name", "required": true},
    {"header": "番号", "value": "tracking.2+"}
  ]
}
JSON
run 2 sn-push -H shop --file 3
is err 'sn-push: 3 (rakuten-main:700003): is of mall rakuten, and rakuten-short is for amazon'
run 3 sn-doctor -H shop
like out 'shop rakuten-main: rakuten-short is no format of results for rakuten'
sed -i 's/"amazon"/"rakuten"/' shop/formats/rakuten-short.json
run 0 sn-push -H shop --file 1 3
is err 'sn-push: rakuten-main: 4 rows (rakuten-short; nobody has confirmed this format), batch '"$(sql 'SELECT max(id) FROM batch')"
is out '注文番号,商品,番号
700001,温州みかん,400000000022
同上,みかんジュース,400000000022
700002,温州みかん,400000000022
700003,温州みかん,'

run 1 sn-push -H shop --file -f rakuten-report --repush 1 10 11
is err "sn-push: 11 (rakuten-main:700008): is in print: it has not left
sn-push: rakuten-main: 5 rows (rakuten-report), batch $(sql 'SELECT max(id) FROM batch')"

# nothing repeats a row that was taken back
seed "INSERT INTO line (id, orders, seq, mall_id, quantity)
    VALUES (50, 4, 3, 'L50', 1);
    INSERT INTO shipment_line (id, shipment, line, quantity)
    VALUES (50, 5, 50, 1)"
run 1 sn-push -H shop --file 5 6
like err '^sn-push: 5 \(rakuten-main:700004\): 商品: is empty$'
is out '注文番号,商品,番号
700004,冷凍みかん,'
done_testing
