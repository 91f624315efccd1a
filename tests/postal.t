#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/serve.sh
. "$top/tests/serve.sh"

rows=$top/tests/postal
# so that the data are young
SN_NOW=2026-06-10T09:30:00

# archive FILE ZIP: as Japan Post packs it, written on 2026-05-29
archive() {
	perl -MIO::Compress::Zip=zip,\$ZipError -MTime::Local -e '
		zip $ARGV[0] => $ARGV[1], Name => $ARGV[0] =~ s{.*/}{}r,
		    Time => timelocal(0, 0, 12, 29, 4, 2026) or die $ZipError
	' "$1" "$2"
}
# codes: how many rows are loaded
codes() {
	sql 'SELECT count(*) FROM postal'
}
# address ID ZIP PREF CITY TOWN BUILDING: a shipment that goes there
address() {
	echo "INSERT INTO orders (id, shop, mall, number, type, ordered_at,
	    mall_state, fold_number) VALUES ($1, 'own-main', 'own', 'A$1',
	    'normal', '$SN_NOW', 'ready', 'a$1');
	    INSERT INTO destination (id, orders, seq, to_zip, to_pref, to_city,
	    to_town, to_building) VALUES ($1, $1, 1, nullif('$2', ''), '$3',
	    '$4', '$5', nullif('${6-}', ''));
	    INSERT INTO shipment (id, destination, seq, status, status_at,
	    route) VALUES ($1, $1, 1, 'new', '$SN_NOW', '基本');"
}

# what cannot start
run 2 sn-postal
like err '^usage: sn-postal update '
run 0 sn-postal --help
run 2 sn-postal show -H shop			# no shop directory
shop
export SN_HOME=shop
run 2 sn-postal forget
is err 'sn-postal: forget: update, show, find, check or islands was expected'
run 2 sn-postal find
run 2 sn-postal islands x
run 2 sn-postal update nosuch.zip
is err 'sn-postal: nosuch.zip: No such file or directory'

# without data nothing is compared; a missing code is missing all the same
seed "$(address 1 100-0005 大阪府 大阪市北区 梅田
address 2 '' 東京都 千代田区 丸の内1-1)"
run 3 sn-postal check 1
is err 'sn-postal: no postal data: sn-postal update loads them'
run 3 sn-postal find 東京都千代田区丸の内1-1
run 0 sn-postal show --csv
is out 'name,date,rows,loaded_at,source'
run 0 sn-check 1 2
sql "SELECT shipment, code FROM finding WHERE code LIKE 'zip-%'" >got
is got '2|zip-missing'

# both files, from archives; a dry run first
archive "$rows/KEN_ALL.CSV" ken_all.zip
archive "$rows/JIGYOSYO.CSV" jigyosyo.zip
run 0 sn-postal update -n ken_all.zip
is out ''
like err '^sn-postal: towns of 2026-05-29: [0-9]+ records, [0-9]+ codes: [0-9]+ added, 0 removed, 0 changed$'
codes >got
is got 0
run 0 sn-postal update --changes ken_all.zip jigyosyo.zip	# example
like out '^added +100-?0005 '
codes >all
sql 'SELECT name, date, source, loaded_at FROM loaded ORDER BY name' >got
is got 'businesses|2026-05-29|jigyosyo.zip|2026-06-10T09:30:00
towns|2026-05-29|ken_all.zip|2026-06-10T09:30:00'
run 0 sn-postal show --csv
like out '^towns,2026-05-29,[0-9]+,2026-06-10T09:30:00,ken_all.zip$'
sql 'SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)' >got
is got 0
run 0 sn-log -H shop
like out 'sn-postal'

# the records that KEN_ALL.CSV splits are those of the UTF-8 file
run 0 sn-postal update --changes --date 2026-05-29 "$rows/utf_ken_all.csv"
is out 'change  postal code  before  after'
like err ': 0 added, 0 removed, 0 changed$'
iconv -f CP932 -t UTF-8 "$rows/KEN_ALL.CSV" >plain.csv
run 0 sn-postal update --date 2026-05-29 - <plain.csv
like err ': 0 added, 0 removed, 0 changed$'
sql "SELECT max(length(town)) > 100 FROM postal WHERE town LIKE '%）'" >got
is got 1

# a month later
grep -v '"1000011"' "$rows/utf_ken_all.csv" | sed 's/"1000005"/"1000099"/
    s/大手町（次のビルを除く）/大手町新/' >later.csv
cmp -s later.csv "$rows/utf_ken_all.csv" && ok 1 'the month changes something'
run 0 sn-postal update --changes --csv --date 2026-06-30 later.csv
is out 'change,zip,before,after
changed,1000004,東京都千代田区大手町（次のビルを除く）,東京都千代田区大手町新
removed,1000005,東京都千代田区丸の内（次のビルを除く）,
removed,1000011,東京都千代田区内幸町,
added,1000099,,東京都千代田区丸の内（次のビルを除く）'
like err ': 1 added, 2 removed, 1 changed$'
run 0 sn-postal update -v --json ken_all.zip
like out '^\[\{"change":"changed","zip":"1000004","before":"東京都千代田区大手町新"'
run 0 sn-undo		# the findings of before
codes >got
is got "$(cat all)"

# what is no such file, or not whole, changes nothing
head -c 20000 "$rows/utf_ken_all.csv" >cut.csv
run 2 sn-postal update cut.csv
like err '^sn-postal: cut.csv: '
printf 'a,b,c\n' >other.csv
run 2 sn-postal update "$rows/utf_ken_all.csv" other.csv
is err 'sn-postal: other.csv: line 1: 3 columns, a file of Japan Post has 15 or 13'
head -c 3000 ken_all.zip >cut.zip
run 2 sn-postal update cut.zip
like err '^sn-postal: cut.zip: damaged archive: '
perl -e 'local $/; $_ = <>; substr($_, 5000, 9) = "x" x 9; print' \
    ken_all.zip >bad.zip
run 2 sn-postal update bad.zip
like err '^sn-postal: bad.zip: damaged archive: '
archive other.csv other.zip
run 2 sn-postal update other.zip
: >empty.csv
run 2 sn-postal update empty.csv
is err 'sn-postal: empty.csv: no row is in it'
codes >got
is got "$(cat all)"

# one prefecture is not taken for all of them by accident
grep ^13 "$rows/utf_ken_all.csv" >tokyo.csv
run 3 setsid sn-postal update tokyo.csv
like err '^sn-postal: tokyo.csv: [0-9]+ records, and [0-9]+ are loaded: take it in their place\?: nobody to ask; add --yes$'
run 0 sn-postal update -n --yes tokyo.csv
codes >got
is got "$(cat all)"

# codes and addresses
run 0 sn-postal show --csv 100-0005 498-0000 1008956
is out 'zip,jis,pref,city,town,rest,business,kana
1000005,13101,東京都,千代田区,丸の内（次のビルを除く）,,,マルノウチ(ツギノビルヲノゾク)
4980000,23235,愛知県,弥富市,以下に掲載がない場合,,,イカニケイサイガナイバアイ
4980000,24303,三重県,桑名郡木曽岬町,以下に掲載がない場合,,,イカニケイサイガナイバアイ
1008956,13101,東京都,千代田区,霞が関,１丁目１－２,東京家庭裁判所,トウキヨウカテイサイバンシヨ'
run 1 sn-postal show 100-0005 999-9999
is err 'sn-postal: 9999999: no such postal code'
run 2 sn-postal show abc
run 0 sn-postal find --csv 東京都千代田区丸の内1-1
is out 'zip,jis,pref,city,town,rest,business,kana
1000005,13101,東京都,千代田区,丸の内（次のビルを除く）,,,'
run 0 sn-postal find --csv 札幌市中央区北5条西２６丁目1
like out '^0640825,'
run 2 sn-postal find どこか
is err 'sn-postal: どこか: no place that is known'

# shipments
seed "$(address 11 100-0005 東京都 千代田区 丸ノ内１丁目１番１号 ''
address 12 1000005 東京都 千代田区 飯田橋1-2-3 ''
address 13 1000000 東京都 千代田区 丸の内1-1 ''
address 14 1000301 東京都 利島村 '' メゾン青葉201
address 15 9999999 神奈川県 茅ヶ崎市 茅が崎1-2 '')"
run 0 sn-postal check --csv 11 12 13 14 15 2
is out 'id,number,verdict,findings,zip,address,expected,suggestion,island
12,own-main:A12,wrong,zip-wrong,1000005,東京都千代田区飯田橋1-2-3,100-0005 東京都千代田区丸の内（次のビルを除く）,102-0072 東京都千代田区飯田橋,
13,own-main:A13,doubtful,zip-doubtful,1000000,東京都千代田区丸の内1-1,100-0000 東京都千代田区,100-0005 東京都千代田区丸の内（次のビルを除く）,
14,own-main:A14,fine,house-number-missing island,1000301,東京都利島村 メゾン青葉201,,,利島
15,own-main:A15,wrong,zip-wrong,9999999,神奈川県茅ヶ崎市茅が崎1-2,,253-0041 神奈川県茅ヶ崎市茅ヶ崎,
2,own-main:A2,missing,zip-missing,,東京都千代田区丸の内1-1,,100-0005 東京都千代田区丸の内（次のビルを除く）,'
run 0 sn-postal check --csv -v 11
like out '^11,own-main:A11,fine,,100-0005,'
run 0 sn-postal check --exit-code 11
run 1 sn-postal check --exit-code 12
run 0 sn-postal check -q ordered=today
run 1 sn-postal check 12 99
is err 'sn-postal: 99: no such shipment'
run 2 sn-postal check
run 0 sh -c 'sn-find id=12 | sn-postal check --csv -'
like out '^12,'
sql "SELECT to_zip, to_town FROM destination WHERE id = 12" >got
is got '1000005|飯田橋1-2-3'

# the checks say the same; what is acknowledged does not come back, however
# the address is written
run 0 sn-check 11 12 13 14 15
sql "SELECT shipment, code, severity, field, saw, expected, source FROM finding
    WHERE state = 'open' AND shipment > 10 AND (code LIKE 'zip-%'
    OR code IN ('house-number-missing', 'island'))
    ORDER BY shipment, code" >got
is got '12|zip-wrong|error|destination.12.to_zip|1000005 東京都千代田区飯田橋1-2-3|100-0005 東京都千代田区丸の内（次のビルを除く）; 102-0072 東京都千代田区飯田橋|Japan Post 2026-05-29
13|zip-doubtful|warning|destination.13.to_zip|1000000 東京都千代田区丸の内1-1|100-0000 東京都千代田区; 100-0005 東京都千代田区丸の内（次のビルを除く）|Japan Post 2026-05-29
14|house-number-missing|warning|destination.14.to_town|利島村 メゾン青葉201||
14|island|note|destination.14.to_city|利島||islands of sn
15|zip-wrong|error|destination.15.to_zip|9999999 神奈川県茅ヶ崎市茅が崎1-2|253-0041 神奈川県茅ヶ崎市茅ヶ崎|Japan Post 2026-05-29'
run 0 sn-check 11 12 13 14 15
sql 'SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)' >got
is got 0
run 0 sn-check --ack zip-wrong -r 'the customer says so' 12
seed "$(address 22 100-0005 '' 東京都千代田区 飯田橋一丁目２番３号 '')"
seed "UPDATE destination SET to_town = '飯田橋１－２－３' WHERE id = 22"
run 0 sn-check 22
sql "SELECT count(*) FROM finding WHERE shipment = 22 AND state = 'open'
    AND code LIKE 'zip-%'" >got
is got 0
run 0 sn-edit to.zip=102-0072 13
run 0 sn-edit to.town=飯田橋1-1 13
run 0 sn-check 13
sql "SELECT state FROM finding WHERE shipment = 13 AND code LIKE 'zip-%'" >got
is got closed

# data that are too old cannot say that a code does not exist
run 0 env SN_NOW=2026-12-24T09:30:00 sn-postal check --csv 15
like out '^15,own-main:A15,doubtful,zip-doubtful,'
run 0 env SN_NOW=2026-12-24T09:30:00 sn-doctor
like out '^warning +postal +towns of 2026-05-29: sn-postal update brings newer ones$'
run 0 sn-doctor
like out '^ok +postal +towns of 2026-05-29$'

# islands
run 0 sn-postal islands --tsv
like out '^13362		利島$'
printf '1000005\t\t丸の内島\n' >list.tsv
run 0 sn-postal update --islands list.tsv
is err 'sn-postal: islands: 1 places'
run 0 sn-postal check --csv -v 11 14
like out '^11,.*,丸の内島$'
like out '^14,.*house-number-missing,.*,$'
printf '12\tx\ty\n' >list.tsv
run 2 sn-postal update --islands list.tsv
is err 'sn-postal: list.tsv: line 1: 12: neither a municipality of five digits nor a postal code of seven'
run 0 sn-postal update --islands default
is err 'sn-postal: islands: the list of sn'
sql 'SELECT count(*) FROM island' >got
is got 0

# downloads: all or nothing
mkdir -p www/dl/kogaki/zip www/dl/jigyosyo/zip www/half/kogaki/zip
cp ken_all.zip www/dl/kogaki/zip
cp ken_all.zip www/half/kogaki/zip
cp jigyosyo.zip www/dl/jigyosyo/zip
serve www
run 0 sn-postal update --url "$url/dl"
like err '^sn-postal: towns of 2026-05-29: .* 0 added, 0 removed, 0 changed$'
sql "SELECT source FROM loaded WHERE name = 'towns'" >got
is got "$url/dl/kogaki/zip/ken_all.zip"
run 6 sn-postal update --url "$url/half"
is err "sn-postal: $url/half/jigyosyo/zip/jigyosyo.zip: the server answers 404"
run 5 sn-postal update --url "$url/503"
is err "sn-postal: $url/503/kogaki/zip/ken_all.zip: the server answers 503"
run 5 sn-postal update --url "$url/429"
run 5 sn-postal update --url "$url/cut"
like err "^sn-postal: $url/cut/kogaki/zip/ken_all.zip: .+"
run 6 sn-postal update --url "$url/large"
is err "sn-postal: $url/large/kogaki/zip/ken_all.zip: larger than 33554432 bytes"
run 6 sn-postal update --url "$url/moved"
is err "sn-postal: $url/moved/kogaki/zip/ken_all.zip: the server sends elsewhere, and not to https"
run 6 sn-postal update --url "https://127.0.0.1:$port/dl"
run 2 sn-postal update --url file:///etc
is err 'sn-postal: file:///etc/kogaki/zip/ken_all.zip: not a URL of http or https'
run 5 sn-postal update --url http://127.0.0.1:1
codes >got
is got "$(cat all)"

# nobody reads; somebody else writes; a store from the future
run 6 sh -c 'sn-postal show 100-0005 >/dev/full'
run 6 sh -c 'sn-postal update -v ken_all.zip >/dev/full'
busy sn-postal update ken_all.zip
sql 'PRAGMA user_version = 9999'
run 3 sn-postal show

# how well it judges, over what these few rows allow
run 0 "$top/scripts/bench/address" -s 1 -n 1500 "$rows/KEN_ALL.CSV" \
    "$rows/JIGYOSYO.CSV"
like out '^good addresses called wrong: 0\.0'

# all of Japan Post's data, where they lie beside the project
data=${SN_POSTAL_DATA:-$top/../shared/data/postal}
if [ -f "$data/ken_all.zip" ]; then
	rm -rf shop
	shop
	# killed on the way there is nothing, or all
	for ms in 100 300 500 700; do
		sn-postal update "$data/ken_all.zip" 2>/dev/null &
		pid=$!
		perl -e 'select undef, undef, undef, $ARGV[0] / 1000;
		    kill 9, $ARGV[1]' "$ms" "$pid"
		wait "$pid" 2>/dev/null
		sql 'PRAGMA integrity_check;
		    SELECT count(*) IN (0, (SELECT coalesce(sum(rows), 0)
		    FROM loaded)) FROM postal' >got
		is got 'ok
1'
	done
	run 0 sn-postal update "$data/ken_all.zip" "$data/jigyosyo.zip"
	run 0 sn-postal update --changes --csv "$data/utf_ken_all.zip"
	is out 'change,zip,before,after'
	run 0 "$top/scripts/bench/address" -s 2 -n 5000 "$data/ken_all.zip" \
	    "$data/jigyosyo.zip"
else
	skip "$data: no data of all Japan"
fi
done_testing
