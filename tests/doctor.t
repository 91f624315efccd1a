#!/bin/sh
# shellcheck disable=SC2086	# $real is three words
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# The clock of the tests stands still, which is a warning of its own.
real='env -u SN_NOW'

shop
run 0 $real sn-doctor -H shop
like out '^ok +conf +shop/sn.conf: 5 shops, 1 routes, 2 carriers$'
like out '^ok +language +en$'
like out '^ok +permissions '
like out '^ok +space +shop: [0-9]+ MB free'
like out '^ok +formats +[0-9]+ formats'
like out '^ok +store +shop/store.db: sound at a glance, schema [0-9]+, 0 orders$'
like out '^ok +batches '
like out '^ok +postal +no postal codes are loaded'
like out '^ok +clock +20[0-9-]+T[0-9:]+ in Japan$'
is err ''
run 0 $real sn-doctor -H shop --all --exit-code
like out '^ok +store +shop/store.db: whole'

# for programs
run 0 $real sn-doctor -H shop --json
like out '^\[\{"verdict":"ok","check":"conf","text":"shop/sn.conf: '

# warnings do not fail, unless they are asked for
run 0 sn-doctor -H shop
like out '^warning +clock +stopped at 2026-12-24T09:30:00 by SN_NOW$'
run 1 sn-doctor -H shop --exit-code
run 0 sn-doctor -H shop --exit-code --help
run 0 sh -c 'sn-doctor -H shop --exit-code >doctor.txt || cat doctor.txt'
like out '^warning'

# permissions
chmod 755 shop
run 1 $real sn-doctor -H shop --exit-code
like out '^warning +permissions +shop/.: others may read it: chmod go= shop/.$'
chmod 700 shop
echo key >shop/secrets/key
chmod 640 shop/secrets/key
run 3 $real sn-doctor -H shop
like out '^error +permissions +shop/secrets/key: others may read it'
chmod 600 shop/secrets/key
chmod 622 shop/sn.conf
run 3 $real sn-doctor -H shop
like out '^error +permissions +shop/sn.conf: others may write it'
chmod 600 shop/sn.conf
run 0 $real sn-doctor -H shop --exit-code

# secrets: those in use are there, and none has expired
cp shop/sn.conf good
cat >>shop/sn.conf <<'CONF'
mail { server = "smtp://mail.example" user = me secret = post }
secret key { expires = 2099-12-31 }
CONF
run 3 $real sn-doctor -H shop
like out '^error +secrets +shop/secrets/post: is not there: its first line is the password of me$'
echo secret >shop/secrets/post
chmod 600 shop/secrets/post
run 0 $real sn-doctor -H shop --exit-code
like out '^ok +secrets +dates known: 1; none ends within 14 days$'
run 0 env SN_NOW=2099-12-17T09:30:00 sn-doctor -H shop
like out '^warning +secrets +shop/secrets/key: expires on 2099-12-31, days left: 14$'
run 0 env SN_NOW=2099-12-16T09:30:00 sn-doctor -H shop
like out '^ok +secrets '
run 3 env SN_NOW=2100-01-01T09:30:00 sn-doctor -H shop
like out '^error +secrets +shop/secrets/key: expired on 2099-12-31$'
cp good shop/sn.conf

# formats of the shop's own that cannot be read, or are of another kind
echo '{' >shop/formats/mine.json
run 3 $real sn-doctor -H shop
like out '^error +formats +.*mine'
rm shop/formats/mine.json
cp shop/sn.conf good
sed 's/sagawa-ehiden3/nosuch/' good >shop/sn.conf
run 3 $real sn-doctor -H shop
like out '^error +formats +carrier sagawa: .*nosuch'
sed 's/sagawa-ehiden3/rakuten/' good >shop/sn.conf
run 3 $real sn-doctor -H shop
like out '^error +formats +carrier sagawa: rakuten is no format of labels$'

# what every label needs is missed before the first label
sed '/customer_code = "0/d' good >shop/sn.conf
run 1 $real sn-doctor -H shop --exit-code
like out '^warning +conf +sn.conf: section yamato: customer_code is missing, which every label of yamato-b2cloud needs$'

# a configuration that is wrong does not stop the other checks
echo 'nosuch = 1' >shop/sn.conf
run 3 $real sn-doctor -H shop
like out '^error +conf +shop/sn.conf:1: nosuch: no such option'
like out '^ok +store '
: >shop/sn.conf
run 1 $real sn-doctor -H shop --exit-code
like out '^warning +conf +shop/sn.conf: no shop'
like out '^warning +conf +shop/sn.conf: company: '
cp good shop/sn.conf

# a run in the future: one of the clocks was wrong
seed "INSERT INTO op (id, at, who, argv, after)
    VALUES (9, '2199-01-01T00:00:00', 'test', '[]', 0)"
run 0 $real sn-doctor -H shop
like out '^warning +clock +.*, but the last run was at 2199-01-01T00:00:00$'
run 3 env SN_NOW=tomorrow sn-doctor -H shop
like out '^error +clock +SN_NOW: tomorrow'
run 3 env SN_NOW=1999-12-31T00:00:00 sn-doctor -H shop
for now in 2026-02-29T10:00:00 2026-13-01T10:00:00 2026-12-24T10:00:60; do
	run 2 env SN_NOW=$now sn-bundle find -H shop
	is err "sn-bundle: SN_NOW: $now: not a time like 2026-12-24T09:30:00"
done
run 0 env SN_NOW=2028-02-29T23:59:59 sn-bundle find -H shop
seed "DELETE FROM op WHERE id = 9"

# lead times that are wrong, and right
printf '*\t*\t愛媛\t*\t1\n' >shop/leadtime.tsv
run 3 sn-doctor -H shop
like out '^error +leadtime +shop/leadtime.tsv:1: 愛媛: no such prefecture or region$'
printf '*\t*\t愛媛県\t*\t1\n' >shop/leadtime.tsv
run 0 sn-doctor -H shop
like out '^ok +leadtime +shop/leadtime.tsv$'
rm shop/leadtime.tsv

# rules that are wrong
cp shop/rules.conf rules.kept
echo 'rule x { if = "to.prf=x" then = { "tag y" } }' >shop/rules.conf
run 3 $real sn-doctor -H shop
like out '^error +rules +shop/rules.conf:1: rule "x": if: no such field'
cp rules.kept shop/rules.conf
run 0 $real sn-doctor -H shop --all
like out '^ok +rules +shop/rules.conf: 0 rules, 0 tests$'

# a label file that was never written, an effect that failed
seed "INSERT INTO batch (id, op, kind, format, at, rows, sha256, bytes)
    VALUES (1, 0, 'label', 'x', '2026-12-24T09:00:00', 0, '', x'');
    INSERT INTO outbox (id, key, op, kind, state, made_at)
    VALUES (1, 'k', 0, 'mail', 'dead', '2026-12-24T09:00:00')"
run 1 $real sn-doctor -H shop --exit-code
like out '^warning +batches +1 files were not written: sn-label --again$'
like out '^warning +outbox +1 effects failed .*: sn-outbox list$'

# a store made by an older program is brought up to date when asked to
newest=$(sql 'PRAGMA user_version')
mkdir -m 700 old
cp shop/sn.conf old
cat "$top"/lib/store/schema/000[1-3]-*.sql | sqlite3 old/store.db
sqlite3 old/store.db 'PRAGMA user_version = 3'
chmod 600 old/store.db
run 3 $real sn-doctor -H old
like out "^error +store +the store has schema 3, this program needs $newest: run sn-doctor --migrate$"
run 0 $real sn-doctor -H old --migrate
like out "^ok +store +.*schema $newest, 0 orders$"
run 0 sqlite3 old/store.db.v3 'PRAGMA user_version'
is out 3
run 0 $real sn-doctor -H old --all --exit-code

# one of a newer program is left alone
run 0 $real sn-doctor -H shop --migrate
sql 'PRAGMA user_version = 9999'
run 3 $real sn-doctor -H shop
like out '^error +store +the store has schema 9999'
run 3 sn-doctor -H shop --migrate
sql "PRAGMA user_version = $newest"

# damage: a page in the middle is overwritten
sql 'VACUUM; PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
pages=$(sql 'PRAGMA page_count')
page=0
while [ "$page" -lt "$pages" ]; do
	page=$((page + 5))
	printf 'broken broken broken' | dd of=shop/store.db bs=1 conv=notrunc \
	    seek=$((page * 4096 - 4096 * 2)) 2>/dev/null
done
run 3 $real sn-doctor -H shop
like out '^error +store '

# there is nothing
rm shop/store.db*
run 3 $real sn-doctor -H shop
like out '^error +store +shop/store.db: no store; sn-init makes one$'
run 2 sn-doctor -H shop --migrate
run 2 sn-doctor operand
run 2 sn-doctor --nosuch
run 6 sh -c 'sn-doctor -H shop >/dev/full'

done_testing
