# Sourced after tests/lib.sh by tests with a real IMAP server: Dovecot on
# loopback, over TLS with a CA of its own, in $tmp/dove.
#
#	dovecot_start		port in $imap_port, CA in $SSL_CERT_FILE, the
#				password of shop is in $imap_password; false
#				when it cannot run here
#	deliver NAME < MESSAGE	into the folder INBOX
#
# shellcheck shell=sh
dovecot=/usr/sbin/dovecot
imap_password='p a"ss\word'

certificates() {
	{
		openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key \
		    -out ca.pem -days 2 -subj /CN=ca
		openssl req -newkey rsa:2048 -nodes -keyout key.pem \
		    -out request.pem -subj /CN=localhost
		echo 'subjectAltName=DNS:localhost,IP:127.0.0.1' >names
		openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key \
		    -CAcreateserial -days 2 -extfile names -out cert.pem
	} >openssl.log 2>&1
}

# Root's server has users for its parts, who must get at their sockets;
# anybody else's runs as he.
dovecot_conf() {
	user=$(id -un)
	group=$(id -gn)
	login=$user mailer=$user
	if [ "$(id -u)" -eq 0 ]; then
		user=dovecot group=dovecot login=dovenull mailer=nobody
		chmod 711 "$tmp"
		chown -R nobody mail
	fi
	cat <<CONF
base_dir = $PWD/run
state_dir = $PWD/run
log_path = $PWD/log
protocols = imap
listen = 127.0.0.1
default_internal_user = $user
default_internal_group = $group
default_login_user = $login
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:$PWD/mail/Maildir
ssl = yes
ssl_cert = <$PWD/cert.pem
ssl_key = <$PWD/key.pem
auth_mechanisms = plain
auth_failure_delay = 0
disable_plaintext_auth = yes
passdb {
	driver = passwd-file
	args = scheme=PLAIN username_format=%u $PWD/users
}
userdb {
	driver = static
	args = uid=$mailer gid=$(id -gn "$mailer") home=$PWD/mail
}
service anvil {
	chroot =
	unix_listener anvil-auth-penalty {
		mode = 0
	}
}
service stats {
	chroot =
}
service imap-login {
	chroot =
	inet_listener imap {
		port = 0
	}
	inet_listener imaps {
		port = $imap_port
		ssl = yes
	}
}
CONF
}

dovecot_start() {
	[ -x "$dovecot" ] || return
	mkdir -p dove/run dove/mail/Maildir/new dove/mail/Maildir/cur \
	    dove/mail/Maildir/tmp
	cd dove || return
	imap_port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(
	    Listen => 1, LocalAddr => "127.0.0.1")->sockport')
	certificates && printf 'shop:{PLAIN}%s::::::\n' "$imap_password" \
	    >users && dovecot_conf >conf && "$dovecot" -c "$PWD/conf" \
	    >start.log 2>&1
	started=$?
	SSL_CERT_FILE=$PWD/ca.pem
	export SSL_CERT_FILE
	cd ..
	[ "$started" -eq 0 ] || { show dove/start.log; return 1; }
	trap 'kill "$(cat "$tmp/dove/run/master.pid")"; rm -rf "$tmp"' EXIT
}

deliver() {
	cat >"dove/mail/Maildir/tmp/$1" &&
	    chmod 644 "dove/mail/Maildir/tmp/$1" &&
	    mv "dove/mail/Maildir/tmp/$1" dove/mail/Maildir/new/
}
