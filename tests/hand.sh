# Sourced after tests/lib.sh by the tests of what people do by hand: a dozen
# orders that every one of them knows.
#
#	1001 rakuten-main	shipment 11 waits for a bank transfer
#	1002 rakuten-main	12 is ready, by card, two lines
#	2001 yahoo-main		13 is to be printed, cash on delivery
#	3001 own-main		14 is done
#	3002 own-main		15 and 16 go to two people, credit is asked
#	1001 yahoo-main		17 is new: a number that rakuten-main has too
#	1003 rakuten-main	18 is cancelled
#	3003 own-main		19 and 20 are one destination, 3 + 2 of a line
#	4001 amazon-main	21 is the parent of a bundle
#	4002 amazon-main	22 is bundled into 21
#
# shellcheck shell=sh

# order ID SHOP MALL NUMBER DAY TOTAL NAME PREF
order() {
	printf "INSERT INTO orders (id, shop, mall, number, type, ordered_at,
	    mall_state, by_name, by_phone, by_mail, stated_total, sum_items,
	    sum_total, source, source_row, fold_number)
	    VALUES (%s, '%s', '%s', '%s', 'normal', '%sT10:00:00', 'ready',
	    '%s', '03-1111-2222', 'a@example.jp', %s, %s, %s, 'in.csv', %s,
	    '%s');\n" "$1" "$2" "$3" "$4" "$5" "$7" "$6" $(($6 - 500)) \
	    "$6" "$1" "$4"
	printf "INSERT INTO charge (id, orders, seq, kind, amount, tax_rate,
	    tax_included) VALUES (%s, %s, 1, 'postage', 500, 10, 1);\n" \
	    "$1" "$1"
	destination "$1" "$1" 1 "$7" "$8"
}

# destination ID ORDER SEQ NAME PREF
destination() {
	printf "INSERT INTO destination (id, orders, seq, to_name, to_zip,
	    to_pref, to_city, to_town, to_phone)
	    VALUES (%s, %s, %s, '%s', '1000001', '%s', '中央区', '1-2-3',
	    '03-1111-2222');\n" "$@"
}

# shipment ID DESTINATION SEQ STATUS
shipment() {
	printf "INSERT INTO shipment (id, destination, seq, status, status_at,
	    route, carrier, service, temperature) VALUES (%s, %s, %s, '%s',
	    '2026-12-20T10:00:00', '基本', 'yamato', 'parcel', 'normal');\n" \
	    "$@"
}

# line ID ORDER SEQ SHIPMENT CODE NAME QUANTITY PRICE
line() {
	printf "INSERT INTO line (id, orders, seq, code, sku, name, quantity,
	    unit_price, tax_rate, tax_included, temperature)
	    VALUES (%s, %s, %s, '%s', '%s', '%s', %s, %s, 8, 1, 'normal');\n" \
	    "$1" "$2" "$3" "$5" "$5" "$6" "$7" "$8"
	goes "$1" "$4" "$1" "$7"
}

# goes ID SHIPMENT LINE QUANTITY
goes() {
	printf "INSERT INTO shipment_line (id, shipment, line, quantity)
	    VALUES (%s, %s, %s, %s);\n" "$@"
}

# payment ORDER METHOD TIMING STATE AMOUNT PAID
payment() {
	printf "INSERT INTO payment (id, orders, seq, method, timing, state,
	    amount, paid) VALUES (%s, %s, 1, '%s', '%s', '%s', %s, %s);\n" \
	    "$1" "$@"
}

orders() {
	shop
	seed "$(
	order 1 rakuten-main rakuten 1001 2026-12-20 2500 '山田花子' 東京都
	shipment 11 1 1 payment
	line 1 1 1 11 MIKAN-5 'みかん 5kg' 2 1000
	payment 1 bank before none 2500 0
	order 2 rakuten-main rakuten 1002 2026-12-21 3500 '髙橋一郎' 東京都
	shipment 12 2 1 ready
	line 2 2 1 12 MIKAN-5 'みかん 5kg' 1 1000
	line 3 2 2 12 APPLE-3 'りんご 3kg' 1 2000
	payment 2 card auth authorised 3500 0
	order 3 yahoo-main yahoo 2001 2026-12-21 1500 '佐藤次郎' 大阪府
	shipment 13 3 1 print
	line 4 3 1 13 MIKAN-5 'みかん 5kg' 1 1000
	payment 3 cod delivery none 1500 0
	order 4 own-main own 3001 2026-12-01 1500 '鈴木三郎' 京都府
	shipment 14 4 1 'done'
	line 5 4 1 14 MIKAN-5 'みかん 5kg' 1 1000
	payment 4 bank before paid 1500 1500
	order 5 own-main own 3002 2026-12-22 2500 '田中四郎' 福岡県
	destination 50 5 2 '田中五郎' 沖縄県
	shipment 15 5 1 payment
	shipment 16 50 1 payment
	line 6 5 1 15 APPLE-3 'りんご 3kg' 1 1000
	line 7 5 2 16 MIKAN-5 'みかん 5kg' 1 1000
	payment 5 deferred auth asked 2500 0
	order 6 yahoo-main yahoo 1001 2026-12-22 1500 '伊藤六郎' 愛知県
	shipment 17 6 1 new
	line 8 6 1 17 MIKAN-5 'みかん 5kg' 1 1000
	payment 6 konbini before none 1500 0
	order 7 rakuten-main rakuten 1003 2026-12-22 1500 '渡辺七子' 愛知県
	shipment 18 7 1 cancel
	line 9 7 1 18 MIKAN-5 'みかん 5kg' 1 1000
	order 8 own-main own 3003 2026-12-23 5500 '中村八郎' 広島県
	shipment 19 8 1 ready
	shipment 20 8 2 ready
	line 10 8 1 19 BOX-1 '箱' 5 1000
	goes 100 20 10 2
	echo 'UPDATE shipment_line SET quantity = 3 WHERE id = 10;'
	payment 8 invoice after none 5500 0
	order 9 amazon-main amazon 4001 2026-12-23 1500 '小林九子' 東京都
	shipment 21 9 1 print
	line 11 9 1 21 MIKAN-5 'みかん 5kg' 1 1000
	order 10 amazon-main amazon 4002 2026-12-23 1500 '小林九子' 東京都
	shipment 22 10 1 print
	line 12 10 1 22 APPLE-3 'りんご 3kg' 1 1000
	echo 'UPDATE shipment SET bundled_into = 21 WHERE id = 22;'
	for table in orders destination shipment line shipment_line charge \
	    payment; do
		echo "INSERT INTO counter (name, next) VALUES ('$table', 1000)
		    ON CONFLICT (name) DO UPDATE SET next = 1000;"
	done)"
}
