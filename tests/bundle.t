#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bundle.sh
. "$top/tests/bundle.sh"

# what cannot start
run 2 sn-bundle
like err '^usage: sn-bundle find '
run 0 sn-bundle --help
run 2 sn-bundle find -H shop
shop
export SN_HOME=shop
run 2 sn-bundle mix 1 2
is err 'sn-bundle: mix: find, join, undo or auto was expected'
run 2 sn-bundle join
run 2 sn-bundle undo
run 2 sn-bundle auto
run 2 sn-bundle auto -q ''
run 2 sn-bundle auto -q みかん
run 2 sn-bundle join one two
run 2 sn-bundle join --postage half 1 2
is err 'sn-bundle: --postage half: keep or drop was expected'
run 2 sn-bundle join --cod-fee ask 1 2
run 2 sn-bundle join --despite weather -r x 1 2
is err 'sn-bundle: --despite weather: no such conflict; there are payment, recipient, address, date, slot, pickup, temperature, carrier, route, freight, sender, mall, status, kind, alone, postage, cod-fee, label'
run 2 sn-bundle join --despite date 1 2
is err 'sn-bundle: --despite needs a reason: -r REASON'
run 0 sn-bundle join - </dev/null
is out ''
run 0 sn-bundle find
run 2 sn-bundle find 7
is err 'sn-bundle: 7: no such shipment'

# candidates: by phone, the first order the parent; nothing is written
take 1001
take 1002 hour 9 ship_by 2026-12-28
take 1003 hour 8 phone 03-0999-8888
take 1004 shop yahoo-main
take 1005 shop yahoo-main hour 11 on 2026-12-26
ops=$(sql 'SELECT max(id) FROM op')
run 0 sn-bundle find					# example
is out 'parent  shipments  ids  orders                                        agree               conflicts  until
2               2  2 1  2 (rakuten-main:1002), 1 (rakuten-main:1001)  phone name address             2026-12-28
4               2  4 5  4 (yahoo-main:1004), 5 (yahoo-main:1005)      phone name address  date'
run 0 sn-bundle find --ndjson 1
is out '{"parent":"2","shipments":2,"ids":"2 1","orders":"2 (rakuten-main:1002), 1 (rakuten-main:1001)","agree":"phone name address","conflicts":"","until":"2026-12-28"}'
run 1 sn-bundle find --ndjson 1 99
run 0 sn-bundle find --ndjson -q shop=yahoo-main
like out '"ids":"4 5"'
[ "$(sql 'SELECT max(id) FROM op')" = "$ops" ]
ok $? 'find writes nothing'

# join: the first named is the parent; a dry run shows what is logged
before=$(rows)
run 0 sn-bundle join -n 1 2
mv out rehearsed
[ "$(rows)" = "$before" ]
ok $? 'a dry run changes nothing'
run 0 sn-bundle join 1 2				# example
is out '{"id":"1","shop":"rakuten-main","number":"1001","status":"ready","route":"基本","to":"山田花子","pref":"東京都","total":2500}
{"id":"2","shop":"rakuten-main","number":"1002","status":"ready","route":"基本","to":"山田花子","pref":"東京都","total":2500}'
op=$(sql 'SELECT max(id) FROM op')
run 0 sn-log --op "$op" --diff
mv out logged
run 0 cmp rehearsed logged
where >out
is out '1|ready|-|基本|-
2|ready|-|基本|1
3|ready|-|基本|-
4|ready|-|基本|-
5|ready|-|基本|-'
joined=$(rows)
run 0 sn-bundle join 1 2		# again: nothing to do
[ "$(rows)" = "$joined" ]
ok $? 'a second join changes nothing'
run 0 sn-bundle undo 2					# example
[ "$(rows)" = "$before" ]
ok $? 'undo of the child restores every row'
run 0 sn-bundle join 1 2
run 0 sn-bundle undo 1
[ "$(rows)" = "$before" ]
ok $? 'undo of the parent does so too'
run 0 sn-bundle join 1 2
run 0 sn-undo
[ "$(rows)" = "$before" ]
ok $? 'and so does sn-undo'
run 2 sn-bundle undo 1
is err 'sn-bundle: 1 (rakuten-main:1001): is in no bundle'
run 2 sn-bundle undo 1 3 99
is out ''
run 2 sn-bundle join 1
is err 'sn-bundle: one shipment alone makes no bundle'
run 2 sn-bundle join 1 1

# the parent by rule, and each rule
parent() {
	sed -i '/^bundle/d' shop/sn.conf
	echo "bundle { parent = $1 }" >>shop/sn.conf
	run 0 sn-bundle join --rule 1 2
	sql 'SELECT bundled_into FROM shipment
	    WHERE bundled_into IS NOT NULL' >out
	is out "$2"
	run 0 sn-bundle undo 2
}
parent first 2
parent latest 1
seed 'UPDATE orders SET sum_total = 9000 WHERE id = 1'
parent total 1
seed 'UPDATE orders SET sum_total = 2500 WHERE id = 1'
[ "$(rows)" = "$before" ]
ok $? 'all is as it was'
sed -i '/^bundle/d' shop/sn.conf
echo 'bundle { parent = shop shops = { yahoo-main, rakuten-main }
	across_malls = yes }' >>shop/sn.conf
printf '%s\n' 1 4 >in
run 0 sn-bundle join - <in
sql 'SELECT id, bundled_into FROM shipment WHERE bundled_into > 0' >out
is out '1|4'
run 0 sn-bundle undo 1 4
sed -i '/^bundle/,$d' shop/sn.conf
conf() {
	sed -i '/^bundle/d' shop/sn.conf
	[ -z "$1" ] || echo "bundle { $1 }" >>shop/sn.conf
}

# one parent, many ways not to go with it
against() {
	conflict=$1
	shift
	number=$((number + 1))
	take "$number" "$@"
	run 2 sn-bundle join "$base" "$id"
	is err "sn-bundle: $id ($shop:$number): not with $base (rakuten-main:5000): $conflict"
	rows >before
	run 0 sn-bundle join "$base" "$id" --despite "$(echo "$conflict" |
	    tr -d ' ')" -r 'the buyer asked'
	sql "SELECT despite FROM joined WHERE shipment = $id" >out
	is out "$(echo "$conflict" | tr -d ,)"
	run 0 sn-bundle undo "$id"
	rows >after
	run 0 cmp before after
}
number=5000 shop=rakuten-main
take 5000 carrier yamato service parcel temp normal
base=$id
# shellcheck disable=SC2086	# words
against payment $cod
against payment method deferred timing auth
against recipient name 佐藤花子
against address town 9-9-9
against 'address, sender' zip 1000099 from 鈴木
against date on 2026-12-27
against slot slot am
against temperature temp frozen
against carrier carrier sagawa
against carrier carrier yamato service compact
against freight freight receiver
against sender gift 1
against kind kind exchange
against alone alone 1
against status status payment
against status status hold
sed -i 's/^route "基本" { }/&\nroute "冷凍" { status thaw { title = "解凍" after = ready } }/' \
    shop/sn.conf
against route route 冷凍
against 'route, status' route 冷凍 status thaw
shop=yahoo-main
against mall shop yahoo-main
shop=amazon-main
conf 'across_malls = yes'
against mall shop amazon-main
shop=rakuten-main
conf 'postage = ask'
against postage
conf ''

# a buyer's own gift shows the buyer, who is the same in both
take 5100 gift 1
gift=$id
take 5101 gift 1
run 0 sn-bundle join "$gift" "$id"
run 0 sn-bundle undo "$id"

# several at once: those that can, do
take 5200
one=$id
take 5201 on 2026-12-27
two=$id
take 5202
three=$id
run 1 sn-bundle join "$one" "$two" "$three"
is err "sn-bundle: $two (rakuten-main:5201): not with $one (rakuten-main:5200): date"
run 0 sn-bundle undo "$one"

# what is never bundled: every status in which it is too late, what was asked
never() {
	number=$((number + 1))
	cause=$1
	shift
	take "$number" "$@"
	run 2 sn-bundle join "$one" "$id"
	is err "sn-bundle: $id (rakuten-main:$number): $cause"
	run 2 sn-bundle join "$id" "$one"
	is err "sn-bundle: $id (rakuten-main:$number): $cause"
}
never 'is in number: too late to bundle' status number
never 'is in notify: too late to bundle' status notify
never 'is in done: too late to bundle' status 'done'
never 'is in follow: too late to bundle' status follow
never 'is cancelled' status cancel
never 'somebody has asked to cancel it' cancel asked
never 'the mall says changing' mall_state changing
never 'the mall says cancel-asked' mall_state cancel-asked
never 'is a parcel to be fetched' kind pickup
take 6001 status print
seed "UPDATE shipment SET labelled_at = '$SN_NOW' WHERE id = $id"
run 2 sn-bundle join "$one" "$id"
is err "sn-bundle: $id (rakuten-main:6001): has its label"
for status in new ready print; do
	number=$((number + 1))
	take "$number" status "$status"
	run 0 sn-bundle join "$one" "$id"
	run 0 sn-bundle undo "$id"
	sql "SELECT status, bundled_into FROM shipment WHERE id = $id" >out
	is out "$status|"
done

# no chains: a child is no parent, and two bundles become one, flat
take 6101
a=$id
take 6102 status new
b=$id
take 6103
c=$id
take 6104 status print
d=$id
run 0 sn-bundle join "$c" "$d"
apart=$(rows)
run 2 sn-bundle join "$d" "$a"
is err "sn-bundle: $d (rakuten-main:6104): is bundled into $c; name that one, or undo it first"
run 2 sn-bundle join "$a" "$d"
run 0 sn-bundle join "$a" "$b"
two=$(rows)
run 0 sn-bundle join "$a" "$c"
sql "SELECT id, bundled_into FROM shipment WHERE id BETWEEN $a AND $d" >out
is out "$a|
$b|$a
$c|$a
$d|$a"
run 0 sn-store check
run 0 sn-bundle undo "$c"
[ "$(rows)" = "$two" ]
ok $? 'one that brought a bundle along takes it away again'
run 0 sn-bundle join "$a" "$c"
run 0 sn-bundle undo "$d"
sql "SELECT id, status, bundled_into FROM shipment WHERE id BETWEEN $a AND $d" >out
is out "$a|ready|
$b|ready|$a
$c|ready|$a
$d|print|"
run 0 sn-undo
run 0 sn-bundle undo "$a"
sql "SELECT id, status, bundled_into FROM shipment WHERE id BETWEEN $a AND $d" >out
is out "$a|ready|
$b|new|
$c|ready|
$d|ready|$c"
[ "$(rows)" = "$apart" ]
ok $? 'and the parent undone leaves them as they were'
run 0 sn-bundle undo "$c"

# undo after edits keeps these, and after a move the status
take 6201
a=$id
take 6202 status new
b=$id
run 0 sn-bundle join "$a" "$b"
run 0 sn-edit "$b" memo=午前 to.town=4-5-6
run 0 sn-bundle undo "$b"
sql "SELECT status, to_town, memo FROM shipment s
    JOIN destination d ON d.id = s.destination
    JOIN orders o ON o.id = d.orders WHERE s.id = $b" >out
is out 'new|4-5-6|午前'
run 0 sn-undo
run 0 sn-move print "$a"
run 2 sn-move ready "$b"
run 0 sn-bundle undo "$b"
is err "sn-bundle: $b (rakuten-main:6202): was moved since it was bundled, and stays where it is"
sql "SELECT status FROM shipment WHERE id = $b" >out
is out print
run 0 sn-undo
run 0 sn-move ready "$a"	# and back: as if it had not been moved
run 0 sn-bundle undo "$b"
is err ''
sql "SELECT status FROM shipment WHERE id = $b" >out
is out new
run 0 sn-edit "$b" to.town=1-2-3

# a hold goes with the parent
run 0 sn-bundle join "$a" "$b"
run 0 sn-move hold --box 電話確認 "$a"
sql "SELECT status, box FROM shipment WHERE id = $b" >out
is out 'hold|電話確認'
run 0 sn-move ready "$a"
run 0 sn-bundle undo "$a"

# cancel before the label: the first child is the parent then
take 6301
a=$id
take 6302 status new
b=$id
take 6303 status print
c=$id
run 0 sn-bundle join "$a" "$b" "$c"
run 0 sn-move cancel -r 'buyer called' "$a"
sql "SELECT id, status, bundled_into FROM shipment WHERE id BETWEEN $a AND $c" >out
is out "$a|cancel|
$b|ready|
$c|ready|$b"
sql "SELECT shipment, parent FROM joined" >out
is out "$c|$b"
run 0 sn-bundle undo "$c"
sql "SELECT status FROM shipment WHERE id = $c" >out
is out print
run 0 sn-undo
run 0 sn-move cancel -r 'buyer called' "$c"
sql "SELECT count(*) FROM joined" >out
is out 0
run 2 sn-bundle undo "$b"
run 0 sn-undo
run 0 sn-undo "$(sql "SELECT max(op) FROM change WHERE id = $a AND col = 'cancel'")"
sql "SELECT id, bundled_into FROM shipment WHERE id BETWEEN $b AND $c" >out
is out "$b|$a
$c|$a"

# after the label it is refused, unless a person says so; then both labels
# are to be made again
run 0 sn-edit carrier=yamato "$a"
run 0 sn-move print "$a"
run 0 sn-label -f yamato-b2cloud -o label.csv "$a"
run 2 sn-bundle undo "$b"
is err "sn-bundle: $b (rakuten-main:6302): has its label, which shows the whole bundle; --despite label takes it out all the same"
take 6304
run 2 sn-bundle join "$a" "$id"
run 2 sn-bundle undo "$b" --despite label
run 0 sn-bundle undo "$b" --despite label -r 'sent back'
sql "SELECT id, status, labelled_at IS NULL, bundled_into FROM shipment
    WHERE id BETWEEN $a AND $c" >out
is out "$a|number|0|
$b|print|1|
$c|number|0|$a"
sql "SELECT shipment, code, severity, saw FROM finding
    WHERE code LIKE 'bundle%' AND state = 'open'" >out
is out "$a|bundle-undone|error|$b"
run 2 sn-label --relabel -f yamato-b2cloud -o again.csv "$a"
like err 'open finding bundle-undone$'
run 0 sn-undo
# gone with the parcel
run 0 sn-move notify "$a"
run 2 sn-bundle undo "$b" --despite label -r 'too late'
is err "sn-bundle: $b (rakuten-main:6302): has left with its bundle"
# cancelled after the label
run 0 sn-move number "$a"
run 0 sn-move cancel -r late "$c"
sql "SELECT shipment, code, saw FROM finding
    WHERE code LIKE 'bundle%' AND state = 'open'" >out
is out "$a|bundle-cancelled|$c"
run 0 sn-undo

# each order of a bundle to its own mall, with the number of the parcel
conf 'across_malls = yes'
take 6401 hour 1
a=$id
take 6402 shop yahoo-main
b=$id
run 0 sn-bundle join "$a" "$b"
run 0 sn-edit carrier=yamato "$a"
run 0 sn-move print "$a"
run 0 sn-label -f yamato-b2cloud -o label2.csv "$a"
[ "$(iconv -f CP932 -t UTF-8 label2.csv | grep -c '^S')" -eq 1 ]
ok $? 'one label'
iconv -f CP932 -t UTF-8 label2.csv >out
like out 'みかん ×2.*みかん ×2'
"$top/scripts/bench/returns" label2.csv >returned.csv
run 0 sn-track returned.csv
tracking=$(sql "SELECT number FROM tracking WHERE shipment = $a")
mkdir results
run 0 sn-push --file -o results "$a"
grep -l "$tracking" results/* | sed 's/.*\/\([a-z]*\)-.*/\1/' | sort >out
is out 'rakuten
yahoo'
grep -c 6402 results/rakuten* >out
is out 0
grep -c 6401 results/yahoo* | head -n 1 >out
is out 0
conf ''

# a second postage and a second fee: kept, or made up for
# shellcheck disable=SC2086	# words
take 7001 $cod
a=$id
# shellcheck disable=SC2086	# words
take 7002 $cod
b=$id
before=$(rows)
run 0 sn-bundle join "$a" "$b"
sql "SELECT count(*) FROM charge WHERE kind = 'adjustment'" >out
is out 0
run 0 sn-show "$a"
like out '^  together +total 5,660 yen +to collect 5,660 yen  parcels 1$'
run 0 sn-bundle undo "$b"
run 0 sn-bundle join --postage drop --cod-fee drop "$a" "$b"
sql "SELECT kind, name, amount, tax_rate, tax_included FROM charge
    WHERE kind = 'adjustment'" >out
is out 'adjustment|送料（同梱）|-500|10|1
adjustment|代引手数料（同梱）|-330|10|1'
sql "SELECT code, severity, saw, expected, source, shipment FROM finding
    WHERE code = 'bundle-amend'" >out
is out "bundle-amend|warning|2830|2000|rakuten|"
run 0 sn-show "$a"
like out '^  together +total 4,830 yen +to collect 4,830 yen  parcels 1$'
run 0 sn-bundle undo "$b"
[ "$(rows)" = "$before" ]
ok $? 'what was made up for is due again'
# the one that pays it is taken out: the other one pays it
take 7003
c=$id
take 7004
d=$id
take 7005
e=$id
seed "DELETE FROM charge WHERE orders =
    (SELECT id FROM orders WHERE number = '7003')"
run 0 sn-bundle join --postage drop "$c" "$d" "$e"
sql "SELECT w.shipment FROM waived w" >out
is out "$e"
run 0 sn-bundle undo "$d"
sql "SELECT count(*) FROM waived" >out
is out 0
run 0 sn-bundle join --postage drop "$c" "$d"
sql "SELECT shipment FROM waived" >out
is out "$d"
# amended at the mall: join again brings the adjustment in line
seed "UPDATE charge SET amount = 0 WHERE kind = 'postage' AND orders =
    (SELECT id FROM orders WHERE number = '7004')"
run 0 sn-bundle join "$c" "$d" "$e"
sql "SELECT count(*) FROM charge WHERE kind = 'adjustment'" >out
is out 0
run 0 sn-bundle undo "$c"
# an order that also goes elsewhere keeps its postage
seed "INSERT INTO shipment (id, destination, seq, status, status_at, route)
    SELECT 9000, destination, 2, 'ready', status_at, route
    FROM shipment WHERE id = $d"
run 0 sn-bundle join --postage drop "$b" "$d" --despite payment -r test
sql "SELECT count(*) FROM waived" >out
is out 0
run 0 sn-bundle undo "$d"

# points of all, temperatures that go together, parcels and marks
cat >items.csv <<'CSV'
code,name,temperature,tolerates
WARM,缶詰,normal,chilled frozen
SOFT,菓子,normal,chilled
ICE,氷菓,frozen,
CSV
run 0 sn-item import items.csv
take 7101 line ICE cool frozen points 100 parcels 2
a=$id
take 7102 line WARM points 50 marks fragile
b=$id
take 7103 line SOFT
c=$id
run 1 sn-bundle join "$a" "$b" "$c"
is err "sn-bundle: $c (rakuten-main:7103): not with $a (rakuten-main:7101): temperature"
run 0 sn-edit parcels=2 "$b"
run 0 sn-show "$a"
like out '^  together +total 4,850 yen  to collect 0 yen  points -150 yen  parcels 3$'
run 0 sn-find --full "$a"
like out "\"members\":\[\"$b\"\]"
cp out full.ndjson
run 0 sn-import full.ndjson	# members are not read: who belongs says so
run 0 sn-edit carrier=yamato "$a"
run 0 sn-move print "$a"
run 0 sn-label -f yamato-b2cloud -o cold.csv "$a"
iconv -f CP932 -t UTF-8 cold.csv >out
like out 'ワレ物注意'
run 0 sn-undo
conf 'temperature = same'
run 0 sn-bundle undo "$b"
run 2 sn-bundle join "$a" "$b"
conf ''
run 2 sn-bundle undo -q 'bundle=*'
like err "^sn-bundle: [0-9]+ \(yahoo-main:6402\): has left with its bundle$"

# what a board counts: parents, and the earliest deadline of a bundle
rm -rf shop
shop
take 1
take 2 ship_by 2026-12-24
take 3 status new
run 0 sn-bundle join 1 2 3
run 0 sn
like out '^ready +1$'
like out '^ship by, as the mall says +0 +1 '
run 0 sn-show 1
like out 'leaves by 2026-12-24$'

# a key fact that was changed since: a check finds it until it is mended
differs() {
	run 0 sn-check -q 'id=*'
	sql "SELECT shipment, field, saw, expected, source FROM finding
	    WHERE code = 'bundle-differs' AND state = 'open'" >out
	is out "$1"
}
differs ''
run 0 sn-edit 2 to.town=8-8-8 deliver=2026-12-27
differs '2|destination.2.to_town|東京都中央区8-8-8|東京都中央区1-2-3|1
2|shipment.2.deliver_on|2026-12-27||1'
run 0 sn-edit 2 to.town=１－２－３ deliver=
differs ''
run 0 sn-edit 2 to.name=佐藤 slot=am
differs '2|destination.2.to_name|佐藤|山田花子|1
2|shipment.2.deliver_slot|am||1'
run 0 sn-edit 1 to.name=佐藤 slot=am temp=frozen
run 0 sn-edit 3 to.name=佐藤 slot=am temp=frozen to.zip=1000002
differs '2|shipment.2.temperature||frozen|1
3|destination.3.to_zip|1000002|1000001|1'
run 0 sn-edit 1 temp=
run 0 sn-edit 3 temp= to.zip=1000001
differs ''
run 0 sn-bundle undo 2
run 0 sn-edit 2 to.town=8-8-8
run 0 sn-bundle join 1 2 --despite address -r 'moves in'
differs ''
run 0 sn-bundle undo 1

run 0 sn-edit 2 to.town=1-2-3
run 0 sn-edit 3 to.town=8-8-8
run 0 sn-bundle join 2 3 --despite address -r 'moves in'
run 0 sn-bundle join 1 2	# and takes that along
differs ''
run 0 sn-bundle undo 1
run 0 sn-bundle undo 2
run 0 sn-edit 3 to.town=1-2-3

# the mall hears of a fee that was dropped, and states the new total then
run 0 sn-bundle join --postage drop 1 2
amend() {
	run 0 sn-check -q 'id=*'
	sql "SELECT code, orders, state, saw, expected, source FROM finding
	    WHERE code IN ('bundle-amend', 'total-differs')" >out
	is out "$1"
}
amend 'bundle-amend|2|open|2500|2000|rakuten'
seed 'UPDATE orders SET stated_total = 2000 WHERE id = 2'
amend 'bundle-amend|2|closed|2500|2000|rakuten'
run 0 sn-bundle undo 1
seed 'UPDATE orders SET stated_total = 2500 WHERE id = 2'

# auto: all groups without conflicts, the largest first, the others told
take 11 phone 03-0555-0001
take 12 phone 03-0555-0001
take 21 phone 03-0555-0002
take 22 phone 03-0555-0002 on 2026-12-30
before=$(rows)
run 0 sh -c 'sn-bundle auto -q status=new,ready || [ $? -eq 1 ]'	# example
is err 'sn-bundle: 6 (rakuten-main:21), 7 (rakuten-main:22): not bundled: date'
sed 's/.*"id":"\([0-9]*\)".*/\1/' out | tr '\n' ' ' >ids
echo >>ids
is ids '1 2 3 4 5 '
run 0 sn-undo
[ "$(rows)" = "$before" ]
ok $? 'sn-undo takes all of it back'
run 0 sn-bundle auto 4 5
run 0 sn-bundle auto 4 5
is out ''
run 1 sn-bundle auto 6 7
run 0 sn-bundle auto --despite date,slot -r 'they agreed' 6 7
sql 'SELECT shipment, despite FROM joined WHERE parent = 6' >out
is out '7|date'
run 0 sn-undo
run 0 sn-bundle auto - </dev/null
# more for a bundle that there is go into it
take 13 phone 03-0555-0001 hour 1
run 0 sn-bundle auto -q to.phone=03-0555-0001
sql "SELECT id, bundled_into FROM shipment WHERE id IN (4, 5, $id)" >out
is out "4|
5|4
$id|4"

# what candidates must have in common
rm -rf shop
shop
# each line's words, and then the lines, in order
sorted() {
	perl -lane 'print join " ", sort @F' | sort
}
# groups SETTINGS IDS: what find names, and the check of sn-check as well
groups() {
	conf "$1"
	sn-bundle find --ndjson >out 2>err
	sed 's/.*"ids":"\([^"]*\)".*/\1/' out | tr '\n' '/' >ids
	echo >>ids
	is ids "$2"
	sn-check -q 'id>0' >/dev/null 2>err || ok 1 "sn-check: $(cat err)"
	sql "SELECT expected FROM finding
	    WHERE code = 'bundle-candidate' AND state = 'open'
	    ORDER BY shipment" | sorted >checked
	perl -ne 'print "$_\n" x split for split m{[/\n]}' ids | sorted >named
	is checked "$(cat named)"
}
take 1
take 2 name 佐藤 hour 11
take 3 phone 03-0888-0000 hour 12
take 4 shop yahoo-main hour 13
take 5 town 7-7-7 hour 14 on 2026-12-29
take 6 carrier sagawa status payment hour 15
seed "UPDATE orders SET ordered_at = '2026-12-10T10:00:00' WHERE id = 5"
groups '' '5 1 2 6/'
groups 'by = { name, address }' '1 3 6/'
groups 'by = { phone, zip }' '5 1 2 6/'
groups 'by = { name, phone, address }' '1 6/'
groups 'across_malls = yes' '5 1 2 4 6/'
groups 'same_day = yes' '1 2 6/'
groups 'same_carrier = yes' '5 1 2/'
groups 'same_route = yes' '5 1 2 6/'
groups 'within_days = 7' '1 2 6/'
groups 'deadline = 7' '1 2 6/'
groups 'statuses = { ready }' '5 1 2/'
groups 'across_malls = yes apart = { yahoo }' '5 1 2 6/'
groups 'across_malls = yes apart = { }' '5 1 2 4 6/'
groups 'parent = latest' '6 5 1 2/'
run 0 sn-bundle find --ndjson 4
is out ''
conf 'deadline = 7'
run 0 sn-bundle find --ndjson 1
like out '"until":"2026-12-30"'
# what is bundled already counts with its parent
seed "UPDATE orders SET ordered_at = '2026-12-20T10:00:00' WHERE id = 6"
run 0 sn-bundle join 1 6 --despite carrier,status -r 'the buyer asked'
run 0 sn-bundle find --ndjson 1
like out '"ids":"1 2".*"until":"2026-12-27"'
seed "UPDATE shipment SET ship_date = '2026-12-26' WHERE id = 6"
run 0 sn-bundle find --ndjson 1
like out '"until":"2026-12-26"'
run 0 sn-undo
seed "UPDATE shipment SET ship_date = NULL WHERE id = 6;
    UPDATE orders SET ordered_at = '2026-12-23T15:00:00' WHERE id = 6"
conf ''
# what is too much to read is counted
for i in 7 8 9; do
	take $i hour $i
done
for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14; do
	take 1$i
done
run 0 sn-check 1
sql "SELECT expected FROM finding WHERE code = 'bundle-candidate'
    AND state = 'open' AND shipment = 1" >out
is out 21
for wrong in 'by = { mail }' 'by = { }' 'parent = shop' 'shops = { nosuch }' \
    'statuses = { done }' 'statuses = { nosuch }' 'postage = half' \
    'same_day = 1' 'temperature = any' 'within_days = few'; do
	conf "$wrong"
	run 2 sn-bundle find
	like err '^sn-bundle: shop/sn.conf:[0-9]+: bundle: '
done
conf ''

# a store that somebody else writes to, and an output that is full
run 6 sh -c 'sn-bundle find >/dev/full'
run 6 sh -c 'sn-bundle join 1 6 --despite status,carrier -r x >/dev/full'
sql 'SELECT bundled_into FROM shipment WHERE id = 6' >out
is out 1
busy sn-bundle undo 6
sql 'PRAGMA user_version = 999'
run 3 sn-bundle undo 6
done_testing
