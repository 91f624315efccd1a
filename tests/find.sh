# Sourced after tests/lib.sh by the tests of finding: seven orders of four
# shops, taken in as records.
#
#	id shop:number		status	recipient	goods
#	 1 rakuten-main:1001	new	髙橋 花子	frozen, 2; paid by card
#	 2 rakuten-main:1002	new	田中 太郎	frozen 1, normal 9; cod
#	 3 yahoo-main:2001	hold	佐藤 美咲	normal; in 電話確認
#	 4 amazon-main:A-1	done	田中 一郎	normal; has a number
#	 5 own-main:3001	new	鈴木 翔		two destinations
#	 6 own-main:3001	new	鈴木 愛		(the other one)
#	 7 own-main:1001	cancel	高橋 花子	normal; as number 1 has
#
# shellcheck shell=sh

# person NAME KANA PREF CITY PHONE
person() {
	printf '{"name":"%s","kana":"%s","zip":"7900001","pref":"%s",' \
	    "$1" "$2" "$3"
	printf '"city":"%s","town":"一番町4-4-2","phone":"%s"}' "$4" "$5"
}

# line SEQ SKU NAME QUANTITY PRICE TEMPERATURE [HERE]
line() {
	printf '{"seq":%s,"code":"%s","sku":"%s","name":"%s","quantity":%s,' \
	    "$1" "$2" "$2" "$3" "$4"
	printf '"unit_price":%s,"tax_rate":8,"tax_included":true,' "$5"
	printf '"temperature":"%s","mall_id":"L%s"' "$6" "$1"
	printf '%s}' "${7:+,\"quantity_here\":$7}"
}

# order MALL DAY METHOD WHEN STATE BUYER AMOUNT
order() {
	printf '{"mall":"%s","type":"normal","ordered_at":"%sT20:15:01",' \
	    "$1" "$2"
	printf '"mall_state":"ready","by":%s,"charges":[{"kind":"postage",' \
	    "$6"
	printf '"amount":800,"tax_rate":10,"tax_included":true}],'
	printf '"payments":[{"method":"%s","timing":"%s","state":"%s",' \
	    "$3" "$4" "$5"
	printf '"amount":%s,"paid":0}]}' "$7"
}

# record SHOP NUMBER STATUS SEQ RECIPIENT LINES ORDER [MORE]
record() {
	printf '{"shop":"%s","number":"%s","status":"%s","destination":' \
	    "$1" "$2" "$3"
	printf '{"seq":%s,"to":%s},"lines":[%s],"order":%s%s}\n' "$4" "$5" \
	    "$6" "$7" "${8:-}"
}

records() {
	buyer=$(person '髙橋 花子' 'タカハシ ハナコ' 沖縄県 那覇市 \
	    098-111-2222)
	record rakuten-main 1001 new 1 "$buyer" \
	    "$(line 1 FRZ-1 '冷凍みかん 5kg' 2 3000 frozen 2)" \
	    "$(order rakuten 2026-12-23 card auth authorised "$buyer" 6800)" \
	    ',"tags":["確認済"],"deliver_on":"2026-12-28"'
	buyer=$(person '田中 太郎' 'タナカ タロウ' 北海道 札幌市北区 \
	    03-1234-5678)
	record rakuten-main 1002 new 1 "$buyer" \
	    "$(line 1 FRZ-2 '冷凍りんご（ふじ）' 1 2000 frozen 1),$(line 2 \
	    BOX-9 のし付き箱 9 100 normal 9)" \
	    "$(order rakuten 2026-12-20 cod delivery none "$buyer" 3700)"
	buyer=$(person '佐藤 美咲' 'サトウ ミサキ' 東京都 千代田区 \
	    090-1111-2222)
	record yahoo-main 2001 hold 1 "$buyer" \
	    "$(line 1 TEA-1 煎茶 1 12000 normal 1)" \
	    "$(order yahoo 2026-12-01 bank before none "$buyer" 12800)" \
	    ',"box":"電話確認"'
	buyer=$(person '田中 一郎' 'タナカ イチロウ' 東京都 港区 0120-444-444)
	record amazon-main A-1 done 1 "$buyer" \
	    "$(line 1 TEA-1 煎茶 1 1200 normal 1)" \
	    "$(order amazon 2026-11-30 mall none paid "$buyer" 2000)" \
	    ',"tracking":[{"carrier":"yamato","number":"123456789012"}]'
	buyer=$(person '鈴木 翔' 'スズキ ショウ' 京都府 京都市中京区 \
	    075-222-3333)
	both=$(order own 2026-12-24 card auth authorised "$buyer" 6800)
	record own-main 3001 new 1 "$buyer" \
	    "$(line 1 TEA-2 玉露 3 2000 normal 2)" "$both"
	record own-main 3001 new 2 "$(person '鈴木 愛' 'スズキ アイ' 大阪府 \
	    大阪市北区 06-4444-5555)" \
	    "$(line 1 TEA-2 玉露 3 2000 normal 1)" "$both"
	buyer=$(person '高橋 花子' 'タカハシ ハナコ' 愛媛県 松山市 \
	    089-999-9999)
	record own-main 1001 cancel 1 "$buyer" \
	    "$(line 1 TEA-1 煎茶 1 1200 normal 1)" \
	    "$(order own 2026-12-10 card auth void "$buyer" 2000)"
}

# found IDS QUERY ...: the query finds the shipments of those ids
found() {
	ids=$1
	shift
	sn-find -H shop --ndjson "$@" >out 2>err
	got=$?
	cut -d'"' -f4 out | paste -sd' ' >ids
	[ "$got" -eq 0 ] && [ "$(cat ids)" = "$ids" ]
	ok $? "finds ${ids:-nothing}: $(title "$@")"
	[ "$(cat ids)" = "$ids" ] || show ids
	show err
}

shop
records >in.ndjson
sn-import -H shop in.ndjson >imported 2>import.err || show import.err
