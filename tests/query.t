#!/bin/sh
# The examples of sn-query(7), and what its sections say.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/find.sh
. "$top/tests/find.sh"

cat >>shop/sn.conf <<'CONF'
query urgent { q = "deliver<=+7d status=new,ready" }
query "急ぎの冷凍" { q = "@urgent item.temp=冷凍" }
query loop { q = "@loop" }
rank "リピーター" { from = 2 }
rank VIP { from = 3 }
CONF

# DESCRIPTION: terms, lists, ranges, the words between them
found '1' mall=rakuten status=new total=5000.. to.pref=沖縄県,北海道
found '2' mall=rakuten status=new to.pref=沖縄県,北海道 not tag=確認済
found '1 2' 'item.sku=FRZ* or note~熨斗'
found '1 5 6' ordered=-1d..today
found '2' '"田中 03-1234"'
found '1' all item.temp=frozen
found '2' sum 'item.quantity>=10'
found '1' @urgent
found '1' @急ぎの冷凍
found '1 2 5 6' 'status=new'
found '3 4 7' 'status!=new'
found '3 7' 'status=hold or status=cancel'
found '3 7' 'not status=new not status=done'
found '1 2 3' 'shop=rakuten-main or (status=hold total>10000)'
found '1 2 3 4 5 6 7' 'id=*'
found '1 2 3 4 5 6 7' 'id>0'
found '' 'status=payment'

# full-width letters and Japanese names say the same
found '3' '（ステータス＝保留　or　ステータス＝入金待ち）　合計金額≧１０，０００'
found '1 2' '届け先都道府県=沖縄県、北海道'
found '2 3' '処理ルート=基本 支払方法=代金引換,銀行振込'
found '1' 配達指定日=明日.. タグ=確認済

# empty and given
found '1 2 4 5 6 7' box=
found '3' 'box=*'
found '3' box!=
found '4' 'tracking=*'
found '1 2 3 5 6 7' not 'tracking=*'

# text: width, case, kana and variants do not matter
found '1 7' to.name=高橋花子
found '1 7' 'to.name="髙橋　花子"'
found '2 4' to.name~田中
found '2 4' to.kana~たなか
found '2 4' 'to.kana=ﾀﾅｶ*'
found '1' item.name~ﾐｶﾝ
found '2' 'item.name=冷凍りんご(ふじ)'
found '2' 'item.name~"(ふじ)"'
found '4' number=a-1
found '1 7' number=1001
found '1 2 7' 'number=100?'
found '2' 'to.city=札幌市*'
found '5' 'to.address~中京区一番町'
found '3 4' to.pref=東京

# digits
found '2' phone=0312345678
found '2' phone=03-1234-5678
found '5' by.phone=075-222-3333 to.pref=京都府
found '1' to.phone~8111
found '1 2 3 4 5 6 7' to.zip=790-0001
found '1 2 3 4 5 6 7' to.zip=790
found '1 2 3 4 5 6 7' to.zip=7900000..7900010
found '4' tracking=1234-5678-9012

# numbers
found '3' 'total>=10,000'
found '3' 'total>10000円'
found '1 5 6' total=6800
found '2 4 7' total=..6000
found '2 4 7' 'total<6800'

# dates
found '5 6' ordered=today
found '1 5 6' 'ordered>=昨日'
found '3' ordered=2026-12-01
found '1 2 3 5 6 7' ordered=2026-12
found '4' 'ordered<2026-12-01'
found '5 6' 'ordered>=2026-12-24T20:15'
found '' 'ordered>2026-12-24T20:15'

# several of a kind
found '3 4 5 6 7' 'item.temp!=frozen'
found '2 3 4 5 6 7' any 'item.temp!=frozen'
found '3 4 5 6 7' all 'item.temp!=frozen'
found '2' 'count item=2..'
found '5' item.quantity=2 not tag=確認済
found '6' 'sum item.quantity=1' item.sku=TEA-2
found '3' 'sum item.price>=10000'
found '1 3 4 5 6 7' 'count item<2'
found '2' pay.when=delivery
found '1 5 6' pay.state=authorised

# bare words
found '1 7' 高橋
found '1 2' 冷凍
found '5 6' 鈴木
found '1 7' '髙橋　花子'
found '2' 札幌市北区一番町
found '1 4 5 6' '"98-111" or 075-222 or tracking=123456789012'
found '4' 1234-5678-9012
found '7' id=7 1001
found '2' 'FRZ-2'
found '3' '090 1111'
found '' '"frz-1 frz-2"'

# mistakes: the place is shown, with Japanese before it too
run 2 sn-find -H shop '届け先都道府県=沖縄県 statsu=new'
is err 'sn-find: no such field; did you mean status?
  届け先都道府県=沖縄県 statsu=new
                        ^~~~~~'
run 2 sn-find -H shop status=nwe
is err 'sn-find: status: no such word; did you mean new?
  status=nwe
         ^~~'
run 2 sn-find -H shop @loop
is err 'sn-find: @loop: a saved query that uses itself
  @loop
  ^~~~~'
run 2 sn-find -H shop @nobody
run 2 sn-find -H shop '(status=new'
run 2 sn-find -H shop ''
is err 'sn-find: an empty query; all shipments are id=*'
run 2 sn-find -H shop '　'

# saved in the store too; those of sn.conf come first
seed "INSERT INTO saved_query VALUES (1, '重い', 'item.quantity>=9'),
    (2, 'urgent', 'status=done')"
found '2' @重い
found '1' @urgent

# findings: open ones, unless their state is asked for
seed "INSERT INTO finding (id, orders, shipment, code, severity, state,
    opened_at) VALUES (1, 1, 1, 'address', 'error', 'open', '$SN_NOW'),
    (2, 2, NULL, 'address', 'error', 'closed', '$SN_NOW')"
found '1' finding=address
found '2' finding.state=closed
found '1' 'count finding>0'

# what people type is never SQL
found '' "to.name='; DROP TABLE shipment --"
found '' "number=\"1001' OR '1'='1\""
sql 'SELECT count(*) FROM shipment' >out
is out 7
# which purchase of the buyer an order is; a cancelled one is none
seed "UPDATE orders SET by_mail = 'a@example.jp', fold_by_mail = 'a@example.jp',
    ordered_at = '2026-12-0' || id || 'T00:00:00'
    WHERE number IN ('1001', '1002', '3001')"
found '1 2' 'purchases=1..2 by.mail=a@example.jp not status=cancel'
found '5 6' 'purchases>=3 status=new'
found '5 6 7' rank=VIP
found '2' rank=リピーター
found '1 2 5 6 7' '(rank=* or purchases=1) by.mail=a@example.jp'
found '5 6' 'ordered.hour=0 number=3001'
found '' 'ordered.hour>=15 number=3001'
run 0 sn-find -H shop --tsv --columns id,購入回数,顧客ランク id=1,2,5
is out "$(printf 'id\t購入回数\t顧客ランク\n1\t1\t\n2\t2\tリピーター\n5\t3\tVIP')"

# what the store computes, nothing has set
for field in purchases rank stopped checked ordered.hour; do
	run 2 sn-why -H shop 1 "$field"
	is err "sn-why: $field: computed whenever it is asked for: nothing set it"
	run 2 sn-edit -H shop 1 "$field=1"
done
seed "INSERT INTO fired (id, shipment, rule) VALUES (1, 2, '夜')"
found '2' rule=夜
found '1 3 4 5 6 7' 'rule!=夜'
done_testing
