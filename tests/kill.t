#!/bin/sh
# kill -9 in the middle of writers: what was committed stays, the same call
# completes the rest, and nothing is there twice
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# killed milliseconds command ...: start it, and kill it so much later
killed() {
	ms=$1
	shift
	"$@" >/dev/null 2>&1 &
	pid=$!
	perl -e 'select undef, undef, undef, $ARGV[0] / 1000;
	    kill 9, $ARGV[1]' "$ms" "$pid"
	wait "$pid" 2>/dev/null
}

# tables: all that a shop keeps, without what a run itself leaves
tables() {
	for t in orders destination shipment line shipment_line charge \
	    payment tracking tag finding theirs search; do
		sql "SELECT '$t', * FROM $t ORDER BY 2"
	done | cksum
}

export SN_HOME="$tmp/shop"
"$top/scripts/bench/orders" -s 7 -n 3000 -o . rakuten
shop
sn-import --json rakuten.csv >summary 2>/dev/null
rows=$(sed -n 's/.*"rows":{"read":\([0-9]*\).*/\1/p' summary)
[ "${rows:-0}" -gt 3000 ]
ok $? "import of ${rows:-no} rows"
whole=$(tables)

for n in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf shop
	shop
	killed $((n * 35)) sn-import rakuten.csv
	sn-import --json rakuten.csv >summary 2>/dev/null
	[ "$(tables)" = "$whole" ] &&
	    [ "$(sql 'PRAGMA integrity_check')" = ok ] &&
	    grep -q "\"rows\":{\"read\":$rows," summary
	ok $? "killed after $((n * 35)) ms, then complete"
done

# two at once: each waits for the other, nothing is double
rm -rf shop
shop
sn-import rakuten.csv >/dev/null 2>first.err &
first=$!
sn-import rakuten.csv >/dev/null 2>second.err
second=$?
wait "$first"
first=$?
[ "$first" -le 1 ] && [ "$second" -le 1 ]
ok $? "two imports at once end well ($first, $second)"
[ "$(sql 'SELECT count(*) FROM orders')" -eq 3000 ]
ok $? "and every order is there once"

# rules: all of a run or nothing of it, and nothing is done twice
cat >rules.conf <<'CONF'
rule "gift" { if = "items=5000.." then = { "gift OMAKE", "tag gift" } }
rule "island" { if = "to.pref=北海道" then = { "charge island 900 x" } }
CONF
cp -R shop kept
cp rules.conf kept/rules.conf
rm -rf shop
cp -R kept shop
sn-route -q 'id=*' >/dev/null 2>&1
whole=$(tables)
for n in 1 2 3 4 5 6; do
	rm -rf shop
	cp -R kept shop
	killed $((n * 20)) sn-route -q 'id=*'
	sn-route -q 'id=*' >/dev/null 2>&1
	[ "$(tables)" = "$whole" ] &&
	    [ "$(sql 'PRAGMA integrity_check')" = ok ]
	ok $? "rules killed after $((n * 20)) ms, then complete"
done
rm -rf shop
mv kept shop

# splits and cancels: all of a run, or nothing, and nothing lost between
rm -rf kept
cp -R shop kept
sold=$(sql 'SELECT sum(quantity - cancelled) FROM line')
for n in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf shop
	cp -R kept shop
	killed $((n * 15)) sn-split --by parcels-of 1 -q status=new
	sn-split --by parcels-of 1 -q status=new >/dev/null 2>&1
	[ "$(sql 'SELECT count(*) FROM (SELECT 1 FROM shipment_line
	    JOIN shipment s ON s.id = shipment WHERE s.status = "new"
	    GROUP BY shipment HAVING sum(quantity) > 1)')" -eq 0 ] &&
	    [ "$(sql 'SELECT sum(quantity) FROM shipment_line')" -eq \
	    "$sold" ] && [ "$(sql 'PRAGMA integrity_check')" = ok ]
	ok $? "split killed after $((n * 15)) ms, then complete"
done
for n in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf shop
	cp -R kept shop
	killed $((n * 20)) sn-cancel --yes -r x -q status=new
	sn-cancel --yes -r x -q status=new >/dev/null 2>&1
	[ "$(sql 'SELECT count(*) FROM shipment WHERE status = "new"')" \
	    -eq 0 ] &&
	    [ "$(sql 'SELECT count(*) - count(DISTINCT orders)
	    FROM finding WHERE code = "cancel-tell-mall"')" -eq 0 ] &&
	    [ "$(sql 'PRAGMA integrity_check')" = ok ]
	ok $? "cancel killed after $((n * 20)) ms, then complete"
done
rm -rf shop
mv kept shop

# mails: all of a run or none, and the next run makes the rest
echo 'mail { server = "smtp://127.0.0.1:9" from = "info@mikan.example" }' \
    >>shop/sn.conf
cp -R shop kept
thank() {
	sn-mail queue thanks --yes --despite --unchecked -r x -q status=new \
	    >/dev/null 2>&1
}
thank
mails=$(sql 'SELECT count(*) FROM outbox')
[ "$mails" -gt 500 ]
ok $? "$mails mails"
for n in 1 2 3 4 5; do
	rm -rf shop
	cp -R kept shop
	killed $((n * 25)) sn-mail queue thanks --yes --despite --unchecked \
	    -r x -q status=new
	some=$(sql 'SELECT count(*) FROM outbox')
	thank
	{ [ "$some" -eq 0 ] || [ "$some" -eq "$mails" ]; } &&
	    [ "$(sql 'SELECT count(*) FROM outbox')" -eq "$mails" ] &&
	    [ "$(sql 'PRAGMA integrity_check')" = ok ]
	ok $? "mails killed after $((n * 25)) ms: all or none ($some)"
done
rm -rf shop
mv kept shop

# labels: a batch is there with its bytes, or not at all
sn-edit carrier=yamato -q 'not carrier=*' >/dev/null 2>&1
sn-move print -q status=new >/dev/null 2>&1
cp -R shop kept
for n in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf shop labels*.csv
	cp -R kept shop
	killed $((n * 25)) sn-label --replace -f yamato-b2cloud \
	    -o labels1.csv -q status=print
	sn-label --replace -f yamato-b2cloud -o labels2.csv -q status=print \
	    >/dev/null 2>&1
	for batch in $(sql 'SELECT id FROM batch'); do
		sn-label --again "$batch" -o "labels$batch.again.csv" \
		    >/dev/null 2>&1
	done
	labelled=$(sql 'SELECT count(*) FROM shipment
	    WHERE labelled_at IS NOT NULL')
	[ "$labelled" -gt 1000 ] &&
	    [ "$(cat labels*.again.csv | grep -ac '^S[0-9]')" -eq \
	    "$labelled" ] &&
	    [ "$(sql 'SELECT count(*) - count(DISTINCT shipment)
	    FROM batch_shipment')" -eq 0 ]
	ok $? "labels killed after $((n * 25)) ms: each once ($labelled)"
done

# tracking numbers: the rest come with the next run, none twice
"$top/scripts/bench/returns" labels*.again.csv >returned.csv
numbers=$(($(wc -l <returned.csv) - 1))
rm -rf kept
cp -R shop kept
for n in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf shop
	cp -R kept shop
	killed $((n * 12)) sn-track returned.csv
	sn-track returned.csv >/dev/null 2>track.err
	[ "$(sql 'SELECT count(DISTINCT number) FROM tracking')" -eq \
	    "$numbers" ] &&
	    [ "$(sql 'SELECT count(*) FROM tracking')" -eq "$numbers" ] &&
	    [ "$(sql 'PRAGMA integrity_check')" = ok ]
	ok $? "numbers killed after $((n * 12)) ms: each once ($numbers)"
done

# tags in bulk: all or none, and then all, each once
shipments=$(sql 'SELECT count(*) FROM shipment')
for n in 1 2 3 4 5; do
	killed $((n * 20)) sn-tag add "t$n" -q 'id>0'
	tagged=$(sql "SELECT count(*) FROM tag WHERE tag = 't$n'")
	sn-tag add "t$n" -q 'id>0' >/dev/null 2>&1
	[ "$tagged" -eq 0 ] || [ "$tagged" -eq "$shipments" ] &&
	    [ "$(sql "SELECT count(*) FROM tag WHERE tag = 't$n'")" -eq \
	    "$shipments" ]
	ok $? "tags killed after $((n * 20)) ms: all or none ($tagged)"
done

# bundles: all of a run or none, and the next run makes the rest
rm -rf shop
shop
sn-import rakuten.csv >/dev/null 2>&1
seed "UPDATE destination SET fold_to_phone = '0' || id / 3,
	    fold_to_name = 'a', fold_to_org = NULL, fold_to_addr = 'b',
	    to_zip = '1000001', fold_from_name = NULL, from_name = NULL, gift = 0;
    UPDATE shipment SET deliver_on = NULL, deliver_slot = NULL,
	    temperature = 'normal', carrier = 'yamato', status = 'new';
    UPDATE payment SET timing = 'auth', method = 'card'"
rm -rf kept
cp -R shop kept
bundled() {
	sql "SELECT (SELECT count(*) FROM joined), (SELECT count(*) FROM shipment
	    WHERE bundled_into IS NOT NULL), (SELECT count(*) FROM waived),
	    (SELECT count(*) FROM charge WHERE kind = 'adjustment'),
	    (SELECT sum(sum_total) FROM orders)"
}
sn-bundle auto --postage drop -q status=new >/dev/null 2>&1
all=$(bundled)
[ "${all%%|*}" -gt 500 ]
ok $? "bundles of ${all%%|*} shipments"
for n in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf shop
	cp -R kept shop
	killed $((n * 90)) sn-bundle auto --postage drop -q status=new
	some=$(bundled)
	sn-bundle auto --postage drop -q status=new >/dev/null 2>&1
	{ [ "$some" = "$all" ] || [ "${some%%|*}" -eq 0 ]; } &&
	    [ "$(bundled)" = "$all" ] &&
	    [ "$(sql 'PRAGMA integrity_check')" = ok ]
	ok $? "bundles killed after $((n * 90)) ms: all or none (${some%%|*})"
done

# checks: all of the findings or none, and the same call has them all
rm -rf shop
cp -R kept shop
sn-check -q 'id=*' >/dev/null 2>&1
whole=$(tables)
[ "$(sql 'SELECT count(*) FROM finding')" -gt 100 ]
ok $? 'checks found something'
for n in 1 2 3 4 5; do
	rm -rf shop
	cp -R kept shop
	before=$(tables)
	killed $((n * 15)) sn-check -q 'id=*'
	now=$(tables)
	[ "$now" = "$before" ] || [ "$now" = "$whole" ]
	ok $? "checks killed after $((n * 15)) ms: all or nothing"
	sn-check -q 'id=*' >/dev/null 2>&1
	[ "$(tables)" = "$whole" ]
	ok $? "checks killed after $((n * 15)) ms, then complete"
done
done_testing
