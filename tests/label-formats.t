#!/bin/sh
# Every layout of carriers' labels over the same hard shipments: the bytes
# and messages of tests/golden/FORMAT, and the numbers that come back by
# tests/golden/FORMAT-return.  "sh tests/label-formats.t --write" makes
# labels.csv and labels.err, to be read before they are kept.
# shellcheck source=tests/lib.sh source=tests/label.sh
. "$(dirname "$0")/lib.sh"
. "$top/tests/label.sh"

write=${1:-}

# format, carrier, usual service, small service
formats='yamato-b2cloud-97 yamato parcel nekopos
yamato-b2cloud-eazy yamato eazy nekopos
yamato-b2v6 yamato parcel nekopos
yamato-b2v6-73 yamato parcel yumail
sagawa-ehiden2 sagawa parcel just-time
sagawa-ehidenpro sagawa parcel air
sagawa-ehidenpro-60 sagawa parcel super
sagawa-yupacket sagawa yupacket parcel
japanpost-yupri-r japanpost yupack yupacket
japanpost-yupackprint-v4 japanpost yupack yupacket
japanpost-web-yupackprint japanpost yupack yupacket
japanpost-clickpost japanpost clickpost yupacket
seino-kangaroo2 seino general mini
seino-kangaroo2-42 seino parcel business
seino-tsuhan seino tsuhan general
fukuyama-istar2 fukuyama general parcel-one
fukuyama-istar2-2 fukuyama general parcel-pack'

# The shipments, each with what carriers' software has trouble with:
#
#	1  plain, three items, a date, handling marks, a note
#	2  cash on delivery, in the morning
#	3  two parcels, in the morning
#	4  a gift from its buyer to a department of a company, 髙﨑① as name
#	5  𠮷田, which CP932 has not
#	6  an address longer than any label
#	7  chilled
#	8  by the small service
#	9  freight collect
#	10 a comma and quotes in the building
seed_hard() {
	seed "$(
	for n in 1 2 3 4 5 6 7 8 9 10; do
		an_order "$n" rakuten-main rakuten "10$n"
		a_destination "$n" "$n" 山田太郎
		a_shipment "$n" "$n"
		a_line "$n" "$n" "$n" 温州みかん 2 1000 8
	done
	a_line 11 1 1 'みかんジュース 180ml' 1 500 8
	a_line 12 1 1 愛媛県産化粧箱入り温州みかん秀品五キログラム送料無料 3 800 10
	a_payment 2 2 cod delivery none 4340
	echo "UPDATE shipment SET deliver_on = '2026-12-26',
	    label_note = 'お急ぎ便', marks = 'fragile raw' WHERE id = 1;
	UPDATE shipment SET deliver_slot = 'am' WHERE id = 2;
	UPDATE shipment SET parcels = 2, deliver_slot = 'am' WHERE id = 3;
	UPDATE destination SET gift = 1, to_name = '髙﨑①郎',
	    to_company = '株式会社みかん商事', to_department = '営業部営業第一課',
	    to_title = '御中', to_building = '霞が関コモンゲート西館12階1203号室'
	    WHERE id = 4;
	UPDATE destination SET to_name = '𠮷田次郎' WHERE id = 5;
	UPDATE destination SET to_city = '千代田区霞が関三丁目界隈商店街',
	    to_town = '字大字上ノ原下ノ原一二三番地四五六号七八九十一二三四五六七八九十二三四五六七八九十',
	    to_building = 'グランドメゾン東京丸の内中央公園前セントラルタワーレジデンス南館1234567号室'
	    WHERE id = 6;
	UPDATE shipment SET temperature = 'chilled' WHERE id = 7;
	UPDATE shipment SET freight = 'receiver' WHERE id = 9;
	UPDATE destination SET to_building = 'A棟,\"い\"-101' WHERE id = 10;"
	)"
	sql "INSERT OR REPLACE INTO counter VALUES ('orders', 100),
	    ('destination', 100), ('shipment', 100), ('line', 100),
	    ('shipment_line', 100), ('payment', 100), ('tracking', 100)"
}

# The file and what is said of it are those of the golden directory.
same() {
	if [ "$write" = --write ]; then
		mkdir -p "$top/tests/golden/$format"
		cp labels.csv labels.err "$top/tests/golden/$format"
	fi
	cmp labels.csv "$top/tests/golden/$format/labels.csv"
	ok $? "$format: the bytes are those of tests/golden/$format"
	diff -u "$top/tests/golden/$format/labels.err" labels.err >difference
	ok $? "$format: messages"
	show difference
}

# The numbers come back by headers, and by place where there are none.
back() {
	dir=$top/tests/golden/$1
	run 0 sn-track -H shop "$dir/returned.csv"
	is err 'sn-track: 3 rows: 3 new, 0 unchanged, 0 refused'
	sql 'SELECT shipment, parcel, carrier, number FROM tracking
	    ORDER BY shipment, parcel' >numbers
	diff -u "$dir/numbers" numbers >difference
	ok $? "$1: numbers"
	show difference
	sed 1d "$dir/returned.csv" >places.csv
	run 0 sn-track -H shop -f "$1" places.csv
	is err 'sn-track: 3 rows: 0 new, 3 unchanged, 0 refused'
	# no other format would have taken it
	mkdir -p shop/formats
	sed '/"identify"/s/: .*/: [["なし"]],/' \
	    "$top/lib/format/format/$1.json" >"shop/formats/$1.json"
	run 2 sn-track -H shop -n "$dir/returned.csv"
	like err 'no tracking format has such headers; name one with -f$'
	rm "shop/formats/$1.json"
}

shop
cat >>shop/sn.conf <<'CONF'
carrier japanpost { goods = "食品" }
carrier seino { customer_code = "12345678901" goods = "食品" }
carrier fukuyama { customer_code = "1234567" goods = "食品" }
CONF
seed_hard
cp shop/store.db fresh.db
echo "$formats" >formats
while read -r format carrier usual small; do
	rm -f shop/store.db-wal shop/store.db-shm
	cp fresh.db shop/store.db
	seed "UPDATE shipment SET carrier = '$carrier', service = '$usual';
	    UPDATE shipment SET service = '$small' WHERE id = 8;
	    UPDATE shipment SET deliver_slot = 'at-1030'
	    WHERE service = 'just-time'"
	run 1 sn-label -H shop -f "$format" -o labels.csv 1 2 3 4 5 6 7 8 9 10
	mv err labels.err
	same
	[ -d "$top/tests/golden/$format-return" ] && back "$format-return"
done <formats

# クリックポスト takes 40 rows a file: each is a batch of its own, and what was
# refused between them is in none
fresh() {
	rm -f shop/store.db-wal shop/store.db-shm
	cp fresh.db shop/store.db
}
fresh
seed "$(n=20
while [ $((n += 1)) -le 102 ]; do
	an_order "$n" rakuten-main rakuten "10$n"
	a_destination "$n" "$n" 山田太郎
	a_shipment "$n" "$n" 'carrier, service' "'japanpost', 'clickpost'"
	a_line "$n" "$n" "$n" 温州みかん 2 1000 8
done); UPDATE shipment SET parcels = 2 WHERE id IN (25, 102)"
run 2 sn-label -H shop -f japanpost-clickpost -q 'status=print service=clickpost'
like err '^sn-label: 80 labels, and japanpost-clickpost takes 40 a file: name one with -o, and they are numbered$'
sql "SELECT count(*) FROM batch; SELECT count(*) FROM shipment
    WHERE status <> 'print'" >out
is out '0
0'
run 1 sn-label -H shop -n -f japanpost-clickpost -o click.csv -q 'status=print service=clickpost'
[ ! -e click-1.csv ]
ok $? 'no file after -n'
run 1 sn-label -H shop -f japanpost-clickpost -o click.csv -q 'status=print service=clickpost'
is err 'sn-label: 25 (rakuten-main:1025): サービス: clickpost+multi is not offered
sn-label: 102 (rakuten-main:10102): サービス: clickpost+multi is not offered
sn-label: 80 labels (japanpost-clickpost), 2 refused, 2 files
sn-label: 40 rows, batch 1, click-1.csv
sn-label: 40 rows, batch 2, click-2.csv'
[ "$(wc -l <click-1.csv)" = 41 ] && [ "$(wc -l <click-2.csv)" = 41 ] &&
    [ ! -e click-3.csv ] && [ ! -e click.csv ]
ok $? 'two files of 40 rows with a header each'
sql 'SELECT batch, count(*), min(shipment), max(shipment) FROM batch_shipment
    GROUP BY batch; SELECT count(*) FROM batch WHERE written_at IS NULL' >out
is out '1|40|21|61
2|40|62|101
0'
run 0 sn-label -H shop --again 2 -o again.csv
cmp again.csv click-2.csv
ok $? 'the second file again'
run 0 sn-undo -H shop --yes
sql "SELECT count(*) FROM shipment WHERE status <> 'print'" >out
is out 0
rm click-1.csv
mkdir click-1.csv
run 6 sn-label -H shop -f japanpost-clickpost -o click.csv -q 'id=30..75'
like err 'sn-label: click-1.csv: .*; it is recorded: sn-label --again 3 writes it'
[ "$(wc -l <click-2.csv)" = 7 ]
ok $? 'the second is written all the same'

# the examples of sn-label(1): one carrier by two layouts
fresh
seed "UPDATE shipment SET carrier = 'japanpost', service = CASE id
    WHEN 4 THEN 'clickpost' WHEN 7 THEN 'yupack' ELSE 'yupacket' END
    WHERE id IN (4, 7, 8)"
run 0 sn-label -H shop -f japanpost-yupri-r -o yupri.csv -q 'carrier=japanpost service!=clickpost'
like err '^sn-label: 2 labels \(japanpost-yupri-r\), 0 refused'
run 0 sn-label -H shop -f japanpost-clickpost -o click.csv -q 'carrier=japanpost service=clickpost'
is err 'sn-label: 1 labels (japanpost-clickpost), 0 refused, batch 2, click.csv'

# the filter of the shop itself: other columns, other order, another slip
fresh
mkdir -p shop/formats
sn-format show japanpost-yupri-r | sed '/"columns"/q' |
    sed '/"note"/d' >shop/formats/japanpost-yupri-r.json
cat >>shop/formats/japanpost-yupri-r.json <<'JSON'
		{"header": "お届け先 名称１", "value": "to.name", "max": 50, "unit": "bytes", "required": true},
		{"header": "送り状種別", "value": "label.kind", "map": {"parcel": "1100785"}},
		{"header": "お客様側管理番号", "value": "label.key", "max": 15}
	]
}
JSON
run 0 sn-label -H shop -f japanpost-yupri-r -o own.csv -q id=7
iconv -f CP932 -t UTF-8 own.csv | tr -d '\r' >own
is own 'お届け先 名称１,送り状種別,お客様側管理番号
山田太郎,1100785,S7'
is err 'sn-label: 1 labels (japanpost-yupri-r), 0 refused, batch 1, own.csv
sn-label: japanpost-yupri-r: the layout is of confidence medium: look at the first file closely'

# the custom layouts of sn-format(5): a row for each parcel, for each line
awk '/^\.Sh EXAMPLES/ { on = 1 } on && /^\.Bd/ { n++; keep = 1; next }
    /^\.Ed/ { keep = 0 } keep && n > 1 { print >("example" n) }' \
    "$top/man/sn-format.5"
mv example2 shop/formats/ehiden-own.json
mv example3 shop/formats/packing-own.json
fresh
seed "UPDATE shipment SET carrier = 'sagawa';
    UPDATE shipment SET parcels = 2 WHERE id = 2;
    UPDATE shipment SET bundled_into = 8 WHERE id = 9;
    UPDATE line SET cancelled = 1 WHERE id = 9;
    UPDATE line SET kind = 'fee' WHERE id = 10"
run 1 sn-label -H shop -f ehiden-own -o own.csv 2 4 7
is err 'sn-label: 7 (rakuten-main:107): 温度帯: parcel/chilled is not offered
sn-label: 2 labels (ehiden-own), 1 refused, batch 1, own.csv'
iconv -f CP932 -t UTF-8 own.csv | tr -d '\r' >own
is own '管理番号,郵便番号,住所１,住所２,宛名,個口,代引
S2,1000005,東京都千代田区丸の内1-9-1,グラントウキョウ101,山田太郎 様,1/2,4340
S2,1000005,東京都千代田区丸の内1-9-1,グラントウキョウ101,山田太郎 様,2/2,
S4,1000005,東京都千代田区丸の内1-9-1 霞が関,コモンゲート西館12階1203号室,髙﨑①郎 御中,1/1,'
run 1 sn-label -H shop -f packing-own -o own.csv 1 8 9 10
is err 'sn-label: 10 (rakuten-main:1010): has no goods to write
sn-label: 2 labels (packing-own), 1 refused, batch 2, own.csv'
is own.csv '管理番号,行,品番,品名,数量,単価,届け先
S1,1,C1,温州みかん,2,1000,山田太郎
S1,2,C11,みかんジュース 180ml,1,500,山田太郎
S1,3,C12,愛媛県産化粧箱入り温州みかん秀品五キログラム送料無料,3,800,山田太郎
S8,1,C8,温州みかん,2,1000,山田太郎
S8,2,C9,温州みかん,1,1000,山田太郎'
# named by sn.conf, it is known only after the first shipment was read
cp shop/sn.conf kept.conf
sed -i 's/format = sagawa-ehiden3/format = packing-own/' shop/sn.conf
run 0 sn-label -H shop --relabel -o first.csv 1 8 9
cmp first.csv own.csv
ok $? 'the same by the format of sn.conf'
mv kept.conf shop/sn.conf
sed 's/"per": "line"/"per": "line", "rows_per_file": 4/' \
    shop/formats/packing-own.json >new && mv new shop/formats/packing-own.json
run 0 sn-label -H shop --relabel -f packing-own -o own.csv 1 8 9
like err '^sn-label: 3 rows, batch 4, own-1.csv$'
like err '^sn-label: 2 rows, batch 5, own-2.csv$'
run 0 sn-label -H shop --relabel -f packing-own --preview 1
like out '行 *3$'
for per in number order; do
	sed "s/\"per\": \"line\"/\"per\": \"$per\"/" \
	    shop/formats/packing-own.json >shop/formats/wrong.json
	sed -i 's/"packing-own"/"wrong"/; s/"confidence"/"seen": "2026-11-25", &/' shop/formats/wrong.json
	run 2 sn-format -H shop lint wrong
	is err 'sn-format: shop/formats/wrong.json: per: shipment, parcel or line is expected'
done

# what is wrong with a layout is said where it stands
wrong() {
	sed "$1" shop/formats/ehiden-own.json >shop/formats/wrong.json
	sed -i 's/"ehiden-own"/"wrong"/; s/"confidence"/"seen": "2026-11-25", &/' \
	    shop/formats/wrong.json
	run 2 sn-format -H shop lint wrong
	is err "sn-format: shop/formats/wrong.json: $2"
}
wrong 's/"required": true},$/"written": false},/;s/"max": 16,$/"max": 16,/' \
    'columns[0].written: not for the first column'
wrong 's/"parts": \[{"value": "row"}, {"value": "parcels"}\]/"parts": []/' \
    'columns[5].parts: 1 to 8 entries are expected'
wrong 's/{"value": "row"}/{"join": "row"}/' 'columns[5].join: no such member'
wrong 's/{"value": "row"}/{"as": "zip"}/' \
    'columns[5].parts: each has a value or a text'
wrong 's/"value": "collect"/"value": "collect", "parts": [{"text": "x"}]/' \
    'columns[6].parts: takes the place of value and text'

# a layout that is not there would not be tested
sn-format list --csv | sed -n 's/^\([^,]*\),label,.*/\1/p' | sort >all
{ cut -d ' ' -f 1 formats; echo yamato-b2cloud; echo sagawa-ehiden3; } |
    sort >tested
diff -u all tested >difference
ok $? 'every layout has its case'
show difference
done_testing
