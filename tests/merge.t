#!/bin/sh
# What a mall changes of an order that is there: destinations, lines, where
# they go, payments.
. "$(dirname "$0")/lib.sh"
SN_HOME=shop
export SN_HOME
shop

# order NUMBER PAYMENTS LINE...: one record for each of two destinations,
# with ids d1, d2, unless $ids says else; a line is ID:DESTINATION:QUANTITY
order() {
	number=$1 payments=$2
	shift 2
	for d in 1 2; do
		lines=
		seq=0
		for line; do
			seq=$((seq + 1))
			IFS=: read -r id to many <<EOF
$line
EOF
			here=
			[ "$to" = "$d" ] && here=,\"quantity_here\":$many
			lines="$lines${lines:+,}{\"seq\":$seq,\"mall_id\":\"$id\",
			    \"name\":\"$id\",\"quantity\":5,\"unit_price\":100$here}"
		done
		# shellcheck disable=SC2086	# two words
		id=$(printf '%s\n' ${ids:-d1 d2} | sed -n "${d}p")
		printf '%s' "{\"shop\":\"own-main\",\"number\":\"$number\",
		    \"destination\":{\"seq\":$d,\"mall_id\":\"$id\",
		    \"to\":{\"name\":\"to $id\"}},\"lines\":[$lines],
		    \"order\":{\"type\":\"normal\",\"mall_state\":\"${state:-ready}\",
		    \"ordered_at\":\"2026-12-20T10:00:00\",
		    \"payments\":[$payments]}}" | tr -d '\n\t'
		echo
	done
}

pay() {
	printf '{"method":"%s","timing":"%s","state":"%s","amount":%d}' "$@"
}
card=$(pay card auth authorised 300)

ways() {
	sql "SELECT d.mall_id, d.to_name, group_concat(l.name || sl.quantity)
	    FROM orders o JOIN destination d ON d.orders = o.id
	    JOIN shipment s ON s.destination = d.id
	    LEFT JOIN shipment_line sl ON sl.shipment = s.id
	    LEFT JOIN line l ON l.id = sl.line
	    WHERE o.number = '$1' GROUP BY s.id ORDER BY s.id" >ways
}

findings() {
	sql "SELECT code, state, saw, expected FROM finding f
	    JOIN orders o ON o.id = f.orders WHERE o.number = '$1'" >findings
}

# what comes a second time is known
order A "$card" a:1:5 b:2:5 >in
run 0 sn-import in
run 0 sn-import --json in
like out '"orders":\{"read":1,"new":0,"updated":0,"unchanged":1,'

# a destination of another id in the place of one: its goods go there
ids='d1 d3'
order A "$card" a:1:5 b:2:5 >in
run 0 sn-import in
ways A
is ways 'd1|to d1|a5
d3|to d3|b5'

# ids in another order are no change
ids='d3 d1'
order A "$card" b:1:5 a:2:5 >in
run 0 sn-import in
ways A
is ways 'd1|to d1|a5
d3|to d3|b5'
findings A
is findings ''

# ids that come later
ids='d1 d2'
order B "$card" a:1:5 b:2:5 | sed 's/"mall_id":"d[12]",//' >in
run 0 sn-import in
order B "$card" a:1:5 b:2:5 >in
run 0 sn-import in
ways B
is ways 'd1|to d1|a5
d2|to d2|b5'

# a destination that is gone while another stays
order C "$card" a:1:5 b:2:5 >in
run 0 sn-import in
order C "$card" a:1:5 b:1:5 | head -n 1 >in
run 0 sn-import in
findings C
is findings 'destination-gone|open|to d2|
line-moved|open|b|to d1'

# a line that goes to the other one is told, once, and stops the label
order D "$card" a:1:5 b:2:5 c:2:5 >in
run 0 sn-import in
order D "$card" a:1:5 b:2:5 c:1:5 >in
run 0 sn-import --json in
like out '"updated":1,"unchanged":0.*"findings":1'
findings D
is findings 'line-moved|open|c|to d1'
ways D
is ways 'd1|to d1|a5
d2|to d2|b5,c5'
run 0 sn-import --json in
like out '"updated":0,"unchanged":1.*"findings":0'

# goods on top do not go with a cancelled shipment
order E "$card" a:1:5 >in
run 0 sn-import in
first=$(sn-find number=E --limit 1 --columns id --tsv | tail -n 1)
seed "INSERT INTO shipment (id, destination, seq, kind, status, status_at, route,
    freight)
    SELECT (SELECT max(id) + 900 FROM shipment), destination, 2, kind, 'new',
    status_at, route, freight FROM shipment WHERE id = $first;
    UPDATE shipment SET status = 'cancel', cancel = 'done' WHERE id = $first"
order E "$card" a:1:5 b:1:5 >in
run 0 sn-import in
[ "$(sql "SELECT s.cancel FROM line l JOIN shipment_line sl ON sl.line = l.id
    JOIN shipment s ON s.id = sl.shipment JOIN orders o ON o.id = l.orders
    WHERE o.number = 'E' AND l.name = 'b'")" = none ]
ok $? 'they go with one that still goes out'

payments() {
	sql "SELECT method, state, amount, paid FROM payment p
	    JOIN orders o ON o.id = p.orders
	    WHERE o.number = '$1' ORDER BY p.id" >payments
}

# payments are known by their method, wherever they stand
bank=$(pay bank before asked 300)
order F "$bank" a:1:5 >in
run 0 sn-import in
run 0 sn-pay --paid own-main:F
order F "$(pay points none paid 100),$(pay bank before asked 200)" a:1:5 >in
run 0 sn-import in
payments F
is payments 'bank|paid|200|300
points|paid|100|0'

# one whose method changed stays one
order G "$(pay cod delivery none 500)" a:1:5 >in
run 0 sn-import in
order G "$(pay card auth authorised 500)" a:1:5 >in
run 0 sn-import in
payments G
is payments 'card|authorised|500|0'

# one that is gone brings no money; what was paid stays paid
order H "$(pay cod delivery none 500),$(pay points none paid 100)" a:1:5 >in
run 0 sn-import in
order H "$(pay cod delivery none 600)" a:1:5 >in
run 0 sn-import in
payments H
is payments 'cod|none|600|0
points|paid|100|0'
order H "$(pay points none paid 600)" a:1:5 >in
run 0 sn-import in
payments H
is payments 'cod|void|600|0
points|paid|600|0'

# a cancellation that the buyer took back needs nobody; so an unknown payment
state=cancel-asked
order I "$(pay other before none 500)" a:1:5 >in
run 0 sn-import in
findings I
is findings 'pay-unknown|open||
cancel-asked|open||'
state=ready
order I "$(pay card auth authorised 500)" a:1:5 >in
run 0 sn-import in
findings I
is findings 'pay-unknown|closed||
cancel-asked|closed||'

# more of a line than went out
order K "$card" a:1:5 >in
run 0 sn-import in
run 0 sn-move 'done' own-main:K
sed 's/:5/:7/g' in >longer
run 0 sn-import longer
findings K
is findings 'line-added|open|a|'

# what is done here is not cancelled here, nor does it end the run
cp shop/sn.conf kept.conf
sed 's/^shop own-main .*/shop own-main { mall = own on_cancel = cancel }/' \
    kept.conf >shop/sn.conf
order L "$card" a:1:5 >in
run 0 sn-import in
run 0 sn-move 'done' own-main:L
run 0 sn-move follow own-main:L
state=cancelled
order L "$card" a:1:5 >in
run 0 sn-import in
findings L
is findings 'mall-cancelled|open||follow'
state=ready
mv kept.conf shop/sn.conf

# bundles of a stream: one parent, whose status all of it has
order M "$bank" a:1:5 | sed '1s/^{/{"id":"5","status":"done",/
    2s/^{/{"id":"6","status":"payment","bundled_into":"5",/' >in
run 0 sn-import in
sed 's/"asked"/"paid"/' in >paid
run 0 sn-import paid
order N "$bank" a:1:5 | sed '1s/^{/{"id":"7","bundled_into":"7",/
    2s/^{/{"id":"8","bundled_into":"7",/' >in
run 0 sn-import in
sql "SELECT o.number, s.status, s.bundled_into = s.id - 1 FROM orders o
    JOIN destination d ON d.orders = o.id JOIN shipment s
    ON s.destination = d.id WHERE o.number IN ('M', 'N') ORDER BY s.id" >out
is out 'M|done|
M|done|1
N|new|
N|new|1'

# what the item master says of goods is not lost when an order comes again
printf '%s\n' code,temperature ICE,frozen >items.csv
run 0 sn-item import items.csv
order J "$card" a:1:5 | sed 's/"name":"a"/&,"code":"ICE"/' >in
run 0 sn-import in
sed 's/to d1/to another/' in >again
run 0 sn-import again
[ "$(sql "SELECT l.temperature || s.temperature || d.to_name FROM orders o
    JOIN destination d ON d.orders = o.id JOIN shipment s
    ON s.destination = d.id JOIN line l ON l.orders = o.id
    WHERE o.number = 'J'" | head -n 1)" = 'frozenfrozento another' ]
ok $? 'frozen goods stay frozen'

# how many are still to ship may be all that changes
import_one --shop amazon-main "$samples/amazon-unshipped.txt"
LC_ALL=C perl -pe 'if ($. == 2) { my @f = split /\t/; $f[12] = 5; $f[13] = 0;
    $f[14] = 5; $_ = join "\t", @f }' "$samples/amazon-unshipped.txt" >all.txt
LC_ALL=C perl -pe 'if ($. == 2) { my @f = split /\t/; $f[13] = 3;
    $f[14] = 2; $_ = join "\t", @f }' all.txt >some.txt
run 0 sn-import all.txt
run 0 sn-import some.txt
[ "$(sql "SELECT sl.quantity FROM shipment_line sl JOIN line l
    ON l.id = sl.line JOIN orders o ON o.id = l.orders
    WHERE o.number = '$(sed -n 2p all.txt | cut -f 1)'" | head -n 1)" -eq 2 ]
ok $? 'what went out by other ways does not go out again'

# lines that go are told one by one, and one that comes back is well again
ids=
order Z1 "$card" a:1:5 b:1:5 c:2:5 >in
order Z1 "$card" c:2:5 >less
order Z1 "$card" a:1:5 c:2:5 >back
run 0 sn-import in
run 0 sn-import less
findings Z1
is findings 'line-gone|open|a|
line-gone|open|b|'
run 0 sn-import back
findings Z1
is findings 'line-gone|closed|a|
line-gone|open|b|'
run 0 sn-import in
[ "$(sql "SELECT group_concat(sl.quantity) FROM shipment_line sl
    JOIN line l ON l.id = sl.line JOIN orders o ON o.id = l.orders
    WHERE o.number = 'Z1'")" = 5,5,5 ]
ok $? 'and all of them ship again'

done_testing
