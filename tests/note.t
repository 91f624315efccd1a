#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

notes() {
	sql "SELECT id, orders, at, replace(text, char(10), '/') FROM note
	    ORDER BY id" >got
}

# what cannot start
run 2 sn-note
like err '^usage: sn-note add '
run 0 sn-note --help
run 2 sn-note list -H shop 12
orders
export SN_HOME=shop
run 2 sn-note forget
is err 'sn-note: forget: add, list or remove was expected'
run 2 sn-note add
run 2 sn-note add text
run 2 sn-note add text twelve
run 2 sn-note add text -q ''
run 2 sn-note add ' ' 12
is err 'sn-note: the note is empty'
run 2 sn-note add "$(printf 'a\001b')" 12
is err 'sn-note: note: has a control character'
run 2 sn-note add --from nosuch.txt 12
run 2 sn-note add --from - - </dev/null
run 2 sn-note list
run 2 sn-note list --from x 12
run 2 sn-note remove
run 2 sn-note remove one
is err 'sn-note: one: not the number of a note'
run 2 sn-note remove 1
is err 'sn-note: 1: no such note'
run 0 sn-note add text - </dev/null
is out ''
head -c 20000 /dev/zero | tr '\0' a >long.txt
run 2 sn-note add --from long.txt 12
is err 'sn-note: long.txt: larger than 16384 bytes'
printf 'a\0b\n' >nul.txt
run 2 sn-note add --from nul.txt 12
is err 'sn-note: nul.txt: a NUL byte'

# written, once to an order; rehearsed first
run 0 sn-note add -n '電話済み、明日また' rakuten-main:1002
like out '"tbl":"note","id":"1","col":"id","old":null'
notes
is got ''
run 0 sn-note add '電話済み、明日また' rakuten-main:1002	# example
like out '^\{"id":"12"'
run 0 sn-note add -v 二つ 19 20 12 16
is err 'sn-note: a note to 3 orders'
notes
is got '1|2|2026-12-24T09:30:00|電話済み、明日また
2|8|2026-12-24T09:30:00|二つ
3|2|2026-12-24T09:30:00|二つ
4|5|2026-12-24T09:30:00|二つ'
sql "SELECT DISTINCT who = '$(id -un)' FROM note" >got
is got 1
run 0 sn-undo
notes
is got '1|2|2026-12-24T09:30:00|電話済み、明日また'

# from files, several lines
seed "UPDATE shipment SET status = 'hold' WHERE id = 13"
printf '一行目\r\n二行目\n\n' >letter.txt
run 0 sn-note add --from letter.txt -q status=hold	# example
run 0 sh -c 'echo 標準入力 | sn-note add --from - 14'
run 1 sn-note add 一部 11 99
is err 'sn-note: 99: no such shipment'
notes
is got '1|2|2026-12-24T09:30:00|電話済み、明日また
5|3|2026-12-24T09:30:00|一行目/二行目
6|4|2026-12-24T09:30:00|標準入力
7|1|2026-12-24T09:30:00|一部'

# listed, by the orders that were named, and shown
run 0 sn-note list --csv 13 12
sed "s/,$(id -un),/,me,/" out >listed
is listed 'note,order,at,who,text
5,yahoo-main:2001,2026-12-24T09:30:00,me,"一行目
二行目"
1,rakuten-main:1002,2026-12-24T09:30:00,me,電話済み、明日また'
run 0 sn-note list 12			# example
like out '^1 +rakuten-main:1002 .* 電話済み、明日また$'
run 0 sn-note list --csv 15
is out 'note,order,at,who,text'
run 0 sn-show 12
like out '電話済み、明日また'

# removed, and back
run 1 sn-note remove 5 99
is err 'sn-note: 99: no such note'
run 0 sn-note remove 1			# example
sql 'SELECT id FROM note ORDER BY id' >got
is got '6
7'
run 0 sn-undo
sql 'SELECT id FROM note ORDER BY id' >got
is got '1
6
7'
run 0 sn-why 12 note
run 0 sn-log 12
like out 'note'

# a command waiting for its text keeps nobody out of the store
mkfifo slow
sn-note add --from - 12 <slow >/dev/null &
exec 3>slow
run 0 sql 'BEGIN IMMEDIATE; ROLLBACK'
echo late >&3
exec 3>&-
wait $!
ok $? 'and ends well when the text does'

# nobody reads, and a store from the future
busy sn-note add busy 12
run 6 sh -c 'sn-note add full 12 >/dev/full'
sql "SELECT count(*) FROM note WHERE text = 'full'" >got
is got 1
sql 'PRAGMA user_version = 9999'
run 3 sn-note add x 12
run 3 sn-note list 12
run 3 sn-note remove 1
done_testing
