#!/bin/sh
# A mail server that fails at random, and senders that are killed at random:
# no letter is taken twice, none is lost, and where nobody can say it, it is
# shown as unknown.  SN_FAULTS=1200 makes a long run of it.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top/tests/mail.sh"
faults=${SN_FAULTS:-200}
SN_SMTP_WAIT=5
export SN_HOME="$tmp/shop" SN_SMTP_WAIT

# later N: the clock, N hours after it began
later() {
	SN_NOW=$(printf '2027-%02d-%02dT%02d:00:00' \
	    $(($1 / 672 + 1)) $(($1 / 24 % 28 + 1)) $(($1 % 24)))
}

# tally: the ids that the server took, and those of each state
tally() {
	sed -n 's/^\([0-9]*\)@mikan.example .*/\1/p' mta/accepted | sort >taken
	sed -n 's/^\([0-9]*\)@.* lost$/\1/p' mta/accepted | sort >lost
	for state in dead unknown 'done'; do
		sql "SELECT id FROM outbox WHERE state = '$state'" |
		    sort >"$state"
	done
}

# prove N WHAT: N letters, each with an end that is true
prove() {
	tally
	[ "$(cat 'done' dead unknown | sort -u | wc -l)" -eq "$1" ] &&
	    [ "$(sql 'SELECT count(*) FROM outbox')" -eq "$1" ]
	ok $? "$2: each of $1 has an end"
	[ -z "$(uniq -d taken)" ]
	ok $? "$2: none was taken twice"
	[ -z "$(comm -23 'done' taken)" ]
	ok $? "$2: what is done was taken ($(wc -l <'done'))"
	[ -z "$(comm -12 dead taken)" ]
	ok $? "$2: what is dead was not ($(wc -l <dead))"
	[ -z "$(comm -23 taken 'done' | comm -23 - unknown)" ]
	ok $? "$2: what else was taken is unknown ($(comm -12 unknown taken |
	    wc -l) of $(wc -l <unknown))"
}

# As many letters as faults, about, until each has an end.
shop
smtpd -r "$((faults + 7))" -p 12
server 'tls = no' 'per_connection = 40'
round=0 n=0
while [ "$round" -lt 2000 ]; do
	round=$((round + 1))
	later "$round"
	if [ "$n" -lt "$faults" ]; then
		queue 50
		n=$((n + 50))
	elif ! states | grep -Eq '^(queued|failed)'; then
		break
	fi
	sn-mail send >sent 2>>said
	got=$?
	case $got in
	0 | 1 | 5) ;;
	*) ok 1 "round $round: exit $got" ;;
	esac
done
had=$(grep -cE '^> ([45]|\(closed)' mta/log)
[ "$had" -ge $((faults / 2)) ]
ok $? "$had faults in $round runs"
prove "$n" 'faults'
[ -z "$(comm -23 lost unknown)" ]
ok $? "faults: every lost answer is shown as unknown ($(wc -l <lost))"
stop_smtpd

# killed at random, with a good server: at most one a kill is unknown
rm -rf shop mta
shop
smtpd
server
kills=$((faults / 20)) n=0 round=0
while [ "$round" -lt "$kills" ]; do
	round=$((round + 1))
	later "$round"
	queue 40
	n=$((n + 40))
	sn-mail send >/dev/null 2>&1 &
	pid=$!
	perl -e 'select undef, undef, undef, $ARGV[0] / 1000; kill 9, $ARGV[1]' \
	    "$((round * 7 % 45))" "$pid"
	wait "$pid"
done 2>/dev/null
sn-mail send >/dev/null 2>&1
prove "$n" 'kills'
[ "$(wc -l <unknown)" -le "$kills" ]
ok $? "kills: at most one for each of $kills is unknown"
[ "$(sql 'PRAGMA integrity_check')" = ok ]
ok $? 'kills: the store is whole'
done_testing
