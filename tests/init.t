#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

mode() {
	stat -c '%a %n' "$@" >modes
}

# a bare call makes everything, readable by nobody else, and works at once
umask 022
run 0 sn-init -H shop
is out 'made shop
made shop/formats
made shop/templates
made shop/secrets
made shop/sn.conf
made shop/rules.conf
made shop/checks.conf
made shop/robo.conf
made shop/store.db'
mode shop shop/formats shop/templates shop/secrets shop/sn.conf \
    shop/rules.conf shop/checks.conf shop/store.db
is modes '700 shop
700 shop/formats
700 shop/templates
700 shop/secrets
600 shop/sn.conf
600 shop/rules.conf
600 shop/checks.conf
600 shop/store.db'
run 0 grep -qx 'language = ja' shop/sn.conf
run 0 grep -qx 'shop "own-main" {' shop/sn.conf
run 0 cat shop/.gitignore
is out 'store.db*
secrets/
cron/
backup/'
sql 'SELECT count(*) FROM orders; PRAGMA user_version' >out
like out '^[1-9]'

# again: nothing is made, nothing is changed
cp shop/sn.conf before
run 0 sn-init -H shop
is out ''
run 0 cmp shop/sn.conf before
run 0 rm -r shop/secrets
run 0 sn-init -H shop
is out 'made shop/secrets'

# shops: named at once, or added later to what a person has written
run 0 sn-init -H two --shop rakuten-main=rakuten --shop "電話=phone"
run 1 grep -q own-main two/sn.conf
echo '# mine' >>two/sn.conf
run 0 sn-init -H two --shop yahoo-main=yahoo --shop rakuten-main=rakuten
like out two/sn.conf
tail -n 5 two/sn.conf >out
is out '# mine

shop "yahoo-main" {
	mall = "yahoo"
}'
cp two/sn.conf before
run 3 sn-init -H two --shop rakuten-main=yahoo
run 2 sn-init -H two --shop a=rakutn
like err 'rakutn.*rakuten'
run 2 sn-init -H two --shop 12=own
run 2 sn-init -H two --shop nomall
run 2 sn-init -H two --shop
run 0 cmp two/sn.conf before
run 0 sh -c 'cd two && ls'
is out 'checks.conf
formats
robo.conf
rules.conf
secrets
sn.conf
store.db
templates'

# a file that is wrong stays as it is, and is named
echo 'nosuch = 1' >>two/sn.conf
run 2 sn-init -H two --shop b=own
like err 'two/sn.conf:[0-9]+: nosuch'

# where it goes without -H
run 0 env SN_HOME="$tmp/three" sn-init
run 0 test -f three/store.db
run 0 env XDG_DATA_HOME="$tmp/share/deep" sn-init
run 0 test -f share/deep/sn/store.db
run 0 sn-init
run 0 test -f .local/share/sn/store.db

# what cannot be
run 2 sn-init operand
run 2 sn-init --nosuch
run 0 sn-init --help
like out '^usage: sn-init'
: >file
run 6 sn-init -H file/dir
run 6 sh -c 'sn-init -H four >/dev/full'
run 0 test -f four/store.db

done_testing
