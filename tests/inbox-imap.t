#!/bin/sh
# Letters of an IMAP server: Dovecot, over TLS with a CA of its own
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/dovecot.sh
. "$top/tests/dovecot.sh"

if ! dovecot_start; then
	skip 'Dovecot does not run here'
	done_testing
fi
shop
export SN_HOME=shop
inbox() {
	sed '/^inbox/,$d' shop/sn.conf >conf
	printf 'inbox info { url = "%s" user = shop secret = box %s }\n' \
	    "$1" "${2-}" >>conf
	cp conf shop/sn.conf
}
message() {
	printf 'From: %s@buyer.example\nSubject: %s\n\ntext of %s\n' "$1" \
	    "$1" "$1" | deliver "$1.mail"
}
subjects() {
	sql 'SELECT group_concat(subject, " ") FROM (SELECT subject FROM letter
	    ORDER BY subject)' >got
}
# what the server says of its messages: which are seen
flags() {
	find dove/mail/Maildir/cur dove/mail/Maildir/new -type f |
	    sed -n 's/.*\/\([a-z0-9]*\)\.mail.*:2,.*S.*/\1/p' | sort |
	    paste -sd ' ' >got
}

# the password, the CA, the folder, the port
inbox "imaps://localhost:$imap_port/INBOX"
run 4 sn-inbox fetch
like err 'secrets/box: No such file'
umask 077
echo wrong >shop/secrets/box
run 4 sn-inbox fetch
like err 'the server does not take user and password$'
printf '%s\n' "$imap_password" >shop/secrets/box
SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt run 5 sn-inbox fetch
like err '(SSL|certificate)'
inbox "imaps://localhost:$imap_port/Nosuch"
run 2 sn-inbox fetch
like err 'the server has no such folder$'
inbox "imaps://localhost:1/INBOX"
run 5 sn-inbox fetch
sql 'SELECT count(*) FROM letter' >got
is got 0

# the first time: what nobody has seen
inbox "imaps://localhost:$imap_port"
message old
message new
sn-inbox fetch -n >out 2>err
like out '"tbl":"letter"'
sql 'SELECT count(*) FROM letter' >got
is got 0
flags
[ -z "$(cat got)" ]
ok $? 'a dry run marks nothing'
mv dove/mail/Maildir/cur/old.mail* dove/mail/Maildir/cur/old.mail:2,S
run 0 sn-inbox fetch -v			# example
like err '^sn-inbox: 1 new letters, 0 matched to orders, 0 known'
subjects
is got new
flags
is got 'new old'
sql "SELECT uid GLOB '??????????:??????????', length(bytes) FROM letter
    JOIN letter_bytes USING (id)" >got
is got '1|54'
run 0 sn-inbox show --raw 1
cp out raw
tr -d '\r' <raw >plain
cat >want <<'MAIL'
From: new@buyer.example
Subject: new

text of new
MAIL
run 0 cmp plain want

# from then on everything, also what somebody reads in a mailer first
message read
run 0 sn-inbox list
ls dove/mail/Maildir/new >before
mv dove/mail/Maildir/new/read.mail dove/mail/Maildir/cur/read.mail:2,S
message unread
run 0 sn-inbox fetch -v
like err '^sn-inbox: 2 new letters'
subjects
is got 'new read unread'
run 0 sn-inbox fetch -v
like err '^sn-inbox: 0 new letters, 0 matched to orders, 0 known'

# marked unseen again: known, and marked again
mv dove/mail/Maildir/cur/unread.mail* dove/mail/Maildir/cur/unread.mail:2,
run 0 sn-inbox fetch -v
like err '^sn-inbox: 0 new letters'
flags
is got 'new old read unread'

# several batches, bodies of all sizes, bytes that look like the protocol
i=0
while [ $i -lt 600 ]; do
	i=$((i + 1))
	printf 'Subject: n%d\n\n)\r\n* OK x {5}\r\nA001 OK\r\n' $i |
	    deliver "n$i.mail"
done
perl -e 'print "Subject: big\n\n", "0123456789abcdef\n" x 300000' |
    deliver big.mail
run 0 sn-inbox fetch -v
like err '^sn-inbox: 601 new letters'
sql "SELECT length(bytes) > 5000000 FROM letter JOIN letter_bytes USING (id)
    WHERE subject = 'big'" >got
is got 1
flags
tr ' ' '\n' <got | grep -c . >got2
is got2 605

# the folder numbered anew: nothing twice
rm -f dove/mail/Maildir/dovecot*
message late
run 0 sn-inbox fetch -v
subjects
tr ' ' '\n' <got | sort | uniq -d >twice
is twice ''
like got ' late '

# killed at any time: all there, each once
sql 'SELECT count(*) FROM letter' >had
i=0
while [ $i -lt 60 ]; do
	i=$((i + 1))
	perl -e 'print "Subject: k$ARGV[0]\n\n", "x" x 20000' $i |
	    deliver "k$i.mail"
done
for ms in 20 35 50 65 80 110; do
	sn-inbox fetch >/dev/null 2>&1 &
	pid=$!
	perl -e 'select undef, undef, undef, $ARGV[0] / 1000;
	    kill 9, $ARGV[1]' "$ms" "$pid"
	wait "$pid" 2>/dev/null
done
run 0 sn-inbox fetch
sql "SELECT count(*), count(DISTINCT subject) FROM letter
    WHERE subject GLOB 'k[0-9]*'" >got
is got '60|60'
sql 'SELECT count(*) FROM letter LEFT JOIN letter_bytes b ON b.id = letter.id
    WHERE b.id IS NULL' >got
is got 0
done_testing
