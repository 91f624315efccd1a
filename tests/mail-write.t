#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# field NAME KEY: of the payload of the mail with that key
field() {
	sql "SELECT payload FROM outbox WHERE key = '$2'" | jq -r "$1"
}
count() {
	sql 'SELECT count(*) FROM outbox' >out
	is out "$1"
}

orders
export SN_HOME=shop
n=$(sql 'SELECT d.orders FROM shipment s JOIN destination d
    ON d.id = s.destination WHERE s.id = 12')
printf '髙橋様\r\n\r\nお問い合わせの件、𠮷野です。' >letter.txt

# what cannot start
run 2 sn-mail write
like err '^usage: sn-mail write '
run 0 sn-mail write --help
run 2 sn-mail write --subject x 12
run 2 sn-mail write --body letter.txt 12
run 2 sn-mail write --subject x --body letter.txt --template t 12
run 2 sn-mail write --subject x --body none.txt 12
is err 'sn-mail: none.txt: No such file or directory'
: >empty
run 2 sn-mail write --subject x --body empty 12
is err 'sn-mail: empty: the text is empty'
printf 'a\0b' >nul
run 2 sn-mail write --subject x --body nul 12
is err 'sn-mail: nul: not UTF-8 text'
printf '\203\134' >sjis
run 2 sn-mail write --subject x --body sjis 12
is err 'sn-mail: sjis: not UTF-8 text'
head -c 1100000 /dev/zero | tr '\0' a >large
run 2 sn-mail write --subject x --body large 12
is err 'sn-mail: large: larger than 1048576 bytes'
run 2 sn-mail write --subject x --body letter.txt
run 2 sn-mail write --subject x --body letter.txt 99
is err 'sn-mail: 99: no such shipment'
run 2 sn-mail write --subject x --body letter.txt --to taro 12
is err 'sn-mail: taro: not a mail address: no @'
run 2 sn-mail write --subject x --body letter.txt --attach gone.pdf 12
is err 'sn-mail: gone.pdf: No such file or directory'
run 2 sn-mail write --subject x --body letter.txt --attach - 12
run 2 sn-mail write --subject x --body letter.txt 12 13
is err 'sn-mail: one mail goes to one order: name the shipments of one'

# no server to send through, and then one
run 3 sn-mail write --subject x --body letter.txt 12
is err 'sn-mail: 12 (rakuten-main:1002): sn.conf gives no server in mail'
cat >>shop/sn.conf <<'CONF'
mail {
	server = "smtp://127.0.0.1:1"
	tls = no
	envelope = "back@mikan.example"
	bcc = "copy@mikan.example"
	signature = "-- \nみかん堂"
}
CONF
run 2 sn-mail write --subject 'a
Bcc: x@example.jp' --body letter.txt 12
is err 'sn-mail: Subject: a line break or another control character'
count 0

# a dry run queues nothing; a real one does, and once more
run 0 sn-mail write -n --subject 'ご注文の件' --body letter.txt rakuten-main:1002
count 0
run 0 sn-mail write --subject 'ご注文の件' --body letter.txt rakuten-main:1002 # example
like out '^\{"id":"12","shop":"rakuten-main","number":"1002"'
key="mail write order $n"
field . "$key" | jq -c 'del(.message_id)' >out
is out '{"from":"info@mikan.example","from_name":"みかん堂","envelope":"back@mikan.example","to":"a@example.jp","to_name":"髙橋一郎","bcc":"copy@mikan.example","subject":"ご注文の件","text":"髙橋様\n\nお問い合わせの件、𠮷野です。\n\n-- \nみかん堂\n"}'
field .message_id "$key" >id
like id '^20261224\.[0-9a-f]{24}@mikan\.example$'
run 0 sn-mail log --ndjson 12
like out '"kind":"write","to":"a@example.jp","subject":"ご注文の件","state":"queued"'
run 0 sn-mail write -v --bare --subject again --body - order="$n" <letter.txt
is err 'sn-mail: queued; sn-mail send sends it'
field .text "$key #2" >text
is text '髙橋様

お問い合わせの件、𠮷野です。
'
field .message_id "$key #2" >second
run 1 cmp -s id second
run 0 sn-mail write --subject third 12 - <letter.txt
field .subject "$key #3" >out
is out third

# undone, and its key is taken again
run 0 sn-undo
run 0 sn-mail write --subject fourth --body letter.txt -q number=1002
sql "SELECT key, state, title FROM outbox ORDER BY id" >out
is out "$key|queued|ご注文の件
$key #2|queued|again
$key #3|queued|fourth"

# to somebody else, with files
printf '%%PDF-1.7' >'納品書 1.pdf'
: >empty.CSV
run 0 sn-mail write --subject files --body letter.txt \
    --to 'abc..def.@docomo.ne.jp' --attach '納品書 1.pdf' --attach empty.CSV \
    --attach /dev/null 12
field '.to, .to_name, (.files[] | .name, .type, .sha256)' "$key #4" >out
is out 'abc..def.@docomo.ne.jp
null
納品書 1.pdf
application/pdf
'"$(sha256sum '納品書 1.pdf' | cut -c 1-64)"'
empty.CSV
text/csv
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
null
application/octet-stream
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
sql 'SELECT count(*), sum(length(bytes)) FROM enclosure' >out
is out '2|8'
sql "SELECT target FROM outbox WHERE key = '$key #4'" >out
is out 'abc..def.@docomo.ne.jp'
run 0 sn-mail log --full --state queued 12
like out '納品書 1.pdf'
head -c 8000000 /dev/zero >8mb
run 2 sn-mail write --subject x --body letter.txt --attach 8mb 12
is err 'sn-mail: 8mb: larger than 7340032 bytes'
head -c 4000000 /dev/zero >4mb
run 2 sn-mail write --subject x --body letter.txt --attach 4mb --attach 4mb 12
is err 'sn-mail: 4mb: files of more than 7340032 bytes in all'
set --
while [ $# -lt 42 ]; do
	set -- "$@" --attach empty
done
run 2 sn-mail write --subject x --body letter.txt "$@" 12
is err 'sn-mail: more than 20 files'

# by template: one of a kind, and one of the shop's for this
run 0 sn-mail write --template thanks 12
field .subject "$key #5" >out
like out '注文'
run 3 sn-mail write --template delayed 12
is err 'sn-mail: 12 (rakuten-main:1002): there is no template for it: write templates/write-delayed.txt'
mkdir -p shop/templates
cat >shop/templates/write-delayed.txt <<'MAIL'
Subject: 入荷が遅れています

{{buyer.name}}様

入荷が遅れております。
MAIL
run 0 sn-mail write --template delayed 12		# example
field '.subject, .text' "$key #6" >out
is out '入荷が遅れています
髙橋一郎様

入荷が遅れております。
'
run 0 sn-mail write --template delayed --subject 'お詫び' 12
field .subject "$key #7" >out
is out 'お詫び'
run 0 sn-mail lint
echo '{{buyer.nmae}}' >>shop/templates/write-delayed.txt
run 1 sn-mail lint
like out 'write-delayed.txt +6 +error +..buyer.nmae'
mv shop/templates/write-delayed.txt shop/templates/wirte-delayed.txt
run 1 sn-mail lint
like out 'wirte-delayed.txt .*no kind of mail'
mv shop/templates/wirte-delayed.txt shop/templates/write-delayed.txt
sed -i 1,2d shop/templates/write-delayed.txt
run 2 sn-mail write --template delayed 12
like err 'write-delayed.txt:1: '

# who cannot get any
seed "UPDATE orders SET by_mail = NULL WHERE id = $n"
run 3 sn-mail write --subject x --body letter.txt 12
is err 'sn-mail: 12 (rakuten-main:1002): has no mail address'
run 0 sn-mail write --subject x --body letter.txt --to a@example.jp 12
seed "UPDATE orders SET by_mail = 'a..b@example.jp' WHERE id = $n"
run 3 sn-mail write --subject x --body letter.txt 12
like err 'a..b@example.jp: not a mail address: a dot at an end'
seed "INSERT INTO bounced (id, mail, hard, times, cause, at)
    VALUES (1, 'a@example.jp', 1, 1, '550 no such user', '$SN_NOW')"
run 3 sn-mail write --subject x --body letter.txt --to A@example.jp 12
is err 'sn-mail: 12 (rakuten-main:1002): mail to A@example.jp came back: 550 no such user'
sed -i 's/^mail {/&\
	allowed = { "other@mikan.example" }/' shop/sn.conf
run 3 sn-mail write --subject x --body letter.txt --to b@example.jp 12
like err 'does not let info@mikan.example stand as sender'
sed -i '/allowed/d' shop/sn.conf

busy sn-mail write --subject x --body letter.txt --to b@example.jp 12
run 6 sh -c 'sn-mail write --subject x --body letter.txt --to b@example.jp 12 \
    >/dev/full'
sql "SELECT count(*) FROM outbox WHERE title = 'x'" >out
is out 2
sql 'PRAGMA user_version = 9999'
run 3 sn-mail write --subject x --body letter.txt 12
done_testing
