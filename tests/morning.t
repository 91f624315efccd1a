#!/bin/sh
# label, track, push: rehearsals say what the runs then do, and undone in
# turn they leave no trace in the orders
# shellcheck source=tests/lib.sh source=tests/label.sh
. "$(dirname "$0")/lib.sh"
. "$top/tests/label.sh"

# tables: all that an undo has to put back
tables() {
	for t in orders destination shipment line shipment_line payment \
	    tracking finding; do
		sql "SELECT '$t', * FROM $t ORDER BY 2"
	done
}

# changes: those of the last run, as a rehearsal shows them
changes() {
	sql "SELECT tbl || ' ' || id || ' ' || col || ' ' ||
	    coalesce(old, 'null') || ' ' || coalesce(new, 'null')
	    FROM change WHERE op = (SELECT max(id) FROM op) ORDER BY seq"
}

# rehearse COMMAND ...: what -n shows is what the log has afterwards
rehearse() {
	command=$1
	shift
	run 0 "$command" -H shop -n "$@"
	sed -n 's/^{"tbl":"\([a-z]*\)","id":"\([0-9]*\)","col":"\([a-z_]*\)","old":"*\([^",]*\)"*,"new":"*\([^",]*\)"*[,}].*/\1 \2 \3 \4 \5/p' \
	    out >shown
	run 0 "$command" -H shop "$@"
	changes >real
	[ -s real ] && cmp shown real
	ok $? "$command -n shows the $(wc -l <real) changes of the run"
}

shop
seed_labels
tables >before
rehearse sn-label -f yamato-b2cloud -o b2.csv 1 2 5 9 10
"$top/scripts/bench/returns" b2.csv >issued.csv
rehearse sn-track issued.csv
rehearse sn-push --file -o results 1 2 5 9 10
sn-undo -H shop --yes >/dev/null 2>&1
sn-undo -H shop --yes >/dev/null 2>&1
run 0 sn-undo -H shop --yes
tables >after
cmp before after
ok $? 'undone in turn, all is as before'

# and once more, with new batches
run 0 sn-label -H shop -f yamato-b2cloud -o b2.csv 1 2 5 9 10
run 0 sn-track -H shop issued.csv
run 0 sn-push -H shop --file -o results 1 2 5 9 10
sql 'SELECT count(*) FROM batch' >out
is out 6
done_testing
