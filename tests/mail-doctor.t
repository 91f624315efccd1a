#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# ask ZONE: tests/dnsd.pl with these lines, until the next or the end
server=
ask() {
	[ -z "$server" ] || kill "$server"
	printf '%s\n' "$1" >zone
	mkfifo ready
	perl "$top/tests/dnsd.pl" zone >ready &
	server=$!
	trap 'kill $server; rm -rf "$tmp"' EXIT
	read -r port <ready
	rm ready
	SN_RESOLVER=127.0.0.1:$port
	export SN_RESOLVER
}

# check WORD: what was said of it, without the sender and the shops
check() {
	grep "\"check\":\"$1\"" out | sed 's/.*"mark"/"mark"/; s/}$//'
}

shop
export SN_HOME=shop
run 0 sn-mail doctor --help
run 2 sn-mail doctor now
run 2 sn-mail doctor --full
run 2 sn-mail doctor --selector 'a b'
is err 'sn-mail: a b: not the selector of a DKIM key, such as mail2026'
SN_RESOLVER=dns.example run 2 sn-mail doctor
is err 'sn-mail: dns.example: not a resolver like 127.0.0.1:53'

good='mikan.example MX 20 mx2.mikan.example
mikan.example MX 10 mx1.mikan.example
mikan.example TXT "something else"
mikan.example TXT "v=spf1 " "a:smtp.mikan.example ~all"
smtp.mikan.example A 192.0.2.25
mail2026._domainkey.mikan.example CNAME key.host.example
key.host.example TXT "v=DKIM1; k=rsa; p=MIIBIjANBgkq"
_dmarc.mikan.example TXT "v=DMARC1; p=none; rua=mailto:x@mikan.example"'

# no server to send through
ask "$good"
run 1 sn-mail doctor --ndjson
check server >said
is said '"mark":"bad","text":"none is given: mail { server = \"smtp://HOST:PORT\" }","add":null'

# all is well
cat >>shop/sn.conf <<'E2'
mail {
	server = "smtp://smtp.mikan.example:587"
	dkim_selector = mail2026
}
E2
sed -i '/shop rakuten-main/d' shop/sn.conf
run 0 sn-mail doctor				# example
is out 'info@mikan.example (company, yahoo-main, amazon-main, shopify-main, own-main)
  MX          ok: mx1.mikan.example
  SPF         ok: mikan.example: v=spf1 a:smtp.mikan.example ~all
  DKIM        ok: mail2026._domainkey.mikan.example
  DMARC       ok: _dmarc.mikan.example: p=none
'
run 0 sn-mail doctor --selector mail2026 --ndjson
is out "$(printf '{"sender":"info@mikan.example","shops":"company, yahoo-main, amazon-main, shopify-main, own-main","check":"%s","mark":"ok","text":"%s","add":null}\n' \
    MX mx1.mikan.example \
    SPF 'mikan.example: v=spf1 a:smtp.mikan.example ~all' \
    DKIM mail2026._domainkey.mikan.example \
    DMARC '_dmarc.mikan.example: p=none')"

# nothing is there: what to add, line by line
ask 'smtp.mikan.example A 192.0.2.25'
run 1 sn-mail doctor
is out 'info@mikan.example (company, yahoo-main, amazon-main, shopify-main, own-main)
  MX          bad: mikan.example has none, and no address: answers and returned mail are lost
mikan.example. IN MX 10 (your mail server).
  SPF         bad: mikan.example has no record
mikan.example. IN TXT "v=spf1 a:smtp.mikan.example ~all"
  DKIM        bad: mail2026._domainkey.mikan.example has no key
mail2026._domainkey.mikan.example. IN TXT "v=DKIM1; k=rsa; p=(the public key of your mail server)"
  DMARC       bad: _dmarc.mikan.example has none
_dmarc.mikan.example. IN TXT "v=DMARC1; p=none; rua=mailto:info@mikan.example"
'
echo 'language = ja' >>shop/sn.conf
run 1 sn-mail doctor
is out 'info@mikan.example (会社, yahoo-main, amazon-main, shopify-main, own-main)
  MX          要対応: mikan.example にはなく、アドレスもありません。返信や不達の通知が届きません
mikan.example. IN MX 10 (受信メールサーバー).
  SPF         要対応: mikan.example にはレコードがありません
mikan.example. IN TXT "v=spf1 a:smtp.mikan.example ~all"
  DKIM        要対応: mail2026._domainkey.mikan.example に鍵がありません
mail2026._domainkey.mikan.example. IN TXT "v=DKIM1; k=rsa; p=(メールサーバーの公開鍵)"
  DMARC       要対応: _dmarc.mikan.example にはありません
_dmarc.mikan.example. IN TXT "v=DMARC1; p=none; rua=mailto:info@mikan.example"
'
sed -i '/^language/d' shop/sn.conf

# spf RECORD LINE ...: what is said when mikan.example has that record
spf() {
	record=$1
	shift
	ask "$(printf '%s\n' "$good" | grep -v spf1
	    printf 'mikan.example TXT "%s"\n' "$record"
	    printf '%s\n' "$@")"
	sn-mail doctor --ndjson >out 2>err
	check SPF >said
}
# good_spf RECORD LINE ...: and it is well
good_spf() {
	spf "$@"
	is said '"mark":"ok","text":"mikan.example: '"$1"'","add":null'
}
# bad_spf RECORD ADD LINE ...: the server is not named
bad_spf() {
	add=$2
	spf "$1" ${3:+"$3"} ${4:+"$4"}
	tail -n 1 said >last
	is last '"mark":"bad","text":"mikan.example: the record does not name the server smtp.mikan.example; the line takes its place","add":"mikan.example. IN TXT \"'"$add"'\""'
}
# broken_spf RECORD WHY LINE ...: nobody can use it
broken_spf() {
	why=$2
	spf "$1" ${3:+"$3"}
	head -n 1 said >first
	is first '"mark":"bad","text":"mikan.example: nobody can use the record: '"$why"'","add":null'
}
good_spf 'v=spf1 ip4:192.0.2.25 -all'
good_spf 'v=spf1 ip4:192.0.2.0/24 -all'
good_spf 'v=spf1 ip4:192.0.2.16/28 -all'
good_spf 'v=spf1 a:smtp.mikan.example/24//64 -all'
good_spf 'v=spf1 a/24 -all' 'mikan.example A 192.0.2.1'
good_spf 'v=spf1 mx -all' 'mx2.mikan.example A 192.0.2.25'
good_spf 'v=spf1 +mx:mail.example ~all' 'mail.example MX 1 x.mail.example' \
    'x.mail.example A 192.0.2.25'
good_spf 'v=spf1 include:host.example -all' \
    'host.example TXT "v=spf1 include:more.host.example ~all"' \
    'more.host.example TXT "v=spf1 ip4:192.0.2.0/24 -all"'
good_spf 'v=spf1 redirect=host.example' \
    'host.example TXT "v=spf1 ip4:192.0.2.25 -all"'
good_spf 'v=spf1 exists:%{i}.x.example ip4:192.0.2.25 exp=why.example -all'
bad_spf 'v=spf1 ip4:192.0.2.32/28 -all' \
    'v=spf1 ip4:192.0.2.32/28 a:smtp.mikan.example -all'
bad_spf 'v=spf1 mx' 'v=spf1 mx a:smtp.mikan.example'
bad_spf 'v=spf1 -all' 'v=spf1 a:smtp.mikan.example -all'
bad_spf 'v=spf1 -ip4:192.0.2.25 ~all' \
    'v=spf1 -ip4:192.0.2.25 a:smtp.mikan.example ~all'
bad_spf 'v=spf1 include:host.example ~all' \
    'v=spf1 include:host.example a:smtp.mikan.example ~all' \
    'host.example TXT "v=spf1 ?ip4:192.0.2.25 -all"'
bad_spf 'v=spf1 redirect=host.example' \
    'v=spf1 a:smtp.mikan.example redirect=host.example' \
    'host.example TXT "v=spf1 -all"'
broken_spf 'v=spf1 ip4:192.0.2 -all' 'an address that is none'
broken_spf 'v=spf1 ip4:192.0.2.0/33 -all' 'a net that is none'
broken_spf 'v=spf1 ipv4:192.0.2.25 -all' '\"ipv4\" is no word of it'
broken_spf 'v=spf1 include:none.example -all' \
    'it includes none.example, which has no record'
broken_spf 'v=spf1 include:mikan.example -all' 'it takes more than 10 look-ups'
broken_spf 'v=spf1 a:1.example a:2.example a:3.example a:4.example a:5.example a:6.example a:7.example a:8.example a:9.example mx a:smtp.mikan.example -all' \
    'it takes more than 10 look-ups'
broken_spf 'v=spf1 -all' 'mikan.example has 2 of them, and may have one' \
    'mikan.example TXT "v=spf1 ~all"'
spf 'v=spf1 +all'
like said '^"mark":"bad","text":"mikan.example: ."\+all."|\+all'
spf 'v=spf1 ip4:192.0.2.25'
like said '"note".*says nothing of other servers'
spf 'v=spf1 ip4:192.0.2.25 ?all'
like said '"note".*says nothing of other servers'
spf "v=spf10 ip4:192.0.2.25 -all"
like said 'has no record'

# a long record goes into the zone in pieces
nets=
for i in 1 2 3 4 5 6 7 8 9; do
	nets="$nets ip4:198.51.100.$i/32"
done
ask "$(printf '%s\n' "$good" | grep -v spf1
    printf 'mikan.example TXT "v=spf1%s" "%s -all"\n' "$nets" "$nets")"
run 1 sn-mail doctor
grep '^mikan.example. IN TXT "v=spf1 ' out >line
sed 's/.* IN TXT //; s/" "//; s/"//g' line >joined
is joined "v=spf1$nets$nets a:smtp.mikan.example -all"
like line '^mikan.example. IN TXT "[^"]{255}" "[^"]*"$'

# DKIM: revoked, too many, not asked for
ask "$good
old._domainkey.mikan.example TXT \"v=DKIM1; p=\"
two._domainkey.mikan.example TXT \"v=DKIM1; p=a\"
two._domainkey.mikan.example TXT \"v=DKIM1; p=b\"
none._domainkey.mikan.example TXT \"hello\""
run 1 sn-mail doctor --ndjson --selector old
check DKIM >said
is said '"mark":"bad","text":"old._domainkey.mikan.example: the key is revoked","add":null'
run 1 sn-mail doctor --ndjson --selector two
check DKIM >said
is said '"mark":"bad","text":"two._domainkey.mikan.example has 2 texts, and may have one","add":null'
run 1 sn-mail doctor --ndjson --selector none
like out 'none._domainkey.mikan.example has no key'
sed -i '/dkim_selector/d' shop/sn.conf
run 0 sn-mail doctor --ndjson
check DKIM >said
is said '"mark":"note","text":"not looked at: name its selector by --selector or dkim_selector","add":null'
run 0 sn-mail doctor --selector mail2026	# example

# DMARC: of a name above, broken, more than one, of another house
sed -i 's/^	server = "smtp:/	from = "みかん堂 <info@shop.mikan.example>"\
	envelope = "back@bounce.example"\
&/' shop/sn.conf
ask 'shop.mikan.example MX 0 .
smtp.mikan.example A 192.0.2.25
smtp.mikan.example AAAA 2001:db8::25
bounce.example TXT "v=spf1 ip6:2001:db8::/32 -all"
s._domainkey.shop.mikan.example TXT "k=rsa;p=MII"
_dmarc.mikan.example TXT "v=DMARC1;p=reject"'
run 1 sn-mail doctor --table
like out 'MX .* bad .*shop.mikan.example says that it gets no mail'
like out 'SPF .* ok .*bounce.example: v=spf1 ip6'
like out 'DMARC .* ok .*_dmarc.mikan.example: p=reject'
like out 'DMARC .* bad .*mail comes back to bounce.example and not to shop'
run 1 sn-mail doctor --csv --selector s
like out 'DMARC,note,.*only with a DKIM signature of shop'
ask 'shop.mikan.example A 192.0.2.1
smtp.mikan.example A 192.0.2.25
bounce.example TXT "v=spf1 ip4:192.0.2.25 -all"
_dmarc.shop.mikan.example TXT "v=DMARC1; p=later"
_dmarc.mikan.example TXT "v=DMARC1; p=reject"'
run 1 sn-mail doctor --csv
like out 'MX,note,shop.mikan.example has none: its address 192.0.2.1 gets'
like out 'DMARC,bad,"_dmarc.shop.mikan.example: p is none of'
ask 'smtp.mikan.example A 192.0.2.25
_dmarc.shop.mikan.example TXT "v=DMARC1; p=none"
_dmarc.shop.mikan.example TXT "v=DMARC1; p=reject"'
run 1 sn-mail doctor --csv
like out 'DMARC,bad,"_dmarc.shop.mikan.example has 2 of them'
sed -i '/from = "み/d; /envelope = /d' shop/sn.conf

# a server of a service is named as the service wants it; this machine is not
sed -i 's/smtp.mikan.example:587/smtp.gmail.com/' shop/sn.conf
ask "$(printf '%s\n' "$good" | grep -v spf1)
smtp.gmail.com A 198.51.100.1"
run 1 sn-mail doctor --tsv
like out 'mikan.example. IN TXT ""v=spf1 include:_spf.google.com ~all""|include:_spf.google.com ~all'
ask "$(printf '%s\n' "$good" | grep -v spf1)
mikan.example TXT \"v=spf1 include:_spf.google.com ~all\"
_spf.google.com TXT \"v=spf1 ip4:203.0.113.0/24 ~all\"
smtp.gmail.com A 198.51.100.1"
run 0 sn-mail doctor
for host in 127.0.0.1 localhost '[::1]' 172.20.1.1; do
	sed -i "s,smtp://[^\"]*,smtp://$host:25," shop/sn.conf
	run 0 sn-mail doctor --tsv
	like out 'SPF	note	mikan.example: whether it names this server'
done
sed -i "s,smtp://[^\"]*,smtp://gone.example," shop/sn.conf
run 1 sn-mail doctor --tsv
like out 'SPF	bad	the server gone.example has no address'

# Rakuten: its own server, and registered senders
sed -i "s,smtp://[^\"]*,smtp://smtp.mikan.example," shop/sn.conf
cat >>shop/sn.conf <<'E2'
shop rakuten-main { mall = rakuten }
E2
ask "$good"
run 1 sn-mail doctor --tsv
like out "Rakuten	bad	rakuten-main: masked addresses get mail through"
sed -i "s,smtp://[^\"]*,smtp://localhost," shop/sn.conf
run 0 sn-mail doctor --tsv
like out "Rakuten	note	rakuten-main: whether mail goes on through"
sed -i "s,smtp://[^\"]*,smtp://smtp.mikan.example," shop/sn.conf
sed -i '/shop rakuten-main/d' shop/sn.conf
cat >>shop/sn.conf <<'E2'
shop rakuten-main {
	mall = rakuten
	mail {
		server = "smtp://relay.fw.rakuten.ne.jp:587"
	}
}
E2
run 1 sn-mail doctor --tsv
like out 'Rakuten	bad	rakuten-main: its server takes mail only from'
sed -i 's/^		server = .*/&\
		allowed = { "other@mikan.example" }/' shop/sn.conf
run 1 sn-mail doctor --tsv
like out 'sender	bad	info@mikan.example is not among allowed'
sed -i 's/other@mikan/Info@mikan/' shop/sn.conf
run 0 sn-mail doctor --tsv
like out 'rakuten-main	Rakuten	ok	info@mikan.example'
like out 'rakuten-main	SPF	note	not looked at: Rakuten passes mail on'

# out of reach, or answers that are none
for how in FAIL GARBAGE CUT; do
	ask "$(printf '%s\n' "$good" | grep -v '^mikan.example MX')
mikan.example MX 10 mx1.mikan.example
mikan.example $how"
	run 5 sn-mail doctor
	like err '^sn-mail: mikan.example: '
done
kill $server
wait $server 2>/dev/null
run 5 sn-mail doctor
is err 'sn-mail: mikan.example: the name system does not answer'
server=$$
trap 'rm -rf "$tmp"' EXIT

# nobody to look at
sed -i '/mail = "info@mikan.example"/d' shop/sn.conf
run 2 sn-mail doctor
is err 'sn-mail: no sender: company { mail = ... } or mail { from = ... } in sn.conf'
run 2 sn-mail doctor -H nowhere
done_testing
