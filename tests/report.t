#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# what cannot start
run 2 sn-report
like err '^usage: sn-report digest '
run 0 sn-report --help
run 2 sn-report digest -H shop
orders
export SN_HOME=shop
run 2 sn-report weather
is err 'sn-report: weather: digest or pick was expected'
run 2 sn-report digest --base counted
is err 'sn-report: --base counted: ordered, shipped or paid was expected'
run 2 sn-report digest --by week
is err 'sn-report: --by week: day or month was expected'
run 2 sn-report digest --from someday
run 2 sn-report digest '(shop=own-main'
run 2 sn-report digest -q shop=own-main shop=own-main
run 2 sn-report pick
run 2 sn-report pick --by day 12
run 2 sn-report pick nosuch

# by day and shop; the cancelled order 1003 counts nothing
run 0 sn-report digest
is out 'day         shop          orders  shipments     yen      %  unknown
2026-12-01  own-main           1          1   1,500    7.0        0  ██████▌
2026-12-20  rakuten-main       1          1   2,500   11.6        0  ██████████▉
2026-12-21  rakuten-main       1          1   3,500   16.3        0  ███████████████▎
2026-12-21  yahoo-main         1          1   1,500    7.0        0  ██████▌
2026-12-22  own-main           1          2   2,500   11.6        0  ██████████▉
2026-12-22  yahoo-main         1          1   1,500    7.0        0  ██████▌
2026-12-23  amazon-main        2          2   3,000   14.0        0  █████████████
2026-12-23  own-main           1          2   5,500   25.6        0  ████████████████████████
sum                            9         11  21,500  100.0        0'
is err ''
run 0 sn-report digest --from -3d --to 2026-12-22 --csv
is out 'day,shop,orders,shipments,amount,share,unknown
2026-12-21,rakuten-main,1,1,3500,38.9,0
2026-12-21,yahoo-main,1,1,1500,16.7,0
2026-12-22,own-main,1,2,2500,27.8,0
2026-12-22,yahoo-main,1,1,1500,16.7,0'
run 0 sn-report digest --by month --json
is out '[{"month":"2026-12","shop":"amazon-main","orders":2,"shipments":2,"amount":3000,"share":"14.0","unknown":0},
{"month":"2026-12","shop":"own-main","orders":3,"shipments":5,"amount":9500,"share":"44.2","unknown":0},
{"month":"2026-12","shop":"rakuten-main","orders":2,"shipments":2,"amount":6000,"share":"27.9","unknown":0},
{"month":"2026-12","shop":"yahoo-main","orders":2,"shipments":2,"amount":3000,"share":"14.0","unknown":0}]'

# only what a query finds
run 0 sn-report digest --tsv to.pref=沖縄県 or shop=yahoo-main
is out "$(printf 'day\tshop\torders\tshipments\tamount\tshare\tunknown
2026-12-21\tyahoo-main\t1\t1\t1500\t27.3\t0
2026-12-22\town-main\t1\t1\t2500\t45.5\t0
2026-12-22\tyahoo-main\t1\t1\t1500\t27.3\t0')"
run 0 sn-report digest -q to.pref=北海道 --ndjson
is out ''
run 0 sn-edit 11 to.name=山田花子	# the seed has no words to search
run 0 sn-report digest 山田花子 --csv
like out '^2026-12-20,rakuten-main,1,'

# reships are no sale; what a mall paid for is; unknown totals are said
seed "INSERT INTO shipment (id, destination, seq, kind, status, status_at,
	route) VALUES (50, 7, 2, 'reship', 'ready', '2026-12-24T08:00:00',
	'基本');
    INSERT INTO charge (id, orders, seq, kind, amount, funded_by) VALUES
	(50, 2, 2, 'coupon', -300, 'mall'), (51, 2, 3, 'coupon', -200, 'shop');
    UPDATE orders SET sum_total = 3000 WHERE id = 2;
    UPDATE orders SET sum_total = NULL WHERE id = 1"
run 0 sn-report digest --by month --csv mall=rakuten
is out 'month,shop,orders,shipments,amount,share,unknown
2026-12,rakuten-main,2,2,3300,100.0,1'
is err 'sn-report: 1 orders have no known total: they are counted, and not in the amounts'

# the day of the last shipment, of the last payment
seed "UPDATE shipment SET shipped_at = '2026-12-05T10:00:00' WHERE id = 15;
    UPDATE shipment SET shipped_at = '2026-12-02T10:00:00' WHERE id = 14;
    UPDATE payment SET state = 'paid', paid_at = '2026-12-03T00:00:00'
	WHERE id IN (3, 4);
    INSERT INTO payment (id, orders, seq, method, timing, state, amount)
	VALUES (50, 3, 2, 'bank', 'before', 'none', 1)"
run 0 sn-report digest --base shipped --csv
is out 'day,shop,orders,shipments,amount,share,unknown
2026-12-02,own-main,1,1,1500,100.0,0'
seed "UPDATE shipment SET shipped_at = '2026-12-08T10:00:00' WHERE id = 16"
run 0 sn-report digest --base shipped --csv
like out '^2026-12-08,own-main,1,2,2500,62.5,0$'
run 0 sn-report digest --base paid --csv
is out 'day,shop,orders,shipments,amount,share,unknown
2026-12-03,own-main,1,1,1500,100.0,0'

# what to fetch: by item, the bundle once, parts in place of their set
cat >items.csv <<'X'
code,print_name,category,temperature,alias:amazon-main
MIKAN-5,みかん5,果物,chilled,
APPLE-3,りんご3,果物,,AMZ-APPLE
BOX-1,,,,
X
run 0 sn-item import items.csv
seed "UPDATE line SET code = 'AMZ-APPLE', sku = NULL WHERE id = 12;
    UPDATE line SET temperature = NULL WHERE id = 2;
    UPDATE line SET options = '赤' WHERE id = 3;
    INSERT INTO line (id, orders, seq, kind, code, name, quantity, parent)
	VALUES (50, 3, 2, 'set', 'SET-1', '詰合せ', 1, NULL),
	(51, 3, 3, 'part', 'TEA', '茶', 2, 50),
	(52, 3, 4, 'fee', 'FEE', '手数料', 1, NULL);
    INSERT INTO shipment_line (id, shipment, line, quantity)
	VALUES (50, 13, 50, 1), (51, 13, 51, 2), (52, 13, 52, 1)"
run 1 sn-report pick 11 12 13 21 22 18 99
is err 'sn-report: 99: no such shipment
sn-report: 18 (rakuten-main:1003): is cancelled'
is out 'category  code     name     options  temperature  quantity  shipments
果物      APPLE-3  りんご3  赤       normal              1          1
果物      APPLE-3  りんご3           normal              1          1
果物      MIKAN-5  みかん5           chilled             1          1
果物      MIKAN-5  みかん5           normal              4          3
          TEA      茶                                    2          1
sum                                                      9          5'
run 0 sn-report pick 21 --csv
is out 'category,code,name,options,temperature,quantity,shipments
果物,APPLE-3,りんご3,,normal,1,1
果物,MIKAN-5,みかん5,,normal,1,1'
run 0 sn-report pick 19 20 --json
is out '[{"category":null,"code":"BOX-1","name":"箱","options":null,"temperature":"normal","quantity":5,"shipments":2}]'
run 2 sn-report pick 18
run 0 sn-report pick -q to.pref=北海道
printf '12\n13\n' >in
run 0 sn-report pick - <in
like out '^果物 .*APPLE-3'
run 0 sn-report pick - </dev/null

# examples
run 0 sn-report digest --from -7d
like out '^sum '
run 0 sn-report digest --by month --base shipped --csv mall=rakuten
run 0 sn-report pick -q status=print
like out 'TEA'

# nobody reads; a store that is newer, and one that is older
run 6 sh -c 'sn-report digest >/dev/full'
run 6 sh -c 'sn-report pick 12 >/dev/full'
sql 'PRAGMA user_version = 9999'
run 3 sn-report digest
sql 'PRAGMA user_version = 1'
run 3 sn-report pick 12
done_testing
