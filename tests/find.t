#!/bin/sh
# sn-find: each option, each way out, each exit status.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/find.sh
. "$top/tests/find.sh"

# how it is called
run 2 sn-find
like err '^example: sn-find '
run 0 sn-find --help
like out '^usage: sn-find '
run 2 sn-find -H shop --nonsense
run 2 sn-find -H nowhere status=new
run 0 env SN_HOME=shop sn-find status=new

# slim records: what is empty is left out, an unknown total is null
run 0 sn-find -H shop status=hold or id=1
is out '{"id":"1","shop":"rakuten-main","number":"1001","status":"new","route":"基本","to":"髙橋 花子","pref":"沖縄県","total":6800}
{"id":"3","shop":"yahoo-main","number":"2001","status":"hold","box":"電話確認","route":"基本","to":"佐藤 美咲","pref":"東京都","total":12800}'
run 0 sn-find -H shop --json id=4,7
is out '[{"id":"4","shop":"amazon-main","number":"A-1","status":"done","route":"基本","to":"田中 一郎","pref":"東京都","total":2000},
{"id":"7","shop":"own-main","number":"1001","status":"cancel","route":"基本","to":"高橋 花子","pref":"愛媛県","total":2000}]'
run 0 sn-find -H shop --json id=99
is out '[]'
seed "UPDATE orders SET sum_total = NULL WHERE id = 1"
run 0 sn-find -H shop id=1
like out '"total":null'
seed "UPDATE orders SET sum_total = 6800 WHERE id = 1"

# nothing found is no failure; --exit-code asks whether
run 0 sn-find -H shop status=payment
is out ''
run 0 sn-find -H shop --exit-code status=payment
run 1 sn-find -H shop --exit-code --count status=hold
is out 1
run 0 sn-find -H shop --count 'id=*'
is out 7

run 0 sn-find -H shop -v --csv --columns id status=hold
is out 'id
3'
is err 'sn-find: 1 shipments'

# order and number
run 0 sn-find -H shop --sort -total,id --limit 3 --columns id,total 'id=*'
is out '{"id":"3","total":12800}
{"id":"1","total":6800}
{"id":"5","total":6800}'
run 0 sn-find -H shop --csv --sort deliver,-ordered --columns id,deliver id=1..4
is out 'id,deliver
1,2026-12-28
2,
3,
4,'
run 2 sn-find -H shop --sort item.sku 'id=*'
is err 'sn-find: item.sku: a shipment has several: not to sort by'
run 2 sn-find -H shop --sort ordred 'id=*'
is err 'sn-find: ordred: no such field; did you mean ordered?'
run 2 sn-find -H shop --limit 0 'id=*'
run 2 sn-find -H shop --limit many 'id=*'

# among what a pipe names, in its order unless another is asked for
printf '%s\n' 4 1 '{"id":"2"}' >in
run 0 sn-find -H shop --csv --columns id - <in
is out 'id
4
1
2'
run 0 sn-find -H shop --csv --columns id --limit 1 - status=new <in
is out 'id
1'
run 0 sn-find -H shop --csv --columns id --sort to.kana - <in
is out 'id
1
4
2'
echo 99 >>in
run 1 sn-find -H shop --count - status=new <in
is out 2
is err 'sn-find: stdin:4: 99: no such shipment'
echo 99 >in
run 2 sn-find -H shop --count - <in
run 0 sn-find -H shop --count - status=new </dev/null
is out 0

# columns, English and Japanese, with headings of one's own
run 0 sn-find -H shop --csv --columns '受注番号,to.name=氏名,item.sku,item.quantity,gift,tag' id=1,2
is out '受注番号,氏名,item.sku,item.quantity,gift,tag
1001,髙橋 花子,FRZ-1,2,0,確認済
1002,田中 太郎,FRZ-2; BOX-9,1; 9,0,'
run 0 sn-find -H shop --columns id,item.sku,item.quantity,gift,tag,tracking id=2
is out '{"id":"2","item.sku":["FRZ-2","BOX-9"],"item.quantity":[1,9],"gift":false,"tag":[],"tracking":[]}'
run 0 sn-find -H shop --tsv --columns id,total id=1
is out "id	total
1	6800"
run 2 sn-find -H shop --columns to.nam id=1
is err 'sn-find: to.nam: no such field; did you mean to.name?'
run 2 sn-find -H shop --columns '' id=1

# a table: Japanese is two columns wide, numbers to the right
run 0 sn-find -H shop --table --columns id,to.name,total,status id=1,3
is out 'id  to.name     total  status
1   髙橋 花子   6,800  new
3   佐藤 美咲  12,800  hold'
echo 'language = ja' >>shop/sn.conf
run 0 sn-find -H shop --table --columns id,status,total id=3
is out '伝票ID  ステータス  合計金額
3       保留          12,800'
run 0 sn-find -H shop --table --columns id,item.temp,pay.method id=2
is out '伝票ID  商品温度帯  支払方法
2       冷凍; 常温  代金引換'
sed -i '/^language/d' shop/sn.conf
seed "UPDATE orders SET memo = '長' || char(10) || '$(printf '%040d' 0)' WHERE id = 1"
run 0 sn-find -H shop --table --columns id,memo id=1
is out 'id  memo
1   長 000000000000000000000000000000000000…'

# templates of sn.conf
cat >>shop/sn.conf <<'CONF'
columns sheet {
	columns = { "number=注文番号", "to.name=氏名", "item.name=商品名",
	    "item.quantity=数量" }
	per = line
	encoding = cp932
	newline = crlf
}
columns bom {
	columns = { "id" }
	encoding = "utf-8-bom"
}
columns wrong { columns = { "nonsense" } }
CONF
run 0 sn-find -H shop --template sheet id=2
iconv -f CP932 -t UTF-8 out | tr '\r' '~' >utf8
is utf8 '注文番号,氏名,商品名,数量~
1002,田中 太郎,冷凍りんご（ふじ）,1~
1002,田中 太郎,のし付き箱,9~'
run 0 sn-find -H shop --template bom id=2
is out "$(printf '\357\273\277')id
2"
run 2 sn-find -H shop --template nothing id=2
is err 'sn-find: nothing: no columns of that name in sn.conf'
run 2 sn-find -H shop --template wrong id=2
run 2 sn-find -H shop --template sheet --columns id id=2
run 0 sn-find -H shop --template sheet --ndjson id=3
is out '{"注文番号":"2001","氏名":"佐藤 美咲","商品名":"煎茶","数量":1}'

# what the encoding has not is replaced, and said
seed "UPDATE destination SET to_name = '💐屋' WHERE id = 3"
run 1 sn-find -H shop --template sheet id=3
iconv -f CP932 -t UTF-8 out | tr -d '\r' >utf8
is utf8 '注文番号,氏名,商品名,数量
2001,〓屋,煎茶,1'
like err '^sn-find: 3: '

# whole records: they are sn-import's food, and it finds nothing new in them
run 0 sn-find -H shop --full --sort order 'id=*'
mv out all.ndjson
run 0 sn-import -H shop all.ndjson
like err '6 orders: 0 new, 0 updated, 6 unchanged'
run 2 sn-find -H shop --full --table id=1
run 2 sn-find -H shop --full --columns id id=1
run 0 sn-find -H shop --full --json id=5,6
tr -d '\n' <out >one
like one '^\[\{"id":"5",.*\},\{"id":"6",.*\}\]$'

# a copy of the shop made of its records is the same
# but for ids, times and where it came from
mv shop first
shop
run 0 sn-import -H shop all.ndjson
strip() {
	sed 's/"source":"[^"]*",//; s/"source_row":[0-9]*,//
	    s/"status_at":"[^"]*",//; s/"id":"[0-9]*",//g' "$1"
}
run 0 sn-find -H shop --full --sort order 'id=*'
strip out >copy
strip all.ndjson >want.all
cmp -s copy want.all
ok $? 'records in and out are the same'
rm -rf shop
mv first shop

# the examples of sn-find(1)
run 0 sn-find -H shop status=new to.pref=沖縄県,北海道
run 0 sh -c 'sn-find -H shop status=new pay.method=cod total=3000.. |
    sn-move -n -H shop hold --box 電話確認 - || [ $? -eq 1 ]'
like out '"col":"box","old":null,"new":"電話確認"'
run 0 sn-find -H shop --csv --sort -total \
    --columns 受注番号,to.name=氏名,total=金額 ordered=2026-12
like out '^受注番号,氏名,金額$'
run 0 sn-find -H shop --template sheet status=print
run 0 sn-find -H shop --table --exit-code ship=..yesterday 'status!=done,cancel'

# the examples of sn-shipment(5)
run 0 sh -c "sn-find -H shop --full --sort order 'id=*' |
    sn-import -H shop -"
run 0 sh -c 'sn-find -H shop status=hold | jq -r .to'
is out '💐屋'
run 0 sh -c "sn-find -H shop --full id=2 |
    jq -c '[.id, (.lines[] | select(.quantity_here) |
        [.sku, .quantity_here])]'"
is out '["2",["FRZ-2",1],["BOX-9",9]]'

# searches that are saved, with what they use
export SN_HOME=shop
cp shop/sn.conf kept.conf
echo 'query today { q = "ordered=today" }' >>shop/sn.conf
run 2 sn-find --save far
run 2 sn-find --save far --forget far status=new
run 2 sn-find --forget far status=new
run 2 sn-find --saved -n
run 2 sn-find -n status=new
run 2 sn-find --save 'a b' status=new
is err 'sn-find: a b: a name has no blanks and no marks, and at most 64 bytes'
run 2 sn-find --save today status=new
is err 'sn-find: today: is a query of sn.conf; change it there'
run 2 sn-find --save far 'status=(new'
like err '\^'
run 2 sn-find --save far @nosuch
like err 'no saved query of that name'
run 2 sn-find --save far status=new @far
like err 'a saved query that uses itself'
run 2 sn-find --forget far
is err 'sn-find: far: no saved query of that name'
run 2 sn-find --forget today
sql 'SELECT count(*) FROM saved_query' >out
is out 0
run 0 sn-find --save far -n status=new
like out '"tbl":"saved_query"'
sql 'SELECT count(*) FROM saved_query' >out
is out 0
run 0 sn-find --save 遠方 'to.pref=沖縄県,北海道 status=new'	# example
is out ''
run 0 sn-find @遠方						# example
run 0 sn-find --save both @遠方 or '  status=ready'
run 2 sn-find --save 遠方 status=new @both
like err 'a saved query that uses itself'
run 0 sn-find --saved --csv
is out 'name,query,where
today,ordered=today,sn.conf
both,@遠方 or   status=ready,store.db
遠方,"to.pref=沖縄県,北海道 status=new",store.db'
run 0 sn --list queries
is out 'today
both
遠方'
sn-find --count 'status=ready or (status=new to.pref=沖縄県,北海道)' >want.n
run 0 sn-find --count @both
is out "$(cat want.n)"
run 3 sn-find --forget 遠方
is err 'sn-find: 遠方: the query @both uses it'
run 0 sn-find --save 遠方 status=new
run 0 sn-find --save 遠方 status=new
sql 'SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)' >out
is out 0
sql "SELECT query FROM saved_query WHERE name = '遠方'" >out
is out status=new
run 0 sn-find --forget both
run 0 sn-undo
run 0 sn-find --count @both
run 0 sn-find --forget both
run 0 sn-find --forget 遠方
run 2 sn-find @遠方
cp kept.conf shop/sn.conf
unset SN_HOME

# a reader that goes away ends it without a word; a full disk is told
mkfifo gone
# shellcheck disable=SC2094	# a fifo
exec 3<>gone 4>gone 3>&-
run 141 sh -c 'sn-find -H shop "id=*" >&4'
is err ''
exec 4>&-
run 6 sh -c 'sn-find -H shop "id=*" >/dev/full'
run 6 sh -c 'sn-find -H shop --csv "id=*" >/dev/full'
run 6 sh -c 'sn-find -H shop --full "id=*" >/dev/full'
run 6 sh -c 'sn-find -H shop --count "id=*" >/dev/full'

# a writer at work keeps no reader out; a store from the future does
mkfifo lock locked
sqlite3 -batch shop/store.db <lock &
exec 5>lock
printf 'BEGIN IMMEDIATE;\n.shell echo >locked\n' >&5
read -r _ <locked
run 0 sn-find -H shop --count status=new
is out 4
exec 5>&-
wait $!
sql 'PRAGMA user_version = 9999'
run 3 sn-find -H shop --count status=new
done_testing
