#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

shop
sed 's/^route "基本" { }/route "基本" {\
	status inspect { title = "検品待ち" after = print }\
}\
route "冷凍" { }/' shop/sn.conf >conf
cat conf >shop/sn.conf

# an empty shop
run 0 sn -H shop
is out '2026-12-24 09:30  shop

status  total
open        0
done: 0, cancelled: 0'

# one NUMBER STATUS ROUTE: an order with one shipment, all by its number
one() {
	echo "INSERT INTO orders (id, shop, mall, number, type, ordered_at,
	    mall_state, fold_number) VALUES ($1, 'own-main', 'own', '$1',
	    'normal', '2026-12-23T12:00:00', 'ready', '$1');
	    INSERT INTO destination (id, orders, seq) VALUES ($1, $1, 1);
	    INSERT INTO shipment (id, destination, seq, status, status_at,
	    route) VALUES ($1, $1, 1, '$2', '2026-12-23T12:00:00', '$3');"
}
seed "$(one 1 new 基本; one 2 new 冷凍; one 3 payment 基本; one 4 print 基本
    one 5 inspect 基本; one 6 number 基本; one 7 notify 基本; one 8 'done' 基本
    one 9 'done' 冷凍; one 10 cancel 基本; one 11 hold 基本; one 12 ready 昔)"

# statuses in their order, the route's own behind the one it follows;
# routes in the order of sn.conf, then one that is there no more
run 0 sn -H shop
sed -n 3,11p out >counts
is counts 'status   基本  冷凍  昔  total
new         1     1   0      2
payment     1     0   0      1
ready       0     0   1      1
print       1     0   0      1
inspect     1     0   0      1
number      1     0   0      1
notify      1     0   0      1
hold        1     0   0      1'
sed -n 12,13p out >counts
is counts 'open        7     1   1      9
done: 2, cancelled: 1'
sed -n '/^next/,$p' out >next
is next "next:
  sn-find status=payment                                      # sn-pay marks what was paid
  sn-check --findings -q status=new,ready                     # what would go wrong
  sn-move print -q 'status=new,ready stopped=no'              # what may leave today
  sn-label -f yamato-b2cloud -o yamato.csv -q 'status=print carrier=yamato'  # labels
  sn-label -f sagawa-ehiden3 -o sagawa.csv -q 'status=print carrier=sagawa'  # labels
  sn-track FILE ...                                           # what the carriers' software gives back
  sn-push --file -o results -q 'status=notify not reported=*'  # results for the malls"

# what is new and not paid yet waits for its payment first
seed "INSERT INTO payment (id, orders, seq, method, timing, state)
    VALUES (1, 1, 1, 'bank', 'before', 'none'),
    (2, 2, 1, 'bank', 'before', 'paid'), (3, 4, 1, 'bank', 'before', 'none')"
run 0 sn -H shop
sed -n '/^next/,$p' out | sed -n 2p >next
is next "  sn-move payment -q 'status=new pay.when=before pay.state!=paid,over'  # what is to be paid first"
run 0 sn-find -H shop 'status=new pay.when=before pay.state!=paid,over' --count
is out 1
seed 'DELETE FROM payment'

# rules that met others should meet it
seed "INSERT INTO fired (id, shipment, rule) VALUES (1, 2, 'x')"
run 0 sn -H shop
like out '^  sn-route -q status=new +# rules have not met all of them$'
seed "INSERT INTO fired (id, shipment, rule)
    SELECT id + 10, id, 'y' FROM shipment"
run 0 sn -H shop
grep -q sn-route out
[ $? -eq 1 ]
ok $? 'not when they have met all'
seed 'DELETE FROM fired'

# so does a credit check, until its result is noted
seed "INSERT INTO payment (id, orders, seq, method, timing, state)
    VALUES (1, 4, 1, 'deferred', 'auth', 'none'),
    (2, 2, 1, 'card', 'auth', 'authorised')"
run 0 sn -H shop
like out "^  sn-find 'status=new,ready,print pay.when=auth pay.state=none,asked,hold,ng'  # sn-pay --credit notes"
run 0 sn-find -H shop --count \
    'status=new,ready,print pay.when=auth pay.state=none,asked,hold,ng'
is out 1
seed 'DELETE FROM payment'

# what the mall was told is not told again, but closed
seed "UPDATE shipment SET reported_at = '2026-12-24T09:00:00' WHERE id = 7"
run 0 sn -H shop
sed -n '/^next/,$p' out | tail -n 1 >next
is next "  sn-move done -q 'status=notify reported=*'                  # the mall has been told"
seed "UPDATE shipment SET reported_at = NULL WHERE id = 7"

# a child of a bundle is not counted
seed 'UPDATE shipment SET bundled_into = 1 WHERE id IN (2, 9)'
run 0 sn -H shop
like out '^new +1 +0 +1$'
like out '^done: 1, cancelled: 1$'
seed 'UPDATE shipment SET bundled_into = NULL'

# deadlines: past, earlier today, today, a whole day that is today, tomorrow
seed "UPDATE orders SET ship_by = '2026-12-23T00:00:00' WHERE id = 1;
    UPDATE orders SET ship_by = '2026-12-24T09:00:00' WHERE id = 2;
    UPDATE orders SET ship_by = '2026-12-24T18:00:00' WHERE id = 4;
    UPDATE orders SET ship_by = '2026-12-24T00:00:00' WHERE id = 5;
    UPDATE orders SET ship_by = '2026-12-25T00:00:00' WHERE id = 6;
    UPDATE orders SET ship_by = '2026-12-01T00:00:00' WHERE id IN (7, 8, 10);
    UPDATE orders SET pay_by = '2026-12-20T00:00:00' WHERE id IN (1, 3);
    UPDATE orders SET confirm_by = '2026-12-24T09:00:00' WHERE id < 4;
    UPDATE orders SET mall_state = 'unconfirmed' WHERE id = 2;
    UPDATE shipment SET ship_date = '2026-12-24' WHERE id = 12;
    UPDATE shipment SET status_at = '2026-12-20T23:59:59' WHERE id = 11;
    UPDATE shipment SET status_at = '2026-12-21T00:00:00' WHERE id = 12;
    UPDATE shipment SET status_at = '2026-11-01T00:00:00' WHERE id = 8"
run 0 sn -H shop
sed -n '/^deadline/,/^$/p' out | sed '/^$/d' >deadlines
is deadlines "deadline                   late  today  see them
confirm at the mall           1      0  sn-find 'mall.state=unconfirmed confirm.by=..today'
payment                       1      0  sn-find 'status=payment pay.by=..today'
ship by, as the mall says     2      2  sn-find 'status!=notify,follow,done,cancel ship.by=..today'
ship date                     0      1  sn-find 'status!=notify,follow,done,cancel ship=..today'
stands still                  1      0  sn-find 'status!=done,cancel status.at=..-4d'"

# each of these commands can be typed, and shows what was counted
sed -n "s/^[a-z, ]* \([0-9]*\)  *\([0-9-]*\)  sn-find '\(.*\)'/\1 \2 \3/p" \
    deadlines >commands
while read -r late due query; do
	run 0 sn-find -H shop "$query"
	[ "$(wc -l <out)" -eq $((late + due)) ]
	ok $? "finds $late + $due: $query"
done <commands

# findings, the severest first
seed "INSERT INTO finding (id, orders, code, severity, state, opened_at)
    VALUES (901, 1, 'total', 'warning', 'open', '2026-12-24T09:00:00'),
    (902, 2, 'total', 'warning', 'open', '2026-12-24T09:00:00'),
    (903, 3, 'address', 'error', 'open', '2026-12-24T09:00:00'),
    (904, 4, 'address', 'error', 'acked', '2026-12-24T09:00:00')"
run 0 sn -H shop
sed -n '/^finding/,/^$/p' out | sed '/^$/d' >findings
is findings 'finding  severity  count  see them
address  error         1  sn-check --findings -q finding=address
total    warning       2  sn-check --findings -q finding=total'
run 0 sn-find -H shop finding=total
is out "$(cat out)"

# a label file that is not known to be written comes first
seed "INSERT INTO batch (id, op, kind, format, at, rows, sha256, bytes)
    VALUES (7, 0, 'label', 'x', '2026-12-24T09:00:00', 0, '', x'')"
run 0 sn -H shop
sed -n '/^next/,$p' out | sed -n 2p >next
is next "  sn-label --again 7                                          # a label file was not written"

# for programs
run 0 sn -H shop --json
like out '^\{"at":"2026-12-24T09:30:00","counts":\[\{"status":'
like out '"deadline":"ship_by","late":2,"due":2\}'
like out '"findings":\[\{"code":"address","severity":"error","count":1\},'
like out '"done":2,"cancelled":1\}$'

# in Japanese, also under LC_ALL=C as cron has it
sed 's/^prefix/language = ja\nprefix/' conf >shop/sn.conf
run 0 env LC_ALL=C sn -H shop
like out '^新規受注 +1 +1 +0 +2$'
like out '^検品待ち +1'
cat conf >shop/sn.conf

# several shops: a line each
mkdir many
sn-init -H many/b --shop own-main=own >/dev/null
sed -i '/^language/d' many/b/sn.conf
cp -R shop many/a
sqlite3 many/a/store.db "INSERT INTO outbox (id, key, op, kind, state,
    made_at) VALUES (1, 'a', 0, 'mail', 'dead', '$SN_NOW'),
    (2, 'b', 0, 'mail', 'done', '$SN_NOW');
    INSERT INTO running VALUES (1, 0, NULL);
    INSERT INTO letter (id, thread, inbox, kind, came_at, state, state_at,
	sha256) VALUES (1, 1, 'i', 'inquiry', '$SN_NOW', 'open', '$SN_NOW', 'x');
    DELETE FROM running"
run 0 sn many/a many/b
is out 'shop    new  payment  ready  print  number  notify  hold  stopped  late  not sent  letters
many/a    2        1      1      1       1       1     1        3     5         1        1
many/b    0        0      0      0       0       0     0        0     0         0        0'
run 2 sn many/b many/c --json
is out '[{"dir":"many/b","new":0,"payment":0,"ready":0,"print":0,"number":0,"notify":0,"hold":0,"stopped":0,"late":0,"failed":0,"letters":0},
{"dir":"many/c","new":null,"payment":null,"ready":null,"print":null,"number":null,"notify":null,"hold":null,"stopped":null,"late":null,"failed":null,"letters":null}]'
is err 'sn: many/c: many/c/sn.conf: there is none; sn-init makes a shop directory'
run 2 sn many/../many/c
run 2 sn -H shop many/a
run 2 sn --list shops many/a
run 0 sn --json shop
like out '^\[\{"dir":"shop","new":2,'
run 0 sn shop
like out '^shop +2 '
sqlite3 many/b/store.db 'PRAGMA user_version = 9999'
run 3 sn many/a/ many/b
like out '^many/b +- '
run 6 sh -c 'sn many/a >/dev/full'

# the way to the other commands
run 0 sn init --help
like out '^sn-init: '
run 0 env PATH=/usr/bin:/bin "$BUILD/bin/sn" init --help
mkdir bin
printf '#!/bin/sh\necho "mine: $*"\n' >bin/sn-mine
chmod 755 bin/sn-mine
run 0 env PATH="$tmp/bin:$PATH" sn mine 1 'two words'
is out 'mine: 1 two words'
run 2 sn nosuch
is err 'sn: sn-nosuch: no such command; "sn help" lists them'
run 2 sn ../x
printf '#!/bin/sh\necho "$*"\n' >bin/man
chmod 755 bin/man
run 0 env PATH="$tmp/bin:$PATH" sn help init
like out 'sn-init(\.1)?$'
run 0 env PATH="$tmp/bin:$PATH" sn help sn.conf
like out 'sn\.conf(\.5)?$'
run 0 env PATH="$tmp/bin:$PATH" sn help query
like out 'sn-query(\.7)?$'
run 0 env PATH="$tmp/bin:$PATH" sn help
like out '(7 sn|sn\.7)$'
run 6 env PATH=/nonexistent "$BUILD/bin/sn" help

# what cannot be
run 2 sn --nosuch
run 0 sn --help
run 2 sn -H nowhere
run 2 sn -H shop --json operand
run 2 sn --json operand
run 6 sh -c 'sn -H shop >/dev/full'
rm shop/store.db*
run 2 sn -H shop
is err 'sn: shop/store.db: no store; sn-init makes one'

done_testing
