#!/bin/sh
# sn-import -f generic: files of no known layout, by the names of their columns
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
export SN_HOME="$tmp/shop"
shop

cat >cart.csv <<'end'
受付番号,受付日,商品名,商品コード,数量,単価,送料,お支払方法,合計金額,お届け先氏名,お届け先郵便番号,お届け先住所,お届け先電話番号,ご注文者氏名,謎の列,社内区分
A-1,2026/11/20,りんご,R-1,2,500,600,代金引換,1900,髙﨑 太郎,0600001,北海道札幌市中央区北1条1-1,011-000-0001,山田 花子,x,1
A-1,2026/11/20,みかん,M-1,1,300,600,代金引換,1900,髙﨑 太郎,0600001,北海道札幌市中央区北1条1-1,011-000-0001,山田 花子,y,1
A-2,2026/11/21,りんご,R-1,1,500,600,銀行振込,1100,𠮷田 ㈱①,1000001,東京都千代田区千代田1-1,03-0000-0001,𠮷田 ㈱①,z,2
end

# nobody named it: it is refused, and the way is shown
run 2 sn-import cart.csv
like err 'no format'
printf 'a,b\n1,2\n' >odd.csv
run 2 sn-import odd.csv
like err '-f generic'

# named, it is in; what is not understood is said once, exactly
run 0 sn-import -f generic --shop own-main cart.csv
grep -c 'not understood' err >said
is said 1
like err 'cart.csv: 2 of 16 columns not understood and left out: 謎の列, 社内区分$'
like err 'nobody has confirmed this format'
sql "SELECT o.number, o.ordered_at, o.by_name, d.to_name, d.to_zip, o.mall_state,
    o.stated_total, o.sum_total FROM orders o JOIN destination d ON d.orders = o.id
    ORDER BY o.number" >out
is out 'A-1|2026-11-20T00:00:00|山田 花子|髙﨑 太郎|0600001|ready|1900|1900
A-2|2026-11-21T00:00:00|𠮷田 ㈱①|𠮷田 ㈱①|1000001|ready|1100|1100'

# by its alias; the same again, its columns in another order, changes nothing
awk -F, -v OFS=, '{ t = $1; $1 = $16; $16 = t; t = $5; $5 = $9; $9 = t; print }' \
    cart.csv >turned.csv
run 0 sn-import -f 汎用 --shop own-main --json turned.csv
like out '"rows":{"read":3,"new":0,"updated":0,"unchanged":3,"refused":0}'

# no column of the time: that of the import, which stays
printf '%s\r\n' '注文番号,商品名,個数,宛名,郵便番号,住所,電話番号,棚' \
    'B-1,皿,1,佐藤 一,5300001,大阪府大阪市北区梅田1-1,06-0000-0001,Z' |
    iconv -f utf-8 -t cp932 >undated.csv
run 0 sn-import -f generic --shop own-main undated.csv
like err 'undated.csv: 1 of 8 columns not understood and left out: 棚$'
SN_NOW=2026-12-25T10:00:00 run 0 sn-import -f generic --shop own-main --json \
    undated.csv
like out '"unchanged":1'
sql "SELECT ordered_at FROM orders WHERE number = 'B-1'" >out
is out '2026-12-24T09:30:00'

# tabs, and words in English
printf '%s\t%s\t%s\t%s\n' 'Order ID' 'Product Name' Quantity 'Shipping Name' \
    C-1 Cup 2 'Saito Jiro' >tabs.txt
run 0 sn-import -f generic --shop own-main tabs.txt
sql "SELECT l.name, l.quantity FROM line l JOIN orders o ON o.id = l.orders
    WHERE o.number = 'C-1'" >out
is out 'Cup|2'

# no number of the order, nothing ordered: no orders
printf '商品名,数量\nりんご,1\n' >numberless.csv
run 2 sn-import -f generic --shop own-main numberless.csv
is err 'sn-import: numberless.csv: no column for: order.number'
printf '注文番号,お届け先氏名\n1,山田\n' >empty-handed.csv
run 2 sn-import -f generic --shop own-main empty-handed.csv
is err 'sn-import: empty-handed.csv: no column for: line.name'

# it stands behind every real format
run 0 sn-import "$samples/rakuten.csv"
cp err said
run 1 grep generic said		# a known file is not taken for one

# a shop's own words, and what it says itself comes first
mkdir -p shop/formats
cat >shop/formats/ours.json <<'end'
{
  "name": "ours", "kind": "order", "mall": "own", "title": "ours",
  "source": "our cart", "seen": "2026-11-25", "confidence": "unverified",
  "requires": ["受付番号", "社内区分"],
  "guess": {"謎の列": "order.memo"},
  "shipment": {"carrier": {"from": "社内区分", "words": {"1": "yamato", "*": "sagawa"}}}
}
end
run 0 sn-format lint ours
run 0 sn-import --shop own-main cart.csv
like err 'cart.csv: ours '
cp err said
run 1 grep 'not understood' said
sql "SELECT o.memo FROM orders o WHERE o.number = 'A-1'" >out
is out x
run 0 sn-format test ours cart.csv
grep -o '"carrier":"[a-z]*"' out >carriers
is carriers '"carrier":"yamato"
"carrier":"sagawa"'
sed 's/"order.memo"/7/' shop/formats/ours.json >shop/formats/odd.json
sed -i 's/"ours", "kind"/"odd", "kind"/' shop/formats/odd.json
run 2 sn-format lint odd
like err 'odd.json: guess.謎の列: a text is expected'

# EC-CUBE 3: the goods in one file, the recipients in another, one after the
# other
echo 'shop cube { mall = eccube }' >>shop/sn.conf
run 0 sn-import "$top/tests/golden/ec-cube3/orders/in.csv"
run 0 sn-import "$top/tests/golden/ec-cube3/recipients/in.csv"
sql "SELECT d.to_name, d.to_zip, o.sum_total,
    (SELECT count(*) FROM line l WHERE l.orders = o.id),
    (SELECT count(*) FROM finding f WHERE f.orders = o.id)
    FROM orders o JOIN destination d ON d.orders = o.id
    WHERE o.shop = 'cube' AND o.number = '31'" >out
is out '髙橋 次郎|0600001|3700|2|0'
done_testing
