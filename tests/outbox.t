#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"
# shellcheck source=tests/mail.sh
. "$top/tests/mail.sh"

# row ID: its state, tries, cause and answer
row() {
	sql "SELECT state, attempts, error, result FROM outbox WHERE id = $1"
}

# what cannot start
run 2 sn-outbox
like err '^  sn-outbox retry '
run 2 sn-outbox nosuch
like err '^sn-outbox: nosuch: no such verb$'
run 0 sn-outbox --help
like out '^sn-outbox: what waits to leave the shop, and what did not$'
run 2 sn-outbox list -H shop		# no shop directory
orders
export SN_HOME="$tmp/shop"
for verb in show retry reconcile drop; do
	run 2 sn-outbox $verb
done
like err '^sn-outbox: others will ask why: -r REASON$'
run 2 sn-outbox list more
like err '^usage: sn-outbox list '
run 2 sn-outbox list --state lost
like err '^sn-outbox: lost: not one of queued, claimed, failed, done, '
run 2 sn-outbox list --since someday
run 2 sn-outbox list -q '(status=new'
run 2 sn-outbox show one
is err 'sn-outbox: one: not the id of an effect'
run 2 sn-outbox show 99
is err 'sn-outbox: 99: no such effect; sn-outbox list shows them'
run 2 sn-outbox retry one
run 2 sn-outbox retry --unknown 1
is err 'sn-outbox: others will ask why: -r REASON'
run 2 sn-outbox reconcile -r x 1
like err '^usage: sn-outbox reconcile '
run 2 sn-outbox reconcile --done --not-done -r x 1
run 2 sn-outbox reconcile --done 1

# an empty outbox
run 0 sn-outbox list
is out ''
run 0 sn-outbox retry - </dev/null
is out ''

# one of each state
queue 7
sql "UPDATE outbox SET state = 'claimed', claimed_at = '$SN_NOW' WHERE id = 2;
    UPDATE outbox SET state = 'failed', attempts = 1, error = '451 later',
	next_at = '2026-12-24T09:31:00' WHERE id = 3;
    UPDATE outbox SET state = 'done', attempts = 1, result = '250 ok',
	done_at = '$SN_NOW' WHERE id = 4;
    UPDATE outbox SET state = 'dead', attempts = 1, error = '550 no such user',
	shipment = 12 WHERE id = 5;
    UPDATE outbox SET state = 'unknown', attempts = 1, error = 'crashed',
	made_at = '2026-12-23T09:00:00', claimed_at = '2026-12-23T09:00:01',
	orders = (SELECT d.orders FROM shipment s JOIN destination d
	    ON d.id = s.destination WHERE s.id = 13) WHERE id = 6;
    UPDATE outbox SET state = 'cancelled', error = 'undone', kind = 'report'
	WHERE id = 7"

# what did not leave, with its cause; other ones when asked
run 0 sn-outbox list
jq -r '[.effect, .state, .said, .next_at] | join("|")' out >list
is list '3|failed|451 later|2026-12-24T09:31:00
5|dead|550 no such user|
6|unknown|crashed|'
ids() {
	run 0 sn-outbox list "$@"
	jq -r .effect out | paste -sd ' ' >list
}
ids --state all
is list '1 2 3 4 5 6 7'
ids --state queued,done
is list '1 4'
ids --state all --kind report
is list 7
ids --state all --since today
is list '1 2 3 4 5 7'
ids -q id=12,13
is list '3 5 6'
run 0 sn-outbox list -q id=11
is out ''
run 0 sn-outbox list --csv --state dead
is out 'effect,state,key,order,shipment,to,subject,queued_at,next_at,said
5,dead,mail thanks order 5,5,12,buyer@mail.example,御注文 5,2026-12-24T09:30:00,,550 no such user'
run 0 sn-outbox list --table
like out '^5 +dead +mail thanks order 5 .*550 no such user'
run 6 sh -c 'sn-outbox list >/dev/full'

# all of one
run 0 sn-outbox show 6
like out '^effect 6  unknown  mail thanks order 6$'
like out '^cause: crashed$'
like out '"text": "ありがとうございます。\\n"'
run 0 sn-outbox show --json 4
jq -r '.effect, .state, .result, .attempts, .payload.subject' out >shown
is shown '4
done
250 ok
1
御注文 4'

# the board and the doctor say it, with the command to type
run 0 sn
like out '^  sn-outbox list --state failed +# mail: not sent yet, to be tried again: 451 later$'
like out '^  sn-outbox list --state unknown +# mail: nobody knows whether it left: crashed$'
run 0 sn-doctor
like out '^warning +outbox +3 effects failed .*: sn-outbox list$'

# tried again at once; what may have happened only with a reason
states >before
run 0 sn-outbox retry -n 3 5
is out '{"tbl":"outbox","id":"3","col":"state","old":"failed","new":"queued"}
{"tbl":"outbox","id":"5","col":"state","old":"dead","new":"queued"}'
mv out rehearsal
states | diff - before >/dev/null
ok $? 'a dry run changes nothing'
run 2 sn-outbox retry - <rehearsal
like err 'stdin:1: the diff of a dry run: nothing done'
run 1 sn-outbox retry -v 5 3 4 6 1 2 99 3
jq -r '[.effect, .state, .next_at] | join("|")' out >list
is list '3|queued|
5|queued|'
is err 'sn-outbox: 1 (mail thanks order 1): is queued
sn-outbox: 2 (mail thanks order 2): is claimed
sn-outbox: 4 (mail thanks order 4): is done
sn-outbox: 6 (mail thanks order 6): nobody knows whether it happened; look it up and sn-outbox reconcile, or retry with --unknown
sn-outbox: 99: no such effect; sn-outbox list shows them
sn-outbox: 2 changed, 5 refused'
row 3 >out
is out 'queued|0|451 later|'
run 2 sn-outbox retry 6
op=$(sql 'SELECT max(op) FROM handled')
run 0 sn-log --diff --op "$op"
mv out logged
run 0 cmp rehearsal logged
run 0 sn-log --op "$op"
like out '^    effect 3: failed → queued$'
run 0 sn-outbox retry --unknown -r 'the buyer has nothing' 6
run 0 sn-outbox show 6
like out "^$SN_NOW  $(id -un)  unknown → queued  the buyer has nothing\$"

# a person looked it up
sql "UPDATE outbox SET state = 'unknown', claimed_at = '$SN_NOW'
    WHERE id IN (3, 5, 6)"
printf '3\n{"effect":"5"}\n' >these
run 0 sn-outbox reconcile --done -r 'in the log of the server' - <these
row 3 >out
is out 'done|0||in the log of the server'
run 0 sn-outbox reconcile --not-done -r 'not in the log' 6
row 6 >out
is out 'queued|0|crashed|'
run 2 sn-outbox reconcile --done -r x 6
is err 'sn-outbox: 6 (mail thanks order 6): is queued, and only what is unknown is reconciled'

# given up, and not sent any more
printf 'x\n{"id":"1"}\n1\n' >these
run 1 sn-outbox drop -r 'told by phone' - <these
like err '^sn-outbox: stdin:1: neither the id of an effect nor a record of one$'
like err '^sn-outbox: stdin:2: '
row 1 >out
is out 'cancelled|0|dropped|'
run 2 sn-outbox drop -r x 2 4
run 0 sn-outbox show --json 1
jq -r '.turns[] | [.who, .why, .old, .new] | join("|")' out >turns
is turns "$(id -un)|told by phone|queued|cancelled"
busy sn-outbox drop -r x 6
run 6 sh -c 'sn-outbox drop -r x 6 >/dev/full'
row 6 >out
is out 'cancelled|0|dropped|'

# a run that queued them is taken back, with what has not left
run 0 sn-move print 12
op=$(sql 'SELECT max(id) FROM op')
queue 3
sql "UPDATE outbox SET op = $op WHERE id IN (8, 9, 10);
    UPDATE outbox SET state = 'done' WHERE id = 9"
run 0 sn-log --op "$op"
like out '^    \+ effect 8: mail thanks order 8$'
run 0 sn-log --ndjson --op "$op"
jq -r 'select(.tbl == "outbox" and .id == "10") | [.col, .new] | join("|")' \
    out >list
is list 'key|mail thanks order 10
title|御注文 10
target|buyer@mail.example'
run 0 sn-outbox drop -r 'told by phone' 10
run 0 sn-undo -n "$op"
like out '^{"tbl":"outbox","id":"8","col":"state","old":"queued","new":"cancelled"}$'
run 0 sn-undo "$op"
like err '^sn-undo: not taken back: mail done: 1 \(mail thanks order 9 \.\.\.\)$'
row 8 >out
is out 'cancelled|0|undone|'
run 0 sn-outbox show 8
like out '  queued → cancelled  '
run 0 sn-undo "$(sql 'SELECT max(id) FROM op')"
sql 'SELECT id, state FROM outbox WHERE id > 7' >out
is out '8|queued
9|done
10|cancelled'

# as the manual has it; and a store that is newer than the program
sql "UPDATE outbox SET state = 'failed', error = '451' WHERE id IN (8, 10);
    UPDATE outbox SET state = 'done' WHERE id = 2"
smtpd -k
server 'tls = no'
sn-outbox list --state failed | sn-outbox retry - >out && sn-mail send >out
ok $? 'all that failed goes now'
sql "SELECT state FROM outbox WHERE id IN (8, 10)" >out
is out 'done
done'
sql 'PRAGMA user_version = 9999'
run 3 sn-outbox list
run 3 sn-outbox drop -r x 8
run 3 sn-mail send
done_testing
