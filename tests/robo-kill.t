#!/bin/sh
# kill -9 in the middle of sn-autorobo, again and again: no step is done
# twice, none is lost, and in the end all is as if nothing had happened
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

export SN_HOME="$tmp/shop"
seed=${SEED:-$(date +%s)}
rounds=${ROUNDS:-12}
echo "# SEED=$seed ROUNDS=$rounds"
awk -v s="$seed" -v n="$rounds" 'BEGIN { srand(s)
    while (n-- > 0) print int(rand() * 120) + 1, int(rand() * 3) }' >dice

# What the shop does by itself.  What a command gets is told to everybody.
make() {
	rm -rf shop
	shop
	cat >>shop/sn.conf <<'CONF'
mail { from = "shop@mikan.example" server = "smtp://localhost:2525" tls = no }
CONF
	cat >shop/robo.conf <<'CONF'
robo "受注" {
	status = new
	do = {
		"tag 自動",
		"mail thanks",
		"run cat >>ran",
		"move payment if pay.when=before",
		"move ready"
	}
}
robo "準備" {
	status = ready
	do = { "check", "mail delay if to.pref=東京都", "move print" }
}
robo "印刷" {
	status = print
	do = { "run cat >>printed", "memo 印刷済み", "move number" }
}
CONF
	cp imported.db shop/store.db
}

# What there is in the end, without ids and times.
picture() {
	sql "SELECT id, status, box, route FROM shipment ORDER BY id;
	    SELECT shipment, tag FROM tag ORDER BY 1, 2;
	    SELECT id, memo FROM orders ORDER BY id;
	    SELECT robo, step, orders, shipment, state FROM step
	    ORDER BY 1, 2, 3, 4;
	    SELECT key, state FROM outbox ORDER BY key"
	sort shop/ran shop/printed
}

# settle: a person looks whether the commands got what nobody knows of
settle() {
	sql "SELECT shipment, step FROM step WHERE state = 'unknown'" |
	    tr '|' ' ' >unknown
	while read -r id step; do
		how=--again
		grep -qx "$id" "shop/${step##*>}" 2>/dev/null && how=--done
		sn-autorobo $how -r looked "$id" >/dev/null 2>&1 </dev/null
	done <unknown
}

"$top/scripts/bench/orders" -s "$((seed % 1000))" -n 150 -o . rakuten
shop
sn-import rakuten.csv >/dev/null 2>import.err
sql 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp shop/store.db imported.db

make
sn-autorobo >told 2>&1
[ "$(sql "SELECT count(*) FROM step WHERE state = 'done'")" -gt 500 ]
ok $? 'an undisturbed run does much'
sn-autorobo >told 2>&1
[ ! -s told ]
ok $? 'and a second one nothing'
picture >whole

mkfifo alive
make
kills=0 unknowns=0
while read -r ms what; do
	[ "$what" -eq 0 ] && make
	cat alive &		# until it and all that it began are gone
	all=$!
	sn-autorobo >/dev/null 2>&1 9>alive &
	pid=$!
	perl -e 'select undef, undef, undef, $ARGV[0] / 1000;
	    kill 9, $ARGV[1]' "$ms" "$pid"
	wait "$pid" 2>/dev/null
	[ $? -eq 137 ] && kills=$((kills + 1))
	wait "$all"
	if [ "$what" -eq 2 ]; then
		sn-autorobo >/dev/null 2>&1
		settle
		unknowns=$((unknowns + $(wc -l <unknown)))
	fi
	[ "$(sort shop/ran shop/printed 2>/dev/null | uniq -c |
	    awk '$1 > 2' | wc -l)" -eq 0 ] &&
	    [ -z "$(sort shop/ran 2>/dev/null | uniq -d)" ] &&
	    [ -z "$(sort shop/printed 2>/dev/null | uniq -d)" ]
	ok $? "killed after $ms ms: no command got anything twice"
done <dice
echo "# $kills killed, $unknowns steps settled by hand"
for _ in 1 2 3; do
	sn-autorobo >/dev/null 2>&1
	settle
done
sn-autorobo >told 2>&1
[ ! -s told ]
ok $? 'quiet in the end'
picture >after
cmp -s whole after
ok $? 'and all is as if nobody had disturbed it'
[ "$(sql 'PRAGMA integrity_check')" = ok ] && sn-store check >/dev/null
ok $? 'the store is sound'
done_testing
