#!/bin/sh
# shellcheck disable=SC2016	# variables are for the shell of a job
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

shop
cp shop/sn.conf plain
conf() {
	{ cat plain; echo "$1"; } >shop/sn.conf
}
export SN_HOME=shop
here=$(realpath shop)
TZ=JST-9

# times: which fields a job gets, at a minute of the hour that is known
conf 'cron { minute = 7 hours = "06:00-23:00"
	job a { every = 1 command = x } job b { every = 3 command = x }
	job c { every = 15 command = x hours = "21:00-08:00" }
	job d { every = 60 command = x } job e { at = "02:30" command = x }
	job f { at = "00:05" day = 28 command = x }
	job g { every = 5 command = x hours = "22:00-00:00" }
	job h { every = 5 command = x on = no }
}'
run 0 sn-cron print
sed -n 's/ sn-cron run -H .* / /p' out | grep ' [a-h]$' >fields
is fields '* 6-22 * * * a
1-59/3 6-22 * * * b
7-59/15 21-23,0-7 * * * c
7 6-22 * * * d
30 2 * * * e
5 0 28 * * f
2-59/5 22-23 * * * g'
like out '^# h: h \(off\)$'
run 0 sn-cron systemd
sed -n '/-[a-h]\.timer$/,/^OnCalendar/s/^OnCalendar=//p' out >oncalendar
is oncalendar '*-*-* 6..22:0/1:00 Asia/Tokyo
*-*-* 6..22:1/3:00 Asia/Tokyo
*-*-* 21..23,0..7:7/15:00 Asia/Tokyo
*-*-* 6..22:07:00 Asia/Tokyo
*-*-* 02:30:00 Asia/Tokyo
*-*-28 00:05:00 Asia/Tokyo
*-*-* 22..23:2/5:00 Asia/Tokyo'
if command -v systemd-analyze >/dev/null; then
	while read -r when; do
		systemd-analyze calendar "$when" >/dev/null 2>&1
		ok $? "systemd reads $when"
	done <oncalendar
else
	skip 'no systemd here'
fi

# what comes along: on where there is something to work on
rm -f shop/robo.conf
conf ''
run 0 sn-cron print
sed -n 's/^# \([a-z]*\): .*(\(.*\))$/\1 \2/p' out >off
is off 'import cron { import } names no directory
autorobo there is no robo.conf
mail mail { server } is not set
inbox there is no inbox
follow off
next off'
cp shop/checks.conf shop/robo.conf
conf 'mail { server = "smtp://mail.example" }
inbox info { url = "maildir:inbox" }
alert { command = cat }
cron { import = in mailto = "a@b.example" path = "/opt/sn/bin:/bin"
    job next { on = yes at = "08:15" }
    job doctor { on = no } job backup { every = 60 } }'
run 0 sn-cron print
sed "s|$here|HERE|" out | sed 's/^[0-9-]*\/\([0-9]*\) \*/N\/\1 */; s/^[0-9]* /M /' \
	>printed
is printed '# jobs of HERE, made by sn-cron print
PATH=/opt/sn/bin:/bin
MAILTO=a@b.example
# import: order files of a directory
N/15 * * * * sn-cron run -H HERE import
# route: rules and checks for what is new
N/5 * * * * sn-cron run -H HERE route
# autorobo: automation
N/5 * * * * sn-cron run -H HERE autorobo
# mail: mail that waits in the outbox
N/5 * * * * sn-cron run -H HERE mail
# inbox: mail that comes in
N/5 * * * * sn-cron run -H HERE inbox
# follow: follow mails (off)
# backup: a copy of the store
M * * * * sn-cron run -H HERE backup
# doctor: a look whether all is well, and at what expires (off)
# next: what people should do today
M 8 * * * sn-cron run -H HERE next
# postal: new postal codes
M 4 3 * * sn-cron run -H HERE postal
# end of the jobs of HERE'
like out '^15 8 \* '
rm shop/robo.conf
conf 'alert { command = cat }'
run 0 sn-cron print
like out '^MAILTO=""$'

# each directory has its own minute, always the same
for n in 1 2 3 4 5 6 7 8; do
	sn-cron print --at "/srv/sn/shop$n" | sed -n 's/ 2 \* .* backup$//p'
done >minutes
[ "$(sort -u minutes | wc -l)" -gt 4 ]
ok $? 'minutes differ'
run 2 sn-cron print --at relative

# the example is what the default sn.conf gives
mkdir usual
cp "$top/lib/data/sn.conf" usual
sn-cron print -H usual --at /home/shop/shop >printed
run 0 diff -u "$top/scripts/crontab.example" printed

# names with all that shells, cron and systemd stumble over
odd="it's 50% \$HOME"
sn-init -H "$odd" --shop own-main=own >/dev/null
sed -i '/^language/d' "$odd/sn.conf"
run 0 sn-cron print -H "$odd"
like out "run -H '.*/it'.''s 50.% .HOME' backup\$"
sed -i "s|/usr/local/bin|$BUILD/bin|" out
echo "cron { path = \"$BUILD/bin:/usr/bin:/bin\" }" >>"$odd/sn.conf"
mv out printed
run 0 sn-cron check -v -H "$odd" - <printed
is out 'the crontab is as sn.conf wants it'
run 0 sn-cron systemd -H "$odd"
like out '^ExecStart=/usr/bin/env sn-cron run -H ".*/it.s 50%% \$\$HOME" backup$'
like out '^# sn-.*-it_s_50___HOME-[0-9a-f]{6}-backup\.timer$'

# units: printed, or written, one service and one timer for each job
run 0 sn-cron systemd
grep -c '^# sn-.*\.service$' out >services
is services 4
mkdir units
run 0 sn-cron systemd -o units
printf '%s\n' units/* | sed 's/^units.sn-.*-\([a-z]*\.[a-z]*\)$/\1/' >names
is names 'backup.service
backup.timer
doctor.service
doctor.timer
postal.service
postal.timer
route.service
route.timer'
sed "s|$here|HERE|" units/*-backup.service >unit
is unit '[Unit]
Description=sn: backup (a copy of the store)

[Service]
Type=oneshot
Environment="PATH=/usr/local/bin:/usr/bin:/bin"
ExecStart=/usr/bin/env sn-cron run -H "HERE" backup
SuccessExitStatus=1 5'
sed 's/ 02:[0-9][0-9]:/ 02:MM:/' units/*-backup.timer >unit
is unit '[Unit]
Description=sn: backup (a copy of the store)

[Timer]
OnCalendar=*-*-* 02:MM:00 Asia/Tokyo
Persistent=true

[Install]
WantedBy=timers.target'
run 6 sn-cron systemd -o nowhere

# check: the crontab of the user, a file or standard input
mkdir bin
cat >bin/crontab <<'CODE'
#!/bin/sh
case $* in
-l) cat installed 2>/dev/null ;;
-) cat >new && mv new installed ;;
*) exit 1 ;;
esac
CODE
chmod 755 bin/crontab
PATH=$tmp/bin:$PATH
conf "cron { minute = 7 path = \"$BUILD/bin:/bin:/usr/bin\" }"
run 1 sn-cron check
is out 'route: is missing: rules and checks for what is new
backup: is missing: a copy of the store
doctor: is missing: a look whether all is well, and at what expires
postal: is missing: new postal codes'
echo '0 1 * * * true' >installed
# the examples, each with its shop
run 0 sh -c '(crontab -l; sn-cron print -H "$PWD/shop") | crontab -'
like installed '^0 1 '
run 0 sn-cron check
is out ''
run 0 sn-cron check -v -H shop
is out 'the crontab is as sn.conf wants it'
cp installed kept
mkdir shops
cp -R shop shops/one
cp -R shop shops/two
run 0 sh -c 'sn-each --bare shops/* -- sn-cron print | crontab -'
run 0 sn-each --quiet shops/* -- sn-cron check
cp kept installed
cat >bin/systemctl <<'CODE'
#!/bin/sh
printf '%s\n' "$@" >systemctl.out
CODE
chmod 755 bin/systemctl
mkdir -p .config/systemd/user
run 0 sh -c "sn-cron systemd -o ~/.config/systemd/user |
    sed -n 's/.*\/\(.*timer\)\$/\1/p' |
    xargs systemctl --user enable --now"
grep -c '^sn-.*-[a-z]*\.timer$' systemctl.out >out
is out 4
run 1 env TZ=UTC sn-cron check
is out "the time of this machine is not Japan's: jobs run +9 hours off"
cat >>installed <<CRON
  # a comment
NAME = "x"
7 2 * * *   $BUILD/bin/sn-cron run backup --home='$here'
* * * * * SN_HOME=$here sn-cron run nosuch
0 5 * * 1 sn-cron run -H $here next
@daily sn-import x && sn-nosuch y
@hourly /nowhere/sn-find
* * * * * sn-cron run -H /elsewhere backup
* * *
CRON
sed -i 's/^7 7 \(.*doctor\)$/8 7 \1/; /run -H .* postal$/d' installed
run 1 sn-cron check
like out '^line [0-9]+: nosuch: no such job$'
like out '^line [0-9]+: next: should not run: off$'
like out '^line [0-9]+: /nowhere/sn-find is not in '
like out '^line [0-9]+: neither a setting nor a job: \* \* \*$'
like out '^line [0-9]+: backup: a second time, after line [0-9]+$'
like out '^line [0-9]+: doctor: runs at 8 7 \* \* \*, not at 7 7 \* \* \*$'
like out '^postal: is missing: new postal codes$'
[ "$(wc -l <out)" -eq 7 ]
ok $? 'and nothing else'
conf 'cron { minute = 7 path = /nowhere }'
sn-cron print >printed
run 1 sn-cron check printed
like out '^line [0-9]+: sn-cron is not in /nowhere$'
like out '^doctor: sn-doctor is not in /nowhere$'
run 2 sn-cron check nosuch
run 6 env PATH="$BUILD/bin" "$BUILD/bin/sn-cron" check
is err 'sn-cron: crontab: there is no such program'

# every line that is printed can be run as cron does
mkdir -p shop/in shop/mail/new shop/mail/cur shop/mail/tmp
cp "$top"/tests/postal/utf_ken_all.csv towns.csv
cp "$samples/rakuten.csv" shop/in/
touch -d '2 minutes ago' shop/in/rakuten.csv
conf "cron { path = \"$BUILD/bin:/usr/bin:/bin\" import = in keep = 2
    job next { on = yes } job own { at = \"05:00\" command = \"true\" }
    job postal { command = \"sn-postal update --yes --date 2026-12-01 $tmp/towns.csv\" }
}
mail { server = \"smtp://127.0.0.1:1\" }
inbox info { url = \"maildir:$here/mail\" }
alert { command = \"cat >>told\" }"
! command -v sn-autorobo >/dev/null || : >shop/robo.conf
sn-cron print | sed -n 's/^[0-9*].*\(sn-cron run .*\)$/\1/p' >lines
while read -r line; do
	name=${line##* }
	if [ "$name" = mail ] && ! command -v sn-mail >/dev/null ||
	    [ "$name" = inbox ] && ! command -v sn-inbox >/dev/null; then
		skip "$name: its command is not built"
		continue
	fi
	env -i HOME="$HOME" LOGNAME=shop SHELL=/bin/sh LC_ALL=C \
	    PATH="$BUILD/bin:/usr/bin:/bin" SN_NOW="$SN_NOW" \
	    setsid sh -c "$line" >out 2>err </dev/null
	[ $? -le 1 ] && [ ! -s out ] && [ ! -s err ]
	ok $? "cron: $name"
	show out err
done <lines
sql 'SELECT count(*) > 0 FROM orders; SELECT count(*) > 0 FROM finding' >out
is out '1
1'
ls shop/in >out
is out 'done
failed'
ls shop/in/done >out
is out rakuten.csv
like shop/told '^\[shop\] next: what people should do today$'

# backups: the newest are kept
rm shop/backup/*
for n in 1 2 3; do
	: >"shop/backup/store-2026010$n-000000.db"
done
run 0 sn-cron run backup
set -- shop/backup/*
[ $# -eq 2 ]
ok $? 'two of them'
run 0 sqlite3 "$2" 'PRAGMA integrity_check'
is out ok
[ "$(stat -c %a shop/backup)" = 700 ]
ok $? 'nobody else reads them'

# import: both files of Yahoo! in one run; one alone waits for the other
rm -f shop/told
cp "$samples/yahoo-order.csv" shop/in/
echo junk >shop/in/junk.csv
touch -d '2 minutes ago' shop/in/*.csv
run 0 sn-cron run import
ls shop/in >out
is out 'done
failed
junk.csv
yahoo-order.csv'
cp "$samples/yahoo-item.csv" shop/in/
run 0 sn-cron run import
ls shop/in/done >out
is out rakuten.csv		# it is being written just now
touch -d '2 minutes ago' shop/in/yahoo-item.csv
run 1 sn-cron run import
ls shop/in/done >out
like out '^yahoo-item.csv$'
like out '^yahoo-order.csv$'
like shop/told 'junk\.csv'
sql "SELECT count(*) > 0 FROM orders WHERE shop = 'yahoo-main'" >out
is out 1
# what nobody can read goes away after an hour, and never over another one
for n in 1 2; do
	rm -f shop/told shop/cron/told
	echo junk >shop/in/junk2.csv
	touch -d '62 minutes ago' shop/in/junk2.csv
	run 2 sn-cron run import
	like shop/told '^\[shop\] import: exit 2$'
done
ls shop/in/failed >out
is out '2-junk2.csv
junk2.csv'
# the same orders again are nothing new, and put away
cp "$samples/rakuten.csv" shop/in/
touch -d '2 minutes ago' shop/in/rakuten.csv
sn-cron run import
ls shop/in/done >out
like out '^2-rakuten.csv$'
busy sn-cron run route

# settings that are wrong
wrong() {
	conf "$1"
	run 2 sn-cron print
	like err "$2"
}
wrong 'cron { hours = "06:30-23:00" }' \
    'sn.conf:[0-9]+: cron: hours: 06:30-23:00: whole hours were expected, such as 06:00-23:00$'
wrong 'cron { job import { every = 7 } }' \
    'cron: job "import": every: 7: an hour is no multiple of it'
wrong 'cron { job import { every = 0 } }' ': 0: not from 1 to 60$'
wrong 'cron { minute = 60 }' 'cron: minute: 60: not from 0 to 59$'
wrong 'cron { job backup { at = "24:00" } }' ': 24:00: not a time like 02:30$'
wrong 'cron { job postal { day = 29 } }' ': 29: not from 1 to 28$'
wrong 'cron { job postal { alert = 7 } }' ': 7: not from 0 to 6$'
wrong 'cron { job backup { at = "02:00" every = 5 } }' 'every stands alone'
wrong 'cron { job bakcup { at = "02:00" } }' \
    'job "bakcup": no job that comes along has this name'
wrong 'cron { job own { command = x } }' 'job "own": when is missing'
wrong 'cron { mailto = "a b" }' 'mailto: a b: no address$'
wrong 'cron { jobs = 1 }' 'no such option here; is it job\?$'

# what cannot be
conf ''
run 2 sn-cron
like err '^  sn-cron print '
run 2 sn-cron nosuch
run 0 sn-cron --help
run 2 sn-cron print operand
run 2 sn-cron systemd operand
run 2 sn-cron check one two
run 2 sn-cron print -H nowhere
run 0 sn-cron print --help
run 6 sh -c 'sn-cron print >/dev/full'
done_testing
