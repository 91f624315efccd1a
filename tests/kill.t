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
"$top/scripts/bench/orders" -s 7 -n 5000 -o . rakuten
shop
sn-import --json rakuten.csv >summary 2>/dev/null
rows=$(sed -n 's/.*"rows":{"read":\([0-9]*\).*/\1/p' summary)
[ "${rows:-0}" -gt 5000 ]
ok $? "import of ${rows:-no} rows"
whole=$(tables)

for n in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf shop
	shop
	killed $((n * 60)) sn-import rakuten.csv
	sn-import --json rakuten.csv >summary 2>/dev/null
	[ "$(tables)" = "$whole" ] &&
	    [ "$(sql 'PRAGMA integrity_check')" = ok ] &&
	    grep -q "\"rows\":{\"read\":$rows," summary
	ok $? "killed after $((n * 60)) ms, then complete"
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
[ "$(sql 'SELECT count(*) FROM orders')" -eq 5000 ]
ok $? "and every order is there once"
done_testing
