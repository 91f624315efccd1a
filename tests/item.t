#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

changes() {
	sql "SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)" \
	    >got
}

# what cannot start
run 2 sn-item
like err '^usage: sn-item import '
run 0 sn-item --help
run 2 sn-item find -H shop
shop
export SN_HOME=shop
run 2 sn-item forget
is err 'sn-item: forget: import, find or show was expected'
run 2 sn-item import
run 2 sn-item import a b
run 2 sn-item find a b
run 2 sn-item show
run 2 sn-item import nosuch.csv

# a table in CP932 with Japanese headers; a dry run first
cat >items <<'X'
商品コード,商品名,印刷用商品名,分類,温度帯,許容温度帯,重量,サイズ,税率,別名,別名:rakuten-main
MIKAN-5,みかん 5kg,みかん5,果物,常温,常温 冷蔵,"5,200",80,8,MK5 MK-5,r-mikan
ICE-1,アイス,,冷凍菓子,冷凍,,,,８,,
X
iconv -t CP932 items >items.csv
run 0 sn-item import -n items.csv
like out '"col":"print_name","old":null,"new":"みかん5","why":"items.csv:2"'
is err 'sn-item: 2 rows: 2 new, 0 changed, 0 unchanged, 0 refused'
sql 'SELECT count(*) FROM item' >got
is got 0
run 0 sn-item import --rejects bad.csv items.csv	# example
is out ''
is err 'sn-item: 2 rows: 2 new, 0 changed, 0 unchanged, 0 refused'
run 1 test -e bad.csv
sql 'SELECT code, name, print_name, category, temperature, tolerates, weight,
    size, tax_rate FROM item ORDER BY code' >got
is got 'ICE-1|アイス||冷凍菓子|frozen||||8
MIKAN-5|みかん 5kg|みかん5|果物|normal|normal chilled|5200|80|8'
sql 'SELECT shop, alias FROM item_alias ORDER BY shop, alias' >got
is got '|MK-5
|MK5
rakuten-main|r-mikan'

# again: nothing; changed: only that; undone: as before
run 0 sn-item import --json items.csv
is out '{"rows":2,"new":0,"changed":0,"unchanged":2,"refused":0}'
changes
is got 0
printf 'code\tweight\tname\nMIKAN-5\t5300\t\nTEA\t\t茶\n' >more.tsv
run 0 sn-item import more.tsv
is err 'sn-item: 2 rows: 1 new, 1 changed, 0 unchanged, 0 refused'
sql "SELECT name, weight FROM item WHERE code = 'MIKAN-5'" >got
is got 'みかん 5kg|5300'
run 0 sn-item import --clear-empty - <more.tsv
sql "SELECT name IS NULL FROM item WHERE code = 'MIKAN-5'" >got
is got 1
run 0 sn-undo
sql "SELECT name FROM item WHERE code = 'MIKAN-5'" >got
is got 'みかん 5kg'

# bad rows do not stop good ones, and can be mended
cat >wrong.csv <<'X'
品番,温度,消費税率,別名,許容温度帯
A-1,極低温,8,,
A-2,冷蔵,800,,
A-3,冷蔵,8,MK5,
,冷蔵,8,,
A-4,冷蔵,8,A4,熱い
A-5,冷蔵,8,A5,冷蔵、冷凍
A-6,冷蔵,8,A6,冷蔵 冷凍
X
run 1 sn-item import --rejects bad.csv wrong.csv
is err "sn-item: wrong.csv:2: 温度: '極低温': no such word; did you mean 常温?
sn-item: wrong.csv:3: 消費税率: '800': 0 to 100 was expected
sn-item: wrong.csv:5: 品番: '': cannot be empty
sn-item: wrong.csv:6: 許容温度帯: '熱い': normal, chilled and frozen were expected
sn-item: wrong.csv:4: alias MK5: is item MIKAN-5
sn-item: 7 rows: 2 new, 0 changed, 0 unchanged, 5 refused"
sql "SELECT code, tolerates FROM item WHERE code LIKE 'A-%'" >got
is got 'A-5|chilled frozen
A-6|chilled frozen'
grep -c sn:reason bad.csv >got
is got 1
sed -i 's/極低温/冷凍/; s/,800,/,8,/; s/MK5/MK6/; /^,/d; /熱い/d' bad.csv
run 0 sn-item import bad.csv
is err 'sn-item: 3 rows: 3 new, 0 changed, 0 unchanged, 0 refused'
run 2 sn-item import --rejects bad.csv wrong.csv
is err 'sn-item: bad.csv: is there already'
printf 'code,tax\nB-1,x\n' >f
run 2 sn-item import f
printf 'name\nx\n' >f
run 2 sn-item import f
is err 'sn-item: f:1: no column code or 商品コード'
printf 'code,colour\nx,y\n' >f
run 2 sn-item import f
is err 'sn-item: f:1: colour: no column of items'
printf 'code,alias:nosuch\nx,y\n' >f
run 2 sn-item import f
is err 'sn-item: f:1: alias:nosuch: no such shop'

# find: width, case and kana aside
run 0 sn-item find --csv 冷凍	# example
is out 'code,name,print_name,category,temperature,tolerates,weight,size,tax_rate,supplier,aliases
ICE-1,アイス,,冷凍菓子,frozen,,,,8,,'
run 0 sn-item find ｍｉｋａｎ
is out 'code     name        print name  category  temperature  tolerates           g  cm  tax %  supplier  aliases
MIKAN-5  みかん 5kg  みかん5     果物      normal       normal chilled  5,300  80      8            MK-5 MK5 rakuten-main:r-mikan'
run 0 sn-item find --ndjson アイス
is out '{"code":"ICE-1","name":"アイス","print_name":null,"category":"冷凍菓子","temperature":"frozen","tolerates":null,"weight":null,"size":null,"tax_rate":8,"supplier":null,"aliases":null}'
run 0 sn-item find nothing
run 0 sn-item find --tsv
grep -c . out >got
is got 9

# show: a shop's own names come before codes
run 0 sn-item show --shop rakuten-main r-mikan	# example
like out '^MIKAN-5 '
run 2 sn-item show r-mikan
is err 'sn-item: r-mikan: no such item'
run 1 sn-item show MK5 nosuch
is err 'sn-item: nosuch: no such item'
printf 'code,alias:yahoo-main\nICE-1,TEA\n' >f
run 0 sn-item import f
run 0 sn-item show --csv --shop yahoo-main TEA
like out '^ICE-1,'
run 0 sn-item show --csv --shop own-main TEA
like out '^TEA,'

# nobody reads; a store from the future
run 6 sh -c 'sn-item find >/dev/full'
run 6 sh -c 'sn-item import --json f >/dev/full'
sql 'PRAGMA user_version = 9999'
run 3 sn-item find
run 3 sn-item import f
done_testing
