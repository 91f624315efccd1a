#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

entries() {
	sql 'SELECT kind, value, why FROM blacklist ORDER BY kind, folded' >got
}
# found: what the check says of each shipment
found() {
	sn-check -q 'id>0' >/dev/null
	sql "SELECT shipment, field, saw, source FROM finding
	    WHERE code = 'blacklisted' AND state = 'open'
	    ORDER BY shipment, field" >got
}

# what cannot start
run 2 sn-blacklist
like err '^usage: sn-blacklist add '
run 0 sn-blacklist --help
run 2 sn-blacklist list -H shop
orders
export SN_HOME=shop
run 2 sn-blacklist forget
is err 'sn-blacklist: forget: add, remove, list or import was expected'
run 2 sn-blacklist add -r x
run 2 sn-blacklist list x
run 2 sn-blacklist import
run 2 sn-blacklist add phone=03-1111-2222
is err 'sn-blacklist: an entry needs a reason: -r REASON'
run 2 sn-blacklist add -r x 03-1111-2222
is err 'sn-blacklist: 03-1111-2222: not like mail=a@example.jp'
run 2 sn-blacklist add -r x fax=03-1111-2222
is err 'sn-blacklist: fax: mail, name, phone or address was expected'
run 2 sn-blacklist add -r x 'name=　 '
is err 'sn-blacklist: name: empty'
run 2 sn-blacklist add -r x mail=nobody
is err 'sn-blacklist: nobody: no mail address'
run 2 sn-blacklist add -r x phone=12-34
is err 'sn-blacklist: 12-34: no phone number'
run 2 sn-blacklist add -r x phone=abc
is err 'sn-blacklist: abc: no phone number'
run 2 sn-blacklist add -r x phone=
is err 'sn-blacklist: phone: empty'
run 2 sn-blacklist add -r x "name=$(printf '%0401d' 1)"
is err 'sn-blacklist: name: longer than 400 bytes'
entries
is got ''

# a dry run, entries, the same in another form, another reason
run 0 sn-blacklist add -n -r '受取拒否' phone=03-0000-1111
like out '"tbl":"blacklist"'
entries
is got ''
run 0 sn-blacklist add -r '受取拒否' phone=03-0000-1111 mail=a@example.jp
is err 'sn-blacklist: 2 new, 0 changed, 0 unchanged, 0 refused'
run 0 sn-blacklist add -r '受取拒否' 電話番号=０３００００１１１１
is err 'sn-blacklist: 0 new, 0 changed, 1 unchanged, 0 refused'
sql 'SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)' >got
is got 0
run 0 sn-blacklist add -r '二度目' メール=A@EXAMPLE.jp
is err 'sn-blacklist: 0 new, 1 changed, 0 unchanged, 0 refused'
entries
is got 'mail|a@example.jp|二度目
phone|03-0000-1111|受取拒否'
run 0 sn-undo
entries
is got 'mail|a@example.jp|受取拒否
phone|03-0000-1111|受取拒否'
run 0 sn-blacklist list
like out '^mail +a@example.jp +受取拒否 +2026-12-24T09:30:00 +'
run 0 sn-blacklist list --ndjson
like out '"kind":"phone","value":"03-0000-1111","why":"受取拒否"'

# a table: CP932 and Japanese headers; bad rows go to the rejects
printf '種類,値,理由\n氏名,髙橋　一郎,苦情\n住所,東京都中央区1-2-3,転送先\n種,x,\nmail,,\nphone,03-0000-1111,\n' |
    iconv -t CP932 >list.csv
run 1 sn-blacklist import --rejects bad.csv list.csv
like err '^sn-blacklist: list.csv:4: .*種: mail, name, phone or address was expected$'
like err '^sn-blacklist: list.csv:5: .*mail: empty$'
like err '^sn-blacklist: 2 new, 0 changed, 1 unchanged, 2 refused$'
run 0 test -s bad.csv
run 2 sn-blacklist import --rejects bad.csv list.csv
is err 'sn-blacklist: bad.csv: is there already'
printf 'kind,text\nmail,a@example.jp\n' >bad2.csv
run 2 sn-blacklist import bad2.csv
is err 'sn-blacklist: bad2.csv:1: the columns kind and value are needed'
printf 'kind,value\nfax,1\n' >bad3.csv
run 2 sn-blacklist import bad3.csv
run 0 sh -c 'sn-blacklist list --csv >list.csv
    sn-blacklist import list.csv'				# example
is err 'sn-blacklist: 0 new, 0 changed, 4 unchanged, 0 refused'
run 0 sh -c 'sn-blacklist import - <list.csv'

# any one of them is found, in what goes out, by its folded form
run 0 sn-blacklist remove mail=a@example.jp name=高橋一郎 \
    住所=東京都中央区１－２－３
entries
is got 'phone|03-0000-1111|受取拒否'
run 1 sn-blacklist remove phone=0300001111 phone=03-9999-9999
is err 'sn-blacklist: phone=03-9999-9999: not on the list'
run 2 sn-blacklist remove phone=0300001111
found
is got ''
seed "UPDATE orders SET fold_by_mail = 'a@example.jp' WHERE id = 2;
    UPDATE destination SET fold_to_phone = '0300001111' WHERE id = 3;
    UPDATE orders SET fold_by_name = '中村ハ郎' WHERE id = 8;
    UPDATE destination SET fold_to_addr = '東京都中央区1-2-34' WHERE id = 1;
    UPDATE destination SET fold_to_addr = '東京都中央区1-2-3-405'
    WHERE id = 9"
run 0 sn-blacklist add -r '受取拒否' phone=03-0000-1111 mail=a@example.jp
run 0 sn-blacklist add -r '転送' address=東京都中央区1-2-3
found
is got '12|orders.2.by_mail|mail=a@example.jp|受取拒否
13|destination.3.to_phone|phone=03-0000-1111|受取拒否
21|destination.9.to_town|address=東京都中央区1-2-3|転送'
run 2 sn-label -f yamato-b2cloud -o b2.csv 13
like err 'blacklisted'

# taken off, the findings close
run 0 sn-blacklist remove -r '解決' phone=03-0000-1111
found
is got '12|orders.2.by_mail|mail=a@example.jp|受取拒否
21|destination.9.to_town|address=東京都中央区1-2-3|転送'

busy sn-blacklist add -r x name=x
run 6 sh -c 'sn-blacklist list >/dev/full'
sql 'PRAGMA user_version = 9999'
run 3 sn-blacklist add -r x name=x
done_testing
