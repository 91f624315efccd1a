#!/bin/sh
# sn-import: five families in, again, merged, refused, cut off, in pipes
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
export SN_HOME="$tmp/shop"

# count name: one of the numbers of rows in the summary
count() {
	sed -n "s/.*\"rows\":{[^}]*\"$1\":\([0-9]*\).*/\1/p" out
}

# adds_up: rows read = new + updated + unchanged + refused
adds_up() {
	[ "$(count read)" -eq $(($(count new) + $(count updated) +
	    $(count unchanged) + $(count refused))) ]
	ok $? "rows add up: $(cut -c 1-100 out)"
}

# what cannot start
run 2 sn-import
like err '^example: sn-import'
run 0 sn-import --help
mkdir empty && run 2 sn-import -H empty x.csv
shop
run 2 sn-import nosuch.csv
is err 'sn-import: nosuch.csv: No such file or directory'
: >empty.csv
run 2 sn-import empty.csv
run 0 sn-import - </dev/null
printf 'a,b\n1,2\n' >odd.csv
run 2 sn-import odd.csv
run 2 sn-import -f nosuch odd.csv
run 2 sn-import --shop nosuch "$samples/rakuten.csv"
cp shop/sn.conf kept.conf
echo 'shop rakuten-two { mall = rakuten }' >>shop/sn.conf
run 2 sn-import "$samples/rakuten.csv"		# whose is it?
like err '\-\-shop'
mv kept.conf shop/sn.conf
run 2 sn-import "$samples/yahoo-item.csv"		# half of a pair
run 2 sn-import "$samples/yahoo-order.csv"
is out ''
[ "$(sql 'SELECT count(*) FROM orders')" -eq 0 ]
ok $? 'nothing is in the store'

# a rehearsal shows what the run then logs, and changes nothing
run 0 sn-import -n "$samples/rakuten.csv"
mv out rehearsal
[ "$(sql 'SELECT count(*) FROM op')" -eq "$(sql 'SELECT count(*) FROM op
    WHERE argv NOT LIKE '\''%"-n"%'\')" ]
ok $? 'a rehearsal leaves no run behind'
run 2 sn-move ready - <rehearsal
run 0 sn-import --json "$samples/rakuten.csv"
adds_up
[ "$(count new)" -eq 136 ]
ok $? 'all rows are new'
sql "SELECT json_object('tbl', tbl, 'id', CAST(id AS TEXT), 'col', col,
    'old', CAST(old AS TEXT), 'new', CAST(new AS TEXT)) FROM change
    WHERE op = (SELECT max(id) FROM op) ORDER BY seq" >logged
cmp -s rehearsal logged
ok $? 'the rehearsal is the log of the run'

# the same again: nothing changes, no change rows
before=$(sql 'SELECT count(*) FROM change')
run 0 sn-import --json "$samples/rakuten.csv"
[ "$(count unchanged)" -eq 136 ] &&
    [ "$(sql 'SELECT count(*) FROM change')" -eq "$before" ]
ok $? 'the same file changes nothing'

# the other families, each in its own encoding
run 0 sn-import --json "$samples/yahoo-item.csv" "$samples/yahoo-order.csv"
adds_up
run 0 sn-import --json "$samples/amazon-unshipped.txt"
adds_up
[ "$(sql "SELECT count(*) FROM orders WHERE shop = 'amazon-main'
    AND sum_items IS NOT NULL")" -eq 0 ]
ok $? 'that report has no prices: totals are unknown'
run 0 sn-import --json "$samples/amazon-orders.txt"
adds_up
[ "$(sql "SELECT count(*) FROM orders WHERE shop = 'amazon-main'
    AND sum_items IS NULL")" -eq 0 ]
ok $? 'the other one completes them'
run 0 sn-import --json "$samples/amazon-unshipped.txt"
[ "$(count updated)" -eq 0 ]
ok $? 'and the first, come again, takes nothing away'
LC_ALL=C perl -pe 'if ($. == 2) { my @f = split /\t/; $f[12] = 5; $f[13] = 3;
    $f[14] = 2; $_ = join "\t", @f }' "$samples/amazon-unshipped.txt" >partly.txt
run 0 sn-import --json partly.txt
sql "SELECT sl.quantity, l.quantity FROM shipment_line sl JOIN line l
    ON l.id = sl.line JOIN orders o ON o.id = l.orders
    WHERE o.number = '$(sed -n 2p partly.txt | cut -f 1)'" >out
head -n 1 out >first
is first '2|5'
run 0 sn-undo
run 0 sn-import --json - <"$samples/shopify.csv"
adds_up
run 0 sn-import --json --shop own-main "$samples/sukeneko.csv"
adds_up
[ "$(sql "SELECT count(*) FROM orders
    WHERE stated_total <> sum_total AND NOT EXISTS (SELECT 1 FROM finding f
    WHERE f.orders = orders.id AND f.code = 'total-differs')")" -eq 0 ]
ok $? 'stated totals that differ are found'
[ "$(sql "SELECT count(*) FROM shipment s JOIN destination d
    ON d.id = s.destination JOIN orders o ON o.id = d.orders
    WHERE o.mall_state IN ('cancelled', 'shipped', 'closed')
    AND s.status = 'new'")" -eq 0 ]
ok $? 'what is cancelled or shipped at the mall does not start as new'
[ "$(sql "SELECT count(*) FROM destination
    WHERE length(to_zip) <> 7")" -eq 0 ]
ok $? 'postal codes have their seven digits'

# bad rows: refused whole orders, the rest in; mended, they come in too
for f in rakuten.csv amazon-orders.txt shopify.csv sukeneko.csv; do
	rm -f bad.csv
	run 1 sn-import --json --shop own-main --rejects bad.csv \
	    "$samples/bad-$f"
	adds_up
	[ "$(count refused)" -gt 0 ] && [ "$(wc -l <bad.csv)" -gt 1 ]
	ok $? "rejects of $f"
	rm -f again.csv
	run 2 sn-import --json --shop own-main --rejects again.csv bad.csv
	cmp -s bad.csv again.csv
	ok $? "and the rejects, come again, are the same rejects of $f"
done
run 2 sn-import --shop own-main --rejects bad.csv "$samples/bad-rakuten.csv"
like err 'bad.csv: is there already'
rm -f bad.csv
run 1 sn-import --json --shop own-main --rejects bad.csv \
    "$samples/bad-yahoo-order.csv" "$samples/bad-yahoo-item.csv"
adds_up
[ -s bad.csv ] && [ -s bad.csv.2 ]
ok $? 'a pair has two files of rejects'
LC_ALL=C sed 's/２個/2/; s/\x82\x51\x8c\xc2/2/' bad.csv.2 >mended.2
rm -f rest.csv
run 1 sn-import --json --shop own-main --rejects rest.csv bad.csv mended.2
adds_up
[ "$(count new)" -gt 0 ]
ok $? 'what was mended came in'

# cut off: refused whole, wherever it is cut
for f in rakuten.csv amazon-orders.txt shopify.csv sukeneko.csv; do
	"$top/scripts/bench/orders" -s 3 -n 50 -o . --truncate \
	    "$(basename "${f%-orders.txt}" .csv)" 2>/dev/null
	run 2 sn-import --shop own-main "$f"
	is out ''
done
printf '%s' '{"id":"1","shop":"own-main","num' >cut.ndjson
run 2 sn-import cut.ndjson

# rows of one order apart: put together again
"$top/scripts/bench/orders" -s 4 -n 300 -o . rakuten
run 0 sn-import --json --shop rakuten-main rakuten.csv
"$top/scripts/bench/orders" -s 4 -n 300 -o . --scatter rakuten
before=$(sql 'SELECT count(*) FROM change')
run 0 sn-import --json --shop rakuten-main rakuten.csv
adds_up
[ "$(count updated)" -eq 0 ] && [ "$(count new)" -eq 0 ]
ok $? 'scattered rows make the same orders'

# a pipe: the records of what came in, to the next command
sn-find 'shop=shopify-main' --full >full
run 0 sn-undo --with-later "$(sql "SELECT min(id) FROM op
    WHERE argv LIKE '%\"--json\",\"-\"%'")"
sn-import - <full 2>/dev/null | sn-move ready - >moved 2>/dev/null
[ -s moved ] && ! grep -qv '"status":"ready"' moved
ok $? 'import, move in one pipe'

# export and import are inverse
sn-find 'shop=shopify-main' --full >first
mv shop other
shop
run 0 sn-import - <first
sn-find 'shop=shopify-main' --full >second
strip() {
	sed -e 's/"id":"[0-9]*"/"id":""/g' -e 's/"source":"[^"]*"/"source":""/' \
	    -e 's/"source_row":[0-9]*/"source_row":0/' "$1"
}
strip first >a
strip second >b
cmp -s a b
ok $? 'records come back as they were'
run 0 sn-import --json - <first
[ "$(count unchanged)" -eq "$(count read)" ]
ok $? 'and change nothing when they come again'
# the same order under another number: ids are ours, not those of the stream
head -n 1 first | sed 's/"number":"[^"]*"/"number":"copy-1"/' >copied
run 0 sn-import --json - <copied
[ "$(count new)" -eq 1 ] && [ "$(sql 'PRAGMA foreign_key_check')" = '' ]
ok $? 'ids of another store are left there'
sed 's/"id":"[0-9]*"/"id":"900000"/g; s/"number":"[^"]*"/"number":"copy-2"/
    s/"kind":"normal"/&,"bundled_into":"4","replaces":"5"/' copied >foreign
run 0 sn-import --json - <foreign
[ "$(sql "SELECT max(s.id) < 900000 AND count(bundled_into) = 0
    AND count(replaces) = 0 FROM shipment s JOIN destination d
    ON d.id = s.destination JOIN orders o ON o.id = d.orders
    WHERE o.number = 'copy-2'")" -eq 1 ]
ok $? 'nor do they point at strangers'
sed 's/^{"id":"[0-9]*"/{"id":"900000"/; s/"number":"[^"]*"/"number":"copy-3"/' \
    copied >reship
sed 's/^{"id":"900000"/{"id":"900001","replaces":"900000"/' reship >again
cat again >>reship
run 0 sn-import --json - <reship
[ "$(sql 'SELECT count(*) FROM shipment s JOIN shipment r
    ON r.id = s.replaces AND r.destination = s.destination')" -eq 1 ]
ok $? 'within an order they still do'

# what a stream has is no better than what a person types
wrong() {
	sed "s/\"number\":\"[^\"]*\"/\"number\":\"wrong\"/; $1" copied >wrong
	cmp -s wrong copied && ok 1 "$1 changes nothing"
	run 2 sn-import --json - <wrong
	like err "$2"
}
wrong 's/"method":"[a-z]*"/"method":null/' 'payments\[0]: method: cannot be empty'
wrong 's/"timing":"[a-z]*"/"timing":null/' 'payments\[0]: timing: cannot'
wrong 's/"state":"[a-z]*"/"state":null/' 'payments\[0]: state: cannot be empty'
wrong 's/"mall_state":"[a-z]*",//' 'order: mall_state: cannot be empty'
wrong 's/"quantity":[0-9]*,//' 'lines\[0]: quantity: cannot be empty'
wrong 's/"quantity":[0-9]*/"quantity":-1/' 'quantity: 0 to 999999 was expected'
wrong 's/"cancelled":0/"cancelled":9999/' 'cancelled: 0 to [0-9]+ was expected'
wrong 's/"quantity_here":[0-9]*/"quantity_here":9999/' \
    'lines\[0]: quantity_here: 0 to [0-9]+ was expected'
wrong 's/"parcels":1/"parcels":-4/' 'parcels: 1 to 999 was expected'
wrong 's/"status":"[a-z]*"/"status":"nosuch"/' 'status: nosuch: no such status'
wrong 's/"route":"[^"]*"/"route":"nosuch"/' 'route: nosuch: no such route'
wrong 's/"ordered_at":"[^"]*"/"ordered_at":"soon"/' 'ordered_at: a date was'
wrong 's/"tracking":\[\]/"tracking":[{}]/' 'tracking\[0]: carrier: cannot be'
wrong 's/"tags":\[\]/"tags":[""]/' 'tags: cannot be empty'
wrong 's/"unit_price":[0-9]*/"unit_price":4611686018427387904/' \
    'unit_price: -99999999999 to 99999999999 was expected'
LC_ALL=C perl -pe 'if ($. == 2) { my @f = split /\t/;
    @f[12 .. 14] = (99999999, 0, 99999999); $_ = join "\t", @f }' \
    "$samples/amazon-unshipped.txt" >huge.txt
run 1 sn-import --json huge.txt
like err 'huge.txt:2: .*: 個数: 0 to 999999 was expected'

printf '%s\n' '{"shop":"own-main"}' '[1]' '{' >bad.ndjson
rm -f bad.csv
run 2 sn-import --json --rejects bad.csv bad.ndjson
adds_up
like bad.csv '"reason":'
rm -rf shop
mv other shop

# a reader that went away, a full disk: the work is done
"$top/scripts/bench/orders" -s 5 -n 200 -o . rakuten
if [ -w /dev/full ]; then
	run 6 sh -c 'sn-import rakuten.csv >/dev/full'
	[ "$(sql "SELECT count(*) FROM op WHERE upto > after
	    AND id = (SELECT max(id) FROM op)")" -eq 1 ]
	ok $? 'all rows are in'
fi
"$top/scripts/bench/orders" -s 6 -n 200 -o . rakuten
mkfifo gone
# shellcheck disable=SC2094	# a fifo
exec 3<>gone 4>gone 3>&-
run 6 sh -c 'sn-import rakuten.csv >&4'
exec 4>&-
run 0 sn-import --json rakuten.csv
[ "$(count unchanged)" -eq "$(count read)" ]
ok $? 'a broken pipe stops nothing half-way'

# a mall changes an order: what was edited here stays, and is found
sn-find 'shop=yahoo-main status=new pay.when=auth' --limit 1 --full >one
id=$(sed 's/{"id":"\([0-9]*\)".*/\1/' one)
run 0 sn-edit "$id" note=ours
sed 's/"remarks":"[^"]*"//; s/,,/,/g; s/"order":{/&"remarks":"theirs",/; s/"to":{"name":"[^"]*"/"to":{"name":"新しい名"/' \
    one >two
run 0 sn-import --json - <two
[ "$(count updated)" -eq 1 ]
ok $? 'the order is updated'
run 0 sn-find --columns note,to.name --csv "id=$id"
is out "note,to.name
ours,新しい名"
[ "$(sql "SELECT saw || expected FROM finding
    WHERE code = 'mall-changed' AND state = 'open'")" = theirsours ]
ok $? 'the mall changed a field that was edited here'
run 0 sn-import --json - <two
[ "$(count unchanged)" -eq 1 ]
ok $? 'and says so once'

# an order that a person unlinked is left alone
run 0 sn-edit "$id" sync=0
run 0 sn-import --json - <one
[ "$(count unchanged)" -eq 1 ]
ok $? 'an unlinked order stays as it is'
run 0 sn-edit "$id" sync=1

# cancelled at the mall: a finding, or cancelled here too
sed 's/"mall_state":"[a-z]*"/"mall_state":"cancelled"/' two >three
cp shop/sn.conf kept.conf
sed 's/^shop yahoo-main .*/shop yahoo-main { mall = yahoo on_cancel = find }/' \
    kept.conf >shop/sn.conf
run 0 sn-import -n - <three
like out '"tbl":"finding"'
sed 's/^shop yahoo-main .*/shop yahoo-main { mall = yahoo on_cancel = cancel }/' \
    kept.conf >shop/sn.conf
run 0 sn-import - <three
like out '"status":"cancel"'
run 0 sn-undo
mv kept.conf shop/sn.conf

# money that the mall saw lets a waiting order go on
id=$(sn-find 'shop=shopify-main pay.when=before pay.state=none,asked status=new,ready' \
    --limit 1 --columns id --tsv | tail -n 1)
run 0 sn-move payment "$id"
sn-find "id=$id" --full | sed 's/"state":"\(none\|asked\)"/"state":"paid"/' >paid
run 0 sn-import - <paid
like out '"status":"ready"'

# where orders start
mkdir -m 700 ready
sed 's/^shop rakuten-main .*/shop rakuten-main { mall = rakuten entry = ready }/' \
    shop/sn.conf >ready/sn.conf
sn-init -H ready >/dev/null
run 0 sn-import -H ready "$samples/rakuten.csv"
run 0 sn-find -H ready --count status=new
is out 0
run 0 sn-find -H ready --count 'status=payment pay.when!=before'
is out 0

# what a cart has settled although its file does not say so
run 0 sn-import -H ready --shop own-main "$samples/sukeneko.csv"
run 0 sn-find -H ready --count 'shop=own-main pay.method=card pay.state=authorised'
[ "$(cat out)" -lt 50 ]
ok $? 'cards of the cart are not settled'
rm -rf ready
mkdir -m 700 ready
sed 's/^shop own-main .*/shop own-main { mall = own settled = { card } }/' \
    shop/sn.conf >ready/sn.conf
sn-init -H ready >/dev/null
run 0 sn-import -H ready "$samples/sukeneko.csv"
run 0 sn-find -H ready --count 'pay.method=card pay.state=none'
is out 0
run 0 sn-import -H ready --json "$samples/sukeneko.csv"
[ "$(count unchanged)" -eq "$(count read)" ]
ok $? 'settled stays settled'

# the examples of the manual
rm -f bad.csv
cp "$samples/rakuten.csv" "$samples"/yahoo-*.csv "$samples/shopify.csv" .
run 0 sn-import --rejects bad.csv rakuten.csv
run 0 sn-import yahoo-order.csv yahoo-item.csv
run 0 sn-import -n shopify.csv
run 0 sh -ec 'sn-import rakuten.csv >new || [ $? -eq 1 ]
    sn-move ready - <new'

# somebody else writes, and does not stop
busy sn-import shopify.csv

# a newer store
sql 'PRAGMA user_version = 9999'
run 3 sn-import rakuten.csv
# prices without tax at two rates add up; without a rate nobody knows
rm -rf shop
shop
run 0 sn-import --shop rakuten-main "$top/tests/golden/rakuten/rates/in.csv"
sql "SELECT substr(number, -1), stated_total, sum_total, (SELECT
    group_concat(code) FROM finding f WHERE f.orders = orders.id)
    FROM orders ORDER BY number" >out
is out '1|2940|2940|
2|1080||amount-unfixed
3|1305|1305|
4|||amount-unfixed'

# an order whose file names no items comes in, is stopped, and gets them later
run 0 sn-init -H cart --shop cart=eccube
golden=$top/tests/golden/ec-cube2
run 0 sn-import -H cart "$golden/whole/in.csv"
like err '^注文 3 件: 新規 3'
run 0 sn-check -H cart cart:101
run 0 sn-find -H cart --count 'finding=nothing-left'
is out 1
iconv -f CP932 -t UTF-8 "$golden/items/in.csv" | sed '2s/^1,/101,/; 3,$d' >items.csv
run 0 sn-import -H cart items.csv
like err '^注文 1 件: 新規 0、更新 1'
run 0 sn-find -H cart --full number=101
like out '"name":"みかん 5kg".*"quantity_here":1'
like out '"to":\{"name":"﨑本 能子"'
run 0 sn-import -H cart "$golden/whole/in.csv"
run 0 sn-find -H cart --full number=101
like out '"name":"みかん 5kg".*"quantity_here":1'
run 0 sn-undo -H cart --yes

done_testing
