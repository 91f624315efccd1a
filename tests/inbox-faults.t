#!/bin/sh
# inbox-faults.t [rounds [seed]] - a server that breaks off everywhere, and
# programs that are killed: what the server was told is read is in the store,
# whole; in the end everything is there, once
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

rounds=${1:-40}
seed=${2:-1}
messages=60
shop
export SN_HOME=shop
(umask 077 && echo secret >shop/secrets/mail)
: >seen
: >connections
mkfifo ready
perl "$top/tests/imapd.pl" $messages "$rounds" "$seed" >ready &
server=$!
trap 'kill $server; rm -rf "$tmp"' EXIT
read -r port <ready
echo "inbox info { url = \"imap://127.0.0.1:$port\" tls = no user = x }" \
    >>shop/sn.conf
# shellcheck disable=SC2016	# Perl's own
perl -e 'for $n (1 .. shift) { $x = "line $n\r\n" x ($n * 37 % 4000);
    print "$n ", length("Subject: m$n\r\nMessage-ID: <m$n\@x>\r\n\r\n$x"),
    "\n" }' $messages >lengths

# kept: letters in the store with the length of their bytes
kept() {
	sql "SELECT substr(subject, 2) || ' ' || length(bytes) FROM letter
	    JOIN letter_bytes USING (id) ORDER BY CAST(substr(subject, 2) AS
	    INTEGER)" >kept
}

round=0 lost=0 odd=0 killed=0 broken=0
while [ "$round" -lt "$rounds" ]; do
	round=$((round + 1))
	if [ $((round % 4)) -eq 0 ]; then
		sn-inbox fetch >/dev/null 2>&1 &
		pid=$!
		perl -e 'select undef, undef, undef, $ARGV[0] / 1000;
		    kill 9, $ARGV[1]' $((round * 7 % 60 + 5)) "$pid"
		wait "$pid" 2>/dev/null
		killed=$((killed + 1))
	else
		sn-inbox fetch >/dev/null 2>err
		got=$?
		case $got in
		0) ;;
		5 | 6) broken=$((broken + 1)) ;;
		*) odd=$((odd + 1)) && show err ;;
		esac
	fi
	sort -u seen >told
	kept
	cut -d ' ' -f 1 kept | sort >have
	comm -23 told have | grep -q . && lost=$((lost + 1))
	sort kept >some
	sort lengths | comm -13 - some | grep . && lost=$((lost + 1))
done
[ "$lost" -eq 0 ]
ok $? "in $rounds runs, $killed of them killed, no letter was lost or cut"
[ "$odd" -eq 0 ]
ok $? 'each run says to try again, or that the server is odd'
[ "$broken" -gt $((rounds / 8)) ]
ok $? "$broken runs did so"
# some were killed before they came to the server
while [ "$(wc -l <connections)" -lt "$rounds" ]; do
	sn-inbox fetch >/dev/null 2>&1
done
run 0 sn-inbox fetch
kept
run 0 cmp kept lengths
sort -u seen | wc -l >got
is got $messages
run 0 sn-inbox fetch -v
like err '0 new letters'
sql 'PRAGMA integrity_check' >got
is got ok
done_testing
