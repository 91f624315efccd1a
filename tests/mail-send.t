#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top/tests/mail.sh"

# what cannot start
run 2 sn-mail send -H shop		# no shop directory
shop
export SN_HOME="$tmp/shop"
run 2 sn-mail send more
like err '^usage: sn-mail send '
run 2 sn-mail send --limit none
is err 'sn-mail: --limit: none: not a number'
run 2 sn-mail send --shop nosuch
is err 'sn-mail: nosuch: no such shop in sn.conf'
run 0 sn-mail send --help

# nothing waits
run 0 sn-mail send
is out ''
is err ''

# a dry run shows what would go, and sends nothing
smtpd -k
server
queue 2
run 0 sn-mail send -n
is out '{"effect":"1","state":"queued","key":"mail thanks order 1","order":"1","shipment":null,"to":"buyer@mail.example","subject":"御注文 1","queued_at":"2026-12-24T09:30:00","next_at":null,"said":null}
{"effect":"2","state":"queued","key":"mail thanks order 2","order":"2","shipment":null,"to":"buyer@mail.example","subject":"御注文 2","queued_at":"2026-12-24T09:30:00","next_at":null,"said":null}'
run 0 sn-mail send -n --limit 1
ok "$(($(wc -l <out) - 1))" 'one would be sent'
states >out
is out 'queued|2'
[ ! -s mta/log ]
ok $? 'the server was not asked'

# sent once, over one connection, and never again
run 0 sn-mail send -v --limit 1
like out '^{"effect":"1","state":"done",.*"said":"250 taken"}$'
is err 'sn-mail: 1 sent, 0 failed and tried again later, 0 dead, 0 unknown'
queue 3
run 0 sn-mail send --table
like out '^5 +done  +mail thanks order 5 '
run 0 sn-mail send
is out ''
cat mta/accepted >out
is out '1@mikan.example buyer@mail.example said
2@mikan.example buyer@mail.example said
3@mikan.example buyer@mail.example said
4@mikan.example buyer@mail.example said
5@mikan.example buyer@mail.example said'
[ "$(grep -c ^connected mta/log)" -eq 2 ]
ok $? 'one connection a run'
like mta/1.eml '^Message-ID: <1@mikan.example>$'
like mta/1.eml '^Auto-Submitted: auto-generated$'
sql 'SELECT DISTINCT state, result, error, attempts, done_at FROM outbox' >out
is out "done|250 taken||1|$SN_NOW"
stop_smtpd

# one sender at a time
cat >hold.pl <<'PERL'
use Fcntl ':flock';
open my $f, '>>', 'shop/lock-mail' or die;
flock $f, LOCK_EX;
open my $ready, '>', 'held' or die;
print $ready "x\n";
close $ready;
open my $go, '<', 'go' or die;
PERL
mkfifo held go
queue 1
perl hold.pl &
holder=$!
read -r _ <held
run 5 sn-mail send
like err '^sn-mail: mail is being sent already: .*/lock-mail: held by '
: >go
wait "$holder"

# what a dead sender left is unknown, and never sent by itself
sql "UPDATE outbox SET state = 'claimed' WHERE id = 6"
smtpd
server
run 1 sn-mail send
is err 'sn-mail: a sender that ended badly left 1 that may have been sent: sn-outbox list --state unknown
sn-mail: 0 sent, 0 failed and tried again later, 0 dead, 1 unknown'
run 0 sn-mail send
sql 'SELECT state, error FROM outbox WHERE id = 6' >out
is out 'unknown|crashed'
stop_smtpd

# a server out of reach costs no try; other shops' mail goes
rm -rf mta
smtpd
cat >>shop/sn.conf <<CONF
shop phone-main { mall = phone
	mail { server = "$url" tls = no }
}
CONF
gone=$url
url=smtp://127.0.0.1:9
server
queue 2
queue 1 phone-main
run 5 sn-mail send
like out '^{"effect":"9","state":"done"'
like err '^sn-mail: smtp://127.0.0.1:9: .*[Cc]onnect'
sql 'SELECT id, state, attempts FROM outbox WHERE id > 6' >out
is out '7|queued|0
8|queued|0
9|done|1'
queue 1 phone-main
run 0 sn-mail send --shop phone-main
like out '^{"effect":"10","state":"done"'
url=$gone
server
run 0 sn-mail send
ok "$(($(wc -l <out) - 2))" 'and the rest with the next run'

# the server that it was queued for is gone from sn.conf
queue 1 phone-main
sed -i '/^shop phone-main/,/^}/d' shop/sn.conf
run 1 sn-mail send
like err '^sn-mail: 11 \(mail thanks order 11\) to buyer@mail.example: failed: sn.conf has no server for it any more'
sql "SELECT state, next_at FROM outbox WHERE id = 11;
    UPDATE outbox SET state = 'cancelled' WHERE id = 11" >out
is out 'failed|2026-12-24T09:31:00'
stop_smtpd

# no for good, no for now
queue 4
echo 'rcpt 550
mail 451
end 552' >script
smtpd -s script
server 'tls = no' 'bcc = "copy@mikan.example"'
run 1 sn-mail send
like err '^sn-mail: 12 .*: dead: 550 no, at rcpt1$'
like err '^sn-mail: 13 .*: failed: 451 no, at mail$'
like err '^sn-mail: 14 .*: dead: 552 not this one$'
like err '^sn-mail: 1 sent, 1 failed and tried again later, 2 dead, 0 unknown$'
sql 'SELECT id, state, error, next_at FROM outbox WHERE id > 11' >out
is out '12|dead|550 no, at rcpt1|
13|failed|451 no, at mail|2026-12-24T09:31:00
14|dead|552 not this one|
15|done||'
run 0 sn-mail send
is out ''
SN_NOW=2026-12-24T09:31:00 run 0 sn-mail send
like out '^{"effect":"13","state":"done"'
stop_smtpd

# a server that hangs up on one after the other is given up, 421 is not
queue 9
printf 'end %s\n' close take close >script
smtpd -s script
server
run 5 sn-mail send
like err "^sn-mail: $url: the server hung up on 3 letters in a row\$"
states | grep -Ev '^(done|dead|cancelled)' >out
is out 'queued|6
unknown|4'
stop_smtpd
: >script
smtpd -s script -q 2
server
run 0 sn-mail send
ok "$(($(wc -l <out) - 6))" 'all six went'
stop_smtpd

# a copy that its server refuses does not keep the letter from the buyer
sql "INSERT INTO outbox (id, key, op, kind, channel, target, title, state,
    made_at, payload) SELECT 50, 'copied', 0, 'mail', '-', target, title,
    'queued', made_at, json_set(payload, '$.bcc', 'copy@mikan.example')
    FROM outbox WHERE id = 15"
echo 'rcpt2 550' >script
smtpd -s script
server
run 0 sn-mail send
is err 'sn-mail: 50 (copied): the copy to copy@mikan.example: 550 no, at rcpt2'
like mta/accepted '^15@mikan.example buyer@mail.example said$'
stop_smtpd

# credentials: from secrets/, to the server, and to nobody else
queue 2
smtpd -a 'shop:geheim wort'
server 'tls = no' 'user = shop' 'secret = relay'
run 4 sn-mail send
like err 'secrets/relay'
mkdir -p shop/secrets
(umask 077 && echo 'falsch' >shop/secrets/relay)
run 4 sn-mail send
like err 'does not take the user and password: 535 no such user'
[ "$(grep -c '^< AUTH' mta/log)" -eq 1 ]
ok $? 'nothing else was tried'
(umask 077 && echo 'geheim wort' >shop/secrets/relay)
chmod 644 shop/secrets/relay
run 4 sn-mail send
chmod 600 shop/secrets/relay
run 0 sn-mail send -v
cat out err >said
ok "$(grep -c -e geheim -e falsch said)" 'no password in the output'
ok "$(sql .dump | grep -c -e geheim -e falsch)" 'nor in the store'
stop_smtpd

# TLS is not left out in silence
queue 1
rm -rf mta
smtpd
server 'tls = yes'
run 5 sn-mail send
ok "$(grep -c '^< MAIL' mta/log)" 'no letter went in the open'
server 'tls = try'
run 0 sn-mail send
stop_smtpd

# no mail to where mail came back from; no bell at night
queue 1 - gone@mail.example
seed "INSERT INTO bounced (id, mail, hard, times, cause, at)
    VALUES (1, 'gone@mail.example', 1, 1, '550 no such user', '$SN_NOW'),
    (2, 'full@mail.example', 0, 1, '452 full', '$SN_NOW')"
queue 1 - full@mail.example
queue 1 - hanako@docomo.ne.jp
smtpd
server 'tls = no' 'mobile_hours = "08:00-21:00"'
SN_NOW=2026-12-24T23:00:00 run 1 sn-mail send
like err 'to gone@mail.example: dead: mail came back from there: 550 no such user$'
sql 'SELECT target, state, attempts, next_at FROM outbox
    ORDER BY id DESC LIMIT 3' >out
is out 'hanako@docomo.ne.jp|queued|0|2026-12-25T08:00:00
full@mail.example|done|1|
gone@mail.example|dead|1|'
SN_NOW=2026-12-25T07:59:59 run 0 sn-mail send
is out ''
SN_NOW=2026-12-25T08:00:00 run 0 sn-mail send
like out '"to":"hanako@docomo.ne.jp"'
stop_smtpd

# files go along; what cannot be written is dead, and the rest goes
bytes='請求書です'
sum=$(printf %s "$bytes" | sha256sum | cut -d ' ' -f 1)
sql "INSERT INTO enclosure VALUES ('$sum', CAST('$bytes' AS BLOB))"
first=$(($(sql 'SELECT max(id) FROM outbox') + 1))
queue 5
sql "UPDATE outbox SET payload = json_set(payload, '$.files', json_array(
    json_object('name', '請求書.txt', 'type', 'text/plain', 'sha256',
    CASE id WHEN $first THEN '$sum' ELSE 'nothing' END)))
    WHERE id IN ($first, $first + 1);
    UPDATE outbox SET payload = 'no json' WHERE id = $first + 2;
    UPDATE outbox SET payload = json_set(payload, '$.to', 'a b@mail.example')
    WHERE id = $first + 3"
rm -rf mta
smtpd -k
server
run 1 sn-mail send
like err '^sn-mail: 2 sent, 0 failed and tried again later, 3 dead, 0 unknown$'
like err "^sn-mail: $((first + 1)) .*: dead: a file that goes with it is gone"
like err "^sn-mail: $((first + 2)) .*: dead: no letter\$"
like err "^sn-mail: $((first + 3)) .*: dead: .*a b@mail.example"
like mta/1.eml "$(printf %s "$bytes" | base64)"
stop_smtpd

# so many a minute, counted over the store; --wait stays for the rest
SN_NOW=2026-12-26T10:00:00
queue 5
smtpd
server 'tls = no' 'per_minute = 2' 'per_connection = 1'
run 0 sn-mail send
like err "^sn-mail: $url: its limit of 2 a minute is reached"
ok "$(($(wc -l <out) - 2))" 'two went'
SN_NOW=2026-12-26T10:00:59 run 0 sn-mail send
is out ''
SN_NOW=2026-12-26T10:01:00 run 0 sn-mail send
ok "$(($(wc -l <out) - 2))" 'two more after a minute'
[ "$(grep -c ^connected mta/log)" -ge 5 ]
ok $? 'each over a connection of its own'
stop=$SN_NOW
unset SN_NOW
smtpd
server 'tls = no' 'per_minute = 1'
sql "UPDATE outbox SET done_at = '$(TZ=Asia/Tokyo date -d '58 seconds ago' \
    +%Y-%m-%dT%H:%M:%S)' WHERE id = $((first + 5))"
run 0 sn-mail send
is out ''
run 0 sn-mail send --wait
ok "$(($(wc -l <out) - 1))" 'waited for its turn'
SN_NOW=$stop
export SN_NOW
stop_smtpd

# a copy to rehearse in sends nothing; a backup that came back does
smtpd
server
run 0 sn-store copy play
run 0 sn-store backup kept.db
queue 1
sqlite3 play/store.db "UPDATE outbox SET state = 'queued' WHERE id = 5"
run 3 sn-mail send -H play
like err '^sn-mail: this is a copy to rehearse in, made at '
run 0 sn-mail send -H play -n
run 0 sn-mail send -H play --in-rehearsal
like out '^{"effect":"5","state":"done"'
mkdir -m 700 back
cp shop/sn.conf back
run 0 sn-store -H back restore kept.db
run 0 sn-mail send -H back

# others write: nothing is claimed, nothing sent
lines=$(wc -l <mta/accepted)
busy sn-mail send
ok "$(($(wc -l <mta/accepted) - lines))" 'nothing was sent'
run 0 sn-mail send
stop_smtpd

# sent, and then the store was locked: said, and unknown afterwards
queue 2
cat >lock.sh <<'SH'
mkfifo sql locked
sqlite3 -batch shop/store.db <sql >/dev/null &
exec 5>sql
printf 'BEGIN IMMEDIATE;\n.shell echo >locked\n' >&5
read -r _ <locked
tail -f /dev/null &
echo $! >locker
SH
echo 'end !sh lock.sh' >script
smtpd -s script
server
SN_WAIT=0 run 5 sn-mail send
id=$(sql 'SELECT max(id) - 1 FROM outbox')
like err "^sn-mail: $id .*: what became of it \\(done: 250 taken\\) could not be recorded: it will be shown as unknown\$"
kill "$(cat locker)"
rm -f sql locked
run 1 sn-mail send
like err ' left 1 that may have been sent'
sql "SELECT state FROM outbox WHERE id >= $id" >out
is out 'unknown
done'
stop_smtpd

# asked to stop: what is under way is brought to its end, the rest waits
queue 3
# shellcheck disable=SC2016	# for the server's shell
echo 'end !kill -TERM $(cut -d " " -f 1 shop/lock-mail)' >script
smtpd -s script
server
sn-mail send >out 2>err
[ $? -eq 143 ]
ok $? 'ended by the signal'
like out '"state":"done"'
ok "$(($(sql 'SELECT count(*) FROM outbox WHERE state = "queued"') - 2))" \
    'two are left'

# nobody reads: all is sent all the same
run 6 sh -c 'sn-mail send >/dev/full'
states | grep queued >out
is out ''
done_testing
