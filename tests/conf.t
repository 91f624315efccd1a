#!/bin/sh
# The manual of sn.conf and its reader say the same.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

manual=$top/man/sn.conf.5

# the example of the manual is right as it stands
shop
sed -n '/^\.Sh EXAMPLES/,/^\.Ed/p' "$manual" | sed '/^\./d' >shop/sn.conf
run 0 sn-doctor -H shop
like out '^ok +conf +shop/sn.conf: '
run 0 sn -H shop --list statuses
like out '^inspect$'

# every key that is read is in the manual
grep -ohE '(TEXT|LIST|TITLED|CFG_SEC)\("[a-z_0-9]+"' "$top/lib/conf/read.c" "$top/lib/conf/bundle.c" \
    "$top/lib/conf/mail.c" |
    cut -d '"' -f 2 | sort -u >keys
[ "$(wc -l <keys)" -gt 20 ]
ok $? 'keys were found'
while read -r key; do
	grep -Eq "^\.(It )?(Ic|Ss) (.* , )?$key" "$manual"
	ok $? "the manual has $key"
done <keys

conf() {
	printf '%s\n' "$@" >shop/sn.conf
}

# mail, inboxes, alerts and secrets
wrong() {
	conf "$1"
	run 2 sn -H shop
	is err "sn: shop/sn.conf:1: $2"
}
wrong 'mail { server = "mail.example:25" }' 'mail: server: mail.example:25: neither smtp://HOST:PORT nor smtps://HOST:PORT'
wrong 'mail { server = "smtp://me:pw@mail.example" }' "mail: server: smtp://me:pw@mail.example: no server's name; user and secret stand beside it"
wrong 'mail { tls = maybe }' 'mail: tls: maybe: neither yes, try nor no'
wrong 'mail { from = "みかん堂 <info>" }' 'mail: from: info: not a mail address: no @'
wrong 'mail { shipped = line }' 'mail: shipped: line: neither shipment nor order'
wrong 'mail { mobile_hours = "8-21" }' 'mail: mobile_hours: 8-21: not hours like 08:00-21:00'
wrong 'mail { dkim_selector = "a b" }' 'mail: dkim_selector: a b: not the selector of a DKIM key, such as mail2026'
wrong 'mail { secret = "../x" }' 'mail: secret: ../x: not the name of a file in secrets/'
wrong 'shop a { mall = own mail { user = me } }' 'shop "a": mail: user, secret and tls go with a server of the same section'
wrong 'inbox a { user = me }' 'inbox "a": url is missing: imaps://HOST/FOLDER, maildir:DIR or mbox:FILE'
wrong 'inbox a { url = "pop3://mail.example" }' 'inbox "a": url: pop3://mail.example: not imaps://HOST/FOLDER, maildir:DIR or mbox:FILE'
wrong 'inbox a { url = "mbox:in" shop = b }' 'inbox "a": shop: b: no such shop'
wrong 'secret mail { }' 'secret "mail": expires is missing: the day it ends'
wrong 'secret mail { expires = soon }' 'secret "mail": expires: soon: not a date'

# the diagnostics of the manual are those of the program
conf 'shop rakuten-main {' 'mall = rakutn' '}'
run 2 sn -H shop
is err 'sn: shop/sn.conf:2: shop "rakuten-main": mall: rakutn: no such mall; is it rakuten?'
conf 'shop a {' 'maal = rakuten' '}'
run 2 sn -H shop
is err 'sn: shop/sn.conf:2: maal: no such option here; is it mall?'
conf 'shop a {' 'mall = own' 'mall = own' '}'
run 2 sn -H shop
is err 'sn: shop/sn.conf:3: mall: a second time, after line 2'

# in the language of the locale while the file is wrong
run 2 env LC_ALL=ja_JP.UTF-8 sn -H shop
like err '^sn: shop/sn.conf:3: mall: '

# nothing is written when it is wrong
run 2 sn-init -H shop --shop b=own
run 0 grep -c mall shop/sn.conf
is out 2

done_testing
