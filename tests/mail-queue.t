#!/bin/sh
# sn-mail queue.
# shellcheck disable=SC2016	# what commands say
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# record ID SHOP NUMBER STATUS TO PREF TOTAL
record() {
	printf '{"id":"%s","shop":"%s","number":"%s","status":"%s",' "$1" \
	    "$2" "$3" "$4"
	printf '"route":"基本","to":"%s","pref":"%s","total":%s}\n' "$5" "$6" \
	    "$7"
}
# the keys that wait in the outbox
keys() {
	sql "SELECT key FROM outbox WHERE state <> 'cancelled' ORDER BY id" \
	    >keys
}
# check everything that is to leave
check() {
	sn-check -q 'status!=done,follow,cancel' >/dev/null 2>&1
}

# what cannot start
run 2 sn-mail queue
like err '^usage: sn-mail queue '
run 0 sn-mail queue --help
run 2 sn-mail queue -H shop thanks 11	# no shop directory
orders
export SN_HOME=shop
run 2 sn-mail queue thanks
run 2 sn-mail queue nosuch 11
is err 'sn-mail: nosuch: no kind of mail: thanks, paid, shipped, receipt, delay, cancel, reminder, follow'
run 2 sn-mail queue thanks -q 'みかん'
run 2 sn-mail queue thanks -q ''
run 2 sn-mail queue --despite thanks 11
is err 'sn-mail: --despite and --unchecked need a reason: -r REASON'
run 2 sn-mail queue --unchecked -r '' thanks 11
run 0 sn-mail queue thanks - </dev/null
is out ''

# nothing goes before all that is to leave was checked
run 3 sn-mail queue thanks 11
like err "^sn-mail: 10 shipments were not checked .*: sn-check -q 'status!=done,follow,cancel'$"
run 0 sn-check -q 'status!=done,follow,cancel'
run 2 sn-mail queue thanks 11
is err 'sn-mail: 11 (rakuten-main:1001): sn.conf gives no server in mail'
sed -i '1i mail { server = "smtp://127.0.0.1:9" allowed = { "shop@mikan.example" } }' shop/sn.conf
run 2 sn-mail queue thanks 11
is err 'sn-mail: 11 (rakuten-main:1001): the server does not let info@mikan.example stand as sender: allowed in sn.conf'
sed -i '1s/allowed.* }/bcc = "copy@mikan.example" from = "みかん堂 <Info@mikan.example>" }/' shop/sn.conf

# a dry run changes nothing
run 0 sn-mail queue -n thanks 11 12
like out '"mail thanks order 1"'
keys
is keys ''

# one mail per order, however many of its shipments are named
run 0 sn-mail queue -v thanks 11 15 16
is err 'sn-mail: 3 queued, 0 made before, 0 refused'
is out "$(record 11 rakuten-main 1001 payment 山田花子 東京都 2500
record 15 own-main 3002 payment 田中四郎 福岡県 2500
record 16 own-main 3002 payment 田中五郎 沖縄県 2500)"
keys
is keys 'mail thanks order 1
mail thanks order 5'
sql "SELECT kind, channel, target, title, orders, shipment IS NULL, state,
    json_extract(payload, '\$.from'), json_extract(payload, '\$.from_name'),
    json_extract(payload, '\$.to'), json_extract(payload, '\$.to_name'),
    json_extract(payload, '\$.bcc'), json_extract(payload, '\$.automatic')
    FROM outbox WHERE orders = 1" >out
is out 'mail|-|a@example.jp|【みかん堂】ご注文ありがとうございます（ご注文番号 1001）|1|1|queued|Info@mikan.example|みかん堂|a@example.jp|山田花子|copy@mikan.example|'
sql "SELECT count(DISTINCT json_extract(payload, '\$.message_id')),
    min(json_extract(payload, '\$.message_id') LIKE '%@mikan.example')
    FROM outbox" >out
is out '2|1'

# what was made is not made again, until somebody says so
run 0 sn-mail queue -v thanks 11 12
is err 'sn-mail: 11: mail thanks order 1 was made before
sn-mail: 1 queued, 1 made before, 0 refused'
run 0 sn-mail queue --again thanks 15 16 11
keys
is keys 'mail thanks order 1
mail thanks order 5
mail thanks order 2
mail thanks order 5 #2
mail thanks order 1 #2'
run 0 sn-mail queue --again thanks 11
keys
tail -n 1 keys >last
is last 'mail thanks order 1 #3'
seed "UPDATE outbox SET state = 'done' WHERE orders = 2"
run 0 sn-mail queue -v thanks 12
like err '^sn-mail: 0 queued, 1 made before'

# undone, it is made again
run 0 sn-undo "$(sql "SELECT op FROM outbox WHERE key = 'mail thanks order 1 #3'")"
keys
tail -n 1 keys >last
is last 'mail thanks order 1 #2'
run 0 sn-mail queue --again thanks 11
keys
tail -n 1 keys >last
is last 'mail thanks order 1 #3'

# refused by name, the others go
seed "UPDATE orders SET by_mail = NULL WHERE id = 3;
    UPDATE orders SET by_mail = 'a..b@example.jp' WHERE id = 6;
    UPDATE orders SET by_mail = 'Gone@Example.JP' WHERE id = 9;
    UPDATE orders SET unfixed = 1 WHERE id = 8;
    INSERT INTO bounced (id, mail, hard, times, cause, at) VALUES
    (1, 'gone@example.jp', 1, 1, '550 no such user', '2026-12-01T00:00:00')"
check
run 1 sn-mail queue thanks 13 14 17 18 19 21 22 99 own-main:9999
like err '^sn-mail: own-main:9999: no such order$'
like err '^sn-mail: 99: no such shipment$'
like err '^sn-mail: 13 \(yahoo-main:2001\): has no mail address$'
like err '^sn-mail: 17 \(yahoo-main:1001\): .*a\.\.b@example\.jp'
like err '^sn-mail: 18 \(rakuten-main:1003\): is cancelled$'
like err '^sn-mail: 19 \(own-main:3003\): its amount is not fixed$'
like err '^sn-mail: 21 \(amazon-main:4001\): mail to Gone@Example.JP came back: 550 no such user$'
is out "$(record 14 own-main 3001 'done' 鈴木三郎 京都府 1500
record 22 amazon-main 4002 print 小林九子 東京都 1500)"
run 2 sn-mail queue thanks 13
run 2 sn-mail queue follow 14
is err 'sn-mail: 14 (own-main:3001): there is no template for it: write templates/follow.txt'
run 1 sn-mail queue cancel 18 14
is err 'sn-mail: 14 (own-main:3001): is not cancelled'
# a part of an order that is cancelled is no cancelled order
seed "UPDATE shipment SET status = 'cancel', cancel = 'done' WHERE id = 16"
check
run 2 sn-mail queue cancel 16
is err 'sn-mail: 16 (own-main:3002): is not cancelled'
run 0 sn-mail queue thanks --again 16
seed "UPDATE shipment SET status = 'payment', cancel = 'none' WHERE id = 16;
    DELETE FROM outbox WHERE key = 'mail thanks order 5 #3'"
check
run 1 sn-mail queue paid 14 11
is err 'sn-mail: 11 (rakuten-main:1001): is not paid'
run 1 sn-mail queue receipt 14 11
is err 'sn-mail: 11 (rakuten-main:1001): is not paid'
run 1 sn-mail queue reminder 14 11
is err 'sn-mail: 14 (own-main:3001): has nothing left to pay'
run 0 sn-mail queue delay 19
mkdir -p shop/templates
printf 'Subject: {{#nothing}}\n\nx\n' >shop/templates/delay.txt
run 2 sn-mail queue delay 12
is err 'sn-mail: shop/templates/delay.txt:1: the section nothing has no end'
printf 'Subject: x\n\n{{#lines}}{{nmae}}{{/lines}}\n' >shop/templates/delay.txt
run 2 sn-mail queue delay 11
is err 'sn-mail: shop/templates/delay.txt:3: {{nmae}}: there is no such name here; sn-mail lint says more'
printf 'Subject: x\n\n{{> nowhere}}y\n' >shop/templates/delay.txt
run 2 sn-mail queue delay 11
like err 'delay.txt:3: {{nowhere}}: there is no such name here'
rm shop/templates/delay.txt

# an open finding stops it, unless told otherwise; not what is about trouble
seed "INSERT INTO finding (id, orders, code, severity, state, opened_at)
    VALUES (900, 4, 'mall-changed', 'warning', 'open', '$SN_NOW'),
    (901, 4, 'gift', 'note', 'open', '$SN_NOW')"
run 2 sn-mail queue --again thanks 14
is err 'sn-mail: 14 (own-main:3001): open finding mall-changed'
run 0 sn-mail queue delay 14
run 0 sn-mail queue --again --despite -r 'looked at it' thanks 14
sql 'SELECT why FROM op ORDER BY id DESC LIMIT 1' >out
is out 'looked at it'
seed "UPDATE finding SET state = 'acked' WHERE id = 900"
run 0 sn-mail queue --again thanks 14

# what changed since the checks is not mailed about
run 0 sn-edit 12 memo=x
run 3 sn-mail queue thanks --again 12
like err '^sn-mail: 1 shipments were not checked'
run 0 sn-mail queue --unchecked -r 'only a memo' thanks --again 12
run 0 sn-check 12
run 0 sn-mail queue thanks --again 12

# dispatch: one mail per shipment, with its number
check
run 2 sn-mail queue shipped 12
is err 'sn-mail: 12 (rakuten-main:1002): has no tracking number'
seed "UPDATE orders SET unfixed = 0 WHERE id = 8;
    INSERT INTO tracking (id, shipment, parcel, carrier, number, void)
    VALUES (1, 21, 1, 'yamato', '111111111111', 0),
    (2, 19, 1, 'yamato', '222222222222', 0),
    (3, 12, 1, 'yamato', '333333333333', 1);
    UPDATE shipment SET service = 'yumail', labelled_at = '$SN_NOW'
    WHERE id = 13;
    UPDATE payment SET method = 'card', timing = 'auth',
    state = 'authorised' WHERE orders = 3;
    UPDATE orders SET by_mail = 'c@example.jp' WHERE id IN (3, 9);
    UPDATE shipment SET kind = 'reship', replaces = 14 WHERE id = 14"
check
run 1 sn-mail queue shipped 12 13 14 19 20 21 22
is err 'sn-mail: 12 (rakuten-main:1002): has no tracking number
sn-mail: 14 (own-main:3001): is a reship: the first one was told of
sn-mail: 20 (own-main:3003): has no tracking number'
sql "SELECT key, shipment, json_extract(payload, '\$.text') LIKE
    '%111111111111%' FROM outbox WHERE key LIKE '%shipped%' ORDER BY id" >out
is out 'mail shipped shipment 13|13|0
mail shipped shipment 19|19|0
mail shipped shipment 21|21|1
mail shipped shipment 22|22|1'
seed "UPDATE shipment SET labelled_at = NULL WHERE id = 13;
    DELETE FROM outbox WHERE key LIKE 'mail shipped %'"
run 2 sn-mail queue -r x --unchecked shipped 13
is err 'sn-mail: 13 (yahoo-main:2001): has not left'
seed "UPDATE shipment SET carrier = NULL WHERE id = 13"
run 2 sn-mail queue -r x --unchecked shipped 13
is err 'sn-mail: 13 (yahoo-main:2001): has no carrier'

# or one per order, when all of it has left
sed -i '1s/server/shipped = order server/' shop/sn.conf
check
run 2 sn-mail queue shipped 19
is err 'sn-mail: 20 (own-main:3003): has no tracking number'
seed "INSERT INTO tracking (id, shipment, parcel, carrier, number)
    VALUES (4, 20, 1, 'yamato', '444444444444')"
check
run 0 sn-mail queue --again shipped 19 20
sql "SELECT key, shipment IS NULL,
    json_extract(payload, '\$.text') LIKE '%222222222222%' AND
    json_extract(payload, '\$.text') LIKE '%444444444444%'
    FROM outbox WHERE key LIKE '%shipped%'" >out
is out 'mail shipped order 8|1|1'

# a shop with a server of its own has its own channel and sender
sed -i 's/^shop own-main.*/shop own-main { mall = own mail { server = "smtp:\/\/127.0.0.1:10" from = "own@mikan.example" } }/' shop/sn.conf
run 0 sn-mail queue paid 14 --again
sql "SELECT channel, json_extract(payload, '\$.from') FROM outbox
    ORDER BY id DESC LIMIT 1" >out
is out 'own-main|own@mikan.example'

# above ask_above mails it asks, and nobody is there
sed -i '1i ask_above = 1' shop/sn.conf
run 0 setsid sn-mail queue thanks 15 16
run 3 setsid sn-mail queue thanks 11 12
like err 'queue 2 mails\?: nobody to ask; add --yes$'
run 0 sn-mail queue -n --again thanks 11 12
run 0 sn-mail queue --yes thanks 11 12

# a pipe: to thank, and to pass on
check
run 0 sh -ec 'sn-mail queue thanks --yes -q status=ready >thanked || [ $? -eq 1 ]
    sn-move print - <thanked'
sql "SELECT count(*) FROM shipment WHERE status = 'ready'" >out
is out 0
run 0 sh -c 'sn-find status=print --ndjson | sn-mail queue --yes -v \
    -r x --unchecked thanks -'
like err '^sn-mail: 12: mail thanks order 2 was made before$'

# the locks of others, a reader that went away, a store from the future
busy sn-mail queue -r x --unchecked thanks --again 11
check
run 6 sh -c 'sn-mail queue thanks --again 11 >/dev/full'
keys
grep -c '^mail thanks order 1 ' keys >lines
is lines 3
sql 'PRAGMA user_version = 9999'
run 3 sn-mail queue thanks 11
done_testing
