#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

order_of() {
	sql "SELECT d.orders FROM shipment s JOIN destination d
	    ON d.id = s.destination WHERE s.id = $1"
}

# mail ID KEY SHIPMENT STATE TO SUBJECT [MORE COLUMNS, VALUES]
mail() {
	seed "INSERT INTO outbox (id, key, op, kind, channel, target, title,
	    orders, shipment, state, payload, made_at${7:+, $7})
	    VALUES ($1, '$2', 0, 'mail', 'mail', '$5', '$6',
	    $(order_of "$3"), $(case $2 in *shipment*) echo "$3" ;;
	    *) echo NULL ;; esac), '$4', json_object('from',
	    'info@mikan.example', 'to', '$5', 'subject', '$6', 'text',
	    '髙橋様' || char(10) || char(10) || 'ありがとうございます。' ||
	    char(10), 'message_id', '$1@mikan.example'),
	    '2026-12-23T09:00:0$1'${8:+, $8})"
}

# what cannot start
run 2 sn-mail log
like err '^usage: sn-mail log '
run 0 sn-mail log --help
run 2 sn-mail log -H shop 12		# no shop directory
orders
export SN_HOME=shop
run 2 sn-mail log
run 2 sn-mail log --since someday
run 2 sn-mail log --state gone
is err 'sn-mail: --state: gone: no such state'
run 2 sn-mail log --full --csv 12
is err 'sn-mail: --full is text for people, or --ndjson'
run 2 sn-mail log 99
is err 'sn-mail: 99: no such shipment'
run 0 sn-mail log --ndjson 12
is out ''
run 0 sn-mail log - </dev/null
is out ''

n=$(order_of 12)
mail 1 "mail thanks order $n" 12 'done' ichiro@example.jp 'ご注文ありがとうございます' \
    'result, done_at, attempts' "'250 2.0.0 queued as 4F', '2026-12-23T09:01:00', 1"
mail 2 'mail shipped shipment 12' 12 failed ichiro@example.jp '商品を発送しました' \
    'error, next_at, attempts' "'451 try later', '2026-12-24T09:40:00', 2"
mail 3 "mail write order $n" 12 queued jiro@example.jp 'お問い合わせの件'
mail 4 "mail thanks order $(order_of 19)" 19 dead hachiro@example.jp 'ご注文ありがとうございます' \
    'error, attempts' "'550 no such user', 1"

run 0 sn-mail log --ndjson 12
is out "$(printf '{"id":"%s",%s}\n' \
    1 '"at":"2026-12-23T09:01:00","due":null,"order":"rakuten-main:1002","shipment":null,"kind":"thanks","to":"ichiro@example.jp","subject":"ご注文ありがとうございます","state":"done","said":"250 2.0.0 queued as 4F"' \
    2 '"at":"2026-12-23T09:00:02","due":"2026-12-24T09:40:00","order":"rakuten-main:1002","shipment":"12","kind":"shipped","to":"ichiro@example.jp","subject":"商品を発送しました","state":"failed","said":"451 try later"' \
    3 '"at":"2026-12-23T09:00:03","due":null,"order":"rakuten-main:1002","shipment":null,"kind":"write","to":"jiro@example.jp","subject":"お問い合わせの件","state":"queued","said":null')"
cp out all

# by order, number, query, standard input: the same
for by in "order=$n" rakuten-main:1002 '-q number=1002'; do
	# shellcheck disable=SC2086	# options
	run 0 sn-mail log --ndjson $by
	is out "$(cat all)"
done
echo 12 >ids
run 0 sn-mail log --ndjson - <ids
is out "$(cat all)"
run 1 sn-mail log --ndjson 12 99
is err 'sn-mail: 99: no such shipment'
is out "$(cat all)"

# by address, time and state
run 0 sn-mail log --csv --to Hachiro@EXAMPLE.jp
is out 'id,at,due,order,shipment,kind,to,subject,state,said
4,2026-12-23T09:00:04,,own-main:3003,,thanks,hachiro@example.jp,ご注文ありがとうございます,dead,550 no such user'
run 0 sn-mail log --csv --since today
is out 'id,at,due,order,shipment,kind,to,subject,state,said'
run 0 sn-mail log --tsv --since yesterday --state 送信不能
like out '^4	'
run 0 sh -c 'sn-mail log --tsv --since yesterday | wc -l'
is out 5
run 0 sn-mail log --state queued --ndjson 12 19
like out '^\{"id":"3"'
sed -n 2p out >second
is second ''

# for people
run 0 sn-mail log rakuten-main:1002		# example
like out 'thanks +ichiro@example.jp +ご注文ありがとうございます +done +250'
run 0 sn-mail log --full --state 'done' 12	# example
is out "1             thanks  2026-12-23 09:01  done  rakuten-main:1002
said          250 2.0.0 queued as 4F
sender        info@mikan.example
to            ichiro@example.jp
subject       ご注文ありがとうございます
Message-ID    1@mikan.example

髙橋様

ありがとうございます。

"
run 0 sn-mail log --full --ndjson --state 'done' 12
is out '{"id":"1","order":"rakuten-main:1002","key":"mail thanks order '"$n"'","state":"done","said":"250 2.0.0 queued as 4F","made_at":"2026-12-23T09:00:01","done_at":"2026-12-23T09:01:00","mail":{"from":"info@mikan.example","to":"ichiro@example.jp","subject":"ご注文ありがとうございます","text":"髙橋様\n\nありがとうございます。\n","message_id":"1@mikan.example"}}'

# sn-show has each in a line
run 0 sn-show 12
sed -n '/^mails$/,/^$/p' out >mails
is mails 'mails
  2026-12-23 09:01  thanks  done  ご注文ありがとうございます
  2026-12-23 09:00:02  shipped  failed  of shipment 12  商品を発送しました
                       451 try later
  2026-12-23 09:00:03  write  queued  お問い合わせの件
'
echo 'language = ja' >>shop/sn.conf
run 0 sn-show 12
like out 'ご注文確認  送信済み  ご注文ありがとうございます'
run 0 sn-mail log 12
like out '個別 +jiro@example.jp +お問い合わせの件 +送信待ち'
run 0 sn-mail log --ndjson 12
is out "$(cat all)"

# an order that is gone, or a mail of none
mail 5 'mail test info@mikan.example' 12 'done' info@mikan.example test
seed "UPDATE outbox SET orders = 99999 WHERE id = 5"
run 0 sn-mail log --ndjson --to info@mikan.example
like out '"order":null,.*"kind":"test"'

run 6 sh -c 'sn-mail log --full 12 >/dev/full'
sql 'PRAGMA user_version = 9999'
run 3 sn-mail log 12
done_testing
