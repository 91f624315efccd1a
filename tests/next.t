#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

shop
export SN_HOME=shop

# an empty shop has nothing to do, and cron mails nothing
run 0 sn-next
is out ''
run 0 sn-next --json
is out '[]'
run 0 sn-next --exit-code
is err ''

# one NUMBER STATUS: an order with one shipment, all by its number
one() {
	echo "INSERT INTO orders (id, shop, mall, number, type, ordered_at,
	    mall_state, fold_number) VALUES ($1, 'own-main', 'own', '$1',
	    'normal', '2026-12-23T12:00:00', 'ready', '$1');
	    INSERT INTO destination (id, orders, seq) VALUES ($1, $1, 1);
	    INSERT INTO shipment (id, destination, seq, status, status_at,
	    route) VALUES ($1, $1, 1, '$2', '2026-12-23T12:00:00', '基本');"
}
seed "$(one 1 new; one 2 ready; one 3 payment; one 4 print; one 5 number
    one 6 notify; one 7 'done'; one 8 cancel; one 9 hold; one 10 notify; one 11 ready)"

# kinds: the kinds in their order
kinds() {
	sn-next --ndjson >records
	sed 's/{"kind":"\([a-z_]*\)".*/\1/' records | uniq | tr '\n' ' ' |
	    sed 's/ $//' >kinds
	echo >>kinds
}
kinds
is kinds 'paying look leave label number unreported'

# deadlines, the forced cancel first: late ones, and the earliest
seed "UPDATE orders SET cancel_by = '2026-12-23T00:00:00' WHERE id = 1;
    UPDATE orders SET cancel_by = '2026-12-24T00:00:00' WHERE id IN (2, 7);
    UPDATE orders SET cancel_by = '2026-12-25T00:00:00' WHERE id = 4;
    UPDATE orders SET pay_by = '2026-12-24T08:00:00' WHERE id = 3;
    UPDATE orders SET confirm_by = '2026-12-24T10:00:00',
	mall_state = 'unconfirmed' WHERE id = 2;
    UPDATE orders SET ship_by = '2026-12-24T00:00:00' WHERE id = 4;
    UPDATE shipment SET ship_date = '2026-12-20' WHERE id = 9;
    UPDATE shipment SET status_at = '2026-11-01T00:00:00' WHERE id = 9;
    UPDATE shipment SET cancel = 'asked' WHERE id = 2"
kinds
is kinds 'cancel_by confirm_by pay_by ship_by ship_date cancel_asked paying look leave label number unreported stuck'
sed -n 1p records >out
is out '{"kind":"cancel_by","urgency":10,"count":2,"late":1,"at":"2026-12-23T00:00:00","what":null,"cause":null,"text":"the mall cancels it by force","command":"sn-find '"'status!=notify,follow,done,cancel cancel.by=..today'"'"}'
run 0 sn-next --limit 3
is out "count  next                          since, until  command
    2  the mall cancels it by force  2026-12-23    sn-find 'status!=notify,follow,done,cancel cancel.by=..today'
    1  confirm at the mall           2026-12-24    sn-find 'mall.state=unconfirmed confirm.by=..today'
    1  payment                       2026-12-24    sn-find 'status=payment pay.by=..today'"
run 1 sn-next --exit-code
run 0 sn-next --limit 10		# the examples
run 0 sn-next -q mall=rakuten
is out ''
run 0 sn-next --json --limit 1
like out '^\[\{"kind":"cancel_by",.*\}\]$'

# of a bundle the parent counts, by the earliest of its orders
seed "UPDATE shipment SET bundled_into = 4 WHERE id IN (1, 2)"
sn-next --ndjson --limit 1 >out
like out '"kind":"cancel_by","urgency":10,"count":1,"late":1,"at":"2026-12-23T'
seed 'UPDATE shipment SET bundled_into = NULL'

# what went wrong, and for whom nobody did anything yet
seed "INSERT INTO outbox (id, key, op, kind, orders, state, error, made_at)
    VALUES (1, 'a', 0, 'mail', 1, 'dead', '550 no such user', '$SN_NOW'),
    (2, 'b', 0, 'mail', 7, 'failed', 'connection refused', '$SN_NOW'),
    (3, 'c', 0, 'mail', NULL, 'unknown', 'crashed', '$SN_NOW'),
    (4, 'd', 0, 'mail', 1, 'dead', '551 moved
	elsewhere', '$SN_NOW'), (5, 'e', 0, 'mail', 1, 'done', NULL, '$SN_NOW');
    INSERT INTO step (id, robo, step, orders, shipment, state, cause, at)
    VALUES (1, '基本 新規', 'mail thanks', 1, NULL, 'failed', 'no template',
	'$SN_NOW'), (2, 'it''s', 'run x', NULL, 9, 'failed', 'exit 3',
	'$SN_NOW'), (3, 'x', 'run x', NULL, 9, 'done', NULL, '$SN_NOW'),
	(4, 'x', 'run y', NULL, 9, 'unknown', 'crashed', '$SN_NOW'),
	(5, 'x', 'run y', 1, NULL, 'unknown', 'crashed', '$SN_NOW');
    INSERT INTO letter (id, thread, inbox, kind, came_at, orders, state,
	state_at, sha256)
    VALUES (1, 1, 'info', 'inquiry', '2026-12-22T08:00:00', 1, 'open',
	'$SN_NOW', 'x'), (2, 2, 'info', 'inquiry', '$SN_NOW', NULL, 'open',
	'$SN_NOW', 'y'), (3, 3, 'info', 'inquiry', '$SN_NOW', 1, 'waiting',
	'$SN_NOW', 'z');
    INSERT INTO payment (id, orders, seq, method, timing, state)
    VALUES (1, 3, 1, 'bank', 'before', 'partial'),
    (2, 1, 1, 'bank', 'before', 'none'), (3, 2, 1, 'card', 'auth', 'ng');
    INSERT INTO finding (id, orders, shipment, code, severity, state,
	opened_at) VALUES (901, 1, 1, 'zip-wrong', 'warning', 'open', '$SN_NOW'),
	(902, 2, 2, 'zip-wrong', 'warning', 'open', '$SN_NOW'),
	(903, 2, NULL, 'cod-over-limit', 'error', 'open', '$SN_NOW'),
	(904, 4, 4, 'gift', 'note', 'open', '$SN_NOW'),
	(905, 4, 4, 'zip-wrong', 'warning', 'acked', '$SN_NOW');
    INSERT INTO batch (id, op, kind, format, at, rows, sha256, bytes)
    VALUES (7, 0, 'label', 'x', '$SN_NOW', 0, '', x''),
    (8, 0, 'push', 'x', '$SN_NOW', 0, '', x'');
    INSERT INTO fired (id, shipment, rule) VALUES (1, 9, 'x');
    INSERT INTO checked (shipment, seq) VALUES (9, 1);
    UPDATE orders SET mall = 'rakuten' WHERE id = 6;
    UPDATE shipment SET reported_at = '$SN_NOW' WHERE id = 10;
    INSERT INTO bounced (id, mail, hard, times, cause, at)
    VALUES (1, 'a@b.example', 1, 2, '550 no', '$SN_NOW'),
    (2, 'c@d.example', 0, 2, '450 later', '$SN_NOW');
    UPDATE orders SET fold_by_mail = 'a@b.example', by_mail = 'a@b.example'
	WHERE id IN (1, 7);
    UPDATE orders SET fold_by_mail = 'c@d.example' WHERE id = 2;
    INSERT INTO loaded (name, date, source, rows, loaded_at)
    VALUES ('towns', '2026-05-31', 'x', 1, '$SN_NOW'),
    ('businesses', '2026-11-30', 'x', 1, '$SN_NOW'),
    ('islands', '2020-11-30', 'x', 1, '$SN_NOW')"
kinds
is kinds 'cancel_by confirm_by pay_by ship_by ship_date cancel_asked report_overdue effect_unknown effect_dead effect_failed step_unknown step_failed finding_error letter finding_warning payment_short unwritten unwritten_push unrouted unchecked unpaid paying uncredited look leave label number unreported reported bounced stuck postal'
for file in "$top"/lib/store/next/*.sql; do
	basename "$file" .sql
done | sed '/^finding_note$/d' | sort >all
tr ' ' '\n' <kinds | sort | diff all - >missed
ok $? 'every kind was seen'
show missed
run 0 sn-next
for line in '1  mail: nobody knows whether it left: crashed +2026-12-24' \
    '2  mail: not sent, and not tried again by itself: 551 moved +2026' \
    '1  mail: not sent yet, to be tried again: connection refused +2026-12-24' \
    "1  automation 基本 新規: a step failed: no template .* sn-autorobo --only '基本 新規'\$" \
    "1  automation it's: a step failed: exit 3 .* sn-autorobo --only 'it'.''s'\$" \
    '1  automation: was a step of 9 done\? nobody knows: crashed .* sn-autorobo --why 9$' \
    '1  automation: was a step of order=1 done\? nobody knows: crashed .* sn-autorobo --why order=1$' \
    '1  cod-over-limit: .* sn-check --findings -q finding=cod-over-limit$' \
    '2  zip-wrong: .* sn-check --findings -q finding=zip-wrong$' \
    '2  letters to be answered +2026-12-22    sn-inbox list$' \
    '1  the payment came short +sn-find ' \
    '1  what may leave today +sn-move print ' \
    '1  mail to a@b.example comes back: no such address: 550 no ' \
    '1  postal codes \(towns\) are old +2026-05-31    sn-postal update$'
do
	like out "^ +$line"
done

like out '^ +1  left on an earlier day, and the mall was not told +2026-12-23 +sn-push'
run 0 sn-find --count 'status=notify not reported=* status.at=..-1d'
is out 1

# findings of the shop's own checks have its words
sn-check -q status=new >/dev/null
cat >shop/checks.conf <<'CONF'
check far { if = "to.pref=沖縄県" message = "送料を確かめる" }
CONF
seed "UPDATE finding SET code = 'far' WHERE id = 903"
run 0 sn-next
like out '^ +1  far: 送料を確かめる '
rm shop/checks.conf

# with a query: only what concerns those shipments
run 0 sn-next -q id=9 --ndjson
sed 's/{"kind":"\([a-z_]*\)".*/\1/' out >kinds
is kinds 'ship_date
step_unknown
step_failed
stuck'
run 0 sn-next -q id=7 --ndjson
sed 's/.*"text":"\([^"]*\)".*/\1/' out >texts
is texts 'mail: not sent yet, to be tried again: connection refused'
run 0 sn-next -q id=99
is out ''

# each command can be typed as it stands
cat >shop/robo.conf <<'CONF'
robo "基本 新規" { route = "基本" status = new do = { "tag x" } }
robo "it's" { route = "基本" status = ready do = { "tag x" } }
CONF
sn-next --ndjson | sed 's/.*"command":"\(.*\)"}$/\1/; s/\\\\/\\/g' |
    grep -Ev '^sn-(label|push|track|postal) ' >commands
mkdir results
while read -r command; do
	program=${command%% *}
	if ! command -v "$program" >/dev/null; then
		skip "$command: it is not built"
		continue
	fi
	sh -c "$command" >out 2>err
	[ $? -le 1 ]
	ok $? "$command"
	show err
done <commands

# the same are on the board
run 0 sn
like out "^  sn-outbox list --state dead +# mail: not sent, and not tried again by itself: 551 moved$"
like out '^  sn-inbox list +# letters to be answered$'

# secrets: missing, open to others, about to expire, expired
cat >>shop/sn.conf <<'CONF'
mail { server = "smtp://mail.example" user = me secret = mail }
inbox info { url = "imaps://mail.example/INBOX" user = me secret = box }
secret mail { expires = 2027-01-07 }
secret key { expires = 2026-12-23 }
secret late { expires = 2027-01-08 }
CONF
echo secret >shop/secrets/box
chmod 644 shop/secrets/box
sn-next --ndjson | grep '"kind":"secret"' | sed 's/.*"text":"\([^"]*\)","command":"\([^"]*\)"}$/\1 | \2/' >secrets
# shellcheck disable=SC2016	# as it is printed
is secrets 'shop/secrets/key: expired on 2026-12-23 | ${EDITOR:-vi} shop/secrets/key
shop/secrets/mail: is not there: its first line is the password of me | ${EDITOR:-vi} shop/secrets/mail
shop/secrets/box: others may read it | chmod 600 shop/secrets/box
shop/secrets/mail: expires on 2027-01-07, days left: 14 | ${EDITOR:-vi} shop/secrets/mail'
run 0 sn
like out '^  chmod 600 shop/secrets/box +# shop/secrets/box: others may read it$'

# in Japanese, also as cron has it
sed -i 's/^prefix/language = ja\nprefix/' shop/sn.conf
run 0 env -i PATH="$PATH" SN_HOME=shop SN_NOW="$SN_NOW" LC_ALL=C sn-next
like out '^ +2  モールの強制キャンセル日 +2026-12-23 '
like out '^ +1  オートロボ 基本 新規: 失敗した手順: no template '

# every kind says all that it has to
for file in "$top"/lib/store/next/*.sql; do
	for key in title ja urgency group command; do
		grep -q "^-- $key: ." "$file" || echo "$file: $key"
	done
done >missing
is missing ''

# what cannot be
run 2 sn-next operand
run 2 sn-next --limit 0
run 2 sn-next --limit many
run 2 sn-next -q 'nosuch=1'
run 2 sn-next -H nowhere
run 0 sn-next --help
run 6 sh -c 'sn-next >/dev/full'
sql 'PRAGMA user_version = 9999'
run 3 sn-next
rm shop/store.db*
run 2 sn-next
done_testing
