#!/bin/sh
# Rules: what they meet, what they do, and that all of it can be tried first.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/find.sh
. "$top/tests/find.sh"
export SN_HOME=shop
cat >>shop/sn.conf <<'CONF'
route "冷凍倉庫" { status pick { title = "ピッキング待ち" after = ready } }
rank VIP { from = 2 }
query far { q = "to.pref=沖縄県,北海道" }
CONF

# rules LINE ...: the file of rules
rules() {
	printf '%s\n' "$@" >shop/rules.conf
}

# value ID FIELDS: what the shipment has
value() {
	sn-find --tsv --columns "$2" "id=$1" | tail -n 1
}

# usage, and rules that are wrong
run 2 sn-route
like err '^usage: sn-route '
rm shop/rules.conf
run 2 sn-route 1
like err '^sn-route: shop/rules.conf: there is none; sn-init '
run 2 sn-route --rules new.conf 1
is err 'sn-route: new.conf: No such file or directory'
rules 'rule "x" {' 'then = { "tag a",' '"carier yamato" } }'
run 2 sn-route 1
is err 'sn-route: shop/rules.conf:3: rule "x": then: carier: no such action; did you mean carrier?'
rules 'rule "x" { if = "to.prf=東京都"' 'then = { "tag a" } }'
run 2 sn-route 1
like err '^sn-route: shop/rules.conf:1: rule "x": if: no such field; did you mean to.pref\?'
rules 'rule "x" { if = "田中"' 'then = { "tag a" } }'
run 2 sn-route 1
rules 'rule "x" { if = "id=1" }'
run 2 sn-route 1
is err 'sn-route: shop/rules.conf:1: rule "x": then is missing: what the rule does'
rules 'rule "x" { then = { "tag a" } }' 'rule "x" { then = { "tag b" } }'
run 2 sn-route 1
like err ':2: x: a second time, after line 1$'
while IFS='|' read -r action message; do
	rules "rule x { then = { '$action' } }"
	run 2 sn-route 1
	is err "sn-route: shop/rules.conf:1: rule \"x\": then: $message"
done <<'BAD'
route 倉庫|倉庫: no such route in sn.conf
move 未定|未定: no such status
move done|done: no rule ends a shipment
hold 箱|箱: no such hold box in sn.conf
carrier|carrier: "carrier CARRIER [SERVICE]" was expected
carrier yamto|carrier: 'yamto': no such word; did you mean yamato?
temp hot|temp: 'hot': one of these was expected: normal chilled frozen
charge tip 100|charge tip 100: "charge KIND YEN [NAME]" was expected
charge island x|charge island x: "charge KIND YEN [NAME]" was expected
parcels 0|parcels: '0': 1 to 999 was expected
parcels per x|parcels per x: "parcels N | per N" was expected
ship never|ship never: "ship auto [lead DAYS] [cutoff HH:MM] | back | today | +DAYS" was expected
ship auto cutoff 25:00|ship auto cutoff 25:00: "ship auto [lead DAYS] [cutoff HH:MM] | back | today | +DAYS" was expected
slot 25-26|slot: '25-26': a slot was expected, such as am, 14-16 or none
gift A 1 100|gift A 1 100: "gift CODE [PIECES]" was expected
sender me|sender me: "sender shop|buyer" was expected
set item.sku=x|item.sku=x: of fields that a shipment has several of there are other actions
set memo-=x|memo-=x: = was expected, or += for a text
stop now|stop now: "stop " was expected
frobnicate|frobnicate: no such action
BAD
run 0 sn-find --count 'tag=a'
is out 0

# a rule meets what its condition finds, once; only what is new
rules 'rule "all" {' 'then = { "tag met", "memo 済" } }'
run 0 sn-route -n 1 2 3
like out '"col":"memo"'
run 0 sn-find --count tag=met
is out 0
run 0 sn-route 1 2 3 4 7
[ "$(wc -l <out)" -eq 5 ]
ok $? 'all that was selected is passed on'
found '1 2' tag=met
run 0 sn-route 1 2 3 4 7
op=$(sql 'SELECT max(id) FROM op')
run 0 sql "SELECT count(*) FROM change WHERE op = $op"
is out 0
run 0 sn-why 1 memo
like out '\[rules.conf:2: all\]'

# another selection: any status but what has ended
run 0 sn-route -q 'id=*'
found '1 2 3 5 6' tag=met
run 0 sn-undo
run 0 sn-route --any 3 7
run 0 sn-find --count 'tag=met id=3,7'
is out 1

# an edited rule is the same rule, unless it is asked to begin again
rules 'rule "all" {' 'then = { "tag second" } }'
run 0 sn-route 1
run 0 sn-find --count tag=second
is out 0
run 0 sn-route --again 1
run 0 sn-find --count tag=second
is out 1
run 0 sn-undo
run 0 sn-undo
run 0 sn-store check --full

# pipes: a diff is no selection; what is no shipment is refused
run 0 sh -c 'sn-find status=new | sn-route - >passed'
[ "$(wc -l <passed)" -eq 4 ]
ok $? 'a stage of a pipe'
run 2 sh -c 'sn-route -n --again 1 | sn-route -'
run 1 sh -c 'printf "1\nx\n" | sn-route -'
run 0 sh -c 'sn-route - </dev/null'

# each action
rules 'rule "one" { if = "id=1" then = {' \
    '"タグ 冷凍", "untag met", "carrier sagawa parcel", "temp chilled",' \
    '"slot 14-16", "item-temp frozen FRZ*", "mark FRZ*", "parcels per 1",' \
    '"charge island 1500 離島送料", "gift OMAKE 2", "add MIKAN 1 500",' \
    '"label-note 天地無用", "label-note 天地無用", "message ご確認ください",' \
    '"stamp おまけ", "stamp 冷凍", "set dropoff=玄関", "set note+= 済",' \
    '"sender shop", "ship +3", "route 冷凍倉庫", "move pick" } }'
before=$(value 1 total)
run 0 sn-route --again 1
is err ''
value 1 carrier,service,temp,slot,parcels,label.note,dropoff,ship,route,status >out
is out "$(printf 'sagawa\tparcel\tchilled\t14-16\t2\t天地無用\t玄関\t2026-12-27\t冷凍倉庫\tpick')"
run 0 sn-find --count 'id=1 tag=冷凍 tag!=met item.temp=frozen item.mark=1'
is out 1
run 0 sn-find --count 'id=1 item.code=OMAKE item.kind=promo item.quantity=2'
is out 1
value 1 total >out
is out "$((before + 2000))"
value 1 from.name,message >out
is out "$(printf 'みかん堂\tご確認ください')"
sql 'SELECT stamps FROM shipment WHERE id = 1' >out
is out 'おまけ
冷凍'
# nothing is added twice
run 0 sn-route --again --any 1
value 1 total >out
is out "$((before + 2000))"
run 0 sn-find --count 'id=1 count item.code=3'
is out 1
# what the mall said is kept
sql "SELECT count(*) FROM theirs WHERE tbl = 'shipment' AND id = 1" >out
like out '^[1-9]'
run 0 sn-store check --full

# a carrier takes its service with it
rules 'rule "carrier" { if = "id=1" then = { "carrier yamato" } }'
run 0 sn-route --any 1
value 1 carrier,service >out
is out "$(printf 'yamato\t')"

# buyers and senders, remarks without the shop's own text
seed "UPDATE orders SET remarks = '定型文' || char(10) || '急いでください' ||
    char(10) || '定型文', remarks_given = remarks WHERE id = 2"
rules 'rule "remarks" { if = "id=2" then = { "strip 定型文",' \
    '"sender buyer" } }'
run 0 sn-route 2
sql "SELECT remarks, remarks_given IS NULL FROM orders WHERE id = 2" >out
is out '急いでください|1'
value 2 from.name >out
is out '田中 太郎'

# stock phrases by name
printf 'phrase "定型" { text = "またのご利用を" }\n' >>shop/sn.conf
seed "UPDATE orders SET remarks = 'x またのご利用を' WHERE id = 2"
rules 'rule "phrases" { if = "id=2" then = { "strip @定型", "memo @定型",' \
    '"stamp @定型" } }'
run 0 sn-route 2
sql "SELECT o.remarks, o.memo, s.stamps FROM orders o, shipment s
    WHERE o.id = 2 AND s.id = 2" >out
like out '^x\|.*またのご利用を\|またのご利用を$'
rules 'rule "x" { then = { "strip @定形" } }'
run 2 sn-route 2
is err "sn-route: shop/rules.conf:1: rule \"x\": then: '@定形': no such phrase in sn.conf; did you mean @定型?"

# an action that does not fit is told, and the others are done
rules 'rule "odd" { if = "id=5" then = { "move pick", "tag odd" } }'
run 1 sn-route 5
is err 'sn-route: odd: 5 (own-main:3001): its route 基本 has no status pick'
run 0 sn-find --count 'tag=odd'
is out 1

# a label that is out already and shows something else now is found
seed "UPDATE shipment SET status = 'print', carrier = 'yamato' WHERE id = 6"
run 0 sn-label -f yamato-b2cloud --force-ship -r test -o label.csv 6
rules 'rule "late" { if = "id=6" then = { "slot am" } }'
run 0 sn-route --any 6
run 0 sn-find --count 'id=6 finding=label-changed'
is out 1
run 0 sn-undo
run 0 sn-undo
seed "UPDATE shipment SET status = 'new', carrier = NULL WHERE id = 6"

# the order of rules, stop, and what a later rule sees
rules 'rule "first" { if = "id=5,6" then = { "charge cool 300" } }' \
    'rule "rich" { if = "id=5,6 charge.kind=cool" then = { "tag cool" } }' \
    'rule "stop" { if = "id=5" then = { "tag stopped", "stop" } }' \
    'rule "last" { if = "id=5,6" then = { "tag last" } }'
run 0 sn-route -v 5 6
like err '^sn-route: rules.conf:4: last: 1$'
run 0 sn-find --count 'id=5,6 tag=cool'
is out 2
run 0 sn-find --count 'id=5,6 tag=last'
is out 1
rules 'rule "later" { if = "id=5,6" then = { "tag later" } }'
run 0 sn-route 5 6
run 0 sn-find --count 'id=5,6 tag=later'
is out 1

# a later rule of the same run sees what each action did
rules 'rule "s1" { if = "id=5,6" then = { "tag seen", "carrier sagawa",' \
    '"hold 電話確認", "temp chilled", "memo 見た" } }' \
    'rule "s2" { if = "tag=seen" then = { "tag s2" } }' \
    'rule "s3" { if = "carrier=sagawa id=6" then = { "tag s3" } }' \
    'rule "s4" { if = "box=電話確認 id=6" then = { "tag s4" } }' \
    'rule "s5" { if = "temp=chilled memo~見た id=6" then = { "tag s5" } }' \
    'rule "s6" { if = "number=3001" then = { "untag seen" } }' \
    'rule "s7" { if = "tag=seen" then = { "tag s7" } }'
run 0 sn-route 6
sn-find --tsv --columns tag id=6 | tail -n 1 >out
like out 's2; s3; s4; s5'
run 0 sn-find --count tag=seen,s7
is out 0
run 0 sn-undo

# the parts of a split meet the rules after it, not those before
seed "UPDATE line SET temperature = CASE WHEN seq = 1 THEN 'frozen'
    ELSE 'normal' END WHERE orders = 2"
rules 'rule "before" { if = "id=2" then = { "tag before" } }' \
    'rule "split" { if = "number=1002" then = { "split temp" } }' \
    'rule "frozen" { if = "number=1002 all item.temp=frozen"' \
    'then = { "carrier yamato", "tag frozen" } }'
run 0 sn-route 2
[ "$(wc -l <out)" -eq 2 ]
ok $? 'the part is passed on, too'
run 0 sn-find --count 'number=1002 tag=before'
is out 2
run 0 sn-find --count 'number=1002 tag=frozen carrier=yamato'
is out 1
run 0 sn-route -q number=1002
op=$(sql 'SELECT max(id) FROM op')
sql "SELECT count(*) FROM change WHERE op = $op" >out
is out 0
run 0 sn-undo
run 0 sn-find --count number=1002
is out 1

# ship dates: cut-off and lead, closed days, backwards from the delivery
sed -i '1i closed = { sun, "2026-12-29" }' shop/sn.conf
rules 'rule "auto" { if = "id=6" then = {' \
    '"ship auto lead 1 cutoff 12:00" } }' \
    'rule "back" { if = "id=1" then = { "ship back" } }'
seed "UPDATE orders SET ordered_at = '2026-12-24T13:00:00'
    WHERE id = (SELECT max(id) FROM orders WHERE number = '3001')"
run 0 sn-route --any 1 6
value 6 ship >out
is out 2026-12-26
sn-find --count "id=1 ship<$(value 1 deliver)" >out; grep -qx 1 out
ok $? 'it leaves before it is to arrive'

# who it is: which purchase, which rank
seed "UPDATE orders SET by_mail = 'a@example.jp', fold_by_mail = 'a@example.jp'
    WHERE number IN ('1002', '3001')"
rules 'rule "regular" { if = "rank=VIP purchases=2" then = { "tag vip" } }'
run 0 sn-route -q '@far or number=3001'
sn-find --ndjson tag=vip | jq -r .number | sort -u >out
is out 3001

# --list
run 0 sn-route --list --csv
is out 'line,rule,if,then,met
1,regular,rank=VIP purchases=2,tag vip,1'

# --lint
run 0 sn-route --lint
is out 'line  rule  kind  what'
cat >bad.conf <<'CONF'
rule "a" { if = "mall=rakuten" then = { "carrier yamato", "stop" } }
rule "b" { if = "mall=rakuten total=1.." then = { "carrier sagawa" } }
rule "c" { if = "mall=yahoo mall=rakuten" then = { "tag x" } }
rule "d" { if = "total=5..3 total>4" then = { "tag x", "untag x" } }
rule "e" { if = "mall=yahoo to.pref=東京都" then = { "tag y" } }
rule "f" { if = "mall=yahoo" then = { "untag y" } }
rule "g" { if = "item.tmp=frozen" then = { "tag x" } }
rule "h" { if = "mall=own" then = { "carrier sagawa" } }
rule "i" { if = "to.pref=沖縄県" then = { "carrier yamato" } }
rule "j" { if = "mall=qoo10" then = { "tag q" } }
rule "k" { if = "mall=qoo10 to.pref=沖縄県" then = { "route 冷凍倉庫" } }
CONF
seed "UPDATE destination SET to_pref = '沖縄県' WHERE id =
    (SELECT destination FROM shipment WHERE id = 5)"
run 1 sn-route --lint --rules bad.conf --ndjson
jq -r 'select(.kind != "note") | .rule + " " + .kind' out >kinds
is kinds 'g wrong
b unreachable
c never
d never
e shadowed
h contradicts'
like out '"rule":"j","kind":"note","text":"meets none of the 7 shipments of the store"'
run 0 sn-route --lint --rules /dev/null
# a later rule may leave alone what an earlier one decided
rules 'rule "a" { if = "to.pref=沖縄県" then = { "carrier sagawa" } }' \
    'rule "b" { if = "not carrier=*" then = { "carrier yamato" } }' \
    'rule "c" { if = "carrier=yamato" then = { "carrier seino" } }'
run 1 sn-route --lint --ndjson
jq -r '.rule + " " + .kind' out >kinds
is kinds 'b shadowed'

# --test: the manual's own example, and what fails
sed -n '/^rule "定型文/,/^\.Ed/p' "$top/man/sn-rules.5" | sed '/^\./d' \
    >shop/rules.conf
run 0 sn-route --test
is err 'sn-route: 1 cases, 0 failed'
is out ''
cat >>shop/rules.conf <<'CONF'
test "two" {
	given = { "shop=yahoo-main", "item.quantity=3", "item[2].sku=A",
	    "total=10001", "tag=x", "purchases=3", "pay.state=paid" }
	expect = { "mall=yahoo total=10001", "purchases=3", "count item=3",
	    "tag=x", "tag=y" }
	fires = { "一万円以上におまけ", "沖縄は送料を確認" }
	spares = { "出荷予定日" }
}
CONF
run 1 sn-route --test --tsv
cut -f 2,3 out >failed
is failed "$(printf 'test\tfailed\ntwo\trule did not meet it: 沖縄は送料を確認\ntwo\trule met it: 出荷予定日\ntwo\tdoes not hold: tag=y')"
is err 'sn-route: 2 cases, 1 failed'
for given in to.prf=x total finding=x item.quantity=x; do
	rules 'rule "x" { then = { "tag a" } }' \
	    "test \"t\" { given = { \"$given\" } fires = { \"x\" } }"
	run 2 sn-route --test
	like err '^sn-route: rules.conf:2: t: given: '
done
rules 'rule "x" { then = { "tag a" } }' 'test "t" { expect = { "x=" } }'
run 2 sn-route --test
like err '^sn-route: rules.conf:2: t: expect: '
rules 'test "t" { fires = { "x" } }'
run 2 sn-route --test
is err 'sn-route: shop/rules.conf:1: test "t": fires: x: no such rule'
rules 'test "t" { given = { "id=1" } }'
run 2 sn-route --test

# a case ships by the shop's own calendar
printf 'closed = { thu, fri }\n' | cat - shop/sn.conf >conf
grep -v '^closed = { sun' conf >shop/sn.conf
rules 'rule "x" { then = { "ship auto" } }' 'test "t" {' \
    'given = { "ordered=2026-12-24 08:00" } expect = { "ship=2026-12-26" } }'
run 0 sn-route --test
is out ''

# --replay: the rules that were in force make no difference; others are shown
# against what happened, twice the same, and the store is as it was
rm -rf shop
shop
import_one --shop rakuten-main "$samples/rakuten.csv"
rules 'rule "big" { if = "total=10000.." then = { "tag big", "parcels 2" } }' \
    'rule "far" { if = "to.pref=北海道" then = { "carrier yamato" } }' \
    'rule "cold" { then = { "split temp" } }'
run 0 sn-route -q status=new
import_one --shop yahoo-main "$samples/yahoo-order.csv" \
    "$samples/yahoo-item.csv"
run 0 sn-route -q status=new
sn-edit -q 'tag=big status=new' memo=x total= >/dev/null 2>&1
sn-edit -q 'tag=big status=new' memo=x to.pref=沖縄県 >/dev/null
# what a rule has parted is no candidate for a bundle with itself
sn-bundle find --ndjson -q status=new | jq -r '.orders | [scan("\\((.*?)\\)")] |
    unique | length' | sort -n | head -n 1 >out
is out 2
sn-move print -q 'status=new' >/dev/null
before=$(sql .dump | sha256sum)
run 0 sn-route --replay 2026-12-24
like err '^sn-route: [0-9]+ orders since 2026-12-24, 0 differences$'
sed 's/10000/20000/; s/yamato/sagawa/' shop/rules.conf >new.conf
run 1 sh -c 'sn-route --rules new.conf --test &&
    sn-route --rules new.conf --lint &&
    sn-route --rules new.conf --replay -7d'				# example
like out '^[0-9]+ .* carrier +yamato +sagawa '
run 1 sn-route --replay today --rules new.conf
mv out first
like first '^[0-9]+ \(rakuten-main:[0-9-]+\) +carrier +yamato +sagawa +rules.conf:2: far +new.conf:2: far$'
like first '^[0-9]+ \(yahoo-main:[a-z0-9-]+\) +\+ tag big +yes +rules.conf:1: big$'
run 1 sn-route --replay today --rules new.conf
cmp -s first out
ok $? 'two replays are the same'
[ "$(sql .dump | sha256sum)" = "$before" ]
ok $? 'the store is as it was'
run 0 sn-route --replay tomorrow
run 2 sn-route --replay someday
run 6 env TMPDIR=/nowhere sn-route --replay today
find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'sn-replay-*' >out
is out ''

# the other examples of the manual, and what they leave
mkdir in
cp "$samples/shopify.csv" in
run 0 sh -c 'sn-import in/*.csv | sn-route - | sn-check - >/dev/null'
sql "SELECT count(DISTINCT s.id) > 0 FROM orders o
    JOIN destination d ON d.orders = o.id
    JOIN shipment s ON s.destination = d.id
    JOIN fired f ON f.shipment = s.id
    JOIN finding n ON n.shipment = s.id WHERE o.shop = 'shopify-main'" >out
is out 1
before=$(sql .dump | sha256sum)
run 0 sn-route -n -q status=new
[ "$(sql .dump | sha256sum)" = "$before" ]
ok $? 'a dry run changes nothing'

# output that fails, a store that is busy, one of the future
run 6 sh -c 'sn-route -q status=print >/dev/full'
busy sn-route -q status=print
new=$(sql 'PRAGMA user_version')
sql 'PRAGMA user_version = 9999'
run 3 sn-route 1
sql "PRAGMA user_version = $new"
rm -f shop/store.db*
run 2 sn-route 1
done_testing
