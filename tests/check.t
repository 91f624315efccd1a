#!/bin/sh
# The engine: what sn-check does with checks, whatever they look for.  What
# each shipped check finds is in checks.t.
#
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# changes: how many the last run made
changes() {
	sql 'SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)'
}
# standing: what stands, one finding a line
standing() {
	sql "SELECT coalesce(shipment, '-'), code, severity, state, saw
	    FROM finding WHERE state <> 'closed' ORDER BY shipment, code"
}
conf() {
	cat >shop/checks.conf
}

# what cannot start
run 2 sn-check
like err '^usage: sn-check '
run 0 sn-check --help
run 2 sn-check -H shop 12		# no shop directory
orders
export SN_HOME=shop
# dates and distances that no check has a word about
printf '*\t*\t*\t*\t1\n' >shop/leadtime.tsv
seed "UPDATE shipment SET ship_date = '2026-12-28'"
run 2 sn-check nosuch
run 2 sn-check -q '(status=new'
run 2 sn-check -q ''
run 2 sn-check -q みかん
run 2 sn-check --ack gift 12
is err 'sn-check: --ack needs a reason: -r REASON'
run 2 sn-check --ack gift --unack gift -r right 12
is err 'sn-check: --ack and --unack exclude each other'
run 2 sn-check --findings --summary 12
is err 'sn-check: --findings and --summary exclude each other'
run 2 sn-check --ack gitf -r right 12
is err 'sn-check: gitf: no such check; is it gift?'
run 2 sn-check --unack '' 12
is err 'sn-check: no code of a check'
run 2 sn-check --list 12
run 0 sn-check - </dev/null
is out ''

# every shipment is passed on, as it came, each once
run 0 sn-check 20 12 14 20 rakuten-main:1003
cut -d, -f1 out >ids
is ids '{"id":"20"
{"id":"12"
{"id":"14"
{"id":"18"'
run 1 sn-check 12 99
is err 'sn-check: 99: no such shipment'
like out '^\{"id":"12"'
run 2 sn-check 99
run 0 sn-check --csv 12
like out '^12,'
run 0 sn-check --full 12
like out '"lines":'
run 0 sh -c 'sn-find status=ready | sn-check - | sn-move -n print -'
like out '"new":"print"'

# a gift is found, once, and no second run writes anything
seed "UPDATE destination SET gift = 1, noshi = '御歳暮' WHERE id = 2;
    DELETE FROM finding"
run 0 sn-check -v -q 'id>0'
like err '12 shipments checked: [0-9]+ findings opened, 0 closed'
[ "$(changes)" -gt 0 ]
ok $? 'findings are logged'
sql "SELECT DISTINCT why FROM change JOIN finding f ON f.id = change.id
    WHERE tbl = 'finding' AND code = 'gift'" >out
is out 'check gift'
run 0 sn-check -q 'id>0'
changes >out
is out 0
run 0 sn-check --findings --ndjson 12
like out '^\{"shipment":"12","order":"rakuten-main:1002","code":"gift","severity":"note","state":"open","title":"a gift[^"]*","field":"destination.2.gift","saw":"御歳暮","expected":null,"source":null,"ack_by":null,"ack_why":null\}$'
run 0 sn-check --findings --table 12
like out '^12 +rakuten-main:1002 +gift +note +open '
run 0 sh -c 'sn-check --findings 12 | grep -c gift'
is out 1
run 0 sn-find finding=gift
like out '"id":"12"'
cp shop/sn.conf kept
echo 'language = ja' >>shop/sn.conf
run 0 sn-check --findings --table 12
like out '^12 +rakuten-main:1002 +gift +注意 +未確認 +ギフト'
mv kept shop/sn.conf

# another value is the same finding, changed; without one it closes
seed "UPDATE destination SET noshi = '御年賀' WHERE id = 2"
run 0 sn-check 12
standing | grep gift >out
is out '12|gift|note|open|御年賀'
seed "UPDATE destination SET gift = 0, noshi = NULL WHERE id = 2"
run 0 sn-check 13
standing | grep -c gift >out
is out 1
run 0 sn-check 12
standing | grep -c gift >out
is out 0
sql "SELECT state, closed_at FROM finding WHERE code = 'gift'" >out
is out 'closed|2026-12-24T09:30:00'
seed "UPDATE destination SET gift = 1, noshi = '寿' WHERE id = 2"
run 0 sn-check 12
sql "SELECT count(*) FROM finding WHERE code = 'gift'" >out
is out 2

# acknowledged: it stays so as long as it says the same
run 0 sn-check -v --ack gift -r 'お客様に確認済み' 12
is err 'sn-check: 1 findings acknowledged'
like out '^\{"id":"12"'
who=$(id -un)
run 0 sn-check --findings 12
like out "\"code\":\"gift\".*\"state\":\"acked\".*\"ack_by\":\"$who\",\"ack_why\":\"お客様に確認済み\""
run 0 sn-check -v --ack gift -r again 12
is err 'sn-check: 0 findings acknowledged'
run 0 sn-check 12
changes >out
is out 0
seed "UPDATE destination SET noshi = '御祝' WHERE id = 2"
run 0 sn-check 12
sql "SELECT state, ack_by IS NULL, ack_why IS NULL FROM finding
    WHERE code = 'gift' AND state <> 'closed'" >out
is out 'open|1|1'
run 0 sn-check --ack gift,cool -r right 12
run 0 sn-check -v --unack gift 12
is err 'sn-check: 1 findings are open again'
standing | grep gift >out
is out '12|gift|note|open|御祝'
run 0 sn-undo
standing | grep gift >out
is out '12|gift|note|acked|御祝'
run 0 sn-undo
standing | grep gift >out
is out '12|gift|note|open|御祝'
seed "UPDATE destination SET gift = 0, noshi = NULL WHERE id = 2"
run 0 sn-check --ack all -r right 12
run 0 sn-check 12
standing | grep -c gift >out
is out 0

# checks.conf: off, other severities; what is off closes, everywhere
seed "UPDATE destination SET gift = 1, noshi = '寿' WHERE id IN (2, 3)"
run 0 sn-check 12 13
standing | grep -c gift >out
is out 2
conf <<'CONF'
check gift { severity = エラー }
CONF
run 0 sn-check 12
standing | grep gift >out
is out '12|gift|error|open|寿
13|gift|note|open|寿'
run 1 sn-check --exit-code 12
like out '"id":"12"'
run 0 sn-check --ack gift -r right 12
run 0 sn-check --exit-code -q 'id=12'
run 0 sn-check --unack gift 12
conf <<'CONF'
check gift { on = no }
CONF
run 0 sn-check 12
standing | grep gift >out
is out '13|gift|note|open|寿'
run 0 sn-check 11 15
standing | grep -c gift >out
is out 0
run 0 sn-check --list --csv
like out '^gift,note,no,'
run 0 sn-check --list
like out '^cool +note +yes '
rm shop/checks.conf
run 0 sn-check 12 13
standing | grep -c gift >out
is out 2

# a shipment that is done or cancelled has nothing left to be found
seed "UPDATE shipment SET status = 'done' WHERE id = 12"
run 0 sn-check 11
standing | grep -c gift >out
is out 2
run 0 sn-check 11 15
standing | grep gift >out
is out '13|gift|note|open|寿'
run 0 sn-check 12
standing | grep gift >out
is out '13|gift|note|open|寿'
seed "UPDATE shipment SET status = 'ready' WHERE id = 12"

# what is bundled into a shipment is checked with it
seed "UPDATE destination SET gift = 1, noshi = '寿' WHERE id = 10"
run 0 sn-check 21
standing | grep '^22|gift' >out
is out '22|gift|note|open|寿'

# the shop's own checks are queries
conf <<'CONF'
check "沖縄" {
	if = "to.pref=沖縄県"
	message = "送料を確認してください"
}
check big { if = "total>=5000" severity = note }
CONF
run 0 sn-check -q 'id>0'
standing | grep -E '沖縄|big' >out
is out '16|沖縄|warning|open|送料を確認してください
19|big|note|open|
20|big|note|open|'
run 0 sn-check -q 'id>0'
changes >out
is out 0
run 0 sn-check --ack 沖縄 -r 確認 16
run 0 sn-check 16
changes >out
is out 0
run 0 sn-check --summary --table -q 'id>0'
like out '^沖縄 +warning +0 +1 +送料を確認してください$'
like out '^big +note +2 +0 +big$'
run 0 sn-check --summary 16
like out '^\{"code":"沖縄","severity":"warning","open":0,"acked":1,"title":"送料を確認してください"\}$'
conf <<'CONF'
check big { if = "total>=999999" severity = note }
CONF
run 2 sn-check --unack 沖縄 16
is err 'sn-check: 沖縄: no such check; sn-check --list has them'
run 0 sn-check --unack all 16
run 0 sn-check 19
standing | grep -E '沖縄|big' >out
is out '16|沖縄|warning|open|送料を確認してください
20|big|note|open|'
rm shop/checks.conf
run 0 sn-check 12 13
standing | grep -cE '沖縄|big' >out
is out 0

# a run keeps what was in force, in both files
hashes() {
	for file in "$@"; do
		sha256sum <"$file"
	done | cut -d ' ' -f 1 | tr '\n' ' ' | sed 's/ $//'
	echo
}
run 0 sn-check 12
sql 'SELECT conf FROM op ORDER BY id DESC LIMIT 1' >out
is out "$(hashes shop/sn.conf)"
conf <<'CONF'
check gift { on = no }
CONF
run 0 sn-check 12
sql 'SELECT conf FROM op ORDER BY id DESC LIMIT 1' >out
is out "$(hashes shop/sn.conf shop/checks.conf)"
rm shop/checks.conf

# what is wrong in checks.conf is refused by line, and nothing is done
wrong() {
	printf '# one\n%s\n' "$1" | conf
	run 2 sn-check 12
	is out ''
	is err "sn-check: shop/checks.conf:2: $2"
}
wrong 'check gfit { on = no }' 'check "gfit": no such check; is it gift?'
wrong 'check zzzzzzzzzz { on = no }' \
    'check "zzzzzzzzzz": no such check; a check of your own has an if'
wrong 'check gift { onn = no }' 'onn: no such option here; is it on?'
wrong 'check gift { on = maybe }' \
    'check "gift": on: maybe: yes or no was expected'
wrong 'check gift { severity = bad }' \
    'check "gift": severity: bad: error, warning or note was expected'
wrong 'check gift { if = "total>1" }' \
    'check "gift": a check of that name is there already: it takes no if'
wrong 'check gift { message = "x" }' 'check "gift": message goes with if'
wrong 'check mine { message = "x" }' \
    'check "mine": no such check; a check of your own has an if'
wrong 'check mine { if = "" }' \
    'check "mine": if: empty: a query was expected'
wrong 'check mall-changed { on = no }' \
    'check "mall-changed": sn-import(1) finds it, whatever stands here'
wrong 'check gift { on = no } check gift { on = yes }' \
    'gift: a second time, after line 2'
wrong 'checks gift { on = no }' \
    'checks: no such option here; is it check?'
wrong 'check mine { if = "みかん" }' "$(printf '%s\n%s\n%s' \
    'a bare word: name a field, as in to.name~田中' \
    '  みかん' '  ^~~~~~')"
run 3 sn-doctor
like out '^error +checks +shop/checks.conf:2: '
rm shop/checks.conf
run 0 sn-doctor
like out '^ok +checks +shop/checks.conf: [0-9]+ checks are on$'

# a dry run shows what a real one logs
seed "UPDATE destination SET gift = 1, noshi = '寿' WHERE id = 1"
run 0 sn-check -n 11
like out '"tbl":"finding".*"col":"id"'
mv out rehearsal
run 2 sn-check - <rehearsal
run 0 sn-check 11
sn-log --op "$(sql 'SELECT max(id) FROM op')" --diff >logged
run 0 cmp rehearsal logged

# output that cannot be written; the work is done
seed "UPDATE destination SET gift = 0, noshi = NULL WHERE id = 1"
run 6 sh -c 'sn-check 11 >/dev/full'
run 6 sh -c 'sn-check --list --table >/dev/full'
is err 'sn-check: write: No space left on device'
# a reader that goes away is told where something was changed, else ends it
unread() {
	perl -e 'pipe my $r, my $w or die;
		open STDOUT, ">&", $w or die;
		close $r;
		exec @ARGV or die' "$@"
}
run 6 unread sn-check 11
is err 'sn-check: standard output: Broken pipe'
for verb in --list '--list --table'; do
	# shellcheck disable=SC2086	# words
	run 141 unread sn-check $verb
	is err ''
done

# the manual lists every code there is, and no other
for file in "$top"/lib/store/check/*.sql; do
	basename "$file" .sql
done >codes
sed -n '/^\.Sh CODES/,/^\.Sh FILES/s/^\.It Cm //p' "$top/man/sn-checks.5" |
    LC_ALL=C sort >listed
run 0 diff codes listed
for file in "$top"/lib/store/check/*.sql; do
	for key in title ja severity; do
		grep -q "^-- $key: ." "$file"
		ok $? "$(basename "$file") has its $key"
	done
done

# what an open finding of weight stops, until it is acknowledged
seed "INSERT INTO finding (id, orders, code, severity, state, opened_at)
    VALUES (901, 1, 'x', 'note', 'open', '2026-12-24T09:00:00'),
    (902, 1, 'y', 'warning', 'acked', '2026-12-24T09:00:00')"
sn-find --count 'order=1 stopped=yes' >out
is out 0
seed "UPDATE finding SET state = 'open' WHERE id = 902"
sn-find --tsv --columns id,要確認 'order=1 stopped=yes' >out
is out "$(printf 'id\t要確認\n11\t1')"
seed 'DELETE FROM finding WHERE id > 900'

# the examples of the manual
run 0 sn-check -q status=new
run 0 sn-check --summary --table -q status=new,ready
run 0 sh -ec 'sn-find status=ready | sn-check - >checked || [ $? -eq 1 ]
sn-move print -q "status=ready stopped=no"'
run 0 sn-check --ack gift -r 'お客様に電話で確認' 12

# a store that is busy, and one that is newer
run 0 sn-check --list
busy sn-check 11
sql 'PRAGMA user_version = 9999'
run 3 sn-check 11
done_testing
