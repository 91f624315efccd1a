#!/bin/sh
# What a dry run shows is what the log then holds, for the commands that
# write; and undone newest first, they leave every row as it was.  Random
# histories of the library are in unit/undo-random.c.
#
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
shop
export SN_HOME=shop

rows() {
	sql .dump | grep -Ev '^INSERT INTO (op|undoing|change|counter|batch|batch_shipment|outbox|handled|property|checked|letter_bytes|inbox) ' |
	    sort | sha256sum
}

# step command ...: rehearse, then do, and compare
step() {
	name=$(title "$@")
	command=$1
	shift
	before=$(rows)
	"$command" "$@" -n >rehearsed 2>err	# behind a verb, too
	[ $? -le 1 ] && [ "$(rows)" = "$before" ]
	ok $? "changes nothing: $command -n"
	"$command" "$@" >/dev/null 2>err
	[ $? -le 1 ]
	ok $? "$name"
	op=$(sql 'SELECT max(id) FROM op')
	sn-log --op "$op" --diff >shown
	cmp -s rehearsed shown && [ -s shown ]
	ok $? 'the dry run showed what was done'
	diff rehearsed shown | head -n 4 | show
	echo "$op $before" >>stack
}

# back: undo the runs of the stack, newest first
back() {
	sort -rn stack >down
	while read -r op before; do
		sn-undo "$op" >/dev/null 2>err &&
		    [ "$(rows)" = "$before" ]
		ok $? "all is as it was before run $op"
		show err
	done <down
	: >stack
}

despite=payment,recipient,address,date,slot,pickup,temperature,carrier,route
despite=$despite,freight,sender,mall,status,kind,alone
cp "$samples"/amazon-*.txt .
step sn-item import "$samples/items.csv"
step sn-import --shop rakuten-main "$samples/rakuten.csv"
step sn-import --shop yahoo-main "$samples/yahoo-order.csv" \
    "$samples/yahoo-item.csv"
id=$(sql "SELECT s.id FROM shipment s
    JOIN destination d ON d.id = s.destination
    JOIN orders o ON o.id = d.orders
    WHERE o.shop = 'yahoo-main' AND s.status = 'new' ORDER BY s.id LIMIT 1")
step sn-edit "$id" to.name=鈴木 to.phone=03-1234-5678 memo=午前 tag+=冷凍
step sn-edit -r 'by phone' "$id" 'memo+= 留守' tag-=冷凍 deliver=2026-12-26
step sn-edit 1 'item[1].quantity=7' 'charge[1].amount=1'
step sn-tag add 要確認 冷凍 "$id"
step sn-tag rename 要確認 至急
step sn-tag remove 冷凍 至急 "$id"
step sn-note add 電話済 "$id"
step sn-note remove 1
sed -i 's/^shop yahoo-main { mall = yahoo }/shop yahoo-main { mall = yahoo mail { server = "smtp:\/\/localhost:1" } }/' \
    shop/sn.conf
echo 'お世話になっております。' >letter.txt
write() {
	sn-mail write "$@"
}
step write --subject 件名 --body letter.txt --to a@example.jp "$id"
step sn-find --save 急ぎ tag=至急
step sn-find --save 急ぎ tag=急ぎ or tag=至急
step sn-find --forget 急ぎ
step sn-split --by parcels-of 1 -q status=new
step sn-split --join -q 'status=new mall=yahoo'
step sn-cancel --asked --by buyer -r mail "$id"
step sn-cancel --refuse -r 'is packed' "$id"
step sn-cancel --yes --line 1:1 --by buyer -r mail -q 'status=new mall=rakuten'
step sn-split --join -q 'status=new mall=rakuten'
step sn-cancel --yes --by shop -r 'sold out' \
    -q "status=new mall=rakuten not to.pref=東京都,大阪府"
step sn-move hold --box 電話確認 "$id"
step sn-move print "$id"
step sn-label -f yamato-b2cloud --replace -o b2.csv "$id"
# a morning, in bulk
cat >shop/rules.conf <<'CONF'
rule "定型文" { then = { "strip 。", "split temp" } }
rule "冷凍" {
	if = "item.temp=frozen"
	then = { "carrier yamato", "temp frozen", "tag 冷凍", "item-temp frozen" }
}
rule "遠方" {
	if = "to.pref=北海道,沖縄県"
	then = { "charge island 1500 離島", "hold 電話確認", "ship back", "stop" }
}
rule "おまけ" {
	if = "total=8000.."
	then = { "gift OMAKE", "parcels per 2", "memo 済", "sender shop",
	    "ship auto", "label-note x", "untag 冷凍" }
}
CONF
step sn-route -q status=new
step sn-route --again -q status=new,hold
step sn-import amazon-unshipped.txt
step sn-import amazon-orders.txt
step sn-edit -q 'status=new to.pref=東京都' memo+=急ぎ tag+=確認
step sn-blacklist add -r 'twice refused' "phone=$(sql "SELECT to_phone
    FROM destination d JOIN shipment s ON s.destination = d.id
    WHERE s.id = $id")" name=誰か
step sn-check -q status=new
step sn-check --ack all -r right -q 'status=new to.pref=東京都'
step sn-check --unack all -q 'status=new to.pref=東京都'
step sn-blacklist remove name=誰か
echo 'mail { server = "smtp://127.0.0.1:9" from = "info@mikan.example" }' \
    >>shop/sn.conf
step sn-mail queue thanks --yes --despite --unchecked -r first -q status=new
step sn-mail queue thanks --yes --despite --unchecked --again -r again "$id"
step sn-tag add 新規 -q status=new
step sn-note add 年末 -q status=new
step sn-move payment -q 'status=new pay.when=before pay.state!=paid,over'
step sn-pay --paid -q status=payment
step sn-edit carrier=yamato -q 'status=new,ready not carrier=*'
# some that go to one door, with what stands against it, and some that may
step sn-edit to.phone=03-0111-2222 -q 'mall=rakuten status=new,ready'
step sn-bundle join --postage drop --cod-fee drop -r together \
    --despite "$despite" -q 'mall=rakuten status=new,ready'
step sn-edit memo+=同梱 tag+=同梱 -q 'bundle=*'
step sn-bundle undo \
    "$(sql 'SELECT min(id) FROM shipment WHERE bundled_into > 0')"
step sn-edit to.name=佐藤花子 to.zip=7900001 to.pref=愛媛県 to.city=松山市 \
    to.town=一番町1-1 to.building= to.company= to.phone=03-0111-2222 \
    deliver= slot= -q 'mall=amazon status=new,ready'
step sn-bundle auto --postage drop -q "mall=amazon status=new,ready
    not temp=chilled,frozen not item.temp=chilled,frozen
    not pay.when=delivery"
cat >shop/robo.conf <<'CONF'
robo "受注" {
	status = new
	do = { "tag 自動", "mail thanks", "move payment if pay.when=before",
	    "memo 自動", "move ready" }
}
robo "準備" {
	status = ready
	stop "遠方" { if = "to.pref=北海道,沖縄県" }
	do = { "mail delay if to.pref=東京都", "hold 在庫確認 if to.pref=大阪府" }
}
CONF
step sn-edit by.mail= -q 'status=new mall=yahoo'
step sn-autorobo
step sn-autorobo --again -q status=new,ready
step sn-move print -q status=new,ready
sn-format show yamato-b2cloud | sed 's/"yamato-b2cloud"/"singly"/
    s/"days_ahead"/"rows_per_file": 1, "days_ahead"/' >shop/formats/singly.json
step sn-label --replace -f singly -o one.csv -q 'status=print mall=amazon'
step sn-label --replace -f yamato-b2cloud -o labels.csv -q status=print
"$top/scripts/bench/returns" labels.csv >returned.csv
iconv -f CP932 -t UTF-8 returned.csv | sed 3q >list.csv
step sn-track --key お客様管理番号 --number 伝票番号 list.csv
step sn-track returned.csv
mkdir results
step sn-push --file -o results -q 'status=notify mall=rakuten,yahoo,amazon'
step sn-edit --force -r moved to.town=一番町9-9-9 \
    -q 'status=notify to.pref=東京都'
step sn-move hold --box 電話確認 -r 'call first' -q status=print
# letters, calls and answers
echo 'inbox info { url = "mbox:mail.mbox" }' >>shop/sn.conf
cat >shop/mail.mbox <<'MBOX'
From a@b Thu Dec 24 00:00:00 2026
From: buyer@example.jp
Subject: hello
Message-ID: <hello@example.jp>

text

From MAILER-DAEMON Thu Dec 24 00:00:00 2026
Return-Path: <>
From: mailer-daemon@mx.example
Subject: Undelivered Mail Returned to Sender

<gone@example.jp>: 550 5.1.1 User unknown
MBOX
step sn-inbox fetch info
step sn-inbox assign 1 "$id"
step sn-inbox phone --name 山田 急ぎ "$id"
step sn-inbox reply 1 shop/mail.mbox
step sn-inbox reopen 1
step sn-inbox close -r answered 1 3
# the same file again, with what the mall changed since
iconv -f CP932 -t UTF-8 "$samples/yahoo-order.csv" |
    sed 's/東京都/大阪府/g' | iconv -f UTF-8 -t CP932 >changed.csv
step sn-import --shop yahoo-main changed.csv "$samples/yahoo-item.csv"
back
run 0 sn-store check --full
done_testing
