#!/bin/sh
# What each shipped check finds, and that it finds nothing where all is well
# or is well again.  The engine is tested in check.t.
#
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"
orders
export SN_HOME=shop

# found CODE: what stands of it after a run over everything: shipment or -,
# field, what was seen, what was expected
found() {
	sn-check -q 'id>0' >/dev/null 2>err ||
		ok 1 "sn-check: $(cat err)"
	sql "SELECT coalesce(shipment, '-'), field, saw, expected FROM finding
	    WHERE code = '$1' AND state = 'open'
	    ORDER BY shipment, orders, field" >got
}
# finds CODE CHANGE EXPECTED: what is found after that change, SQL or a
# command, and was not before it; then the store is put back
finds() {
	code=$1
	found "$code"
	cp got before
	cp shop/store.db kept.db
	case $2 in
	sn-*) eval "$2" >/dev/null 2>err || ok 1 "$2: $(cat err)" ;;
	*) seed "$2" ;;
	esac
	found "$code"
	diff before got | sed -n 's/^> //p' >fresh
	is fresh "$3"
	cp kept.db shop/store.db
}

# may it ship, as sn-label says; before it is on its way it is a note
finds may-not-ship "UPDATE orders SET mall_state = 'held' WHERE id = 2" \
    '12||mall=held|'
finds may-not-ship "UPDATE payment SET state = 'asked' WHERE orders = 2" \
    '12||card=asked|'
finds may-not-ship "UPDATE payment SET state = 'ng' WHERE orders = 2" \
    '12||card=ng|'
finds may-not-ship "UPDATE payment SET state = 'void' WHERE orders = 2" \
    '12||card=void|'
finds may-not-ship "UPDATE shipment SET cancel = 'asked' WHERE id = 13" \
    '13||cancel=asked|'
finds may-not-ship "UPDATE payment SET timing = 'before' WHERE orders = 8" \
    '19||invoice=none|
20||invoice=none|'
finds may-not-ship "UPDATE orders SET mall_state = 'held' WHERE id = 6" ''
finds mall-not-ready "UPDATE orders SET mall_state = 'held' WHERE id = 6" \
    '17||mall=held|'
finds mall-not-ready "UPDATE shipment SET cancel = 'asked' WHERE id = 17" \
    '17||cancel=asked|'
finds payment-not-confirmed "UPDATE payment SET state = 'partial'
    WHERE orders = 1" '11||bank=partial|'
found payment-not-confirmed
is got '11||bank=none|
15||deferred=asked|
16||deferred=asked|
17||konbini=none|'
seed "UPDATE orders SET mall_state = 'held' WHERE id = 3"
run 2 sn-label -f yamato-b2cloud -o b2.csv 13
seed "UPDATE orders SET mall_state = 'ready' WHERE id = 3"

# days to pay, to confirm, to ship, to be cancelled: near, and past
finds unpaid "UPDATE payment SET due_on = '2026-12-23' WHERE orders = 1" \
    '-|payment.1.state|none|'
finds unpaid "UPDATE orders SET pay_by = '2026-12-23T00:00:00'
    WHERE id IN (1, 2)" '-|payment.1.state|none|'
finds unpaid "UPDATE payment SET due_on = '2026-12-24' WHERE orders = 1" ''
finds confirm-by "UPDATE orders SET mall_state = 'unconfirmed',
    confirm_by = '2026-12-24T00:00:00' WHERE id IN (6, 2);
    UPDATE orders SET confirm_by = '2026-12-23T12:00:00' WHERE id = 2" \
    '-|orders.2.confirm_by|2026-12-23T12:00:00 past|
-|orders.6.confirm_by|2026-12-24T00:00:00|'
finds confirm-by "UPDATE orders SET confirm_by = '2026-12-20T00:00:00'" ''
finds pay-by "UPDATE orders SET pay_by = '2026-12-24T23:59:59'" \
    '11|orders.1.pay_by|2026-12-24T23:59:59|
17|orders.6.pay_by|2026-12-24T23:59:59|'
finds ship-by "UPDATE orders SET ship_by = '2026-12-25T00:00:00'
    WHERE id = 2; UPDATE orders SET ship_by = '2026-12-26T00:00:00'
    WHERE id = 3" '12|orders.2.ship_by|2026-12-25T00:00:00|'
finds cancel-by "UPDATE orders SET cancel_by = '2026-12-27T00:00:00'
    WHERE id = 2; UPDATE orders SET cancel_by = '2026-12-28T00:00:00'
    WHERE id = 3" '12|orders.2.cancel_by|2026-12-27T00:00:00|'
echo 'check cancel-by { days = 10 }' >shop/checks.conf
finds cancel-by "UPDATE orders SET cancel_by = '2026-12-28T00:00:00'
    WHERE id = 3" '13|orders.3.cancel_by|2026-12-28T00:00:00|'
rm shop/checks.conf

# what was acknowledged before its day is news when that has passed
seed "UPDATE orders SET ship_by = '2026-12-24T00:00:00' WHERE id = 2"
run 0 sn-check 12
run 0 sn-check --ack ship-by -r promised 12
run 0 env SN_NOW=2026-12-24T23:00:00 sn-check 12
sql "SELECT state FROM finding WHERE code = 'ship-by'" >got
is got acked
run 0 env SN_NOW=2026-12-25T00:00:00 sn-check 12
sql "SELECT state, saw FROM finding WHERE code = 'ship-by'" >got
is got 'open|2026-12-24T00:00:00 past'
seed "UPDATE orders SET ship_by = NULL WHERE id = 2"

# what the mall was not told; of what is done only when it is looked at
finds report-overdue "UPDATE shipment SET status = 'notify',
    shipped_at = '2026-12-23T10:00:00' WHERE id IN (12, 19)" \
    '12|shipment.12.reported_at|2026-12-23|'
finds report-overdue "UPDATE shipment SET status = 'notify',
    shipped_at = '2026-12-24T08:00:00' WHERE id = 12" ''
finds report-overdue "UPDATE shipment SET status = 'notify',
    shipped_at = '2026-12-23T10:00:00' WHERE id = 12;
    UPDATE orders SET sync = 0" ''
finds report-missing "UPDATE shipment SET status = 'done',
    shipped_at = '2026-12-20T10:00:00' WHERE id IN (12, 19)" \
    '12|shipment.12.reported_at|2026-12-20|'
finds report-missing "UPDATE shipment SET status = 'done',
    reported_at = '2026-12-20T10:00:00' WHERE id = 12" ''
finds cancelled-after-label "UPDATE shipment SET
    labelled_at = '2026-12-24T08:00:00' WHERE id IN (13, 18)" \
    '18|shipment.18.labelled_at|2026-12-24T08:00:00|'

# cash on delivery
finds cod-to-other 'sn-edit 13 by.name=佐藤次郎 to.name=別人 to.phone=06-6000-0001' \
    '13|destination.3.to_name|別人|佐藤次郎'
finds cod-to-other 'sn-edit 13 by.name=佐藤次郎 to.name=佐藤次郎' ''
finds cod-to-other 'sn-edit 13 by.name=佐藤 to.name=別人 by.phone=06-6000-0001 to.phone=06-6000-0001' ''
finds cod-to-other 'sn-edit 12 by.name=佐藤次郎 to.name=別人' ''
finds cod-several "UPDATE payment SET timing = 'delivery', method = 'cod'
    WHERE orders IN (5, 8)" '-||2|1'
finds cod-over-limit 'sn-edit 13 collect=300001' \
    '13|shipment.13.collect|300001|300000'
finds cod-over-limit 'sn-edit 13 collect=300000' ''
finds cod-over-limit 'sn-edit 13 collect=30001 service=compact' \
    '13|shipment.13.collect|30001|30000'
finds cod-over-limit "UPDATE payment SET amount = 300001 WHERE orders = 3" \
    '13|shipment.13.collect|300001|300000'
finds cod-over-limit "UPDATE payment SET amount = 300001, paid = 1000
    WHERE orders = 3" ''
# a bundle collects for all that is in it
finds cod-over-limit "UPDATE shipment SET collect = 200000
    WHERE id IN (21, 22)" '21|shipment.21.collect|400000|300000'
finds cod-with-service 'sn-edit 13 service=nekopos' \
    '13|shipment.13.service|nekopos|'
finds cod-with-service 'sn-edit 12 service=nekopos' ''
finds cod-with-service 'sn-edit 13 service=nekopos collect=0' ''
finds service-cannot 'sn-edit 12 service=compact temp=chilled' \
    '12|shipment.12.service|compact chilled|'
finds service-cannot 'sn-edit 12 service=nekopos parcels=2' \
    '12|shipment.12.service|nekopos x2|'
finds service-cannot 'sn-edit 12 temp=chilled parcels=2' ''
finds service-cannot "UPDATE shipment SET carrier = 'seino',
    service = 'general', temperature = 'frozen' WHERE id = 12" \
    '12|shipment.12.service|general frozen|'
finds service-cannot "UPDATE shipment SET carrier = 'seino',
    service = 'general', parcels = 2 WHERE id = 12" ''
finds service-cannot "UPDATE shipment SET carrier = 'fukuyama',
    service = 'parcel-pack', parcels = 2, temperature = NULL WHERE id = 12" \
    '12|shipment.12.service|parcel-pack x2|'
finds service-cannot "UPDATE shipment SET carrier = 'japanpost',
    service = 'clickpost', deliver_slot = 'am' WHERE id = 12" \
    '12|shipment.12.service|clickpost am|'
finds service-cannot "UPDATE shipment SET carrier = 'japanpost',
    service = 'yupack', deliver_slot = 'am' WHERE id = 12" ''
finds service-not-offered 'sn-edit 12 carrier=sagawa service=nekopos' \
    '12|shipment.12.service|nekopos|'
finds service-not-offered 'sn-edit 12 carrier=sagawa service=yupacket' ''
finds service-not-offered 'sn-edit 12 carrier=seino service=parcel' ''
finds service-not-offered "UPDATE shipment SET service = 'our-van'
    WHERE id = 12" ''
finds service-not-offered "UPDATE shipment SET carrier = 'bicycle',
    service = 'nekopos' WHERE id = 12" ''
finds cod-parcels "UPDATE shipment SET carrier = 'japanpost',
    service = 'yupack', parcels = 2 WHERE id = 13" '13|shipment.13.parcels|2|1'
finds cod-parcels "UPDATE shipment SET carrier = 'sagawa',
    service = 'parcel', parcels = 2 WHERE id = 13" ''
finds cod-with-service "UPDATE shipment SET carrier = 'fukuyama',
    service = 'general' WHERE id = 13" '13|shipment.13.service|general|'
finds cod-with-service "UPDATE shipment SET carrier = 'japanpost',
    service = 'yupack' WHERE id = 13" ''

# what the label of the carrier's own format cannot show
found label-unfit
is got ''
finds label-unfit "sn-edit 12 to.name=$(printf '長%.0s' $(seq 17))" \
    "12||お届け先名: does not fit into 16 full-width characters: $(printf \
    '長%.0s' $(seq 16))|長|"
finds label-unfit "sn-edit 12 to.name=$(printf '長%.0s' $(seq 16))" ''
finds label-unfit "sn-edit 12 carrier=sagawa to.name=$(printf \
    '長%.0s' $(seq 33))" \
    "12||お届け先名称１: does not fit into 32 characters: $(printf \
    '長%.0s' $(seq 32))|長|"
finds label-unfit 'sn-edit 12 to.name=花😀' \
    '12||お届け先名: 😀 (U+1F600) is not in JIS levels 1 and 2|'
finds label-unfit "UPDATE destination SET to_zip = NULL WHERE id = 2" \
    '12||お届け先郵便番号: is empty|'
finds label-replaced 'sn-edit 12 to.name=髙﨑' \
    '12||お届け先名: 髙 printed as 高; お届け先名: 﨑 printed as 崎|'
finds label-unfit 'sn-edit 12 to.name=髙﨑' ''
finds label-unfit "UPDATE destination SET to_zip = NULL WHERE id = 2;
    UPDATE shipment SET carrier = 'seino' WHERE id = 12" ''

# what it is: gifts, cold, mixed, and who sends it
finds gift 'sn-edit 12 noshi=御歳暮' '12|destination.2.gift|御歳暮|'
finds gift 'sn-edit 12 gift=yes' '12|destination.2.gift||'
finds cool 'sn-edit 12 temp=chilled' '12|shipment.12.temperature|chilled|'
finds cool "UPDATE line SET temperature = 'frozen' WHERE id = 3" \
    '12|shipment.12.temperature|frozen|'
finds temperature-mix "UPDATE line SET temperature = 'frozen' WHERE id = 3" \
    '12|shipment.12.temperature|normal frozen|normal'
finds temperature-mix "UPDATE line SET temperature = 'frozen' WHERE id = 3;
    INSERT INTO item (id, code, tolerates)
    VALUES (1, 'MIKAN-5', 'normal chilled frozen')" ''
finds temperature-mix "UPDATE line SET temperature = 'frozen' WHERE id = 3;
    INSERT INTO item (id, code, tolerates)
    VALUES (1, 'MIKAN-5', 'normal chilled')" \
    '12|shipment.12.temperature|normal frozen|normal'
finds temperature-mix "UPDATE line SET temperature = 'frozen',
    cancelled = 1 WHERE id = 3" ''
finds sender-is-not-shop 'sn-edit 12 by.name=髙橋一郎 to.name=高橋一郎 \
    by.phone=03-9999-0000 to.phone=03-9999-0000 from.name=高橋一郎' \
    '12|destination.2.from_name|高橋一郎|'
finds sender-is-not-shop 'sn-edit 12 by.name=髙橋一郎 to.name=別人 \
    from.name=高橋一郎' ''

# what could go in one parcel, as bundle.t has it in full, and the same person
# twice
finds bundle-candidate 'sn-edit 11 12 to.phone=03-9999-0000' \
    '11|shipment.11.bundled_into||11 12
12|shipment.12.bundled_into||11 12'
finds bundle-candidate 'sn-edit 12 13 to.phone=03-9999-0000' ''
finds bundle-candidate 'sn-edit --force -r moved 13 14 to.phone=03-9999-0000' ''
finds bundle-candidate 'sn-edit 19 20 to.phone=03-9999-0000' ''
finds bundle-candidate 'sn-edit 21 22 to.phone=03-9999-0000' ''
twice='sn-edit 12 13 by.mail=b@example.jp'
finds ordered-twice "$twice" \
    '-|line.2.code|yahoo-main:2001|
-|line.4.code|rakuten-main:1002|'
finds ordered-twice 'sn-edit 12 by.phone=03-9999-0000 by.name=髙橋 \
    by.mail=c@example.jp && sn-edit 13 by.phone=03-9999-0000 by.name=高橋 \
    by.mail=d@example.jp' \
    '-|line.2.code|yahoo-main:2001|
-|line.4.code|rakuten-main:1002|'
finds ordered-twice 'sn-edit 12 by.phone=03-9999-0000 by.mail=c@example.jp &&
    sn-edit 13 by.phone=03-9999-0000 by.mail=d@example.jp' ''
finds ordered-twice "UPDATE orders SET ordered_at = '2026-12-01T10:00:00',
    fold_by_mail = 'b@example.jp' WHERE id = 2;
    UPDATE orders SET fold_by_mail = 'b@example.jp' WHERE id = 3" ''
finds ordered-twice "UPDATE orders SET fold_by_mail = 'b@example.jp'
    WHERE id IN (2, 3); UPDATE line SET options = '赤',
    fold_options = '赤' WHERE id = 4" ''
# one that is done counts, one that is cancelled does not
finds ordered-twice "UPDATE orders SET fold_by_mail = 'b@example.jp'
    WHERE id IN (6, 7)" ''
finds ordered-twice "UPDATE orders SET fold_by_mail = 'b@example.jp',
    ordered_at = '2026-12-20T09:00:00' WHERE id IN (1, 4)" \
    '-|line.1.code|own-main:3001|'

# an amount that does not add up, until an edit puts it right
finds total-differs "UPDATE orders SET stated_total = 3600 WHERE id = 2" \
    '-||3600|3500'
seed "UPDATE orders SET stated_total = 3600 WHERE id = 2"
found total-differs
is got '-||3600|3500'
run 0 sn-edit -r right 12 'charge[1].amount=600'
found total-differs
is got ''

# by the shop's default carrier and service, as the label has it
sed -i 's/^shop yahoo-main { mall = yahoo }/shop yahoo-main { mall = yahoo carrier = yamato service = nekopos }/' shop/sn.conf
finds cod-with-service "UPDATE shipment SET carrier = NULL, service = NULL
    WHERE id = 13" '13|shipment.13.service|nekopos|'
finds cod-with-service "UPDATE shipment SET carrier = 'sagawa',
    service = NULL WHERE id = 13" ''
# the buyer's mail address: no address, one that mail came back from, none
finds mail-bad "UPDATE orders SET by_mail = 'ｔａｒｏ＠example.jp',
    fold_by_mail = 'taro@example.jp' WHERE id = 2" \
    '-|orders.2.by_mail|ｔａｒｏ＠example.jp|taro@example.jp'
finds mail-bad "UPDATE orders SET by_mail = 'a..b@example.jp',
    fold_by_mail = 'a..b@example.jp' WHERE id = 8" \
    '-|orders.8.by_mail|a..b@example.jp|'
finds mail-bad "UPDATE orders SET by_mail = 'a..b.@docomo.ne.jp',
    fold_by_mail = 'a..b.@docomo.ne.jp' WHERE id = 8" ''
bounced() {
	printf "UPDATE orders SET by_mail = 'A@example.jp', fold_by_mail =
	    'a@example.jp' WHERE id = 2; UPDATE orders SET by_mail =
	    'b@example.jp', fold_by_mail = 'b@example.jp' WHERE id <> 2;
	    INSERT INTO bounced (id, mail, hard, times, cause, at) VALUES
	    (1, 'a@example.jp', %s, %s, '550 no such user', '$SN_NOW')" "$@"
}
finds mail-bounced "$(bounced 1 1)" '-|orders.2.by_mail|A@example.jp|'
finds mail-bounced "$(bounced 0 3)" '-|orders.2.by_mail|A@example.jp|'
finds mail-bounced "$(bounced 0 2)" ''
finds mail-missing "UPDATE orders SET by_mail = NULL, fold_by_mail = NULL
    WHERE id = 2" ''
echo 'check mail-missing { on = yes }' >>shop/checks.conf
seed "UPDATE orders SET fold_by_mail = 'a@example.jp'"
finds mail-missing "UPDATE orders SET by_mail = NULL, fold_by_mail = NULL
    WHERE id = 2" '-|orders.2.by_mail||'
done_testing
