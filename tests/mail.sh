# Sourced after tests/lib.sh by the tests of mail.
# shellcheck shell=sh disable=SC2154	# top, tmp: of lib.sh
unset all_proxy ALL_PROXY no_proxy NO_PROXY SSL_CERT_FILE

servers=
trap 'kill $servers 2>/dev/null; rm -rf "$tmp"' EXIT

# smtpd OPTION ...: tests/smtpd.pl in ./mta, until stop_smtpd or the end; its
# address in $url
smtpd() {
	mkdir -p mta
	rm -f ready
	mkfifo ready
	perl "$top/tests/smtpd.pl" "$@" mta >ready &
	smtpd=$!
	servers="$servers $smtpd"
	read -r port <ready
	url=smtp://127.0.0.1:$port
}

stop_smtpd() {
	kill "$smtpd"
	wait "$smtpd" 2>/dev/null
}

# authority: a CA of our own in ca.pem, and in localhost.pem the certificate
# that it gave to localhost, with its key
authority() {
	openssl req -x509 -newkey rsa:2048 -nodes -days 36500 -keyout ca.key \
	    -out ca.pem -subj '/CN=Test CA' 2>/dev/null
	openssl req -newkey rsa:2048 -nodes -keyout key.pem -out req.pem \
	    -subj '/CN=localhost' 2>/dev/null
	echo 'subjectAltName = DNS:localhost' >ext
	openssl x509 -req -in req.pem -CA ca.pem -CAkey ca.key \
	    -CAcreateserial -days 36500 -extfile ext -out cert.pem 2>/dev/null
	cat cert.pem key.pem >localhost.pem
}

# server [LINE ...]: the company's mail goes there, with these settings
server() {
	sed -i '/^mail {/,/^}/d' shop/sn.conf
	{
		echo 'mail {'
		echo "	server = \"$url\""
		printf '\t%s\n' "${@:-tls = no}"
		echo '}'
	} >>shop/sn.conf
}

# queue N [CHANNEL [TO]]: N letters wait in the outbox, from the id after the
# last on
queue() {
	sql "PRAGMA foreign_keys = ON;
	    INSERT OR IGNORE INTO op (id, at, who, argv, after)
	    VALUES (0, '$SN_NOW', 'test', '[]', 0);
	    WITH RECURSIVE n (i) AS (SELECT coalesce(max(id), 0) + 1 FROM outbox
	        UNION ALL SELECT i + 1 FROM n LIMIT $1)
	    INSERT INTO outbox (id, key, op, kind, channel, target, title,
	        orders, shipment, state, made_at, payload)
	    SELECT i, 'mail thanks order ' || i, 0, 'mail', '${2:--}',
	        '${3:-buyer@mail.example}', '御注文 ' || i, i, NULL, 'queued',
	        '$SN_NOW', json_object('from', 'info@mikan.example',
	        'from_name', 'みかん堂', 'to', '${3:-buyer@mail.example}',
	        'to_name', '髙橋一郎', 'subject', '御注文 ' || i,
	        'text', 'ありがとうございます。' || char(10),
	        'message_id', i || '@mikan.example', 'automatic', json('true'))
	    FROM n;
	    INSERT OR REPLACE INTO counter
	        SELECT 'outbox', max(id) + 1 FROM outbox"
}

# states: how many letters stand in which state
states() {
	sql 'SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state'
}
