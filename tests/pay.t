#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

get() {
	sql "SELECT $1" >got
}
# what a payment is now
pay() {
	get "state, paid, paid_at, authorised_at FROM payment WHERE id = $1"
}
changes() {
	get "count(*) FROM change WHERE op = (SELECT max(id) FROM op)"
}

# what cannot start
run 2 sn-pay
like err '^usage: sn-pay '
run 0 sn-pay --help
run 2 sn-pay -H shop --paid 11
orders
export SN_HOME=shop
run 2 sn-pay 11
run 2 sn-pay --paid
run 2 sn-pay --paid --credit ok 11
is err 'sn-pay: one of --paid, --credit, --refund and --void was expected'
run 2 sn-pay --credit maybe 11
is err 'sn-pay: --credit maybe: ok, ng, hold, asked was expected'
run 2 sn-pay --refund ok 11
run 2 sn-pay --paid --amount 1.5 11
is err 'sn-pay: --amount 1.5: whole yen were expected'
run 2 sn-pay --paid --on someday 11
run 2 sn-pay --paid --method gold 11
is err 'sn-pay: gold: no method of payment'
run 2 sn-pay --credit ok --amount 5 15
run 2 sn-pay --paid --amount 1 11 12
is err 'sn-pay: --amount is for one shipment'
run 2 sn-pay --paid --from f 11
run 2 sn-pay --from f --amount 5
run 2 sn-pay --from f --shop nosuch
is err 'sn-pay: nosuch: no such shop'
run 0 sn-pay --paid - </dev/null

# a dry run, then the same: it is paid, and what waited goes on
run 0 sn-pay -n --paid 11
like out '"col":"state","old":"none","new":"paid"'
like out '"id":"11","col":"status","old":"payment","new":"ready"'
pay 1
is got 'none|0||'
run 0 sn-pay --paid --on yesterday rakuten-main:1001	# example
is out '{"id":"11","shop":"rakuten-main","number":"1001","status":"ready","route":"基本","to":"山田花子","pref":"東京都","total":2500}'
pay 1
is got 'paid|2500|2026-12-23T00:00:00|'
run 0 sn-pay --paid --on yesterday rakuten-main:1001
changes
is got 0
run 0 sn-undo "$(sql "SELECT op FROM change WHERE tbl = 'payment'
    AND col = 'state'")"
pay 1
is got 'none|0||'
get "status FROM shipment WHERE id = 11"
is got payment

# in part, then all, then too much
run 0 sn-pay --paid --amount 1000 11	# example
pay 1
is got 'partial|1000|2026-12-24T09:30:00|'
get "status FROM shipment WHERE id = 11"
is got payment
run 0 sn-pay --paid --amount 1,000円 11
changes
is got 0
run 0 sn-pay --paid --amount 3000 11
pay 1
is got 'over|3000|2026-12-24T09:30:00|'
get "status FROM shipment WHERE id = 11"
is got ready
run 0 sn-pay --paid 11
changes
is got 0

# nothing goes back by itself
run 0 sn-pay --refund asked 11
run 0 sn-pay --refund 'done' 11
pay 1
is got 'refunded|3000|2026-12-24T09:30:00|'
get "status FROM shipment WHERE id = 11"
is got ready
run 2 sn-pay --paid 11
is err "sn-pay: rakuten-main:1001: is refunded, and not paid"
run 2 sn-pay --void 11
is err "sn-pay: rakuten-main:1001: is refunded already"

# credit: the results, and what they cannot be
run 0 sn-pay --credit hold 15
run 0 sn-pay --credit ng 15
pay 5
is got 'ng|0||'
run 0 sn-pay --credit ok own-main:3002
pay 5
is got 'authorised|0||2026-12-24T09:30:00'
get "id FROM shipment WHERE status = 'ready' AND id IN (15, 16)"
is got '15
16'
run 1 sn-pay --credit ng 13 11 12 18 99
is err 'sn-pay: 99: no such shipment
sn-pay: yahoo-main:2001: cod is not paid by credit
sn-pay: rakuten-main:1001: bank is not paid by credit
sn-pay: rakuten-main:1003: has nothing to pay'
like out '"id":"12"'
run 2 sn-pay --refund asked 12
is err "sn-pay: rakuten-main:1002: nothing to refund, its payment is 'ng'"
run 0 sn-pay --paid 12
run 2 sn-pay --credit ok 12
is err 'sn-pay: rakuten-main:1002: is paid already'
run 0 sn-pay --void 17

# several payments: one is named; void ones do not count
run 0 seed "INSERT INTO payment (id, orders, seq, method, timing, state,
    amount, paid) VALUES (100, 3, 2, 'bank', 'before', 'none', 500, 0)"
run 2 sn-pay --paid 13
is err 'sn-pay: yahoo-main:2001: has 2 payments; name one with --method'
run 2 sn-pay --paid --method card 13
is err 'sn-pay: yahoo-main:2001: has no payment by card'
run 0 sn-pay --paid --method 銀行振込 13
pay 100
is got 'paid|500|2026-12-24T09:30:00|'
run 0 sn-pay --void --method cod 13
run 0 sn-pay --paid 13
changes
is got 0

# an amount that is not known: the total stands in, or it must be said
run 0 seed "UPDATE payment SET amount = NULL, state = 'none', paid = 0
    WHERE id IN (4, 8);
    UPDATE orders SET sum_total = NULL WHERE id = 8"
run 0 sn-pay --paid 14
pay 4
is got 'paid|1500|2026-12-24T09:30:00|'
run 2 sn-pay --paid 19
is err 'sn-pay: own-main:3003: what is to pay is not known; name the amount'
run 0 sn-pay --paid --amount 5500 19
pay 8
is got 'paid|5500|2026-12-24T09:30:00|'

# a bundle waits for all of its orders
run 0 seed "UPDATE shipment SET status = 'payment' WHERE id IN (21, 22);
    INSERT INTO payment (id, orders, seq, method, timing, state, amount)
    VALUES (9, 9, 1, 'bank', 'before', 'none', 1500),
	(10, 10, 1, 'bank', 'before', 'none', 1500)"
run 0 sn-pay --paid 21
get "status FROM shipment WHERE id IN (21, 22)"
is got 'payment
payment'
run 0 sn-pay -v --paid 22
is err 'sn-pay: 1 noted (1 changed), 1 shipments go on, 0 refused'
get "status FROM shipment WHERE id IN (21, 22)"
is got 'ready
ready'

# many are asked about
sed -i '1i ask_above = 1' shop/sn.conf
run 3 setsid sn-pay --paid 14 19
run 0 sn-pay --yes --paid 14 19
sed -i 1d shop/sn.conf

# a file of an agent in CP932, some of its rows wrong
run 0 seed "UPDATE payment SET state = 'none', paid = 0, paid_at = NULL,
    authorised_at = NULL;
    UPDATE payment SET agent_id = 'NP-77' WHERE id = 5;
    UPDATE shipment SET status = 'payment' WHERE id IN (11, 12, 15, 16, 17)"
cat >credit <<'X'
受注番号,店舗,審査結果,入金額,入金日,支払方法
1001,,入金,,,
1001,rakuten-main,,"1,500",2026/12/23,
1001,yahoo-main,入金済み,"￥1,500",昨日,
NP-77,,審査OK,,,
2001,,OK,,,代金引換
8888,,OK,,,
1002,,なにか,,,
1002,,,,,
1002,,OK,-5,,
1002,,OK,,いつか,
1002,,OK,,,金
,,OK,,,
X
iconv -t CP932 credit >credit.csv
# shellcheck disable=SC2016	# for sh -c
run 0 sh -ec 'sn-pay --from credit.csv --rejects bad.csv >noted ||
    [ $? -eq 1 ]'
is err "sn-pay: credit.csv:8: 審査結果: 'なにか': no result that is known; ok, ng, hold and paid are
sn-pay: credit.csv:9: 審査結果: '': no result that is known; ok, ng, hold and paid are
sn-pay: credit.csv:10: 入金額: '-5': whole yen were expected
sn-pay: credit.csv:11: 入金日: 'いつか': a date was expected
sn-pay: credit.csv:12: 支払方法: '金': no method of payment
sn-pay: credit.csv:13: 受注番号: empty
sn-pay: credit.csv:2: 受注番号: 1001: is an order of rakuten-main and of yahoo-main; name the shop
sn-pay: credit.csv:6: 受注番号: yahoo-main:2001: cod is not paid by credit
sn-pay: credit.csv:7: 受注番号: 8888: no such order"
grep -o '"id":"[0-9]*".*"status":"[a-z]*"' noted | cut -d, -f1,4 >got
is got '"id":"11","status":"payment"
"id":"15","status":"ready"
"id":"16","status":"ready"
"id":"17","status":"ready"'
get "id, state, paid, paid_at FROM payment WHERE state <> 'none'"
is got '1|partial|1500|2026-12-23T00:00:00
5|authorised|0|
6|paid|1500|2026-12-23T00:00:00'
get "DISTINCT why FROM change WHERE op = (SELECT max(id) FROM op)
    AND tbl = 'payment' ORDER BY why"
is got 'credit.csv:3
credit.csv:4
credit.csv:5'
run 0 iconv -f CP932 bad.csv
grep -c . out >n
is n 10
like out '^8888,,OK,,,,受注番号: 8888: no such order'

# once more: nothing changes
run 1 sn-pay --from credit.csv
changes
is got 0

# a ship date that the payment comes too late for moves on; a later one stays
seed "UPDATE payment SET state = 'none', paid = 0, paid_at = NULL
    WHERE id = 1;
    UPDATE shipment SET status = 'payment', ship_date = '2026-12-21'
    WHERE id = 11"
run 0 sn-pay --paid --on 2026-12-23 11
get "status, ship_date FROM shipment WHERE id = 11"
is got 'ready|2026-12-23'
run 0 sn-undo
seed "UPDATE shipment SET ship_date = '2026-12-28' WHERE id = 11"
run 0 sn-pay --paid 11
get "status, ship_date FROM shipment WHERE id = 11"
is got 'ready|2026-12-28'
run 0 sn-undo

# English headers, tabs, the shop by option, the reason given
printf 'order number\tamount\n1001\t2500\n' >bank.tsv
run 2 sn-pay --from bank.tsv
run 0 sn-pay -r bank --shop rakuten-main --from bank.tsv
pay 1
is got 'paid|2500|2026-12-24T09:30:00|'
get "DISTINCT why FROM change WHERE op = (SELECT max(id) FROM op)"
is got bank
printf 'number\n1002\n' >in
run 0 sn-pay --credit ok --from - <in
pay 2
is got 'authorised|0||2026-12-24T09:30:00'

# tables that are none
printf 'name,amount\nx,1\n' >f
run 2 sn-pay --from f
is err 'sn-pay: f:1: no column of order numbers, such as 受注番号 or number'
printf 'number\n1\n' >f
run 2 sn-pay --from f
is err 'sn-pay: f:1: neither a column of results nor one of amounts, such as 結果 or 金額'
run 2 sn-pay --from credit.csv --rejects bad.csv
run 2 sn-pay --from nosuch.csv

# nobody reads; a store from the future
run 6 sh -c 'sn-pay --paid 14 >/dev/full'
get "state FROM payment WHERE id = 4"
is got paid
sql 'PRAGMA user_version = 9999'
run 3 sn-pay --paid 11
done_testing
