#!/bin/sh
# Order mails: read whole or kept whole, and imported
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
golden=$top/tests/golden/mail-cart

# cart TEXT: order R-1 as a cart mails it, with these lines at its end
cart() {
	printf '%s\n' 'From: cart@shop.example' 'Subject: order 注文' \
	    'Date: Thu, 24 Dec 2026 09:00:00 +0900' \
	    'Content-Type: text/plain; charset=UTF-8' \
	    'Content-Transfer-Encoding: 8bit' '' '注文番号：R-1' \
	    '商品名：みかん' '単価：100円' '数量：2' 'お名前：山田花子' \
	    '住所：〒790-0001 愛媛県松山市一番町4-4-2' '電話番号：089-000-1111' "$@"
}

# own MEMBERS: the shop's format mail-own, with these members of mail
own() {
	cat >shop/formats/mail-own.json <<JSON
{"name": "mail-own", "kind": "${2-mail}", "mall": "own", "title": "自社",
 "source": "our shop", "confidence": "high", "requires": ["No"], "key": "No",
 "order": {"number": "No", "ordered_at": "mail.date", "stated_total": "計",
   "by_name": "mail.from", "memo": "mail.subject", "remarks": "欄"},
 "destination": {"to_name": "mail.from"},
 "line": {"name": "品", "quantity": "数", "unit_price": "価"},
 "mail": {$1}}
JSON
}

run 2 sn-inbox parse
like err 'sn-inbox parse -f cart'
run 0 sn-inbox parse --help
shop
mkdir -p shop/formats
export SN_HOME=shop
run 2 sn-inbox parse -f nosuch /dev/null
is err 'sn-inbox: mail-nosuch: no such format; sn-format list shows them'
run 2 sn-inbox parse -f cart nosuch
like err 'nosuch: No such file'
run 2 sn-inbox parse -f cart --shop nosuch /dev/null
is err 'sn-inbox: --shop nosuch: no such section in sn.conf'
run 0 sn-inbox parse -f cart /dev/null
is out ''

# standard input, one message; an order is whole or refused
cart '合計金額：200円' >good
run 0 sn-inbox parse -f cart <good
like out '"number":"R-1".*"zip":"7900001","pref":"愛媛県"'
cart '合計金額：200円' | sed 's/$/\r/' >crlf
cp out whole
run 0 sn-inbox parse -f mail-cart crlf
diff whole out >difference
ok $? 'the same with the line ends of the net'
cart '合計金額：201円' >bad
run 2 sn-inbox parse -f cart --rejects kept <bad
like err 'standard input: 1: it comes to 200 yen and states 201'
is out ''
run 2 sn-inbox parse -f cart --rejects kept <bad
like err 'kept'
sed 1d kept | sed '$d' | diff bad - >difference
ok $? 'a refused mail is kept whole'
rm kept

# what a buyer writes is not what the cart says
cart '合計金額：200円' '備考：よろしく' '' '合計金額：1円' >sly
run 2 sn-inbox parse -f cart sly
like err '合計金額: it stands there twice'

cart '合計金額：200円' '備考：' >endless
seq 300 >>endless
run 2 sn-inbox parse -f cart endless
like err 'a value has more than 200 lines'

# a block without a name does not take the buyer's
cart '合計金額：200円' '■お届け先' '住所：〒100-0001 東京都千代田区千代田1-1' >half
run 0 sn-inbox parse -f cart half
like out '"to":\{"zip":"1000001","pref":"東京都","town":"千代田区千代田1-1"\}'

# a mail cut off anywhere is an order as before, or none
size=$(wc -c <good)
n=$((size - 60)) wrong=0
while [ "$n" -lt "$size" ]; do
	head -c "$n" good | sn-inbox parse -f cart >part 2>/dev/null
	[ ! -s part ] || cmp -s part whole || wrong=$((wrong + 1))
	n=$((n + 1))
done
ok "$wrong" 'a cut mail brings nothing else'

# a Maildir, whoever has read it; some refused
mkdir -p Maildir/new Maildir/cur Maildir/tmp
cp good Maildir/new/1
sed 's/R-1/R-2/' good >Maildir/cur/2:2,S
cp bad Maildir/new/3
run 1 sn-inbox parse -f cart --rejects kept Maildir
like err '3 mails, 1 of them refused'
grep -c '"number":"R-[12]"' out >got
is got 2
[ -e Maildir/new/1 ] && [ -e Maildir/cur/2:2,S ]
ok $? 'the Maildir is as it was'

# the stream is what sn-import takes, and sn-import runs the pipe itself
cp out records
run 0 sn-import - <records
sql 'SELECT number, sum_total FROM orders ORDER BY number' >got
is got "$(printf 'R-1|200\nR-2|200')"
run 0 sn-import -f mail:cart good
like err '1 rows: 0 new, 0 updated, 1 unchanged'
run 1 sn-import -f mail:cart --rejects left "$golden/refused/in.mbox"
like err '1 rows: 1 new'
grep -c '^From ' left.mbox >got
is got 8
run 2 sn-import -f mail:cart bad
like err 'sn-inbox ended with 2; nothing of it was stored'
run 2 sn-import -f mail:nosuch good
run 0 sn-import -f mail:cart - <"$golden/gifts/in.eml"
sql "SELECT count(*) FROM destination d JOIN orders o ON o.id = d.orders
    WHERE o.number = 'G-9'" >got
is got 2

# formats: what sn-format knows of the kind, and what is wrong with one
run 0 sn-format list
like out 'mail-cart.*mail'
run 0 sn-format lint mail-cart
own '"totals": false, "lines": ["{品} @{価} *{数}"], "free": ["欄"],
    "from": ["*@shop.example"]'
run 0 sn-format lint mail-own
printf '%s\n' 'From: a@shop.example' 'Subject: x' \
    'Date: Thu, 24 Dec 2026 09:00:00 +0900' '' 'No: 1' 'pen @2 @ 30 * 4' \
    'ink @5*6' >plain
run 0 sn-inbox parse -f own --shop own-main plain
like out '"name":"pen @2","quantity":4,.*"unit_price":30'
like out '"name":"ink","quantity":6,.*"memo":"x"'
sed 's/a@shop/a@else/' plain >other
run 2 sn-inbox parse -f own other
like err 'no such letter: it is from a@else.example'
while read -r said members; do
	own "$members"
	run 2 sn-format lint mail-own
	like err "$said"
done <<'LIST'
mail\.colour "colour": 1
mail\.blocks\.a "blocks": {"a": 1}
mail\.destination "destination": "a"
mail\.begins "begins": ["無い"]
mail\.free "free": ["無い"]
mail\.lines "lines": ["{品}{数}"]
mail\.lines "lines": ["品"]
mail\.lines "lines": ["{無い}"]
LIST
own '' order
run 2 sn-format lint mail-own
like err 'only a format of kind mail has it'
run 2 sn-inbox parse -f own good
like err 'mail is expected'
done_testing
