#!/bin/sh
# TLS with a CA of our own, and a real mail server
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top/tests/mail.sh"
shop
export SN_HOME="$tmp/shop"
mkdir -p shop/secrets
(umask 077 && echo 'geheim wort' >shop/secrets/mail)
authority

# STARTTLS, and TLS from the first byte: login behind it, one connection
for way in '' -T; do
	rm -rf mta
	# shellcheck disable=SC2086	# an option or none
	smtpd -a 'shop:geheim wort' -t localhost.pem $way
	url=smtp${way:+s}://localhost:$port
	server 'user = shop'
	queue 20

	# a certificate of an authority that nobody knows
	run 5 sn-mail send
	like err "^sn-mail: $url: .*certificate"
	ok "$(grep -c -e '^< AUTH' -e '^< MAIL' mta/log)" 'nothing was told it'

	# now it is known: but not by that name
	export SSL_CERT_FILE="$tmp/ca.pem"
	here=$url
	url=smtp${way:+s}://127.0.0.1:$port
	server 'user = shop'
	run 5 sn-mail send
	like err "^sn-mail: $url: .*(certificate|SSL)"
	url=$here
	server 'user = shop'
	run 0 sn-mail send
	ok "$(($(wc -l <out) - 20))" 'all went'
	[ "$(grep -c '^< AUTH' mta/log)" -eq 1 ]
	ok $? 'over one connection'
	run 0 sn-mail test --to me@mikan.example --json
	jq -r '.[] | [.tls[:7], .login, .result, .said] | join("|")' out >said
	is said 'TLSv1.3|yes|taken|250 taken'
	unset SSL_CERT_FILE
	stop_smtpd
done

# OpenSMTPD delivers a hundred, taken over one connection.  It keeps its
# queue and its socket where it was told when it was built, so it gets a
# /var/spool and a /run of its own.
cat >start.sh <<'SH'
set -e
echo $$ >smtpd.pid
exec unshare -m sh within.sh
SH
cat >within.sh <<'SH'
set -e
mount -t tmpfs tmpfs /var/spool
mount -t tmpfs tmpfs /run
mkdir -m 711 /var/spool/smtpd
exec /usr/sbin/smtpd -dv -f smtpd.conf
SH
if [ "$(id -u)" -ne 0 ] || ! unshare -m true 2>/dev/null; then
	skip 'OpenSMTPD needs root and a mount namespace'
	done_testing
fi
port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(
    LocalAddr => "127.0.0.1", Listen => 1)->sockport')
chmod 711 "$tmp"
mkdir -m 777 box
cat >smtpd.conf <<CONF
table everybody { "@" = "nobody" }
listen on 127.0.0.1 port $port hostname localhost
action "store" maildir "$tmp/box/mail" virtual <everybody>
match from any for any action "store"
CONF
mkfifo up arrived
# watch: keep what the server logs; say when it is up, and when it has
# delivered all, or has ended
watch() {
	n=0
	while read -r line; do
		echo "$line"
		case $line in
		*"smtp: listen on"*) echo up >up ;;
		*"mda delivery "*result=Ok*)
			n=$((n + 1))
			[ "$n" -ne 100 ] || echo all >arrived
			;;
		esac
	done
	[ "$n" -ge 100 ] || echo no >arrived
}
sh start.sh 2>&1 | watch >smtpd.log &
cat up >/dev/null
servers="$servers $(cat smtpd.pid)"
url=smtp://127.0.0.1:$port
server 'tls = try'
queue 100
sn-mail send -v >out 2>err
ok $? 'a hundred for OpenSMTPD'
ok "$(($(grep -c '"state":"done".*"said":"250 ' out) - 100))" 'all taken'
[ "$(cat arrived)" = all ] &&
    [ "$(grep -c ' smtp connected ' smtpd.log)" -eq 1 ]
ok $? 'delivered, over one connection'
[ "$(cat box/mail/new/* | grep -c '^Message-ID: <[0-9]*@mikan.example>')" \
    -eq 100 ] && [ "$(cat box/mail/new/* | grep '^Message-ID:' | sort -u |
    wc -l)" -eq 100 ]
ok $? 'each is in the box, once'
done_testing
