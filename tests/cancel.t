#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

get() {
	sql "SELECT $1" >got
}
state() {
	sql "SELECT id, status, cancel, cancel_from FROM shipment
	    WHERE id IN ($1) ORDER BY id" >got
}
findings() {
	sql "SELECT shipment, code, severity, state, saw, expected FROM finding
	    WHERE orders = $1 ORDER BY id" >got
}
everything() {
	sql '.dump shipment' '.dump shipment_line' '.dump payment' \
	    '.dump tracking' '.dump finding' '.dump theirs' \
	    'SELECT id, quantity, cancelled FROM line' \
	    'SELECT id, sum_items, sum_total FROM orders' >"$1"
}

# what cannot start
run 2 sn-cancel
like err '^usage: sn-cancel '
run 0 sn-cancel --help
run 2 sn-cancel -H shop -r x 12		# no shop directory
orders
export SN_HOME=shop
run 2 sn-cancel 12
is err 'sn-cancel: a cancel needs a reason: -r REASON'
run 2 sn-cancel -r x
run 2 sn-cancel -r x -q ''
run 2 sn-cancel -r x --asked --refuse 12
run 2 sn-cancel -r x --asked --line 1 12
run 2 sn-cancel -r x --by weather 12
is err 'sn-cancel: --by weather: buyer, shop, mall, payment or duplicate was expected'
run 2 sn-cancel -r x --line 1:0 12
is err 'sn-cancel: 1:0: a quantity from 1 was expected'
run 0 sn-cancel -r x - </dev/null
is out ''

# the buyer asks: nothing leaves until somebody answers
everything before
run 0 sn-cancel --asked --by buyer -r mail 12
is out ''
state 12
is got '12|ready|asked|buyer'
run 0 sn-why 12
like out 'a cancel was asked for'
run 0 sn-cancel --asked --by buyer -r mail 12	# once more: no change
get "count(*) FROM change WHERE op = (SELECT max(id) FROM op)"
is got 0
run 0 sn-cancel --refuse -r 'is packed' 12
state 12
is got '12|ready|refused|buyer'
run 0 sn-undo "$(sql "SELECT op FROM change WHERE new = 'refused'")"
run 0 sn-undo "$(sql "SELECT min(op) FROM change WHERE new = 'asked'")"
everything after
run 0 cmp before after
run 2 sn-cancel --refuse -r x 12
is err 'sn-cancel: 12 (rakuten-main:1002): nobody asked to cancel it'

# a whole order, and who has to be told
run 0 sn-cancel -n --by buyer -r 'by phone' rakuten-main:1002
like out '"tbl":"shipment","id":"12","col":"status","old":"ready","new":"cancel"'
everything after
run 0 cmp before after
run 0 sn-cancel --by buyer -r 'by phone' rakuten-main:1002	# example
like out 'rakuten-main:1002 +cancel-tell-mall +rakuten +the order is cancelled'
state 12
is got '12|cancel|done|buyer'
get "state, amount FROM payment WHERE id = 2"
is got 'void|3500'
get "sum_total FROM orders WHERE id = 2"
is got 3500
findings 2
is got '|cancel-tell-mall|warning|open|ready|cancelled'
run 0 sn-cancel --by buyer -r 'by phone' rakuten-main:1002
get "count(*) FROM change WHERE op = (SELECT max(id) FROM op)"
is got 0
run 0 sn-cancel --json --by buyer -r 'by phone' rakuten-main:1002
like out '"code":"cancel-tell-mall","whom":"rakuten"'
run 0 sn-undo "$(sql "SELECT DISTINCT op FROM change WHERE new = 'void'")"
everything after
run 0 cmp before after

# the courier collects nothing, and money that came goes back
run 0 sn-cancel -r x 13
get "state FROM payment WHERE id = 3"
is got void
run 0 sn-undo
run 0 sn-pay --paid 11
run 0 sn-cancel --by payment -r x 11
like out 'refund-due +bank +give back what was paid: 2500 yen came, 0 are due'
get "state, paid FROM payment WHERE id = 1"
is got 'refunding|2500'
run 0 sn-pay --refund 'done' 11
sql "SELECT state FROM finding WHERE code = 'refund-due'" >got
is got closed
run 0 sn-undo
run 0 sn-undo
run 0 sn-undo
# an agent that has authorised it
seed "UPDATE payment SET state = 'authorised', agent = 'np' WHERE id = 5"
run 0 sn-cancel -r x own-main:3002
like out '^own-main:3002 +cancel-tell-agent +np +0 yen are due, not 2500$'
state '15, 16'
is got '15|cancel|done|shop
16|cancel|done|shop'
run 0 sn-undo

everything before
# one of two shipments: its goods are cancelled, and less is to be paid
run 0 sn-cancel --by shop -r 'sold out' 20
is out ''
state '19, 20'
is got '19|ready|none|
20|cancel|done|shop'
get "quantity, cancelled, sum_total, amount FROM line l
    JOIN orders o ON o.id = l.orders JOIN payment p ON p.orders = o.id
    WHERE l.id = 10"
is got '5|2|3500|3500'
get "shipment, quantity FROM shipment_line WHERE line = 10 ORDER BY 1"
is got '19|3
20|2'
sn-store check --full 2>&1 | grep -c 'packed more often' >got
is got 0
# and the other one
run 0 sn-cancel --by shop -r 'sold out' 19
get "cancelled, state FROM line l JOIN payment p ON p.orders = l.orders
    WHERE l.id = 10"
is got '2|void'
run 0 sn-undo
run 0 sn-undo
everything after
run 0 cmp before after

# lines and quantities
run 0 sn-cancel --line BOX-1:1 --by shop -r 'sold out' 19	# example
get "quantity, cancelled, sum_total FROM line l JOIN orders o ON o.id = orders
    WHERE l.id = 10"
is got '5|1|4500'
get "shipment, quantity FROM shipment_line WHERE line = 10 ORDER BY 1"
is got '19|2
20|2'
run 0 sn-undo
run 2 sn-cancel --line 1:9 -r x 19
is err 'sn-cancel: 19 (own-main:3003): has only 3 of 1'
run 2 sn-cancel --line NONE -r x 19
is err 'sn-cancel: 19 (own-main:3003): has no line NONE'
# all that is in it is the whole shipment
run 0 sn-cancel --line 1 -r x 19
state '19, 20'
is got '19|cancel|done|shop
20|ready|none|'
get "cancelled FROM line WHERE id = 10"
is got 3
run 0 sn-undo
# the rest may go, when the buyer asked for no more
run 0 sn-cancel --asked -r x 12
seed "UPDATE line SET mall_id = 'L' || id WHERE orders = 2"
run 0 sn-cancel --line 2 -r x 12
like out "rakuten-main:1002 +cancel-tell-mall +rakuten +りんご 3kg: 1 are cancelled, not 0"
state 12
is got '12|ready|none|'
get "amount, state FROM payment WHERE id = 2"
is got '1500|authorised'
findings 2
is got '|cancel-tell-mall|note|open|0|1'
run 0 sn-undo
run 0 sn-undo

# too much was paid
seed "UPDATE payment SET method = 'bank', timing = 'before', state = 'paid',
    paid = 3500 WHERE id = 2"
run 0 sn-cancel --line 2 -r x 12
like out 'refund-due +bank +give back what was paid: 3500 yen came, 1500 are due'
get "amount, state FROM payment WHERE id = 2"
is got '1500|over'
run 0 sn-undo
seed "UPDATE payment SET method = 'card', timing = 'auth',
    state = 'authorised', paid = 0 WHERE id = 2"

# a label is printed: the parcel has to be held back
seed "UPDATE shipment SET status = 'number', labelled_as = '0-0',
    labelled_at = '2026-12-23T10:00:00' WHERE id = 12;
    INSERT INTO tracking (id, shipment, parcel, carrier, number)
    VALUES (801, 12, 1, 'yamato', '400000000001')"
run 2 sn-cancel -r x 12
is err 'sn-cancel: 12 (rakuten-main:1002): has its label; --force cancels it all the same'
run 0 sn-cancel --force -r x 12
like out 'rakuten-main:1002 +12 +cancel-tell-carrier +yamato +hold the parcel back: 400000000001'
get "labelled_at, void, state FROM shipment s JOIN tracking t
    ON t.shipment = s.id WHERE s.id = 12"
is got '2026-12-23T10:00:00|1|void'
run 0 sn-undo
# of some of it, they are to be taken out
run 2 sn-cancel --line 2 -r x 12
run 0 sn-cancel --line 2 --force -r x 12
like out 'rakuten-main:1002 +12 +cancel-packed +take out of the parcel: りんご 3kg x1'
sql "SELECT shipment, code, severity FROM finding
    WHERE code = 'cancel-packed'" >got
is got '12|cancel-packed|warning'
run 0 sn-undo
seed "DELETE FROM tracking; UPDATE shipment SET status = 'ready',
    labelled_at = NULL, labelled_as = NULL WHERE id = 12"

# refused by name; the others are cancelled
run 1 sn-cancel -r x 12 14 99
is err 'sn-cancel: 99: no such shipment
sn-cancel: 14 (own-main:3001): is done; what comes back is a return'
run 0 sn-undo
run 2 sn-cancel --asked -r x 14 18
is err 'sn-cancel: 14 (own-main:3001): is done; what comes back is a return
sn-cancel: 18 (rakuten-main:1003): is cancelled'

# a parent lets its children go
run 0 sn-cancel -r x 21
sql 'SELECT status, bundled_into FROM shipment WHERE id = 22' >got
is got 'print|'
run 0 sn-undo

# the amount goes with what is left, and labels that show another are found
seed "UPDATE payment SET method = 'cod', timing = 'delivery', state = 'none'
    WHERE id = 8; UPDATE shipment SET labelled_as = '1-0',
    labelled_at = '2026-12-23T10:00:00' WHERE id = 20"
run 0 sn-cancel -r x 19
findings 8
like got '^20\|label-changed\|warning\|open'
run 0 sn-undo
seed "UPDATE payment SET method = 'invoice', timing = 'after' WHERE id = 8;
    UPDATE shipment SET labelled_as = NULL, labelled_at = NULL WHERE id = 20"

# above ask_above it asks, and nobody is there
sed -i '1i ask_above = 1' shop/sn.conf
run 3 setsid sn-cancel -r x 11 12
like err 'add --yes$'
run 0 sn-cancel -r x --yes 11 12
run 0 sn-undo
sed -i 1d shop/sn.conf

# nobody reads: it is done all the same
run 6 sh -c 'sn-cancel -r x 12 >/dev/full'
state 12
is got '12|cancel|done|shop'
run 0 sn-undo
run 0 sn-cancel -v -r x 17
like err 'sn-cancel: 1 cancelled, 0 refused'
run 0 sn-undo

# comes STATE QUANTITY: what the mall says of an order of its own
comes() {
	printf '{"shop":"rakuten-main","number":"M","destination":{"seq":1,
	    "to":{"name":"森"}},"lines":[{"seq":1,"mall_id":"1",
	    "name":"木箱","quantity":%d,"unit_price":100,"quantity_here":%d}],
	    "order":{"type":"normal","mall_state":"%s",
	    "ordered_at":"2026-12-20T10:00:00"}}' "$2" "$2" "$1" |
	    tr -d '\n\t' >in
	echo >>in
	run 0 sn-import in
	sql "SELECT code, f.state FROM finding f JOIN orders o
	    ON o.id = f.orders WHERE o.number = 'M' ORDER BY f.id" >got
}
# the mall asks; it is refused, and the mall goes on
comes cancel-asked 5
is got 'cancel-asked|open'
run 0 sn-cancel --refuse -r 'is packed' rakuten-main:M
like out 'cancel-tell-mall +rakuten +the cancel is refused'
comes ready 5
is got 'cancel-asked|closed
cancel-tell-mall|closed'
# some is cancelled here, and the mall takes it over as a lower quantity
run 0 sn-cancel --line 1:2 -r 'sold out' rakuten-main:M
comes ready 3
sql "SELECT quantity, cancelled FROM line WHERE name = '木箱'" >got
is got '3|0'
sql "SELECT sl.quantity FROM shipment_line sl JOIN line l ON l.id = sl.line
    WHERE l.name = '木箱'" >got
is got 3
sql "SELECT count(*) FROM finding WHERE code = 'cancel-tell-mall'
    AND state = 'open'" >got
is got 0
# the mall asks again, and it is done
comes cancel-asked 3
run 0 sn-cancel --done --by buyer -r mail rakuten-main:M
comes cancelled 3
sql "SELECT count(*) FROM finding f JOIN orders o ON o.id = f.orders
    WHERE number = 'M' AND f.state = 'open'" >got
is got 0

# what came in too much goes back
seed "$(line 904 1 9 11 FEW 'わずか' 1 300)
    UPDATE payment SET amount = 2800 WHERE id = 1;
    UPDATE orders SET sum_total = 2800 WHERE id = 1"
run 0 sn-pay --paid 11
run 0 sn-cancel --line FEW -r x 11
like out 'refund-due +bank +give back what was paid: 2800 yen came, 2500 are due'
run 0 sn-pay --paid --amount 2500 11
sql "SELECT state FROM finding WHERE code = 'refund-due' AND orders = 1" >got
is got closed

# a store that is busy, and one from the future
busy sn-cancel -r x 12
sql 'PRAGMA user_version = 9999'
run 3 sn-cancel -r x 12
done_testing
