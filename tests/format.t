#!/bin/sh
# sn-format: every sentence of its manual, and what formats must be
. "$(dirname "$0")/lib.sh"

# the pages' own example of a format
mkdir -p shop/formats
sed -n '/^\.Sh EXAMPLES/,/^\.Ed/p' "$top/man/sn-format.5" |
    sed '1,/^\.Bd/d; /^\.Ed/d' >shop/formats/mycart.json

run 0 sn-format list
like out '^rakuten  *order  *rakuten .*high  *built in'
run 0 sn-format -H shop --csv list
like out '^mycart,order,own,自社カート,high,shop/formats/mycart.json'
run 0 sn-format show rakuten
cmp -s out "$top/lib/format/format/rakuten.json"
ok $? 'show writes the built-in file'
run 0 sn-format -H shop show mycart
cmp -s out shop/formats/mycart.json
ok $? "show writes the shop's file"
run 2 sn-format show nothing
is err 'sn-format: nothing: no such format; sn-format list shows them'

# the shop's file stands in the place of the built-in one
sed 's/"注文番号"/"ご注文番号"/' "$top/lib/format/format/rakuten.json" \
    >shop/formats/rakuten.json
run 2 sn-format -H shop test rakuten "$samples/rakuten.csv"
like err 'missing columns: ご注文番号$'
iconv -f CP932 -t UTF-8 "$samples/rakuten.csv" | sed 's/注文番号/ご&/' >new.csv
run 0 sn-format -H shop test rakuten new.csv
is out "$(sn-format test rakuten "$samples/rakuten.csv" 2>/dev/null)"
like err '^sn-format: new.csv: utf-8, '
rm shop/formats/rakuten.json

# the manual's own example: the shell has made the file before it is read
run 0 sh -c 'sn-format -H shop show rakuten >shop/formats/rakuten.json'
sn-format show rakuten | cmp -s - shop/formats/rakuten.json
ok $? 'the built-in one, ready to be edited'
rm shop/formats/rakuten.json

# a shop speaks its language, whatever the locale
echo 'language = ja' >shop/sn.conf
run 2 sn-format -H shop show nothing
like err 'sn-format: nothing: .*フォーマット'
rm shop/sn.conf

# lint: all, by name, by file
run 0 sn-format lint
sed '/ (worth a look)$/d' err >sure
is sure ''
run 0 sn-format -H shop lint mycart rakuten shop/formats/mycart.json
wrong() {
	sed "$1" shop/formats/mycart.json >shop/formats/wrong.json
	sed -i 's/"mycart"/"wrong"/' shop/formats/wrong.json
	run 2 sn-format -H shop lint wrong
	sed -i '/ (worth a look)$/d' err
	is err "sn-format: shop/formats/wrong.json: $2"
}
wrong 's/"own"/7/' 'mall: a text is expected'
wrong '/"requires"/d' 'requires: a list of texts is expected'
wrong 's/"kind": "order"/"kind": "letter"/' \
    'kind: one of order, label, tracking, report, mail is expected'
wrong 's/"high"/"sure"/' \
    'confidence: one of high, medium, low, unverified is expected'
wrong '/"ordered_at"/d' 'order.ordered_at: missing'
wrong 's/"to_town"/"to_street"/' \
    'destination.to_street: no column that a file can fill'
wrong 's/"cancelled"/"gone"/' \
    'order.mall_state.const: gone is not a word of this column'
wrong 's/"cod"/"cash on delivery"/' \
    'payments[0].method.words: cash on delivery is not a word of this column'
wrong 's/"key"/"clef"/' 'clef: no such member'
wrong 's/"when"/"if"/' 'order.mall_state.if: no such member'
wrong 's/"tax_rate": 10/"tax_rate": null/' \
    'charges[0].tax_rate: a column, a list of columns or an object is expected'
wrong 's/"kind": "postage", //' 'charges[0].kind: missing'
sed '$d; s/"mycart"/"wrong"/' shop/formats/mycart.json \
    >shop/formats/wrong.json
run 2 sn-format -H shop lint wrong
is err "sn-format: shop/formats/wrong.json:40:0: '}' expected near end of file"

sed -i 's/"name": "wrong"/"name": "other"/' shop/formats/wrong.json
printf '}\n' >>shop/formats/wrong.json
run 1 sn-format -H shop lint wrong mycart
is err 'sn-format: shop/formats/wrong.json: name: wrong is expected, as the file is called'
rm shop/formats/wrong.json

# lint: what can be read and cannot be right
wrong 's/"\*振込": "bank", "\*": "other"/"*": "other", "*振込": "bank"/' \
    'payments[0].method: words: *振込 is never reached: * before it takes all'
wrong 's/"電話|TEL"/{"const": "03", "else": "TEL"}/' \
    'destination.to_phone: else never comes after a constant without when'
wrong 's/"注文No", "商品コード", /"注文No", "注文Ｎｏ", /' \
    'requires: 注文Ｎｏ: named twice'
sed '/"seen"/d; s/"mycart"/"wrong"/' shop/formats/mycart.json \
    >shop/formats/wrong.json
run 0 sn-format -H shop lint wrong
like err 'wrong.json: seen: missing: nobody knows .* \(worth a look\)$'
like err 'wrong.json: requires: a file of mycart has these headers too \(worth'
cat >shop/formats/wrong.json <<'JSON'
{"name": "wrong", "kind": "label", "title": "t", "carrier": "yamato",
 "source": "s", "seen": "2026-11-22", "confidence": "low", "columns": [
 {"header": "a", "required": true},
 {"header": "b", "text": "12345", "max": 4},
 {"header": "c", "value": "to.name", "map": {"x": "長い名"}, "max": 2,
  "unit": "full", "keep": true, "else": "y"},
 {"header": "d", "value": "parcels", "max": 2, "most": 100},
 {"header": "d", "value": "to.name", "else": "y"}]}
JSON
run 2 sn-format -H shop lint wrong
is err 'sn-format: shop/formats/wrong.json: a: is required, and nothing fills it
sn-format: shop/formats/wrong.json: b: 12345 has no room in max 4
sn-format: shop/formats/wrong.json: c: 長い名 has no room in max 2
sn-format: shop/formats/wrong.json: c: else never comes beside keep
sn-format: shop/formats/wrong.json: d: most has no room in max 2
sn-format: shop/formats/wrong.json: d: else never comes without map
sn-format: shop/formats/wrong.json: d: columns 4 and 5 have this header (worth a look)'
rm shop/formats/wrong.json

# versions: the date of the run decides
sed 's/"自社カート"/"新カート"/; s/"注文No"/"注文番号"/g' \
    shop/formats/mycart.json >shop/formats/mycart@2027-04-01.json
run 0 sn-format -H shop show mycart
cmp -s out shop/formats/mycart.json
ok $? 'the old one is shown'
SN_NOW=2027-03-31T23:59:59 run 0 sn-format -H shop --csv list
like out '^mycart,order,own,自社カート,'
SN_NOW=2027-04-01T00:00:00 run 0 sn-format -H shop --csv list
like out '^mycart,order,own,新カート,high,shop/formats/mycart@2027-04-01.json'
[ "$(grep -c '^mycart' out)" -eq 1 ]
ok $? 'a format is listed once'
SN_NOW=2027-04-01T00:00:00 run 0 sn-format -H shop show mycart
cmp -s out shop/formats/mycart@2027-04-01.json
ok $? 'the new one is shown'
run 0 sn-format -H shop lint mycart@2027-04-01
run 0 sn-format -H shop lint shop/formats/mycart@2027-04-01.json
mv shop/formats/mycart.json kept.json
run 2 sn-format -H shop show mycart
run 0 sn-format -H shop --csv list
[ "$(grep -c '^mycart' out)" -eq 0 ]
ok $? 'what is to come is not there yet'
mv kept.json shop/formats/mycart.json
rm shop/formats/mycart@2027-04-01.json

# spec: a sheet for people, and for machines
run 0 sn-format spec yamato-b2cloud
like out '^yamato-b2cloud: ヤマト B2クラウド 基本レイアウト$'
like out '^source: .* \(high\)$'
like out '^16  *お届け先名  *to.name  *16 full  *yes$'
run 0 sn-format --tsv spec yamato-b2cloud
like out '^40	請求先顧客コード	customer-code	12 half	yes	$'
[ "$(wc -l <out)" -eq "$(sn-format show yamato-b2cloud |
    grep -c '{"header"' | awk '{ print $1 + 1 }')" ]
ok $? 'a row for each column'
run 0 sn-format -H shop --csv spec mycart
like out '^,注文No,order.number,,yes,$'
like out '^,電話\|TEL,destination.to_phone,,,$'
like out '^,状態,order.mall_state,,,$'
like out '^,送料,charges.postage.amount,,,$'
run 0 sn-format --csv spec sagawa-ehiden3-return
like out ',number,,yes,$'
run 2 sn-format spec nothing

# diff: the shop's own against the built-in one
sn-format show yamato-b2cloud | sed 's/"days_ahead": 30/"days_ahead": 14/
    /"header": "お届け先コード"/d
    s/"value": "label.note", "max": 22/"value": "label.note", "max": 20/' \
    >shop/formats/yamato-b2cloud.json
run 0 sn-format -H shop diff yamato-b2cloud
is out 'days_ahead
- 30
+ 14
columns[お届け先コード]
- {"header":"お届け先コード"}
columns[記事].max
- 22
+ 20'
rm shop/formats/yamato-b2cloud.json
run 2 sn-format -H shop diff yamato-b2cloud
is err 'sn-format: yamato-b2cloud: the shop has no format of its own'
run 2 sn-format -H shop diff mycart
is err 'sn-format: mycart: no such format; sn-format list shows them'

# test: records, rows refused, totals
cat >my.csv <<'CSV'
注文No,注文日,時刻,状態,購入者,合計,届け先,郵便番号,住所,TEL,商品コード,商品名,数量,単価,送料,支払
1,2026-12-20,09:00,,表能子,2500,髙田一,100-0001,東京都千代田区千代田1-1,03-0123-4567,A-1,みかん,1,2000,500,代引き
2,2026-12-20,09:01,取消済,表能子,9999,髙田一,100-0001,東京都千代田区千代田1-1,03-0123-4567,A-1,みかん,2,2000,500,銀行振込
3,2026-12-20,09:02,,表能子,2500,髙田一,100-0001,東京都千代田区千代田1-1,03-0123-4567,A-1,みかん,一,2000,500,銀行振込
CSV
run 1 sn-format -H shop test mycart my.csv
is err 'sn-format: my.csv:3: 2: comes to 4,500 yen, the mall states 9,999
sn-format: my.csv:4: 数量: 一: not a whole number
sn-format: my.csv: utf-8, 3 rows: 2 orders, 1 rows refused, 1 totals differ, 0 lost zeros put back'
like out '"number":"1".*"pref":"東京都","town":"千代田区千代田1-1".*"ready".*"method":"cod"'
like out '"number":"2".*"mall_state":"cancelled".*"method":"bank"'
sed -n '1p; 4p' my.csv >bad.csv
run 2 sn-format -H shop test mycart bad.csv
head -c 300 my.csv >cut.csv
run 2 sn-format -H shop test mycart cut.csv
like err '^sn-format: cut.csv:3: ends in the middle of this row'
{ sed 1q my.csv; sed '1d; 3,$d' my.csv | sed 's/一,100/一,10０/' |
    awk '{ for (i = 0; i < 30; i++) print }' | awk -F, -v OFS=, '{
    $1 = NR; $13 = "x"; print }'; } >many.csv
run 2 sn-format -H shop test mycart many.csv
like err '^sn-format: 10 more; -v shows all$'
run 2 sn-format -v -H shop test mycart many.csv
[ "$(grep -c 'not a whole number' err)" -eq 30 ]
ok $? '-v tells all problems'

# a line of broken bytes does not make the file look like another encoding
run 1 sn-format test shopify "$samples/bad-shopify.csv"
like err ': utf-8, 8 rows: 3 orders, 5 rows refused'

# rows of an order that stand apart, blanks around its number, too many columns
{
	head -n 2 my.csv
	sed '1d; 3,$d; s/^1,/ 1 ,/; s/A-1/A-2/' my.csv
	sed -n 3p my.csv
	sed '1d; 3,$d; s/A-1/A-3/' my.csv
} >apart.csv
run 0 sn-format -H shop test mycart apart.csv
like out '"number":"1".*"A-1".*"A-2".*"A-3"'
like err '4 rows: 2 orders, 0 rows refused'
sed '2s/$/,more/' apart.csv >wide.csv
run 1 sn-format -H shop test mycart wide.csv
like err '^sn-format: wide.csv:2: 17 columns, where the header has 16$'
like err '^sn-format: wide.csv:5: goes with wide.csv:2, which is refused: 17'

# rows that are no lines, and make no destination
cat >shop/formats/rows.json <<'JSON'
{
  "name": "rows", "aliases": ["区分つき", "ROWS-2"], "kind": "order",
  "mall": "own", "title": "区分", "source": "test", "confidence": "high",
  "requires": ["番号", "区分"], "key": "番号", "partial": ["lines"],
  "order": {"number": "番号", "ordered_at": "日時"},
  "destination": {"key": "出荷", "to_name": "宛名"},
  "line": {"when": {"区分": ["!送料", "!割引"]}, "name": "品名",
    "quantity": "個数", "unit_price": "価格", "tax_included": true},
  "charges": [
    {"kind": "postage", "per": "destination", "amount": {"from": "価格",
      "rows": "sum", "when": {"区分": "送料"}}},
    {"kind": "discount", "amount": {"from": "価格", "rows": "sum",
      "when": {"区分": "割引"}}}]
}
JSON
cat >rows.csv <<'CSV'
番号,日時,区分,出荷,宛名,品名,価格,個数
1,2026-12-20 09:00,割引,,,割引,-100,1
1,2026-12-20 09:00,商品,8,山田,みかん,1000,2
1,2026-12-20 09:00,送料,8,山田,送料,500,1
1,2026-12-20 09:00,商品,9,鈴木,りんご,800,1
1,2026-12-20 09:00,送料,9,鈴木,送料,700,1
2,2026-12-20 09:00,割引,,,割引,-50,1
3,2026-12-20 09:00,商品,,山田,みかん,1000,x
CSV
run 1 sn-format -H shop test rows rows.csv
like err '7 rows: 2 orders, 1 rows refused'
grep -o '"name":"\(みかん\|りんご\|送料\|割引\)"' out |
    sort -u >goods
is goods '"name":"みかん"
"name":"りんご"'
grep -o '"charges":.*"payments"' out | head -1 >charges
is charges '"charges":[{"kind":"postage","amount":500,"tax_included":true,"destination":1},{"kind":"postage","amount":700,"tax_included":true,"destination":2},{"kind":"discount","amount":-100,"tax_included":true}],"payments"'
grep -o '"to":{"name":"[^"]*"' out >names
is names '"to":{"name":"山田"
"to":{"name":"鈴木"'
cut -d, -f1-5 rows.csv >lineless.csv
run 0 sn-format -H shop test rows lineless.csv
like err '7 rows: 3 orders, 0 rows refused'
like out '"number":"3".*"lines":\[\]'

# several columns tell destinations apart together
sed 's/"key": "出荷"/"key": ["出荷", "宛名"]/' shop/formats/rows.json >x.json
mv x.json shop/formats/rows.json
sed 's/,9,/,8,/' rows.csv >joined.csv
run 1 sn-format -H shop test rows joined.csv
grep -o '"to":{"name":"[^"]*"' out >names
is names '"to":{"name":"山田"
"to":{"name":"鈴木"'

# other names of a format
for name in 区分つき ＲＯＷＳ−２ rows-2; do
	run 1 sn-format -H shop test "$name" rows.csv
done
run 2 sn-format -H shop test 区分なし rows.csv
is err 'sn-format: 区分なし: no such format; sn-format list shows them'
sed 's/"aliases": .*\], /"aliases": "x", /' shop/formats/rows.json \
    >shop/formats/odd.json
sed 's/"name": "rows"/"name": "odd"/' shop/formats/odd.json >odd.json
mv odd.json shop/formats/odd.json
run 2 sn-format -H shop test odd rows.csv
like err 'odd.json: aliases: a list of texts is expected'
run 1 sn-format -H shop test rows-2 rows.csv
rm shop/formats/odd.json shop/formats/rows.json
for file in "$top"/lib/format/format/*.json; do
	format=${file##*/}
	sed -n 's/^  "aliases": \[\(.*\)\],$/\1/p' "$file" | tr , '\n' |
	    sed 's/^ *"//; s/"$//' | while read -r name; do
		sn-format show "$name" | cmp -s - "$file" || echo "$name"
	done >strangers
	[ ! -s strangers ]
	ok $? "${format%.json} has its aliases for itself"
	show strangers
done

# a pair of files
run 0 sn-format test yahoo "$samples/yahoo-order.csv" "$samples/yahoo-item.csv"
run 2 sn-format test yahoo "$samples/yahoo-order.csv"
like err 'needs two files'
run 2 sn-format test yahoo "$samples/yahoo-item.csv" "$samples/yahoo-order.csv"
like err 'missing columns: OrderTime'
run 2 sn-format test rakuten "$samples/rakuten.csv" "$samples/rakuten.csv"
is err 'sn-format: rakuten: takes one file'
run 2 sn-format test yamato-b2cloud my.csv
is err 'sn-format: yamato-b2cloud: no format of orders'
run 2 sn-format test mycart my.csv
is err 'sn-format: mycart: no such format; sn-format list shows them'
run 2 sn-format -H shop test mycart nothing.csv
is err 'sn-format: nothing.csv: No such file or directory'
: >empty.csv
run 2 sn-format -H shop test mycart empty.csv
is err 'sn-format: empty.csv: the file is empty'
iconv -f UTF-8 -t UTF-16 my.csv >utf16.csv
run 2 sn-format -H shop test mycart utf16.csv
like err 'UTF-16, must be saved as UTF-8'

# the samples add up, and are told apart by their headers
for pair in rakuten:rakuten.csv shopify:shopify.csv sukeneko:sukeneko.csv \
    amazon-orders:amazon-orders.txt amazon-unshipped:amazon-unshipped.txt; do
	sn-format test "${pair%%:*}" "$samples/${pair#*:}" >out 2>err
	differ=$(sed -n 's/.* \([0-9]*\) totals differ.*/\1/p' err)
	[ "$differ" -le 5 ]
	ok $? "$pair: totals are right but for those that are wrong on purpose"
done

# the call
run 2 sn-format
run 2 sn-format frobnicate
run 2 sn-format list extra
run 0 sn-format -h
like out 'sn-format test rakuten orders.csv'
if [ -e /dev/full ]; then
	sn-format list >/dev/full 2>err
	ok "$(($? != 6))" 'a full disk is 6'
fi

done_testing
