#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# what cannot start
run 2 sn-show
like err '^usage: sn-show '
run 0 sn-show --help
run 2 sn-show -H shop 12
orders
export SN_HOME=shop
run 2 sn-show twelve
run 2 sn-show -q ''
run 2 sn-show 99
is err 'sn-show: 99: no such shipment'
run 0 sn-show - </dev/null
is out ''

# everything about an order, on one page
seed "UPDATE orders SET remarks = '早めに
お願いします', message = 'お礼', mall_word = '発送待ち', stated_total = 3600,
    receipt = 1 WHERE id = 2;
    UPDATE line SET options = '色:赤', available_on = '2027-01-10' WHERE id = 3;
    UPDATE destination SET from_name = '髙橋二郎', from_pref = '山形県',
	want_slot = '午前', to_building = '2F' WHERE id = 2;
    INSERT INTO tracking (id, shipment, parcel, carrier, number)
	VALUES (1, 12, 1, 'yamato', '400012345675');
    INSERT INTO finding (id, orders, shipment, code, severity, saw, expected,
	opened_at) VALUES (1, 2, 12, 'total-differs', 'warning', '3600', '3500',
	'2026-12-22T08:00:00');
    INSERT INTO note (id, orders, at, who, text)
	VALUES (1, 2, '2026-12-22T09:00:00', 'hanako', '電話した')"
run 0 sn-edit -r 'by phone' 12 to.phone=03-9999-8888 memo=済 parcels=2 \
	'item[2].quantity=2' tag+=急ぎ
run 0 sn-move hold --box 電話確認 12
run 0 sn-show rakuten-main:1002		# example
sed '/^history$/,$d' out >page
is page 'rakuten-main:1002
order         2026-12-21 10:00  rakuten: ready (発送待ち)  order=2
              from in.csv, row 2  type: normal  receipt: yes
buyer         髙橋一郎
              03-1111-2222  a@example.jp
note          早めに
              お願いします
message       お礼
memo          済

to            髙橋一郎
              〒100-0001 東京都中央区1-2-3  2F
              03-9999-8888
              want.slot: 午前
from          髙橋二郎
              山形県
  12          hold: 電話確認  since 2026-12-24 09:30  基本
              carrier: yamato  service: parcel  temp: normal  parcels: 2
  tracking    yamato 400012345675  tracking.parcel: 1
  contents    [1] × 1  [2] × 2  #急ぎ

goods
  [1]         MIKAN-5  みかん 5kg  1 × 1,000 yen  8%
              item.temp: normal
  [2]         APPLE-3  りんご 3kg  2 × 2,000 yen  8%  = 4,000 yen
              item.options: 色:赤  item.temp: normal
              item.available: 2027-01-10
charges       [1] postage  500 yen  charge.tax: 10  charge.tax-included: yes
total         5,500 yen  goods 5,000 yen  ! the mall states 3,600 yen
payment       [1] card  3,500 yen  auth  authorised

findings
  warning     total-differs (open)  of shipment 12  finding.saw: 3600
              finding.expected: 3500  finding.opened: 2026-12-22 08:00

notes
  2026-12-22 09:00 hanako  電話した

changed here
  memo        済  the mall: nothing
  to.phone    03-9999-8888  the mall: 03-1111-2222
  [2] item.quantity  2  the mall: 1
'
like out '^ *"by phone"'
like out '12 status: ready → hold'

# the latest changes; with -v all
for i in 1 2 3 4 5 6 7 8; do
	run 0 sn-edit 12 "label.note=$i" "parcels=$((i + 2))"
done
run 0 sn-show 12
like out '^[0-9]+ earlier changes: sn-log order=2$'
grep -c 'label.note' out >n
run 0 sn-show -v 12
grep -c 'earlier changes' out >m
is m 0
like out '"by phone"'

# several, an order once, one that is not there
run 1 sn-show own-main:3003 19 99 11
is err 'sn-show: 99: no such shipment'
grep -E '^[a-z]+-main:' out >names
is names 'own-main:3003
rakuten-main:1001'
run 0 sn-show -q box=電話確認	# example
like out '^rakuten-main:1002$'
echo 12 >in
run 0 sn-show - <in
like out '^rakuten-main:1002$'

# who travels with whom
run 0 sn-show 21
like out '^  bundle      22 \(amazon-main:4002\)$'
run 0 sn-show 22
like out 'bundle: 21'

# what is not known is said
seed "UPDATE orders SET sum_total = NULL, stated_total = NULL WHERE id = 1"
run 0 sn-show 11
like out '^total         not known  goods 2,000 yen  the mall states none$'

# in Japanese: names of fields, statuses, words
sed -i '1i language = ja' shop/sn.conf
run 0 sn-show 12
like out '保留: 電話確認 '
like out '運送会社: ヤマト運輸 '
like out '温度帯: 常温'
sed -i 1d shop/sn.conf

# records in place of text
run 0 sn-show --full --json 12	# example
run 0 sh -c 'sn-show --full --json 12 >all'
grep -o '"number":"400012345675"' all >got
is got '"number":"400012345675"'
run 0 sn-show --csv 11
is out 'id,shop,number,status,box,route,ship,to.name,to.pref,total
11,rakuten-main,1001,payment,,基本,,山田花子,東京都,'
run 0 sn-show --ndjson 11 13
grep -c . out >got
is got 2

# nobody reads; a store that is newer, and one that is older
run 6 sh -c 'sn-show 12 >/dev/full'
sql 'PRAGMA user_version = 9999'
run 3 sn-show 12
sql 'PRAGMA user_version = 1'
run 3 sn-show 12
done_testing
