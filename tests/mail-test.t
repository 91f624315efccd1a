#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top/tests/mail.sh"

run 2 sn-mail test -H shop		# no shop directory
shop
export SN_HOME="$tmp/shop"
run 2 sn-mail test more
like err '^usage: sn-mail test '
run 2 sn-mail test
is err 'sn-mail: sn.conf names no server for mail: mail { server = "smtp://HOST:PORT" }'
smtpd -k
server
run 2 sn-mail test --shop nosuch
run 2 sn-mail test --to 'nobody at all'

# to the sender itself, or to another; with what the server answers
run 0 sn-mail test --json
jq -r '.[] | [.shop, .server, .tls, .login, .result, .said] | join("|")' \
    out >said
is said "みかん堂|$url|||taken|250 taken"
run 0 sn-mail test --to me@mikan.example
like out "^みかん堂  $url .* taken +250 taken\$"
cut -d ' ' -f 2 mta/accepted >to
is to 'info@mikan.example
me@mikan.example'
[ "$(cut -d ' ' -f 1 mta/accepted | sort -u | wc -l)" -eq 2 ]
ok $? 'each is a letter of its own'
like mta/1.eml '^Subject: =.UTF-8.B.'

# each server, or that of one shop; one that fails does not hide another
here=$url
stop_smtpd
echo 'mail 550' >script
smtpd -s script
cat >>shop/sn.conf <<CONF
shop phone-main { mall = phone
	mail { server = "$url" tls = no }
}
CONF
url=$here
server
run 5 sn-mail test
like out '^みかん堂 .* not taken '
like out '^phone-main .* not taken +550 no, at mail$'
like err "^sn-mail: みかん堂: $here: "
like err '^sn-mail: phone-main: 550 no, at mail$'
run 0 sn-mail test --shop phone-main
[ "$(sed 1d out | grep -c .)" -eq 1 ]
ok $? 'one server alone'
echo 'mail 550' >script
stop_smtpd
smtpd -s script
server
run 1 sn-mail test --shop rakuten-main
is err 'sn-mail: rakuten-main: 550 no, at mail'
stop_smtpd

# a login that fails
smtpd -a shop:geheim
server 'tls = no' 'user = shop'
run 4 sn-mail test --shop rakuten-main
mkdir shop/secrets 2>/dev/null
(umask 077 && echo falsch >shop/secrets/mail)
run 4 sn-mail test --shop rakuten-main
like out ' no +not taken .*535 no such user'
(umask 077 && echo geheim >shop/secrets/mail)
run 0 sn-mail test --shop rakuten-main
like out ' yes +taken +250 taken$'
ok "$(cat out err | grep -c geheim)" 'the password is not shown'
run 6 sh -c 'sn-mail test --shop rakuten-main >/dev/full'
done_testing
