#!/bin/sh
# shellcheck source=tests/lib.sh source=tests/label.sh
. "$(dirname "$0")/lib.sh"
. "$top/tests/label.sh"

label() {
	sn-label -H shop -f yamato-b2cloud "$@"
}

# what cannot start
run 2 sn-label
run 0 sn-label --help
run 2 sn-label -H shop 1				# no store
shop
seed_labels
run 2 sn-label -H shop				# nothing selected
run 2 sn-label -H shop -f nosuch 1
run 2 sn-label -H shop -f rakuten-report 1
is err 'sn-label: rakuten-report: is no format of labels'
run 2 label --force-ship 1
is err 'sn-label: --force-ship needs a reason: -r REASON'
run 2 sn-label -H shop --again 1
is err 'sn-label: 1: no such batch'
run 2 sn-label -H shop --again x
run 2 sn-label -H shop --again 1 1
run 2 label 99
run 0 label - </dev/null
is out ''

# two carriers do not go into one file, and nothing happened
run 2 sn-label -H shop 1 4
is err 'sn-label: some go by yamato and some by sagawa: name a format with -f'
sql "SELECT count(*) FROM shipment WHERE status = 'print';
    SELECT count(*) FROM batch; SELECT max(id) FROM op" >out
is out '10
0
0'

# what every label needs from sn.conf is asked for once
cp shop/sn.conf kept.conf
sed -i '/customer_code = "0899412111"/d' shop/sn.conf
run 2 label 1 2 5
is err 'sn-label: sn.conf: section yamato: customer_code is missing, which every label of yamato-b2cloud needs'
sed '/phone = /d' kept.conf >shop/sn.conf
run 2 label 1 2 5
is err 'sn-label: sn.conf: section company: phone is missing, which every label of yamato-b2cloud needs'
mv kept.conf shop/sn.conf

# the preview: what does not fit is said with the place where the paper ends
run 0 label --preview 1
sed 's/  */ /g' out >lines
is lines '1 (rakuten-main:1001) ヤマト B2クラウド 基本レイアウト
 お客様管理番号 S1
 送り状種類 0
 出荷予定日 2026/12/24
 お届け予定日 2026/12/26
 配達時間帯 1416
 お届け先電話番号 03-1234-5678
 お届け先郵便番号 100-0005
 お届け先住所 東京都千代田区丸の内1-9-1
 お届け先アパートマンション名 グラントウキョウ101
 お届け先名 山田太郎
 お届け先名(ｶﾅ) ﾔﾏﾀﾞﾀﾛｳ
 ご依頼主電話番号 089-941-2111
 ご依頼主郵便番号 790-0001
 ご依頼主住所 愛媛県松山市一番町4-4-2
 ご依頼主名 みかん堂
 品名１ 温州みかん ×2
 品名２ みかんジュース 180ml 他3点
 荷扱い１ ワレ物注意
 記事 お急ぎ便
 請求先顧客コード 0899412111
 運賃管理番号 01'
run 2 label --preview 7
is err 'sn-label: 7 (amazon-main:3007): お届け先住所: does not fit into 12 full-width characters: 千代田区霞が関三丁目界隈|商店街
sn-label: 7 (amazon-main:3007): お届け先名: 髙 (U+9AD9) is not in JIS levels 1 and 2; --replace prints 高
sn-label: 7 (amazon-main:3007): お届け先名: ① (U+2460) is not in JIS levels 1 and 2; --replace prints 1'
sql "SELECT count(*) FROM shipment WHERE status = 'print'; SELECT max(id)
    FROM op" >out
is out '10
0'

# a rehearsal writes nothing but the diff
run 0 label -n -o b2.csv 1
like out '"col":"status","old":"print","new":"number"'
[ ! -e b2.csv ]
ok $? 'no file after -n'
sql 'SELECT count(*) FROM batch' >out
is out 0

# the real thing: good ones are labelled, others named
run 1 label -o b2.csv 1 2 3 4 5 6 7 8 9 10
is err 'sn-label: 3 (amazon-main:3001): bank is not paid yet (none)
sn-label: 4 (rakuten-main:1004): goes by sagawa, and yamato-b2cloud is of yamato
sn-label: 7 (amazon-main:3007): お届け先住所: does not fit into 12 full-width characters: 千代田区霞が関三丁目界隈|商店街
sn-label: 7 (amazon-main:3007): お届け先名: 髙 (U+9AD9) is not in JIS levels 1 and 2; --replace prints 高
sn-label: 7 (amazon-main:3007): お届け先名: ① (U+2460) is not in JIS levels 1 and 2; --replace prints 1
sn-label: 8 (own-main:4008): 配達時間帯: parcel/12-14 is not offered
sn-label: 5 labels (yamato-b2cloud), 4 refused, batch 1, b2.csv'
sed 's/.*"id":"\([0-9]*\)".*"status":"\([a-z]*\)".*/\1 \2/' out >moved
is moved '1 number
2 number
5 number
6 number
9 number
10 number'
cmp b2.csv "$top/tests/golden/yamato-b2cloud/labels.csv"
ok $? 'the bytes are those of tests/golden/yamato-b2cloud'
[ "$(stat -c %a b2.csv)" = 600 ]
ok $? 'for nobody else to read'
sql 'SELECT kind, format, file, rows, written_at FROM batch;
    SELECT shipment FROM batch_shipment ORDER BY seq;
    SELECT carrier, service, ship_date, labelled_at FROM shipment
    WHERE id = 1' >out
is out 'label|yamato-b2cloud|b2.csv|5|2026-12-24T09:30:00
1
2
5
6
9
10
yamato|parcel|2026-12-24|2026-12-24T09:30:00'

# the mark of what it shows is ours, and no part of the story
sn-log -H shop 1 >story
grep -q labelled_as story
[ $? -eq 1 ]
ok $? 'no bookkeeping in the history'

# again, byte for byte; labelled ones are refused unless asked for
run 0 sn-label -H shop --again 1 -o again.csv
cmp b2.csv again.csv
ok $? 'the same file again'
run 2 label 1
is err 'sn-label: 1 (rakuten-main:1001): had its label on 2026-12-24T09:30:00; --relabel prints another'
run 2 label 6
is err 'sn-label: 6 (yahoo-main:2006): is bundled into 5: it is on that label'
run 0 label --relabel 1
sql 'SELECT status FROM shipment WHERE id = 1' >out
is out number

# an address edited after its label is found, and found right again
seed "UPDATE destination SET to_town = '丸の内2-1' WHERE id = 1"
run 0 label --relabel 1
sql "SELECT code FROM finding WHERE state = 'open'" >out
is out ''

# sagawa: a gift from its buyer, seals, a long name over two lines
run 0 sn-label -H shop -o s.csv 4
is err 'sn-label: 1 labels (sagawa-ehiden3), 0 refused, batch 4, s.csv'
cmp s.csv "$top/tests/golden/sagawa-ehiden3/labels.csv"
ok $? 'the bytes are those of tests/golden/sagawa-ehiden3'

# names that have no room are shortened, their quantity not, and said
seed "UPDATE line SET name = '愛媛県産温州みかん秀品化粧箱入り五キログラム送料無料'
    WHERE id = 1"
run 0 label --preview -v --relabel 1
is err 'sn-label: 1 (rakuten-main:1001): shortened: 品名１: 愛媛県産温州みかん秀品化粧箱入り五キログラム送|料無料 ×2'
like out '品名１  *愛媛県産温州みかん秀品化粧箱入り五キログラム送 ×2$'
run 0 label --relabel -o b2.csv 1
is err 'sn-label: 1 labels (yamato-b2cloud), 0 refused, batch 5, b2.csv
sn-label: 1 texts shortened; -v names them'

# variants only when asked for, and told; a reason lets an unpaid one go
seed "UPDATE destination SET to_city = '千代田区', to_building =
    '霞が関コモンゲート西館ショップ101' WHERE id = 7"
run 0 label --replace --force-ship -r 'paid in cash' 3 7
is err 'sn-label: 7 (amazon-main:3007): お届け先名: 髙 printed as 高
sn-label: 7 (amazon-main:3007): お届け先名: ① printed as 1
sn-label: 2 labels (yamato-b2cloud), 0 refused, batch 6'
# what has no room beside the building goes on where companies stand
iconv -f CP932 -t UTF-8 out | tail -1 | cut -d, -f12-16 >name
is name '東京都千代田区丸の内1-9-1,霞が関コモンゲート西館ショップ,101,,高橋1郎'
sql "SELECT DISTINCT why FROM change WHERE op = (SELECT max(id) FROM op)" >out
is out 'paid in cash'

# undone, the labels are open again and the file is named
run 0 sn-undo -H shop --yes
like err 'batch 6 .*was written'
sql 'SELECT status, labelled_at FROM shipment WHERE id IN (3, 7)' >out
is out 'print|
print|'

# what holds a shipment back
seed "UPDATE orders SET mall_state = 'held' WHERE id = 7;
    UPDATE payment SET state = 'ng' WHERE id = 3;
    UPDATE shipment SET cancel = 'asked' WHERE id = 8;
    INSERT INTO finding (id, orders, shipment, code, severity, opened_at)
    VALUES (50, 4, 4, 'bundle-cancelled', 'error', '$SN_NOW')"
run 2 sn-label -H shop -f sagawa-ehiden3 --relabel 4
is err 'sn-label: 4 (rakuten-main:1004): open finding bundle-cancelled'
run 2 label 3 7 8
is err 'sn-label: 3 (amazon-main:3001): the credit check failed
sn-label: 7 (amazon-main:3007): the mall has it as held
sn-label: 8 (own-main:4008): a cancel was asked for'
seed "UPDATE shipment SET cancel = 'none', deliver_on = '2026-12-23' WHERE id = 8"
run 2 label 8
is err 'sn-label: 8 (own-main:4008): is to arrive on 2026-12-23, before it leaves on 2026-12-24'
seed "UPDATE shipment SET status = 'ready' WHERE id = 8"
run 2 label 8
is err 'sn-label: 8 (own-main:4008): is in ready; labels are printed in print'

seed "UPDATE shipment SET status = 'print', deliver_on = NULL,
    ship_date = '2027-01-24', deliver_slot = NULL WHERE id = 8"
run 2 label --preview 8
is err 'sn-label: 8 (own-main:4008): leaves on 2027-01-24, and yamato-b2cloud takes 30 days ahead'
seed "UPDATE shipment SET ship_date = '2027-01-23' WHERE id = 8"
run 0 label --preview 8

# a parcel of two pieces; cash on delivery for two is not offered
seed "UPDATE shipment SET status = 'print', deliver_on = NULL,
    deliver_slot = 'am' WHERE id = 8"
run 0 label --preview 8
like out '発行枚数  *2$'
like out '個数口表示フラグ  *3$'
seed "UPDATE shipment SET collect = 3000 WHERE id = 8"
run 2 label 8
is err 'sn-label: 8 (own-main:4008): 送り状種類: parcel+cod+multi is not offered'
seed "UPDATE shipment SET parcels = 1, collect = 300001 WHERE id = 8"
run 2 label 8
is err 'sn-label: 8 (own-main:4008): ｺﾚｸﾄ代金引換額（税込): 300001 is more than 300000'
seed "UPDATE shipment SET parcels = 2, collect = NULL, freight = 'receiver'
    WHERE id = 8"
run 2 label 8
is err 'sn-label: 8 (own-main:4008): 送り状種類: parcel+receiver+multi is not offered'
seed "UPDATE shipment SET parcels = 1, freight = 'prepaid',
    service = 'compact', collect = 30001 WHERE id = 8"
run 2 label 8
is err 'sn-label: 8 (own-main:4008): ｺﾚｸﾄ代金引換額（税込): 30001 is more than 30000'
seed "UPDATE shipment SET collect = 30000 WHERE id = 8"
run 0 label --preview 8
like out '送り状種類  *9$'

# what goes into a letter box is never cold, has no slot and is never paid at
# the door; a service by the hour has its hour
for service in compact nekopos yupacket yumail; do
	seed "UPDATE shipment SET collect = NULL, service = '$service',
	    temperature = 'chilled', deliver_slot = NULL WHERE id = 8"
	run 2 label 8
	is err "sn-label: 8 (own-main:4008): クール区分: $service/chilled is not offered"
done
seed "UPDATE shipment SET service = 'nekopos', temperature = NULL,
    deliver_slot = 'am', collect = 3000 WHERE id = 8"
run 2 label 8
is err 'sn-label: 8 (own-main:4008): 送り状種類: nekopos+cod is not offered
sn-label: 8 (own-main:4008): 配達時間帯: nekopos/am is not offered'
seed "UPDATE shipment SET service = 'time', deliver_slot = NULL,
    collect = NULL WHERE id = 8"
run 2 label 8
is err 'sn-label: 8 (own-main:4008): 配達時間帯: time/none is not offered'
seed "UPDATE shipment SET service = 'just-time', carrier = 'sagawa'
    WHERE id = 8"
run 2 sn-label -H shop -f sagawa-ehiden3 8
is err 'sn-label: 8 (own-main:4008): 配達指定時間（時分）: just-time/none is not offered'
seed "UPDATE shipment SET deliver_slot = 'at-1030' WHERE id = 8"
run 0 sn-label -H shop -f sagawa-ehiden3 --preview 8
like out '配達指定時間（時分）  *1030$'

# e飛伝III takes 50 days ahead, and three seals; the date needs none
seed "UPDATE shipment SET ship_date = '2027-02-13', service = NULL,
    deliver_slot = 'am' WHERE id = 8"
run 2 sn-label -H shop -f sagawa-ehiden3 --preview 8
is err 'sn-label: 8 (own-main:4008): leaves on 2027-02-13, and sagawa-ehiden3 takes 50 days ahead'
seed "UPDATE shipment SET ship_date = '2027-02-12', temperature = 'frozen',
    collect = 3000, deliver_on = '2027-02-14' WHERE id = 8"
run 0 sn-label -H shop -f sagawa-ehiden3 --preview 8
like out '指定シール３  *010$'
seed "UPDATE shipment SET marks = 'fragile' WHERE id = 8"
run 2 sn-label -H shop -f sagawa-ehiden3 --preview 8
is err 'sn-label: 8 (own-main:4008): 指定シール１: no room for 011'
seed "UPDATE shipment SET carrier = 'yamato', ship_date = NULL, marks = NULL,
    deliver_on = NULL, temperature = NULL, collect = NULL WHERE id = 8"

# the disk is full, or the reader gone: recorded, and to be had again
run 6 label -o /dev/full 8
is err 'sn-label: 1 labels (yamato-b2cloud), 0 refused, batch 7, /dev/full
sn-label: /dev/full: No space left on device; it is recorded: sn-label --again 7 writes it'
sql 'SELECT status, written_at FROM shipment, batch
    WHERE shipment.id = 8 AND batch.id = 7' >out
is out 'number|'
run 0 sn-label -H shop --again 7 -o late.csv
[ -s late.csv ]
ok $? 'written late'
sql 'SELECT written_at FROM batch WHERE id = 7' >out
is out 2026-12-24T09:30:00
run 6 label --relabel -o nosuch/b2.csv 8
run 6 sh -c 'sn-label -H shop --again 7 >/dev/full'

# killed between the commit and the file: a fifo that nobody reads yet
mkfifo fifo
sn-label -H shop -f yamato-b2cloud --relabel -o fifo 8 >/dev/null 2>&1 &
pid=$!
until [ "$(sql 'SELECT max(id) FROM batch')" = 9 ]; do
	kill -0 "$pid" 2>/dev/null || break
done
kill -9 "$pid"
wait "$pid" 2>/dev/null
sql 'SELECT id, written_at FROM batch WHERE id = 9' >out
is out '9|'
run 0 sn-label -H shop --again 9 -o late.csv
iconv -f CP932 -t UTF-8 late.csv | tail -1 | cut -d, -f1 >key
is key S8

# killed at any moment: what moved is in a batch, and nothing is in two
seed "UPDATE payment SET state = 'paid' WHERE id = 3;
    UPDATE orders SET mall_state = 'ready' WHERE id = 7;
    UPDATE shipment SET status = 'print', labelled_at = NULL,
    labelled_as = NULL, cancel = 'none'"
last=$(sql 'SELECT max(id) FROM batch')
for ms in 1 2 3 4 5 6 8 10; do
	sn-label -H shop -f yamato-b2cloud --replace -o b2.csv 1 2 3 5 7 8 9 \
	    10 >/dev/null 2>&1 &
	pid=$!
	perl -e 'select undef, undef, undef, $ARGV[0] / 1000' "$ms"
	kill -9 "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
done
label --replace -o b2.csv 1 2 3 5 7 8 9 10 >/dev/null 2>&1
sql "SELECT status, count(*) FROM shipment WHERE id <> 4 GROUP BY status;
    SELECT count(*), count(DISTINCT shipment) FROM batch_shipment
    WHERE batch > $last; PRAGMA integrity_check" >out
is out 'number|9
9|9
ok'

# somebody else's format: a name that no record has is found at once
cat >shop/formats/mine.json <<'JSON'
{ "name": "mine", "kind": "label", "title": "mine", "carrier": "yamato",
  "source": "test", "confidence": "low", "encoding": "utf-8",
  "newline": "lf", "columns": [
    { "header": "key", "value": "label.key" },
    { "header": "x", "value": "to.nose" } ] }
JSON
run 2 sn-label -H shop -f mine --relabel 8
is err 'sn-label: shop/formats/mine.json: columns[1].value: there is no value to.nose'
sed -i 's/to.nose/to.city/' shop/formats/mine.json
run 0 sn-label -H shop -f mine --relabel 8
is out 'key,x
S8,千代田区'
like err 'mine: the layout is of confidence low'

# without a phone of the recipient's, carriers call the buyer
seed "UPDATE destination SET to_phone = NULL WHERE id = 1;
    UPDATE orders SET by_phone = '090-1111-2222' WHERE id = 1"
run 0 label --preview --relabel 1
like out 'お届け先電話番号 *090-1111-2222'

# the examples of the manual that are not above; a store of another day
seed "UPDATE shipment SET status = 'print', labelled_at = NULL WHERE id = 2"
run 0 sn-label -H shop -f yamato-b2cloud -o b2.csv \
    -q 'id=2 status=print carrier=yamato'
sql 'PRAGMA user_version = 9999'
run 3 label 1
done_testing
