# Sourced by label.t, track.t and push.t after lib.sh: shipments in print.
#
#	1  rakuten 1001  plain, three items, slot and date
#	2  yahoo 2001    cash on delivery, frozen, two tax rates
#	3  amazon 3001   bank transfer not paid
#	4  rakuten 1004  a gift from its buyer, sagawa, chilled, slot and date
#	5  rakuten 1005  parent of 6, another shop's order to the same address
#	6  yahoo 2006    bundled into 5, cash on delivery
#	7  amazon 3007   a name that is not in JIS and a city too long
#	8  own 4008      two parcels, a slot that yamato has not
#	9  rakuten 1009  split, first half, cash on delivery
#	10 rakuten 1009  second half
# shellcheck shell=sh

# order id, shop, mall, number
an_order() {
	printf "INSERT INTO orders (id, shop, mall, number, type, ordered_at,
	    mall_state, by_name, by_zip, by_pref, by_city, by_town, by_phone,
	    sum_total, fold_number)
	    VALUES (%d, '%s', '%s', '%s', 'normal', '2026-12-23T10:00:00',
	    'ready', '佐藤花子', '5300001', '大阪府', '大阪市北区', '梅田1-1-1',
	    '06-1234-5678', 5000, '%s');" "$1" "$2" "$3" "$4" "$4"
}

# destination id, order, name
a_destination() {
	printf "INSERT INTO destination (id, orders, seq, mall_id, to_name,
	    to_kana, to_zip, to_pref, to_city, to_town, to_building, to_phone)
	    VALUES (%d, %d, 1, '10%d', '%s', 'ヤマダタロウ', '1000005', '東京都',
	    '千代田区', '丸の内1-9-1', 'グラントウキョウ101', '03-1234-5678');
	    " "$1" "$2" "$1" "$3"
}

# shipment id, destination, and more columns with their values
a_shipment() {
	printf "INSERT INTO shipment (id, destination, seq, status, status_at,
	    route%s) VALUES (%d, %d, 1, 'print', '2026-12-24T08:00:00',
	    '基本'%s);" "${3:+, $3}" "$1" "$2" "${4:+, $4}"
}

# line id, order, shipment, name, quantity, price, tax rate
a_line() {
	printf "INSERT INTO line (id, orders, seq, mall_id, code, name,
	    quantity, unit_price, tax_rate, tax_included)
	    VALUES (%d, %d, %d, 'L%d', 'C%d', '%s', %d, %d, %d, 1);
	    INSERT INTO shipment_line (id, shipment, line, quantity)
	    VALUES (%d, %d, %d, %d);" "$1" "$2" "$1" "$1" "$1" "$4" "$5" \
	    "$6" "$7" "$1" "$3" "$1" "$5"
}

# payment id, order, method, timing, state, amount
a_payment() {
	printf "INSERT INTO payment (id, orders, seq, method, timing, state,
	    amount) VALUES (%d, %d, 1, '%s', '%s', '%s', %s);" "$@"
}

seed_labels() {
	seed "$(
	an_order 1 rakuten-main rakuten 1001
	a_destination 1 1 山田太郎
	a_shipment 1 1 'carrier, deliver_on, deliver_slot, label_note, marks' \
	    "'yamato', '2026-12-26', '14-16', 'お急ぎ便', 'fragile'"
	a_line 1 1 1 温州みかん 2 1000 8
	a_line 2 1 1 'みかんジュース 180ml' 1 500 8
	a_line 3 1 1 手ぬぐい 3 800 10
	a_payment 1 1 card auth authorised 5000

	an_order 2 yahoo-main yahoo 2001
	a_destination 2 2 鈴木一郎
	a_shipment 2 2 'carrier, temperature' "'yamato', 'frozen'"
	a_line 4 2 2 冷凍みかん 1 3240 8
	a_line 5 2 2 保冷バッグ 1 1100 10
	a_payment 2 2 cod delivery none 4340

	an_order 3 amazon-main amazon 3001
	a_destination 3 3 高橋次郎
	a_shipment 3 3 carrier "'yamato'"
	a_line 6 3 3 温州みかん 1 1000 8
	a_payment 3 3 bank before none 1000

	an_order 4 rakuten-main rakuten 1004
	a_destination 4 4 田中三郎
	a_shipment 4 4 \
	    'carrier, temperature, deliver_on, deliver_slot, label_note' \
	    "'sagawa', 'chilled', '2026-12-26', 'am', '御祝'"
	a_line 7 4 4 化粧箱入り温州みかん秀品五キログラム入り 1 4320 8
	a_payment 4 4 card auth paid 4320
	echo 'UPDATE destination SET gift = 1 WHERE id = 4;'

	an_order 5 rakuten-main rakuten 1005
	a_destination 5 5 伊藤四郎
	a_shipment 5 5 carrier "'yamato'"
	a_line 8 5 5 温州みかん 1 1000 8
	a_payment 5 5 card auth authorised 1000

	an_order 6 yahoo-main yahoo 2006
	a_destination 6 6 伊藤四郎
	a_shipment 6 6 'carrier, bundled_into' "'yamato', 5"
	a_line 9 6 6 手ぬぐい 2 800 10
	a_payment 6 6 cod delivery none 1600

	an_order 7 amazon-main amazon 3007
	a_destination 7 7 '髙橋①郎'
	a_shipment 7 7 carrier "'yamato'"
	a_line 10 7 7 温州みかん 1 1000 8
	echo "UPDATE destination SET to_city = '千代田区霞が関三丁目界隈商店街'
	    WHERE id = 7;"

	an_order 8 own-main own 4008
	a_destination 8 8 渡辺五郎
	a_shipment 8 8 'carrier, deliver_slot, parcels' \
	    "'yamato', '12-14', 2"
	a_line 11 8 8 温州みかん 1 1000 8

	an_order 9 rakuten-main rakuten 1009
	a_destination 9 9 中村六郎
	a_shipment 9 9 carrier "'yamato'"
	a_shipment 10 9 carrier "'yamato'"
	a_line 12 9 9 温州みかん 1 1000 8
	a_line 13 9 10 手ぬぐい 1 800 10
	a_payment 9 9 cod delivery none 1800
	)"
	sql "INSERT OR REPLACE INTO counter VALUES ('orders', 100),
	    ('destination', 100), ('shipment', 100), ('line', 100),
	    ('shipment_line', 100), ('payment', 100), ('tracking', 100)"
}
