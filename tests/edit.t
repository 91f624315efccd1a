#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

get() {
	sql -cmd '.nullvalue NULL' "SELECT $1" >got
}
quiet() {
	run "$@"
	is out ''
}

# what cannot start
run 2 sn-edit
like err '^usage: sn-edit '
run 0 sn-edit --help
run 2 sn-edit -H shop 12 memo=x
orders
export SN_HOME=shop
run 2 sn-edit 12
is err 'sn-edit: FIELD=VALUE was expected'
run 2 sn-edit memo=x
like err '^usage: sn-edit '
run 2 sn-edit --from x.csv 12
run 2 sn-edit --clear-empty 12 memo=x
run 2 sn-edit -q '' memo=x
run 2 sn-edit -q みかん memo=x
run 2 sn-edit --force 12 memo=x
is err 'sn-edit: --force needs a reason: -r REASON'
quiet 0 sn-edit memo=x - </dev/null

# fields and values that do not fit, named with what was expected
for edit in \
    'qqqqqq=1|qqqqqq: no such field' \
    'to.phon=1|to.phon: no such field; did you mean to.phone?' \
    "status=ready|status: changed by sn-move(1), not by hand" \
    "pay.state=paid|pay.state: changed by sn-pay(1), not by hand" \
    'total=5|total: cannot be edited' \
    'to.address=x|to.address: made of other fields; edit those' \
    'tag=x|tag: tag+=TEXT or tag-=TEXT was expected' \
    'tag+=|tag: '"''"': a tag is one line without comma' \
    "to.zip=1|to.zip: '1': a postal code of seven digits was expected" \
    "to.phone=x|to.phone: 'x': a phone number of Japan was expected" \
    "by.mail=x|by.mail: 'x': a mail address was expected" \
    "deliver=13月|deliver: '13月': a date was expected, such as 2026-12-24, tomorrow or +2d" \
    "deliver+=x|deliver: 'x': a number of days, or 2w, 1m, was expected" \
    "slot=いつか|slot: 'いつか': a slot was expected, such as am, 14-16 or none" \
    "carrier=佐川|carrier: '佐川': one of these was expected: yamato sagawa japanpost seino fukuyama" \
    "carrier=佐川急|carrier: '佐川急': no such word; did you mean 佐川急便?" \
    "freight=x|freight: 'x': one of these was expected: prepaid receiver" \
    "parcels=0|parcels: '0': 1 to 999 was expected" \
    "parcels=two|parcels: 'two': a whole number was expected" \
    "collect=1.5|collect: '1.5': whole yen were expected" \
    "receipt=maybe|receipt: 'maybe': yes or no was expected" \
    "freight=|freight: '': cannot be empty" \
    "item.quantity=|item.quantity: '': cannot be empty" \
    "carrier+=x|carrier: += and -= are for texts, numbers and dates" \
    "memo[2]=x|memo[2]: there is only one of it" \
    "to.city=a
b|to.city: 'a
b': one line was expected"
do
	run 2 sn-edit 12 "${edit%%|*}"
	is err "sn-edit: ${edit#*|}"
done
run 2 sn-edit 12 "memo=$(printf '\377')"
like err 'is not UTF-8$'

# a dry run: the diff of what a real one does
run 0 sn-edit -n 12 to.phone=０３−９９９９−８８８８ 届け先市区町村=港区
like out '"col":"to_phone","old":"03-1111-2222","new":"03-9999-8888"'
get "to_phone FROM destination WHERE id = 2"
is got 03-1111-2222
run 0 sn-edit -r 'by phone' 12 to.phone=０３−９９９９−８８８８ \
	届け先市区町村＝港区 slot=14:00-16:00 deliver=+3d pay.by=明日 \
	receipt=はい temp=冷蔵 carrier=佐川急便 parcels=２ to.kana='　ヤマダ ' \
	tag+=急ぎ
is out '{"id":"12","shop":"rakuten-main","number":"1002","status":"ready","route":"基本","to":"髙橋一郎","pref":"東京都","total":3500}'
get "to_phone, to_city, to_kana, fold_to_phone FROM destination WHERE id = 2"
is got '03-9999-8888|港区|ヤマダ|0399998888'
get "deliver_slot, deliver_on, temperature, carrier, parcels FROM shipment
    WHERE id = 12"
is got '14-16|2026-12-27|chilled|sagawa|2'
get "pay_by, receipt FROM orders WHERE id = 2"
is got '2026-12-25T23:59:59|1'
get "tag FROM tag WHERE shipment = 12"
is got 急ぎ

# the mall's value is kept; setting it back forgets the difference
get "value FROM theirs WHERE tbl = 'destination' AND col = 'to_phone'"
is got 03-1111-2222
run 0 sn-edit 12 to.phone=03-1111-2222
get "count(*) FROM theirs WHERE tbl = 'destination' AND col = 'to_phone'"
is got 0
run 0 sn-undo
get "to_phone FROM destination WHERE id = 2"
is got 03-9999-8888
run 0 sn-undo "$(sql "SELECT min(id) FROM op WHERE why = 'by phone'")"
get "to_phone, to_city FROM destination WHERE id = 2"
is got '03-1111-2222|中央区'
get "count(*) FROM theirs"
is got 0
get "count(*) FROM tag"
is got 0

# append, add, take off, move
run 0 sn-edit 12 memo+=電話済 parcels+=2 deliver=2026-12-30 marks+=fragile
run 0 sn-edit 12 memo+=再配達 parcels-=1 deliver-=1w marks+=fragile tag+=x
get "memo FROM orders WHERE id = 2"
is got '電話済 再配達'
get "parcels, deliver_on, marks FROM shipment WHERE id = 12"
is got '2|2026-12-23|fragile'
run 0 sn-edit 12 memo-=電話済 marks+=cool tag-=x deliver+=1m
run 0 sn-edit 12 marks-=fragile memo-=nosuch memo+=a memo+=b
get "memo FROM orders WHERE id = 2"
is got '再配達 a b'
get "marks, deliver_on FROM shipment WHERE id = 12"
is got 'cool|2027-01-23'
get "count(*) FROM tag"
is got 0
run 2 sn-edit 12 parcels-=2
is err "sn-edit: 12 (rakuten-main:1002): parcels: '0': 1 to 999 was expected"
run 2 sn-edit 12 ship+=1
is err 'sn-edit: 12 (rakuten-main:1002): ship: there is no date to move'
run 0 sn-edit 12 memo= marks=
get "memo FROM orders WHERE id = 2"
is got NULL

# of the order: once, however many of its shipments
run 0 sn-edit 19 20 memo+=once item.quantity+=1
get "memo FROM orders WHERE id = 8"
is got once
get "quantity FROM line WHERE id = 10"
is got 6
get "sum(quantity) FROM shipment_line WHERE line = 10"
is got 6
get "sum_total FROM orders WHERE id = 8"
is got 6500

# one of several lines, charges, payments
run 2 sn-edit 12 item.quantity=2 memo=not
is err 'sn-edit: 12 (rakuten-main:1002): item.quantity: it has 2 of them; name one in brackets'
get "memo FROM orders WHERE id = 2"
is got NULL
run 0 sn-edit 12 'item[mikan-5].quantity=3' '単価[2]=2,500円'
like out '"total":6000}'
get "quantity, unit_price FROM line WHERE id IN (2, 3)"
is got '3|1000
1|2500'
get "quantity FROM shipment_line WHERE line = 2"
is got 3
run 2 sn-edit 12 'item[nosuch].quantity=2'
is err 'sn-edit: 12 (rakuten-main:1002): item[nosuch].quantity: it has none'
run 2 sn-edit 12 'item[2].cancelled=2'
like err ': 2 of 1 cannot be cancelled$'
run 0 sn-edit 12 'item[2].quantity=2' 'item[2].cancelled=2'
get "quantity FROM shipment_line WHERE line = 3"
is got 0
run 0 sn-edit 12 'charge[postage].amount=700' pay.method=銀行振込
get "method, timing FROM payment WHERE id = 2"
is got 'bank|before'
run 2 sn-edit 18 pay.method=bank
is err "sn-edit: 18 (rakuten-main:1003): is cancelled; --force edits it all the same"

# done and cancelled: tags and the memo, or by force
run 1 sn-edit 12 14 18 99 label.note=x
is err 'sn-edit: 99: no such shipment
sn-edit: 14 (own-main:3001): is done; --force edits it all the same
sn-edit: 18 (rakuten-main:1003): is cancelled; --force edits it all the same'
run 0 sn-edit 14 18 tag+=見た memo=済
run 0 sn-edit --force -r typo 14 to.phone=03-5555-6666
get "why FROM change WHERE op = (SELECT max(id) FROM op) AND tbl <> 'theirs'"
is got typo

# what is on a label and changes is found
run 0 seed "UPDATE shipment SET labelled_at = '2026-12-23T10:00:00',
    labelled_as = '1-0000000000000000' WHERE id = 13"
run 0 sn-edit 13 to.town=9-9-9
get "code, shipment FROM finding"
is got 'label-changed|13'

# money of many is asked about, other fields are not
sed -i '1i ask_above = 1' shop/sn.conf
run 3 setsid sn-edit 12 19 'charge[1].amount+=10'
run 0 sn-edit --yes 12 19 'charge[1].amount+=10'
run 0 sn-edit 12 19 memo=many
sed -i 1d shop/sn.conf

# examples
run 0 sn-edit 12 to.phone=03-1234-5678 memo+=電話済
run 0 sn-edit 16 deliver=2026-12-28
run 0 sn-edit -q to.pref=沖縄県 deliver+=2 slot=am
get "id, deliver_on, deliver_slot FROM shipment WHERE deliver_slot = 'am'"
is got '16|2026-12-30|am'

# a table in CP932 with a header in Japanese, some of its rows wrong
cat >edits <<'X'
伝票,届け先電話番号,一言メモ+,個数[1],tag+
12,03-9999-8888,"表,予",,
rakuten-main:1001,0399998888,,3,急ぎ
99,0399998888,,3,
zzz,0399998888,,3,
14,0399998888,,3,
13,xx,,3,
own-main:3003,,,4,
11,,,,,多い
X
iconv -t CP932 edits >edits.csv
run 1 sn-edit -n --from edits.csv --rejects bad.csv
run 1 test -e bad.csv
run 1 sn-edit --from edits.csv --rejects bad.csv	# example
is err "sn-edit: edits.csv:9: 6 columns, the header has 5
sn-edit: edits.csv:7: 届け先電話番号: 'xx': a phone number of Japan was expected
sn-edit: edits.csv:5: zzz: not a shipment id
sn-edit: edits.csv:4: 99: no such shipment
sn-edit: edits.csv:6: 14 (own-main:3001): is done; --force edits it all the same"
grep -o '"id":"[0-9]*"' out >ids
is ids '"id":"11"
"id":"12"
"id":"19"
"id":"20"'
run 0 iconv -f CP932 bad.csv
tr -d '\r' <out >bad
is bad '伝票,届け先電話番号,一言メモ+,個数[1],tag+,sn:reason
99,0399998888,,3,,99: no such shipment
zzz,0399998888,,3,,zzz: not a shipment id
14,0399998888,,3,,14 (own-main:3001): is done; --force edits it all the same
13,xx,,3,,'"届け先電話番号: 'xx': a phone number of Japan was expected
11,,,,,"'"6 columns, the header has 5"'
get "memo, to_phone, quantity FROM orders o JOIN destination d ON d.orders = o.id
    JOIN line l ON l.orders = o.id WHERE o.id IN (1, 8) ORDER BY o.id"
is got 'NULL|0399998888|3
many|03-1111-2222|4'
get "DISTINCT why FROM change WHERE op = (SELECT max(id) FROM op)
    AND tbl = 'line'"
is got 'edits.csv:3
edits.csv:8'

# the rejects, mended, are read as they are; a second file is not begun
run 2 sn-edit --from bad.csv --rejects bad.csv
is err 'sn-edit: bad.csv: is there already'
sed '/^99/d; /^zzz/d; /^14/d; s/^13,xx,,3,/13,03-7777-8888,,3,/' bad.csv |
	tr -d '\r' >mended.csv
run 0 sn-edit --from mended.csv
get "to_phone FROM destination WHERE id = 3"
is got 03-7777-8888
run 0 sn-edit --from mended.csv
get "count(*) FROM change WHERE op = (SELECT max(id) FROM op)"
is got 0

# an empty cell leaves the field, or empties it
printf 'id\tto.phone\tmemo\n12\t\t\n' >empty.tsv
run 0 sn-edit --from empty.tsv
get "memo FROM orders WHERE id = 2"
is got 'many 電話済 表,予'
run 0 sn-edit --clear-empty --from - <empty.tsv
get "memo FROM orders WHERE id = 2"
is got NULL

# lines as Windows ends them, within a cell and after it
printf 'id,note,to.building\r\n12,"a\r\nb",\r\n13,,"a\r\nb"\r\n' >f
run 1 sn-edit --from f
like err "one line was expected\$"
get "replace(remarks, char(10), '/') FROM orders WHERE id = 2"
is got a/b

# tables that are none
printf 'id,qqqqqq\n12,1\n' >f
run 2 sn-edit --from f
is err 'sn-edit: f:1: qqqqqq: no such field'
printf 'id\n12\n' >f
run 2 sn-edit --from f
: >f
run 2 sn-edit --from f
is err 'sn-edit: f: empty, a header was expected'
run 2 sn-edit --from nosuch.csv
printf 'id,memo\n12,"open\n' >f
run 2 sn-edit --from f
like err '^sn-edit: f: '
printf 'id,memo\n' >f
quiet 0 sn-edit --from f
printf '\376\377\000i\000d\000,\000m\000e\000m\000o\000\n\0001\0002\000,\000u\000\n' >f
run 0 sn-edit --from f
get "memo FROM orders WHERE id = 2"
is got u

# stock phrases, by name
cp shop/sn.conf kept.conf
cat >>shop/sn.conf <<'CONF'
phrase "留守" { text = "宅配ボックスへ" }
phrase "お礼" { text = "今日は。\nまた。" }
CONF
run 0 sn-edit --phrases
is out 'phrase  text
留守    宅配ボックスへ
お礼    今日は。 また。'
run 0 sn-edit --phrases --json
is out '[{"name":"留守","text":"宅配ボックスへ"},
{"name":"お礼","text":"今日は。\nまた。"}]'
run 2 sn-edit --phrases 12
run 0 sn-edit 12 memo=済 label.note=@留守
run 0 sn-edit 12 memo+=@留守 message=@お礼
get "memo FROM orders WHERE id = 2"
is got '済 宅配ボックスへ'
get "replace(message, char(10), '/') FROM orders WHERE id = 2"
is got '今日は。/また。'
get "label_note FROM shipment WHERE id = 12"
is got '宅配ボックスへ'
run 2 sn-edit 12 memo=@留宅
is err "sn-edit: memo: '@留宅': no such phrase in sn.conf; did you mean @留守?"
run 2 sn-edit 12 memo=@qqqqqq
is err "sn-edit: memo: '@qqqqqq': no such phrase in sn.conf; @@ is an @"
run 2 sn-edit 12 label.note=@お礼
is err "sn-edit: label.note: '@お礼': one line was expected"
run 0 sn-edit 12 memo=@@home note=@home
get "memo || ' ' || remarks FROM orders WHERE id = 2"
is got '@home @home'
printf 'id,memo+\n12,@留守\n13,@nosuch\n' >f
run 1 sn-edit --from f
is err "sn-edit: f:3: memo: '@nosuch': no such phrase in sn.conf; @@ is an @"
get "memo FROM orders WHERE id = 2"
is got '@home 宅配ボックスへ'
run 0 sn --list phrases
is out '留守
お礼'
cp kept.conf shop/sn.conf

# nobody reads, a rejects file that cannot be, a store from the future
run 6 sh -c 'sn-edit 12 memo=full >/dev/full'
get "memo FROM orders WHERE id = 2"
is got full
printf 'id,memo\n12,a\n99,b\n' >f
run 6 sn-edit --from f --rejects nosuch/bad.csv
sql 'PRAGMA user_version = 9999'
run 3 sn-edit 12 memo=x
done_testing
