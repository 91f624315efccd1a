#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# It runs from where nobody is at home, says what it does, and leaves files.
mkdir place
run 0 env LC_ALL=C "$top/scripts/demo" place/demo
like out '^== the board$'
like out '^== everything is in .*place/demo$'
mv out first
SN_HOME=$tmp/place/demo/shop
export SN_HOME
cd place/demo || exit 1
for file in yamato.csv sagawa.csv yamato-returned.csv sagawa-returned.csv \
    rejects.csv pick.txt digest.txt results/rakuten-main-*.csv \
    results/yahoo-main-*.csv results/amazon-main-*.txt; do
	[ -s "$file" ]
	ok $? "$file has something in it"
done
for file in yamato.csv sagawa.csv results/*; do
	iconv -f CP932 -t UTF-8 "$file" >decoded
	ok $? "$file is CP932"
done
rm decoded

# a few hundred orders of five shops; what has a label has a number
run 0 sn-find --count 'id=*'
[ "$(cat out)" -gt 300 ]
ok $? 'hundreds of shipments'
for shop in rakuten yahoo amazon shopify own; do
	run 0 sn-find --count "shop=$shop-main status=notify"
	[ "$(cat out)" -gt 5 ]
	ok $? "$shop-main has what is ready to be told"
done
run 0 sn-find --count 'status=number'
is out 0
run 0 sn-outbox list --state 'done' --tsv
[ "$(wc -l <out)" -gt 20 ] && [ "$(wc -l <mail/accepted)" -gt 20 ]
ok $? 'mails were sent'
run 0 sn-find --count 'status=payment'
[ "$(cat out)" -gt 0 ]
ok $? 'some wait for payment'
run 0 sn-find --count 'to.phone=03-0000-0000'
is out 0

# again: afresh, with the same result, and in Japanese where that is spoken
cd "$tmp" || exit 1
run 0 env LC_ALL=ja_JP.UTF-8 "$top/scripts/demo" place/demo
like out '^== 店の状況$'
run 0 sn-find --count 'status=notify bundle='		# as the board counts
grep -E '^notify' first | tail -n 1 | tr -dc '0-9\n' >want
ok $? 'the first run had some'
diff -u want out
ok $? 'as many as the first time'

# what a demo has not made is left alone
mkdir mine
: >mine/precious
run 1 "$top/scripts/demo" mine
like err 'mine is not the work of a demo'
run 0 test -f mine/precious

done_testing
