#!/bin/sh
# Jobs that sn-cron runs, and whom it tells when they fail.
# shellcheck disable=SC2016	# $SN_HOME is for the shell of the job
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top/tests/mail.sh"

shop
cp shop/sn.conf plain
# conf TEXT: the usual configuration, and that
conf() {
	{ cat plain; echo "$1"; } >shop/sn.conf
}
# forget: no failure was told yet
forget() {
	rm -rf shop/cron shop/told
}
export SN_HOME=shop

# a job runs in its shop directory, with nothing to read; one that has
# nothing to say leaves nothing in the log
conf 'cron { job own { every = 5 command = "pwd; echo $SN_HOME; cat; exit 1" }
    job quiet { every = 5 command = ":" } }'
run 0 sn-cron run quiet
[ ! -e shop/cron/log ]
ok $? 'no log'
run 1 sn-cron run own
is out ''
is err ''
sed "s|$(realpath shop)|HERE|" shop/cron/log >log
is log '2026-12-24T09:30:00 own: exit 1
	HERE
	HERE'

[ "$(stat -c %a shop/cron/log)" = 600 ]
ok $? 'nobody else reads it'

# nobody is named: it is told on standard error, once a day
conf 'cron { job own { every = 5 command = "echo no such file; exit 2" } }'
forget
run 2 sn-cron run own
is out ''
sed "s|$(realpath shop)|HERE|" err >said
is said 'sn-cron: [shop] own: exit 2
no such file

sn-cron run -H HERE own'
run 2 sn-cron run own
is err ''
run 2 env SN_NOW=2026-12-25T00:00:00 sn-cron run own
like err '^sn-cron: \[shop\] own: exit 2$'
is shop/cron/told '2026-12-25 [shop] own: exit 2'
[ "$(grep -c 'exit 2$' shop/cron/log)" -eq 3 ]
ok $? 'each time is in the log'

# a command gets it on standard input, in the shop directory; another failure
# is another alert
conf 'alert { command = "cat >>told; pwd >>told" }
cron { job own { every = 5 command = "echo $CODE >&2; exit $CODE" } }'
forget
run 3 env CODE=3 sn-cron run own
is err ''
sed "s|$(realpath shop)|HERE|" shop/told >told
is told '[shop] own: exit 3

3

sn-cron run -H HERE own
HERE'
rm shop/told
run 3 env CODE=3 sn-cron run own
[ ! -e shop/told ]
ok $? 'told once'
run 4 env CODE=4 sn-cron run own
like shop/told '^\[shop\] own: exit 4$'
rm shop/told

# 0 and 1 are no failures; what is none of sn's counts as 6
for code in 0 1; do
	run "$code" env CODE=$code sn-cron run own
done
[ ! -e shop/told ]
ok $? '0 and 1 are not told'
run 6 env CODE=77 sn-cron run own
like shop/told '^\[shop\] own: exit 77$'
rm shop/told

# 5 is told when it came three times in a row
for n in 1 2; do
	run 5 env CODE=5 sn-cron run own
	[ ! -e shop/told ]
	ok $? "busy, $n"
done
run 0 env CODE=0 sn-cron run own
for n in 1 2; do
	run 5 env CODE=5 sn-cron run own
	[ ! -e shop/told ]
	ok $? "busy again, $n"
done
run 5 env CODE=5 sn-cron run own
like shop/told '^\[shop\] own: exit 5$'
rm shop/told

# a job that is still running is not begun again
mkfifo begun go
conf 'alert { command = "cat >>told" }
cron { retries = 1 job own { every = 5 command = "echo x >../begun; cat ../go" } }'
forget
sn-cron run own &
read -r _ <begun
run 5 sn-cron run own
like shop/told 'cron/own.lock: held by process [0-9]+ since 2026-12-24T09:30:00$'
: >go
wait $!
ok $? 'the first one ended well'
rm begun go shop/told

# alert = 1: what was found is told too; alert = 0: all that is printed
conf 'alert { command = "cat >>told" }
cron { job own { every = 5 command = "echo found; exit 1" alert = 1 }
    job list { at = "08:00" command = "cat ../list" alert = 0 } }'
run 1 sn-cron run own
like shop/told '^\[shop\] own: exit 1$'
rm shop/told
: >list
run 0 sn-cron run list
[ ! -e shop/told ]
ok $? 'nothing printed, nothing told'
echo 'call Sato' >list
run 0 sn-cron run list
is shop/told '[shop] list: list

call Sato'
rm shop/told

# of much only the end is told
conf 'alert { command = "cat >>told" }
cron { job own { every = 5 command = "seq 100000; exit 2" } }'
forget
run 2 sn-cron run own
[ "$(wc -c <shop/told)" -lt 70000 ]
ok $? 'the end alone'
sed -n 3p shop/told >line
is line ...
like shop/told '^100000$'
rm shop/told

# by mail: queued once for each address, in a run of its own
conf 'alert { mail = { "owner@mikan.example", "b@mikan.example" } }
mail { server = "smtp://mail.example" }
cron { job own { every = 5 command = "echo 電話; exit 2" } }'
forget
run 2 sn-cron run own
is out ''
is err ''
sql "SELECT key, kind, channel, target, title, state FROM outbox" >out
is out 'mail alert 2026-12-24 [shop] own: exit 2 to owner@mikan.example|mail|-|owner@mikan.example|[shop] own: exit 2|queued
mail alert 2026-12-24 [shop] own: exit 2 to b@mikan.example|mail|-|b@mikan.example|[shop] own: exit 2|queued'
sql "SELECT payload FROM outbox ORDER BY id LIMIT 1" >out
like out '"from":"info@mikan.example","from_name":"みかん堂","to":"owner@mikan.example","subject":"\[shop\] own: exit 2","text":"電話\\n\\nsn-cron run -H '
like out '"message_id":"[0-9a-z.]+@mikan.example","automatic":true'
sql "SELECT argv FROM op ORDER BY id DESC LIMIT 1" >out
is out '["sn-cron","run","own"]'
# the file is lost, but the key is not
forget
run 2 sn-cron run own
sql 'SELECT count(*) FROM outbox' >out
is out 2

# and they arrive
seed "DELETE FROM outbox"
smtpd -k
conf 'alert { mail = { "Owner@mikan.example", "b@mikan.example" } }
cron { job own { every = 5 command = "echo 電話; exit 2" } }'
server 'tls = no'
forget
run 2 sn-cron run own
run 0 sn-cron run mail
stop_smtpd
cut -d' ' -f2 mta/accepted >out
is out 'Owner@mikan.example
b@mikan.example'
like mta/1.eml '^Subject: \[shop\] own: exit 2'
like mta/1.eml '^Auto-Submitted: auto-generated'
sql 'SELECT state, target FROM outbox' >out
is out 'done|owner@mikan.example
done|b@mikan.example'

# the store cannot be opened: the command still tells
conf 'alert { mail = { "owner@mikan.example" } command = "cat >>told" }
mail { server = "smtp://mail.example" }
cron { job own { every = 5 command = "exit 6" } }'
mv shop/store.db away
forget
run 6 sn-cron run own
like shop/told '^\[shop\] own: exit 6$'
like err '^sn-cron: alert: mail: .*store.db: no store'
# and standard error does without one
conf 'alert { mail = { "owner@mikan.example" } }
mail { server = "smtp://mail.example" }
cron { job own { every = 5 command = "exit 6" } }'
forget
run 6 sn-cron run own
like err '^sn-cron: \[shop\] own: exit 6$'
mv away shop/store.db
# so it does without a server
conf 'alert { mail = { "owner@mikan.example" } }
cron { job own { every = 5 command = "exit 6" } }'
forget
run 6 sn-cron run own
like err '^sn-cron: \[shop\] own: exit 6$'
like err '^sn-cron: alert: mail: section mail of sn.conf names no server or no sender$'
# a command that fails
conf 'alert { command = "exit 9" }
cron { job own { every = 5 command = "exit 2" } }'
forget
run 2 sn-cron run own
like err '^sn-cron: \[shop\] own: exit 2$'
like err '^sn-cron: alert: command: exit 9$'

conf 'alert { command = "exit 9" }
cron { job own { every = 5 command = "echo news" alert = 0 } }'
run 1 sn-cron run own
like err '^news$'

# no secrets in arguments: the alert is on standard input only
conf 'alert { command = "cat /proc/$$/cmdline >cmdline; cat >/dev/null" }
cron { job own { every = 5 command = "echo geheim; exit 2" } }'
forget
run 2 sn-cron run own
{ tr '\0' ' ' <shop/cmdline; echo; } >line
is line 'sh -c cat /proc/$$/cmdline >cmdline; cat >/dev/null '

# in Japanese
conf 'language = ja
cron { job own { every = 5 command = "exit 2" } }'
forget
run 2 env LC_ALL=C sn-cron run own
like err '^sn-cron: \[shop\] own: 終了ステータス 2$'

# a log that is too long becomes log.1
conf 'cron { log = "log" job own { every = 5 command = "echo x" } }'
head -c 4194305 /dev/zero >shop/log
run 0 sn-cron run own
[ "$(wc -c <shop/log.1)" -eq 4194305 ]
ok $? 'put aside'
is shop/log '2026-12-24T09:30:00 own: exit 0
	x'
conf 'cron { log = "nowhere/log" job own { every = 5 command = "echo x" } }'
run 6 sn-cron run own
like err 'nowhere/log: No such file'

# what cannot be
run 2 sn-cron run
run 2 sn-cron run nosuch
is err 'sn-cron: nosuch: no such job; sn-cron print lists them'
run 2 sn-cron run -H nowhere own
conf 'alert { mail = { "nobody" } }'
run 2 sn-cron run own
done_testing
