#!/bin/sh
# What the checks of ship dates and days of delivery find, and what not.
#
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# found CODE: what stands of a check now, one finding a line
found() {
	sn-check -q 'id>0' >/dev/null 2>check.err || show check.err
	sql "SELECT shipment, field, coalesce(saw, '-'),
	    coalesce(expected, '-'), coalesce(source, '-')
	    FROM finding WHERE code = '$1' AND state <> 'closed'
	    ORDER BY shipment"
}
# of CODE TEXT: that much and no more
of() {
	found "$1" >got
	is got "$2"
}
# set ID COLUMN=VALUE: change one shipment
set_() {
	seed "UPDATE shipment SET $2 WHERE id = $1"
}

orders
export SN_HOME=shop
sed -i '/^prefix/a closed = { sun, "2026-12-31" }' shop/sn.conf
sed -i 's/^carrier sagawa {/&\
	closed = { tue }/' shop/sn.conf
# today is Thursday, 24 December 2026; all but one leave today
seed "UPDATE shipment SET ship_date = '2026-12-24' WHERE id <> 22"

# no ship date: noted where the shop wants that, but not of what goes with its
# parent or has left
set_ 12 'ship_date = NULL'
of ship-date-missing ''
echo 'check ship-date-missing { on = yes }' >>shop/checks.conf
set_ 14 'ship_date = NULL'
set_ 13 "ship_date = NULL, status = 'notify'"
of ship-date-missing '12|shipment.12.ship_date|-|-|-'
sql "SELECT severity FROM finding WHERE code = 'ship-date-missing'" >got
is got note
set_ 12 "ship_date = '2026-12-24'"
of ship-date-missing ''
set_ 13 "status = 'print', ship_date = '2026-12-24'"

# passed
set_ 11 "ship_date = '2026-12-23'"
set_ 18 "ship_date = '2026-12-23'"		# cancelled
of ship-date-past '11|shipment.11.ship_date|2026-12-23|-|-'
# acknowledged, it stays so on the next day
run 0 sn-check --ack ship-date-past -r 'called the buyer' 11
export SN_NOW=2026-12-25T09:30:00
found ship-date-past >got
sql "SELECT shipment, state FROM finding WHERE code = 'ship-date-past'
    AND state <> 'closed' AND shipment = 11" >got
is got '11|acked'
export SN_NOW=2026-12-24T09:30:00
set_ 11 "ship_date = '2026-12-24'"
of ship-date-past ''

# on a closed day of the shop, or of the carrier
set_ 11 "ship_date = '2026-12-27'"
set_ 12 "ship_date = '2026-12-29', carrier = 'sagawa'"
set_ 13 "ship_date = '2026-12-29'"
of ship-date-closed '11|shipment.11.ship_date|2026-12-27|2026-12-28|sn.conf(5)
12|shipment.12.ship_date|2026-12-29|2026-12-30|sn.conf(5)'
seed "UPDATE shipment SET ship_date = '2026-12-24', carrier = 'yamato'
    WHERE id IN (11, 12, 13)"
of ship-date-closed ''

# wanted today or before, tomorrow, the day after
set_ 11 "deliver_on = '2026-12-23'"
set_ 12 "deliver_on = '2026-12-24'"
set_ 13 "deliver_on = '2026-12-25'"
set_ 17 "deliver_on = '2026-12-26'"
set_ 19 "deliver_on = '2026-12-27'"
of deliver-past '11|shipment.11.deliver_on|2026-12-23|-|-
12|shipment.12.deliver_on|2026-12-24|-|-'
of deliver-tomorrow '13|shipment.13.deliver_on|2026-12-25|-|-'
of deliver-soon '17|shipment.17.deliver_on|2026-12-26|-|-'
run 0 sn-check --summary --csv -q 'id>0'
like out '^deliver-past,warning,.*2'
like out '^deliver-tomorrow,note,.*1'
seed 'UPDATE shipment SET deliver_on = NULL'
of deliver-past ''
of deliver-tomorrow ''
of deliver-soon ''

# by lead time: from 愛媛県 one day to 大阪府, two to 東京都, three to 沖縄県
set_ 13 "deliver_on = '2026-12-25'"
set_ 16 "deliver_on = '2026-12-26'"
set_ 12 "deliver_on = '2026-12-26'"
of deliver-impossible '16|shipment.16.ship_date|2026-12-24|2026-12-23|愛媛県 - 沖縄県: 3'
set_ 12 "ship_date = '2026-12-25'"
of deliver-impossible '12|shipment.12.ship_date|2026-12-25|2026-12-24|愛媛県 - 東京都: 2
16|shipment.16.ship_date|2026-12-24|2026-12-23|愛媛県 - 沖縄県: 3'
# without a ship date it leaves today; a child leaves with its parent
set_ 12 'ship_date = NULL'
set_ 16 'ship_date = NULL'
set_ 21 "ship_date = '2026-12-28'"
set_ 22 "deliver_on = '2026-12-29'"
of deliver-impossible '16|shipment.16.ship_date|-|2026-12-23|愛媛県 - 沖縄県: 3
22|shipment.22.ship_date|2026-12-28|2026-12-27|愛媛県 - 東京都: 2'
# a sender elsewhere, and a shop that knows better
seed "UPDATE destination SET from_pref = '沖縄県' WHERE id = 50"
printf 'yamato\t*\t愛媛県\t東京都\t1\t14-16\n' >shop/leadtime.tsv
of deliver-impossible ''
seed "UPDATE destination SET from_pref = '江戸' WHERE id = 50"
of deliver-impossible ''

# two days or more, when the shop wants to hear of it; it may count otherwise
seed 'UPDATE destination SET from_pref = NULL WHERE id = 50'
of deliver-two-days ''
printf 'check deliver-two-days { on = yes }\n' >shop/checks.conf
of deliver-two-days '16|destination.50.to_pref|沖縄県|-|愛媛県 - 沖縄県: 3'
printf 'check deliver-two-days { on = yes days = 4 }\n' >shop/checks.conf
of deliver-two-days ''
rm shop/checks.conf

# the slot of the first day: 東京都 is reached in the afternoon
seed "UPDATE shipment SET deliver_on = NULL;
    UPDATE shipment SET ship_date = '2026-12-24', deliver_on = '2026-12-25',
	deliver_slot = CASE id WHEN 11 THEN 'am' WHEN 12 THEN '14-16' END
	WHERE id IN (11, 12);
    UPDATE shipment SET deliver_on = '2026-12-26', deliver_slot = 'am'
	WHERE id = 21"
set_ 21 "ship_date = '2026-12-24'"
of slot-unreachable '11|shipment.11.deliver_slot|am|14-16|愛媛県 - 東京都'
set_ 11 "deliver_slot = '18-20'"
of slot-unreachable ''

# goods that come too late
seed "UPDATE shipment SET deliver_on = NULL, deliver_slot = NULL;
    UPDATE line SET available_on = '2026-12-25' WHERE id IN (1, 2, 4)"
set_ 13 'ship_date = NULL'
of available-late '11|shipment.11.ship_date|2026-12-24|2026-12-25|-
12|shipment.12.ship_date|2026-12-24|2026-12-25|-'
set_ 13 "deliver_on = '2026-12-24'"
seed 'UPDATE line SET cancelled = 1 WHERE id = 2'
of available-late '11|shipment.11.ship_date|2026-12-24|2026-12-25|-
13|shipment.13.deliver_on|2026-12-24|2026-12-25|-'

# nothing new, nothing written
sn-check -q 'id>0' >out 2>err
sql 'SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)' >got
is got 0

# a table of lead times that is wrong is named with its line
printf 'yamato\t*\t愛媛県\t江戸\t1\n' >shop/leadtime.tsv
run 2 sn-check 12
like err 'shop/leadtime.tsv:1: 江戸: no such prefecture or region$'
done_testing
