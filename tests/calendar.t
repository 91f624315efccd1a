#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"
# shellcheck source=tests/serve.sh
. "$top/tests/serve.sh"

# what cannot start
run 0 sn-calendar --help
run 2 sn-calendar -H shop
orders
export SN_HOME=shop
run 2 sn-calendar --nosuch
run 2 sn-calendar nosuch
is err 'sn-calendar: nosuch: a month was expected, such as 2026-12, or a year'
run 2 sn-calendar 2026-13
run 2 sn-calendar 20261
run 2 sn-calendar --route 冷凍
is err 'sn-calendar: 冷凍: no such route'
run 2 sn-calendar --carrier bike
is err 'sn-calendar: bike: no such carrier'
run 2 sn-calendar --from 2026-12-01 2026-12
run 2 sn-calendar --from soon
run 2 sn-calendar --from 2026-12-02 --to 2026-12-01
is err 'sn-calendar: 2026-12-02 to 2026-12-01: up to ten years, one after the other, were expected'
run 2 sn-calendar update a b
run 2 sn-calendar check 2026
run 2 sn-calendar ship
run 2 sn-calendar ship twelve
run 2 sn-calendar lead 愛媛
run 2 sn-calendar lead 愛媛 江戸
is err 'sn-calendar: 江戸: no such prefecture'

# months: without settings every day is open
run 0 sn-calendar 2027-02
is out '       February 2027
 Su  Mo  Tu  We  Th  Fr  Sa
      1   2   3   4   5   6
  7   8   9  10  11+ 12  13
 14  15  16  17  18  19  20
 21  22  23+ 24  25  26  27
 28
 11 National Foundation Day
 23 Emperor'\''s Birthday

* closed  + holiday'
run 0 sn-calendar
like out '^ +December 2026$'
like out '^ +February 2027$'
run 0 sn-calendar 2026
like out '^ +January 2026$'
like out '^ +December 2026$'
cat >keys <<'CONF'
closed = { sun, holiday, "2026-12-31" }
open = { "2026-11-23" }
cutoff = { "15:00", "sat 12:00" }
lead_days = 1
route "冷凍" { closed = { wed, sun } cutoff = "10:00" }
CONF
sed -i -e '/^prefix/r keys' -e 's/^carrier sagawa {/&\
	closed = { sat }/' shop/sn.conf
run 0 sn-calendar --route 冷凍 2026-12		# example
is out '       December 2026
 Su  Mo  Tu  We  Th  Fr  Sa
          1   2*  3   4   5
  6*  7   8   9* 10  11  12
 13* 14  15  16* 17  18  19
 20* 21  22  23* 24  25  26
 27* 28  29  30* 31

* closed  + holiday'
echo 'language = ja' >>shop/sn.conf
run 0 sn-calendar 2026-11
is out '         2026年11月
 日  月  火  水  木  金  土
  1*  2   3*  4   5   6   7
  8*  9  10  11  12  13  14
 15* 16  17  18  19  20  21
 22* 23+ 24  25  26  27  28
 29* 30
  3 文化の日
 23 勤労感謝の日

* 休業日  + 祝日(営業)'
sed -i '/^language/d' shop/sn.conf

# days as records
run 0 sn-calendar --carrier 佐川急便 --from 2026-12-31 --to 2027-01-04
is out 'day             working  holiday         why closed
2026-12-31  Th        0                  closed
2027-01-01  Fr        0  New Year'\''s Day  closed, a holiday
2027-01-02  Sa        0                  the carrier does not collect
2027-01-03  Su        0                  closed
2027-01-04  Mo        1'
run 0 sn-calendar --from 2027-01-01 --to 2027-01-02 --ndjson
is out '{"day":"2027-01-01","weekday":"fri","open":0,"holiday":"New Year'\''s Day","closed":"closed, a holiday"}
{"day":"2027-01-02","weekday":"sat","open":1,"holiday":null,"closed":null}'
run 0 sh -c 'sn-calendar --from today --to +30d --ndjson | grep '\''"open":0'\'
[ "$(wc -l <out)" -eq 7 ]
ok $? 'seven closed days within 30 days'
run 0 sn-calendar --csv
[ "$(wc -l <out)" -eq 32 ]
ok $? 'thirty days by default'

# the published list: refused as a whole, rehearsed, loaded, loaded again
cat >list.csv <<'CSV'
国民の祝日・休日月日,国民の祝日・休日名称
2026/1/1,元日
2026/1/12,成人の日
2026/2/11,建国記念の日
2026/2/23,天皇誕生日
2026/3/20,春分の日
2026/4/29,昭和の日
2026/5/3,憲法記念日
2026/5/4,みどりの日
2026/5/5,こどもの日
2026/12/16,休日
CSV
iconv -f UTF-8 -t CP932 list.csv >syukujitsu.csv
head -n 5 list.csv >short.csv
run 0 sn-calendar check
is out 'day  by law  in the list'
is err 'sn-calendar: no list was loaded: every year is by law'
run 2 sn-calendar update nosuch.csv
run 2 sn-calendar update short.csv
is err 'sn-calendar: short.csv: only 4 holidays in 2026: the list is not whole'
sed 's|2026/5/5|5/5|' list.csv >bad.csv
run 2 sn-calendar update bad.csv
is err 'sn-calendar: bad.csv:10: 5/5: not a date'
sql 'SELECT count(*) FROM holiday' >out
is out 0
run 0 sn-calendar update -n syukujitsu.csv
is err 'sn-calendar: 10 holidays from 2026-01-01 to 2026-12-16: 10 new, 0 renamed, 0 gone'
sql 'SELECT count(*) FROM holiday' >out
is out 0
run 0 sn-calendar update syukujitsu.csv		# example
is err 'sn-calendar: 10 holidays from 2026-01-01 to 2026-12-16: 10 new, 0 renamed, 0 gone'
is out ''
sql "SELECT name FROM holiday WHERE day = '2026-05-05'" >out
is out 'こどもの日'
run 0 sn-calendar update list.csv
is err 'sn-calendar: 10 holidays from 2026-01-01 to 2026-12-16: 0 new, 0 renamed, 0 gone'
run 0 sn-calendar check				# example
head -n 3 out >some
is some 'day         by law        in the list
2026-05-06  休日
2026-07-20  海の日'
is err 'sn-calendar: 10 days differ from 2026 to 2026'
run 1 sn-calendar check --exit-code
# that year is the list's, the next one the law's
run 0 sn-calendar --from 2026-12-16 --to 2026-12-16 --csv
is out 'day,weekday,open,holiday,closed
2026-12-16,wed,0,Holiday,"closed, a holiday"'
run 0 sn-calendar --from 2026-07-20 --to 2026-07-20 --csv
like out '^2026-07-20,mon,1,,$'
run 0 sn-calendar --from 2027-01-11 --to 2027-01-11 --csv
like out '^2027-01-11,mon,0,Coming of Age Day,'
sed -e 's/元日/正月/' -e '/12.16/d' list.csv >later.csv
run 0 sn-calendar update later.csv
is err 'sn-calendar: 9 holidays from 2026-01-01 to 2026-05-05: 0 new, 1 renamed, 1 gone'

# downloads: all or nothing
mkdir www
cp syukujitsu.csv bad.csv short.csv www
head -c 200 syukujitsu.csv >www/half.csv
echo '<html>' >www/page.html
serve www
sql 'SELECT * FROM holiday; SELECT max(id) FROM op' >before
while read -r want path message; do
	run "$want" sn-calendar update --url "$url/$path"
	like err "^sn-calendar: $url/$path$message"
done <<'TABLE'
6 nosuch.csv : the server answers 404$
5 503/syukujitsu.csv : the server answers 503$
5 429/syukujitsu.csv : the server answers 429$
5 cut/syukujitsu.csv : .+
6 large/syukujitsu.csv : larger than 1048576 bytes$
6 moved/syukujitsu.csv : the server sends elsewhere, and not to https$
2 bad.csv :10: 5/5: not a date$
2 short.csv : only 4 holidays in 2026: the list is not whole$
2 half.csv :
2 page.html :
TABLE
run 6 sn-calendar update --url "https://127.0.0.1:$port/syukujitsu.csv"
run 2 sn-calendar update --url file:///etc/passwd
is err 'sn-calendar: file:///etc/passwd: not a URL of http or https'
run 5 sn-calendar update --url http://127.0.0.1:1
run 0 sn-calendar update -n --url "$url/syukujitsu.csv"
is err 'sn-calendar: 10 holidays from 2026-01-01 to 2026-12-16: 1 new, 1 renamed, 0 gone'
sql 'SELECT * FROM holiday; SELECT max(id) FROM op' >after
run 0 cmp before after
run 0 sn-calendar update --url "$url/syukujitsu.csv"
is err 'sn-calendar: 10 holidays from 2026-01-01 to 2026-12-16: 1 new, 1 renamed, 0 gone'
sql "SELECT name FROM holiday WHERE day = '2026-12-16'" >out
is out '休日'
# without --url it goes to the Cabinet Office, by way of nobody here
run 5 env https_proxy=http://127.0.0.1:1 sn-calendar update	# example
like err '^sn-calendar: https://www8.cao.go.jp/chosei/shukujitsu/syukujitsu.csv: '
run 0 sn-calendar update later.csv

# a command that reads the list does not keep writers out
mkfifo slow
sn-calendar update slow 2>/dev/null &
exec 3>slow
run 0 sql 'BEGIN IMMEDIATE; ROLLBACK'
cat list.csv >&3
exec 3>&-
wait $!
ok $? 'and ends well when the list does'

# ship dates, step by step; nothing is changed
sql .dump >before
run 0 sn-calendar ship rakuten-main:1002	# example
is out 'shipment                step                  when                 note
12 (rakuten-main:1002)  ordered               2026-12-21T10:00:00
12 (rakuten-main:1002)  counts from           2026-12-21T10:00:00  the latest of these
12 (rakuten-main:1002)  cut-off               15:00                not passed, or no matter
12 (rakuten-main:1002)  counts as of          2026-12-21
12 (rakuten-main:1002)  after 1 working days  2026-12-22
12 (rakuten-main:1002)  ship date             2026-12-22'
run 1 sn-calendar ship --csv 11 99
is out 'id,step,when,note
11,ordered,2026-12-20T10:00:00,
11,paid,,a payment is still to come: computed again then
11,from,2026-12-20T10:00:00,the latest of these
11,cutoff,15:00,"not passed, or no matter"
11,counts,2026-12-21,closed: 2026-12-20
11,ready,2026-12-22,
11,ship,2026-12-22,'
is err 'sn-calendar: 99: no such shipment'
run 0 sn-calendar ship - </dev/null
is out 'shipment  step  when  note'
sql .dump >after
run 0 cmp before after
# paid late on a Saturday, carried by one that does not collect on Saturdays,
# with goods that come later, to be delivered too early
seed "UPDATE payment SET state = 'paid', paid_at = '2026-12-26T12:00:01'
	WHERE id = 1;
    UPDATE shipment SET carrier = 'sagawa', ship_date = '2026-12-28',
	deliver_on = '2026-12-29' WHERE id = 11;
    UPDATE line SET available_on = '2027-01-01' WHERE id = 2;
    UPDATE shipment SET deliver_on = '2027-01-10', deliver_slot = 'am'
	WHERE id = 12"
run 0 sn-calendar ship --csv -q 'id=11,12'
is out "id,step,when,note
11,ordered,2026-12-20T10:00:00,
11,paid,2026-12-26T12:00:01,
11,from,2026-12-26T12:00:01,the latest of these
11,cutoff,12:00,passed: counts as the next day's
11,counts,2026-12-28,closed: 2026-12-27
11,ready,2026-12-29,
11,ship,2026-12-29,
11,set,2026-12-28,not what is computed
11,deliver,2026-12-29,2 days from 愛媛県 to 東京都
11,by,2026-12-29,too late: it cannot leave before
12,ordered,2026-12-21T10:00:00,
12,available,2027-01-01,
12,from,2027-01-01,the latest of these
12,cutoff,15:00,\"not passed, or no matter\"
12,counts,2027-01-02,closed: 2027-01-01
12,ready,2027-01-04,closed: 2027-01-03
12,ship,2027-01-04,
12,deliver,2027-01-10,2 days from 愛媛県 to 東京都
12,by,2027-01-08,"
# released by the mall: the log knows when
seed "UPDATE orders SET mall_state = 'held' WHERE id = 8"
seed "INSERT INTO op (id, at, who, argv, after) VALUES (90,
	'2026-12-24T16:00:00', 'test', '[]', 0);
    UPDATE running SET op = 90;
    UPDATE orders SET mall_state = 'ready' WHERE id = 8"
run 0 sn-calendar ship --csv 19
like out '^19,released,2026-12-24T16:00:00,$'
like out '^19,ship,2026-12-26,$'
# no day is open
cp shop/sn.conf kept.conf
sed -i 's/^closed = .*/closed = { mon, tue, wed, thu, fri, sat, sun }/' \
	shop/sn.conf
run 2 sn-calendar ship 12
is err 'sn-calendar: 12 (rakuten-main:1002): no day is open within two years; see closed and open in sn.conf'
cp kept.conf shop/sn.conf

# lead times: the shipped table, and the shop's own lines over it
run 0 sn-calendar lead 愛媛 沖縄			# example
is out 'carrier  service  from where  to where  days  slot  file               line
*        *        *           沖縄地方     3  none  data/leadtime.tsv   105'
run 0 sn-calendar lead --csv
[ "$(wc -l <out)" -gt 60 ]
ok $? 'the whole table'
printf '# 実績\nyamato\t*\t愛媛県\t沖縄県\t2\t午前中\nyamato\tcompact\t愛媛県\t*\t4\n' \
	>shop/leadtime.tsv
run 0 sn-calendar lead --csv 愛媛県 Okinawa
is out 'carrier,service,from,to,days,slot,file,line
yamato,compact,愛媛県,*,4,none,shop/leadtime.tsv,3
yamato,*,愛媛県,沖縄県,2,am,shop/leadtime.tsv,2
*,*,*,沖縄地方,3,none,data/leadtime.tsv,105'
# a parcel is there in the afternoon of the day only
printf '*\t*\t愛媛県\t東京都\t1\t14-16\n' >shop/leadtime.tsv
run 0 sn-calendar ship --csv 12
like out '^12,by,2027-01-09,the slot is earlier than a parcel gets there$'
printf '\nyamato\t*\t愛媛\t沖縄県\t2\n' >shop/leadtime.tsv
for words in lead 'ship 12' 2026-12; do
	# shellcheck disable=SC2086	# words
	run 2 sn-calendar $words
	is err 'sn-calendar: shop/leadtime.tsv:2: 愛媛: no such prefecture or region'
done
rm shop/leadtime.tsv

# nobody reads
run 6 sh -c 'sn-calendar 2026 >/dev/full'

# a store that is busy, and one from the future
busy sn-calendar update list.csv
sql 'PRAGMA user_version = 9999'
run 3 sn-calendar
run 3 sn-calendar update list.csv
done_testing
