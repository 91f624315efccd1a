#!/bin/sh
# sn-autorobo at work: steps once each, what stops, what fails, what nobody
# knows, undo
# shellcheck disable=SC2016	# $SN_HOME is for the shop's command
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

conf() {
	printf '%s\n' "$@" >shop/robo.conf
}
# at ID ...: where shipments stand, in one line
at() {
	ids=$(echo "$*" | tr ' ' ,)
	sql "SELECT group_concat(status, ' ') FROM (SELECT status FROM shipment
	    WHERE id IN ($ids) ORDER BY id)"
}
mails() {
	sql "SELECT coalesce(group_concat(key, ','), '') FROM (SELECT key
	    FROM outbox WHERE state = 'queued' ORDER BY key)"
}
ledger() {
	sql "SELECT robo, step, coalesce('o' || orders, 's' || shipment), state
	    FROM step ORDER BY 3, 2"
}
# same TEXT TEXT WHAT
same() {
	[ "$1" = "$2" ]
	ok $? "$3"
	[ "$1" = "$2" ] || printf '# %s\n' "got $1" "not $2"
}
fresh() {
	rm -rf shop
	orders
	cat >>shop/sn.conf <<'CONF'
mail { from = "shop@mikan.example" server = "smtp://localhost:2525" tls = no }
CONF
}
runs() {
	sql 'SELECT count(*) FROM op'
}
export SN_HOME=shop

# a section: its steps in their order, each once
fresh
conf 'robo "受注" {' '	status = new' \
    '	do = { "tag 自動", "mail thanks", "move payment if pay.when=before",' \
    '	    "move ready" }' '}'
run 0 sn-autorobo -n
grep -q '"tbl":"shipment","id":"17","col":"status","old":"new","new":"payment","why":"robo.conf:3: 受注"' out
ok $? 'a dry run shows the move and why'
like err '^ +1  move payment  \(受注\)$'
same "$(at 17)$(ledger)$(mails)" new 'a dry run does nothing'
run 0 sn-autorobo -v
like err '^sn-autorobo: [0-9]+ shipments checked: [0-9]+ findings opened, 0 closed$'
is out 'done:
       1  tag 自動  (受注)
       1  mail thanks  (受注)
       1  move payment  (受注)'
same "$(at 17) $(mails)" 'payment mail thanks order 6' 'mail and move'
same "$(ledger)" '受注|mail thanks|o6|done
受注|move payment|s17|done
受注|tag 自動|s17|done' 'the ledger has the steps'

# a run with nothing to do leaves no trace; what a person moved back stays
before=$(runs)
run 0 sn-autorobo
is out ''
run 0 sn-autorobo
same "$(runs)" "$before" 'no trace'
sn-move new 17 >/dev/null
run 0 sn-autorobo
same "$(at 17)" ready 'only the step that was not done yet is'
sn-move new 17 >/dev/null
run 0 sn-autorobo
same "$(at 17) $(mails)" 'new mail thanks order 6' 'each once'

# undo takes it all back, and the next run does it anew
fresh
conf 'robo "受注" { status = new do = { "mail thanks", "move ready" } }'
sn-autorobo >/dev/null
run 0 sn-undo
same "$(at 17)$(ledger)$(mails)" new 'an undo takes back moves, ledger and mail'
run 0 sn-autorobo
same "$(at 17) $(mails)" 'ready mail thanks order 6' 'and it can be done again'
run 0 sn-why 17
like out '\[robo.conf:1: 受注\]'
run 0 sn-log yahoo-main:1001
like out '\+ step of automation mail thanks done  \[robo.conf:1: 受注\]$'
run 0 sn-why 17
like out 'not sent: .*: queued: sn-outbox show [0-9]+$'
like out 'automation: no section of robo.conf takes it$'
run 0 sn-why 12
grep -q 'not sent' out
ok $((! $?)) 'mail of another order is not told'

# a step that fails stops the later ones of its shipment, and is tried again
fresh
seed "UPDATE orders SET by_mail = NULL, fold_by_mail = NULL WHERE id = 6"
conf 'robo "受注" { status = new do = { "mail thanks", "move ready" } }'
run 1 sn-autorobo
like out '^failed, the next run tries again:$'
like out '^       1  mail thanks: yahoo-main:1001: .*\(受注\)  sn-why yahoo-main:1001$'
same "$(at 17)$(mails)" new 'nothing behind the failure was done'
before=$(runs)
run 1 sn-autorobo
is out ''
same "$(runs)" "$before" 'the same failure is not told or logged again'
run 0 sn-why 17
like out 'step failed at 2026-12-24T09:30:00: mail thanks: '
sn-edit 17 by.mail=b@example.jp >/dev/null
run 0 sn-autorobo
like out '^ +1  mail thanks  \(受注\)$'
same "$(at 17) $(mails)" 'ready mail thanks order 6' 'the next run did it'

# failures of what was moved on by hand, or of a section that is gone, go
fresh
seed "UPDATE orders SET by_mail = NULL, fold_by_mail = NULL"
conf 'robo "受注" { status = new do = { "mail thanks" } }' \
    'robo "入金" { status = payment do = { "mail delay" } }'
run 1 sn-autorobo
same "$(ledger)" '入金|mail delay|o1|failed
入金|mail delay|o5|failed
受注|mail thanks|o6|failed' 'three failed'
sn-move ready 17 >/dev/null
conf 'robo "受注" { status = new do = { "mail thanks" } }'
run 0 sn-autorobo
same "$(ledger)" '' 'none is left'

# stops by name, findings, and findings that are excepted
fresh
seed "INSERT INTO finding (id, orders, shipment, code, severity, opened_at)
    VALUES (900, 2, 12, 'mall-shipped', 'warning', '2026-12-24T00:00:00')"
conf 'robo "準備" {' 'status = ready' 'stop "広島" { if = "to.pref=広島県" }' \
    'do = { "move print" } }'
run 0 sn-autorobo
is out 'stopped, until somebody looks:
       2  stop "広島"  (準備)  sn-why 19
       1  mall-shipped: shipped at the mall, and not here  (準備)  sn-why 12'
same "$(at 12 19 20)" 'ready ready ready' 'all are stopped'
run 0 sn-autorobo
is out ''
run 1 sn-autorobo --exit-code
run 0 sn-why 19
like out 'stopped by: stop "広島"$'
run 0 sn-autorobo --why 12
like out 'stopped by: mall-shipped$'
like out '^ +sn-check --findings 12$'
run 0 sn-autorobo --list --tsv
like out '	0	3$'
# what comes back is told again
sn-check --ack mall-shipped -r seen 12 >/dev/null
sn-tag add x 12 >/dev/null
conf 'robo "準備" { status = ready if = "not tag=x" stop "広島" {' \
    'if = "to.pref=広島県" } do = { "move print" } }'
run 0 sn-autorobo
like out '^ +2  stop "広島"'
sn-tag remove x 12 >/dev/null
sn-check --unack mall-shipped 12 >/dev/null
run 0 sn-autorobo
like out '^ +1  mall-shipped: '
sn-check --ack mall-shipped -r seen 12 >/dev/null
run 0 sn-autorobo
same "$(at 12 19 20)" 'print ready ready' 'an acknowledged finding stops nothing'
conf 'robo "準備" {' 'status = ready' 'except = { "mall-shipped" }' \
    'do = { "move print" } }'
seed "UPDATE shipment SET status = 'ready' WHERE id = 12;
    DELETE FROM step; UPDATE finding SET state = 'open'"
run 0 sn-autorobo
same "$(at 12)" 'print' 'nor does one that is excepted'

# an order waits while anything of it is stopped
fresh
conf 'robo "入金" {' 'status = payment' \
    'stop "沖縄" { if = "to.pref=沖縄県" }' \
    'do = { "mail delay", "tag 督促" } }'
run 0 sn-autorobo
like out '^ +1  something else of the order is stopped  \(入金\)  sn-why 15$'
same "$(mails)" 'mail delay order 1' 'one mail for the order that is free'
same "$(sql 'SELECT group_concat(shipment) FROM tag')" 11 \
    'and no later step for what waits'
conf 'robo "入金" { status = payment do = { "mail delay", "tag 督促" } }'
run 0 sn-autorobo
same "$(mails)" 'mail delay order 1,mail delay order 5' \
    'one mail for two shipments'
same "$(sql 'SELECT group_concat(shipment) FROM tag')" 11,15,16 \
    'and a tag for each'

# bundles go as one, with a mail for each order
fresh
seed "INSERT INTO tracking (id, shipment, parcel, carrier, number)
    VALUES (1, 21, 1, 'yamato', '123456789012')"
seed "UPDATE shipment SET status = 'notify', labelled_at =
    '2026-12-23T10:00:00' WHERE id IN (21, 22)"
conf 'robo "発送" { status = notify' 'except = { report-overdue }' \
    'do = { "mail shipped", "move done" } }'
run 0 sn-autorobo
same "$(at 21 22)" 'done done' 'parent and child'
same "$(mails)" 'mail shipped shipment 21,mail shipped shipment 22' \
    'a mail for each'
fresh
seed "UPDATE shipment SET status = 'notify' WHERE id IN (21, 22)"
seed "INSERT INTO finding (id, orders, shipment, code, severity, opened_at)
    VALUES (900, 10, 22, 'mall-shipped', 'warning', '2026-12-24T00:00:00')"
run 0 sn-autorobo
same "$(at 21 22)" 'notify notify' 'a finding of the child stops both'

# follow mails: some days after, once, and back to done
fresh
mkdir -p shop/templates
printf 'Subject: その後いかがですか\n\nお世話になっております。\n' \
    >shop/templates/follow.txt
conf 'robo "フォロー" { status = done after = 10 do = { "move follow" } }' \
    'robo "フォローメール" {' 'status = follow' \
    'do = { "mail follow", "move done" } }'
run 0 sn-autorobo
same "$(at 14)$(mails)" 'done' 'not before'
SN_NOW=2026-12-30T09:00:00 run 0 sn-autorobo
same "$(at 14) $(mails)" 'done mail follow order 4' 'ten days later'
SN_NOW=2027-01-20T09:00:00 run 0 sn-autorobo
is out ''
fresh
conf 'robo "フォロー" { status = done after = 10 do = { "move follow" } }'
SN_NOW=2027-03-01T09:00:00 run 0 sn-autorobo
same "$(at 14)" 'done' 'and not to whom it was long ago'

# one route or section alone; a section that is off
fresh
cat >>shop/sn.conf <<'CONF'
route "冷凍" { }
CONF
seed "UPDATE shipment SET route = '冷凍' WHERE id = 12"
conf 'robo "一" { status = ready do = { "move print" } }' \
    'robo "二" { status = payment do = { "tag x" } }' \
    'robo "三" { on = no status = print do = { "move done" } }'
run 0 sn-autorobo --route 冷凍
same "$(at 12 19)" 'print ready' 'one route'
run 0 sn-autorobo --only 二
same "$(at 12 19)" 'print ready' 'one section'
run 0 sn-autorobo
same "$(at 12 19)" 'print print' 'all of them'

# the shop's own commands: ids on standard input, in the shop directory
fresh
conf 'robo "準備" { status = ready' \
    'do = { "run cat >ran; pwd >where; test -n \"$SN_HOME\"", "move print" } }'
run 0 sn-autorobo
is shop/ran '12
19
20'
same "$(cat shop/where)" "$(cd shop && pwd -P)" 'in the shop directory'
same "$(at 12)" 'print' 'and the step after it'
fresh
conf 'robo "準備" { status = ready' \
    'do = { "run echo no paper >&2; exit 3", "move print" } }'
run 1 sn-autorobo
like out '^ +3  run echo no paper.*: 12 \(rakuten-main:1002\): ended with 3: no paper  \(準備\)'
same "$(at 12)" 'ready' 'no step after a failure'
conf 'robo "準備" { status = ready' 'do = { "run exit 1", "move print" } }'
run 0 sn-autorobo
same "$(at 12)" 'print' '1 is done, with some refused'
fresh
conf 'robo "準備" { status = ready' 'do = { "run touch ran", "move print" } }'
run 0 sn-autorobo -n
[ ! -e shop/ran ]
ok $? 'a dry run runs nothing'
conf 'robo "準備" { status = ready' \
    'do = { "run sn-move number - >&2", "move print" } }'
run 0 sn-autorobo
same "$(at 12)" 'number' 'what the command moved on stays there'

# killed while a command runs: unknown, not repeated, settled by a person
fresh
mkfifo began
conf 'robo "準備" { status = ready' \
    'do = { "run echo x >>ran; echo >../began; cat ../never", "move print" } }'
mkfifo never
sn-autorobo >/dev/null 2>&1 &
robo=$!
read -r _ <began
run 5 sn-autorobo
like err '^sn-autorobo: is running already: .*held by process [0-9]+ since '
kill -9 "$robo"
wait "$robo" 2>/dev/null
exec 7>never		# lets go of the command
exec 7>&-
run 0 sn-autorobo
like out '^nobody knows whether these were done'
like out '^ +3  run echo x'
same "$(cat shop/ran) $(at 12)" 'x ready' 'it is not repeated'
run 0 sn-why 12
like out 'step begun at 2026-12-24T09:30:00, and nobody knows'
like out '^ +sn-autorobo --done \| --again 12$'
run 0 sn-autorobo --done -r 'saw it' 12 19
like err '^sn-autorobo: 2 steps count as done$'
run 0 sn-autorobo
same "$(cat shop/ran) $(at 12 19 20)" 'x print print ready' 'settled as done'
conf 'robo "準備" { status = ready' \
    'do = { "run echo x >>ran; echo >../began; cat ../never", "move print" } }'
run 0 sn-autorobo --again 20
like err '^sn-autorobo: 1 steps will be tried again$'
{ read -r _; } <began &
{ : >never; } &
run 0 sn-autorobo
same "$(at 20)" 'print' 'and done again'
wait

# the checks: what cannot be checked stops everything, what is wrong a mail
fresh
conf 'robo "受注" { status = new do = { "mail thanks", "move ready" } }'
printf 'check own { if = "nosuch=1" }\n' >shop/checks.conf
run 2 sn-autorobo
same "$(at 17)$(mails)" new 'nothing is done when checks are wrong'
printf 'check own { if = "to.pref=愛知県" message = "遠い" }\n' >shop/checks.conf
run 0 sn-autorobo
like out '^ +1  own: 遠い  \(受注\)  sn-why 17$'
same "$(at 17)$(mails)" new 'checked before it was touched'

# a step that checks, whatever was checked before
fresh
sn-check -q 'id=*' >/dev/null
printf 'check own { if = "to.pref=愛知県" message = "遠い" }\n' >shop/checks.conf
conf 'robo "受注" { status = new do = { check, "move ready" } }'
run 0 sn-autorobo
same "$(at 17)" new 'what a check step finds stops'

# a digest for the people of section alert
fresh
cat >>shop/sn.conf <<'CONF'
alert { command = "cat >>told" }
CONF
conf 'robo "受注" { status = new do = { "move ready" } }'
run 0 sn-autorobo --digest mail
is out ''
cat shop/told told 2>/dev/null >heard
like heard '^ +1  move ready  \(受注\)$'

# mail is sent at the end, by a program of its own, when that is wanted
fresh
conf 'robo "受注" { status = new do = { "move ready" } }'
mkdir -p fake
cat >fake/sn-mail <<'CODE'
#!/bin/sh
echo "$@ ${SN_HOME##*/}" >>"$(dirname "$0")/sent"
exit "$(cat "$(dirname "$0")/status")"
CODE
chmod +x fake/sn-mail
with_fake() {
	echo "$1" >fake/status
	want_exit=$2
	shift 2
	PATH="$tmp/fake:$PATH" run "$want_exit" sn-autorobo "$@"
}
with_fake 0 0
[ ! -e fake/sent ]
ok $? 'not unless it is asked for'
with_fake 0 0 -n --send
[ ! -e fake/sent ]
ok $? 'nor in a dry run'
with_fake 0 0 --send
is fake/sent 'send shop'
with_fake 5 0 --send
with_fake 4 1 --send
is err 'sn-autorobo: sn-mail send ended with 4'
conf 'send = yes'
with_fake 0 0
same "$(wc -l <fake/sent)" 4 'as robo.conf says'

# a rehearsal is for -n; a busy store; a broken pipe
fresh
conf 'robo "受注" { status = new do = { "move ready" } }'
sn-store copy rehearsal >/dev/null 2>&1
run 3 sn-autorobo -H rehearsal
run 0 sn-autorobo -H rehearsal -n
busy sn-autorobo
run 6 sh -c 'sn-autorobo >/dev/full'
same "$(at 17)" ready 'the work is done all the same'
done_testing
