#!/bin/sh
# sn-mail template, preview and lint; sn-template(5).
# shellcheck disable=SC2016	# what templates and commands say
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# template NAME: the file of that name in the shop's templates is stdin
template() {
	mkdir -p shop/templates
	cat >"shop/templates/$1"
}

# a command of verbs
run 2 sn-mail
like err '^sn-mail: mail to buyers'
run 2 sn-mail nosuch
like err '^sn-mail: nosuch: no such verb$'
run 0 sn-mail --help
like out '^  sn-mail lint '

# the names that templates may say are those of the manual, in its order
run 0 sn-mail template -H shop --names --tsv
sed 1d out | awk -F '\t' '{
	n = split($1, part, ".")
	object = n > 1 ? part[n - 1] : "root"
	if (object == "to" || (object != "persons" && part[n] in person &&
	    object ~ /^(buyer|shop|company|destinations)$/))
		object = "persons"
	if (object == "buyer") { person[part[n]] = 1; object = "persons" }
	name = object "." part[n]
	if (!(name in seen)) { seen[name] = 1; print name }
}' >names
awk '/^\.Sh NAMES/ { on = 1 } /^\.Sh FILES/ { on = 0 }
	on && /^\.Ss / { object = $2 }
	on && /^\.It Ic / { for (i = 3; i <= NF; i++)
	    if ($i != ",") print object "." $i }' "$top/man/sn-template.5" \
	    >manual
[ "$(wc -l <names)" -gt 80 ]
ok $? 'there are names'
sort names >names.sorted
sort manual >manual.sorted
run 0 diff -u names.sorted manual.sorted
for object in root order destinations shipments lines payments; do
	grep "^$object\." names >one
	grep "^$object\." manual >other
	run 0 cmp one other
done

# what is in force
orders
export SN_HOME=shop
run 0 sn-mail template --tsv
like out '^thanks.txt	built in$'
run 0 sh -c 'cd shop && sn-mail template thanks >templates/thanks.txt'
run 0 sn-mail template --tsv
like out '^thanks.txt	shop/templates/thanks.txt$'
run 0 cmp shop/templates/thanks.txt "$top/lib/mail/template/thanks.txt"
run 0 sn-mail template thanks.txt
cp out printed
run 0 cmp printed "$top/lib/mail/template/thanks.txt"
run 2 sn-mail template thank
is err 'sn-mail: thank: no such template; "sn-mail template" lists them'
run 2 sn-mail template thanks paid
run 2 sn-mail template --names thanks
rm -r shop/templates

# preview: which one, to whom, and all of it
run 0 sn-mail preview thanks 11
like out '^Template: thanks.txt$'
like out '^From: みかん堂 <info@mikan.example>$'
like out '^To: 山田花子 <a@example.jp>$'
like out '^Subject: 【みかん堂】ご注文ありがとうございます（ご注文番号 1001）$'
like out '^ご注文日　　：2026年12月20日\(日\)$'
like out '^みかん 5kg※$'
like out '^　1,000円 × 2 ＝ 2,000円$'
like out '^送料　　　　：500円$'
like out '^合計金額　　：2,500円$'
like out '^　10％対象 500円（内消費税 45円）$'
like out '^　8％対象 2,000円（内消費税 148円）$'
like out '^お支払い方法：銀行振込（2,500円）$'
like out '^〒100-0001$'
like out '^東京都中央区1-2-3$'
is err 'sn-mail: 11 (rakuten-main:1001): sn.conf gives no server in mail'
sed -i '1i mail { server = "smtp://127.0.0.1:9" signature = "みかん堂\\nhttps://mikan.example/" }' shop/sn.conf
run 0 sn-mail preview thanks rakuten-main:1001	# example
is err ''
like out '^https://mikan.example/$'
run 2 sn-mail preview --html thanks 11
is err 'sn-mail: 11 (rakuten-main:1001): thanks.txt: no HTML stands beside it'
run 2 sn-mail preview thank 11
like err '^sn-mail: thank: no kind of mail: '
run 2 sn-mail preview thanks
run 2 sn-mail preview
run 1 sn-mail preview thanks 11 99
is err 'sn-mail: 99: no such shipment'
run 0 sn-mail preview thanks 15
like out '^［お届け先 2］$'
like out '^　みかん 5kg × 1$'
run 0 sn-mail preview shipped 19
like err 'has no tracking number$'
like out '^残りの商品は'
grep -c 'お問合せ番号' out >lines
is lines 0

# of a bundle each order has its own mail, with the parcel of the parent
seed "INSERT INTO tracking (id, shipment, parcel, carrier, number)
    VALUES (1, 21, 1, 'yamato', '123456789012'),
    (2, 19, 1, 'sagawa', '999999999999')"
run 0 sn-mail preview shipped 22
is err ''
like out '^ご注文番号　：4002$'
like out '^お問合せ番号：123456789012$'
like out 'NQ0010\?id=123456789012$'
like out '^ほかのご注文の商品とあわせて'
like out '^　りんご 3kg × 1$'
grep -c 4001 out >lines
is lines 0
run 0 sn-mail preview shipped 21
like out '^ご注文番号　：4001$'
grep -c 4002 out >lines
is lines 0

# the most parts win, then those further left; the shop's before all others
seed "UPDATE orders SET by_mail = 'b@docomo.ne.jp' WHERE id = 3;
    UPDATE orders SET device = 'mobile' WHERE id = 1"
chosen() {
	run 0 sn-mail preview "$@"
	sed -n 's/^Template: //p' out >chosen
}
chosen thanks 13
is chosen thanks.mobile.txt
chosen thanks 11
is chosen thanks.txt
for name in thanks thanks.yahoo thanks.cod thanks.cod.mobile thanks.mobile \
    thanks.yahoo.cod.基本 thanks.yahoo-main.cod.mobile; do
	printf 'Subject: %s\n\n{{> signature}}\n' "$name" |
	    template "$name.txt"
done
chosen thanks 13
is chosen shop/templates/thanks.yahoo-main.cod.mobile.txt
rm shop/templates/thanks.yahoo-main.cod.mobile.txt
chosen thanks 13
is chosen shop/templates/thanks.yahoo.cod.基本.txt
rm shop/templates/thanks.yahoo.cod.基本.txt
chosen thanks 13
is chosen shop/templates/thanks.cod.mobile.txt
rm shop/templates/thanks.cod.mobile.txt
chosen thanks 13
is chosen shop/templates/thanks.yahoo.txt
rm shop/templates/thanks.yahoo.txt
chosen thanks 13
is chosen shop/templates/thanks.cod.txt
rm shop/templates/thanks.cod.txt shop/templates/thanks.mobile.txt
chosen thanks 13
is chosen shop/templates/thanks.txt
chosen thanks 11
is chosen shop/templates/thanks.txt
seed 'UPDATE orders SET fold_by_mail = by_mail WHERE id <= 2'
printf 'rank VIP { from = 1 message = "VIPの皆様へ" }\n' >>shop/sn.conf
printf 'Subject: VIP\n\n{{rank.message}}{{#first_purchase}}初{{/first_purchase}}{{purchases}}\n' |
    template thanks.VIP.txt
chosen thanks 11
is chosen shop/templates/thanks.VIP.txt
like out '^VIPの皆様へ初1$'
run 0 sn-mail preview thanks 12
like out '^VIPの皆様へ2$'
rm shop/templates/thanks.VIP.txt

# HTML stands beside, and is escaped; partials are chosen likewise
printf 'Subject: {{order.number}}\n\n{{> signature}}' | template thanks.txt
printf '<p>{{buyer.name}}</p>\n{{> signature}}' | template thanks.html
printf '<b>署名</b>\n' | template signature.html
printf '楽天の署名\n' | template signature.rakuten.txt
seed "UPDATE orders SET by_name = 'A & B <c>' WHERE id = 1"
run 0 sn-mail preview thanks 11
like out '^楽天の署名$'
run 0 sn-mail preview --html thanks 11
is out '<p>A &amp; B &lt;c&gt;</p>
<b>署名</b>'
run 0 sn-mail preview thanks 13
like out '^https://mikan.example/$'

# a bank's text is the phrase of that name
printf 'phrase "銀行振込" { text = "見本銀行 普通 0000000" }\n' >>shop/sn.conf
rm -r shop/templates
run 0 sn-mail preview thanks 11
like out '^見本銀行 普通 0000000$'
run 2 sn-mail preview follow 14
is err 'sn-mail: 14 (own-main:3001): there is no template for it: write templates/follow.txt'

# templates that are wrong
printf 'Subject: x\nFrom: a@example.jp\n\nx\n' | template thanks.txt
run 2 sn-mail preview thanks 11
is err 'sn-mail: shop/templates/thanks.txt:2: From: no header that a template has: Subject, an empty line, then the text'
printf 'Subject: x\nSubject: y\n\nx\n' | template thanks.txt
run 2 sn-mail preview thanks 11
is err 'sn-mail: shop/templates/thanks.txt:2: a second subject'
printf '\nx\n' | template thanks.txt
run 2 sn-mail preview thanks 11
like err 'thanks.txt:1: the first line is no subject'
printf 'Subject: x\n\n\n{{#lines}}\n' | template thanks.txt
run 2 sn-mail preview thanks 11
is err 'sn-mail: shop/templates/thanks.txt:4: the section lines has no end'
printf 'Subject: x\n\n{{> own}}\n' | template thanks.txt
printf 'a\n{{/b}}\n' | template own.txt
run 2 sn-mail preview thanks 11
is err 'sn-mail: shop/templates/own.txt:2: {{/b}}: no section is open'
printf 'Subject: {{order.remarks}} \n\nx\n' | template thanks.txt
run 2 sn-mail preview thanks 11
like err 'thanks.txt:1: the subject is empty$'
seed "UPDATE orders SET remarks = 'a' || char(10) || 'Bcc: b@example.jp'
    WHERE id = 1"
run 2 sn-mail preview thanks 11
like err 'thanks.txt:1: the subject has more than one line$'
printf 'Subject: x\n\n{{order.subscription}}\n' | template thanks.txt
run 2 sn-mail preview thanks 11
like err 'thanks.txt: the text is empty$'
printf 'Subject: x\n\n\377\n' | template thanks.txt
run 2 sn-mail preview thanks 11
is err 'sn-mail: shop/templates/thanks.txt: not UTF-8 text'
head -c 300000 /dev/zero | tr '\0' x | template thanks.txt
run 2 sn-mail preview thanks 11
like err 'thanks.txt: larger than 262144 bytes$'
printf '\357\273\277Subject: x\r\n\r\n{{> own}}a\r\nb\r\n' | template thanks.txt
printf 'own\r\n' | template own.txt
run 0 sn-mail preview thanks 11
tail -n 3 out >end
is end 'own
a
b'
rm -r shop/templates

# lint: nothing is wrong with what is shipped
run 0 sn-mail lint --tsv
is out 'place	line	kind	text'
run 0 sn-mail lint thanks	# example
run 0 sn-mail lint --all --tsv
is out 'place	line	kind	text'
run 2 sn-mail lint thank
run 2 sn-mail lint thanks paid

# and everything that can be wrong with the shop's own
{
	echo 'Subject: x{{order.numbr}}'
	echo
	echo '{{buyer.name}} 様 {{buyer.kana}}'
	echo '{{#lins}}{{/lins}}{{lines}}{{#lines}}{{unit_price}}{{nam}}{{/lines}}'
	echo '{{> nosuch}}{{#payments}}{{> round}}{{/payments}}㈱'
} | template thanks.rakuten.cod.mobile.txt
printf '{{> round}}' | template round.txt
printf '{{#x}}' | template broken.txt
printf 'Subject: x\n\n{{> broken}}\n' | template paid.txt
printf 'Subject: {{#lines}}{{name}}\n' | template cancel.txt
printf 'x' | template reminder.html
printf 'x' | template signatuer.txt
printf 'Subject: x\n\nx\n' | template delay.rakutn.txt
printf 'Subject: x\n\nx\n' | template delay.cod.rakuten.txt
printf 'Subject: x\n\n \n' | template delay.pc.txt
run 1 sn-mail lint --tsv
sed 's|^shop/templates/||' out >said
is said 'place	line	kind	text
broken.txt	1	error	the section x has no end
cancel.txt	1	error	the section lines has no end
delay.cod.rakuten.txt		error	rakuten: stands too late, or twice: the order is shop, mall, payment method, device, rank, route
delay.pc.txt		error	the text is empty (an invented order, by bank)
delay.rakutn.txt		error	rakutn: no shop, mall, payment method, device, rank or route of sn.conf; is rakuten meant?
reminder.html		error	no .txt stands beside it
round.txt	1	error	{{> round}}: there is no such template, or it takes itself in
round.txt	1	error	{{> round}}: partials take each other in without end (an invented order, by bank)
signatuer.txt		error	signatuer: no kind of mail, and no template takes it in; is signature meant?
thanks.rakuten.cod.mobile.txt	1	error	{{order.numbr}}: no such name; is number meant?
thanks.rakuten.cod.mobile.txt	3	error	{{buyer.kana}}: is nothing in an invented order, by bank: {{#buyer.kana}} ... {{/buyer.kana}} leaves it out
thanks.rakuten.cod.mobile.txt	4	error	{{lins}}: no such name; is lines meant?
thanks.rakuten.cod.mobile.txt	4	error	{{lines}}: is no text: {{#lines}} ... {{/lines}}
thanks.rakuten.cod.mobile.txt	4	error	{{nam}}: no such name; is name meant?
thanks.rakuten.cod.mobile.txt	5	note	㈱: some phones do not show this character
thanks.rakuten.cod.mobile.txt	5	error	{{> nosuch}}: there is no such template, or it takes itself in'
run 1 sn-mail lint delay
run 1 sn-mail lint receipt --tsv
grep -c thanks out >lines
is lines 0
rm -r shop/templates

# what people write by is looked at too
printf 'Subject: x\n\nx {{buyer.kana}} {{nam}}\n' | template write-late.txt
run 1 sn-mail lint --tsv
sed '1d; s|^shop/templates/||' out >said
is said 'write-late.txt	3	error	{{nam}}: no such name
write-late.txt	3	error	{{buyer.kana}}: is nothing in an invented order, by bank: {{#buyer.kana}} ... {{/buyer.kana}} leaves it out'
rm -r shop/templates

# a name that a real order lacks, and a sender that may not be
printf 'Subject: x\n\n{{buyer.name}} 様\n{{#rank.name}}{{/rank.name}}\n' |
    template follow.txt
run 0 sn-mail lint follow
seed 'UPDATE orders SET by_name = NULL WHERE id = 4'
run 1 sn-mail lint follow --tsv
sed 1d out >said
is said 'shop/templates/follow.txt	3	error	{{buyer.name}}: is nothing in 14 (own-main:3001): {{#buyer.name}} ... {{/buyer.name}} leaves it out'
sed -i '1s/server/allowed = { "other@mikan.example" } server/' shop/sn.conf
run 1 sn-mail lint receipt --tsv
like out '^shop/sn.conf		error	own-main: the server does not let info@mikan.example stand as sender: allowed in sn.conf$'
run 6 sh -c 'sn-mail lint --tsv >/dev/full'
run 6 sh -c 'sn-mail template thanks >/dev/full'
run 6 sh -c 'sn-mail preview thanks 11 >/dev/full'

# the examples of sn-template(5)
sed -n '/^Subject: 【{{shop/,/^\.Ed/p' "$top/man/sn-template.5" |
    sed '/^\.Ed/d' | template follow.txt
sed -i '1d' shop/sn.conf
sed -i '1i mail { server = "smtp://127.0.0.1:9" }' shop/sn.conf
run 0 sn-mail lint follow
run 0 sn-mail preview follow 14
like out '^・みかん 5kg$'
sed -n '/^Subject: ご注文/,/^\.Ed/p' "$top/man/sn-template.5" |
    sed '/^\.Ed/d' | template thanks.txt
run 0 sn-mail preview thanks 11
like out '^みかん 5kg × 2$'
done_testing
