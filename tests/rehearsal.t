#!/bin/sh
# Every writer: what -n says is to the letter what the run then logs, -n
# itself leaves nothing, and undoing all runs brings every table back
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
export SN_HOME="$tmp/shop"

# tables: all rows of what is undone
tables() {
	for t in orders destination shipment line shipment_line charge \
	    payment tracking tag finding note theirs item item_alias search; do
		sql "SELECT '$t', * FROM $t ORDER BY 2"
	done | cksum
}

# logged: the last run as diff records
logged() {
	sql "SELECT CASE WHEN why IS NULL
	    THEN json_object('tbl', tbl, 'id', CAST(id AS TEXT), 'col', col,
	        'old', CAST(old AS TEXT), 'new', CAST(new AS TEXT))
	    ELSE json_object('tbl', tbl, 'id', CAST(id AS TEXT), 'col', col,
	        'old', CAST(old AS TEXT), 'new', CAST(new AS TEXT), 'why', why)
	    END FROM change WHERE op = (SELECT max(id) FROM op) ORDER BY seq"
}

# rehearse command ...: with -n, then in earnest
rehearse() {
	before=$(tables)
	runs=$(sql 'SELECT count(*) FROM op')
	"$@" -n >rehearsal 2>err
	got=$?
	[ $got -le 1 ] && [ "$(tables)" = "$before" ] &&
	    [ "$(sql 'SELECT count(*) FROM op')" -eq "$runs" ]
	ok $? "-n changes nothing: $(title "$@")"
	[ $got -le 1 ] || show err
	"$@" >out 2>err
	[ $? -eq $got ]
	ok $? "ends the same: $(title "$@")"
	logged >log
	[ -s rehearsal ] && cmp -s rehearsal log
	ok $? "the diff is the log: $(wc -l <log) changes"
	cmp -s rehearsal log || diff rehearsal log | head -n 5 | show
}

shop
start=$(tables)
rehearse sn-item import "$samples/items.csv"
rehearse sn-import "$samples/rakuten.csv"
rehearse sn-import "$samples/yahoo-order.csv" "$samples/yahoo-item.csv"
rehearse sn-import "$samples/amazon-unshipped.txt"
rehearse sn-import "$samples/amazon-orders.txt"
rehearse sn-edit memo+=急ぎ tag+=確認 -q 'status=new to.pref=東京都'
rehearse sn-edit to.phone=03-1234-5678 1
rehearse sn-move payment -q 'status=new pay.when=before'
rehearse sn-pay --paid -q 'status=payment'
rehearse sn-edit carrier=yamato -q 'status=new,ready not carrier=*'
rehearse sn-move print -q 'status=new,ready'
rehearse sn-label --replace -f yamato-b2cloud -o labels.csv -q status=print
"$top/scripts/bench/returns" labels.csv >returned.csv
rehearse sn-track returned.csv
mkdir results
rehearse sn-push --file -o results -q 'status=notify mall=rakuten,yahoo'
rehearse sn-edit to.town=一番町9-9-9 --force -r 'moved' \
    -q 'status=notify to.pref=東京都'
rehearse sn-move hold --box 電話確認 -r 'call first' -q status=print

# all of it undone, newest first, and the tables are as at the start
for op in $(sql 'SELECT id FROM op ORDER BY id DESC'); do
	sn-undo "$op" >out 2>err || {
		ok 1 "undo of run $op"
		show err
	}
done
[ "$(tables)" = "$start" ]
ok $? 'everything undone: the tables are as at the start'
[ "$(sql 'SELECT count(*) FROM shipment')" -eq 0 ]
ok $? 'and empty'
done_testing
