#!/bin/sh
# Damaged and hostile files: rows always add up, nothing crashes, memory is
# bounded, and the store stays whole.  DAMAGE=1000 makes it a soak.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
export SN_HOME="$tmp/shop"
shop

# damage file seed: some of its bytes changed, gone, doubled or cut off
damage() {
	perl -e '
		my ($file, $seed) = @ARGV;
		srand $seed;
		open my $in, "<:raw", $file or die "$file: $!\n";
		local $/;
		my $bytes = <$in>;
		my @nasty = ("\0", "\"", ",", "\n", "\r\n", "\t", "\xff",
		    "\x81", "\x5c", "\xef\xbb\xbf", "-9999", "4.43E+11",
		    "\xe3\x81", "=1+1", "a" x 5000);
		for (1 .. 1 + int rand 8) {
			my $at = int rand length $bytes;
			my $kind = int rand 4;
			if ($kind == 0) {
				substr($bytes, $at, 1) = chr int rand 256;
			} elsif ($kind == 1) {
				substr($bytes, $at, int rand 40) = "";
			} elsif ($kind == 2) {
				substr($bytes, $at, 0) = $nasty[rand @nasty];
			} else {
				substr($bytes, $at, 0) =
				    substr($bytes, int rand length $bytes, 300);
			}
		}
		$bytes = substr $bytes, 0, int rand length $bytes
		    if rand() < 0.1;
		print $bytes' "$1" "$2"
}

bad=0
n=0
for f in rakuten.csv amazon-orders.txt amazon-unshipped.txt shopify.csv \
    sukeneko.csv; do
	i=0
	while [ $i -lt "${DAMAGE:-8}" ]; do
		i=$((i + 1)) n=$((n + 1))
		damage "$samples/$f" "$n" >damaged
		sn-import --json --shop own-main damaged >out 2>err
		got=$?
		if [ $got -gt 2 ] || ! perl -ne '
		    /"rows":\{"read":(\d+),"new":(\d+),"updated":(\d+),"unchanged":(\d+),"refused":(\d+)/
			or next;
		    exit !($1 == $2 + $3 + $4 + $5)' out; then
			bad=$((bad + 1))
			echo "# $f, seed $n: exit $got"
			show out err
		fi
	done
done
ok $bad "$n damaged files: rows add up"
[ "$(sql 'PRAGMA integrity_check')" = ok ] &&
    [ -z "$(sql 'PRAGMA foreign_key_check')" ]
ok $? 'the store is whole'

# limit command ...: at most so much memory; a sanitizer wants it all
# shellcheck disable=SC2317	# run calls it
limit() {
	case $BUILD in
	*san*) "$@" ;;
	*) prlimit --as=268435456 -- "$@" ;;
	esac
}
head -c 2000 "$samples/rakuten.csv" | head -1 >header
{ cat header; perl -e 'print q(") . "x" x 100_000_000 . q(")'; } >wide.csv
run 2 limit sn-import -f rakuten wide.csv
{ cat header; perl -e 'print "x," x 1_000_000, "\n"'; } >long.csv
run 2 limit sn-import -f rakuten long.csv
{ cat header; printf 'a\0b,c\n'; } >nul.csv
run 2 limit sn-import -f rakuten nul.csv
perl -e 'print "{\"id\":" x 1_000_000' >deep.ndjson
run 2 limit sn-import deep.ndjson
perl -e 'print "{\"shop\":\"" . "x" x 70_000_000 . "\"}\n"' >line.ndjson
run 2 limit sn-import line.ndjson
[ "$(sql 'PRAGMA quick_check')" = ok ]
ok $? 'the store is still whole'
done_testing
