#!/bin/sh
# README, manuals and commands speak of the same things.
# shellcheck disable=SC2016,SC2094	# backquotes of markdown; names of files
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

readme=$top/README.md
man=$top/man

commands() {
	for file in "$top"/cmd/*.c "$top"/cmd/*.sh; do
		[ -e "$file" ] || continue
		file=${file##*/}
		echo "${file%.*}"
	done | sort
}

# every command has a manual and a row in README, and the other way round
commands >commands
while read -r name; do
	[ -f "$man/$name.1" ]
	ok $? "$name has a manual"
	grep -q "^| \`$name\` |" "$readme"
	ok $? "$name is in README"
	grep -q "^\.Nd ." "$man/$name.1" 2>/dev/null
	ok $? "$name is described in a line"
done <commands
sed -n 's/^| `\(sn[a-z-]*\)` | .*/\1/p' "$readme" | sort >named
run 0 diff -u commands named
for file in "$man"/*.1; do
	[ -x "$BUILD/bin/$(basename "$file" .1)" ]
	ok $? "${file##*/} has a command"
done

# a command is described alike by itself, its manual and README
while read -r name; do
	"$name" --help 2>/dev/null | sed -n "1s/^$name: //p" >about
	sed -n 's/^\.Nd //p' "$man/$name.1" >manual 2>/dev/null
	sed -n "s/^| \`$name\` | \(.*\) |$/\1/p" "$readme" >row
	diff -u about manual >difference
	ok $? "$name: its manual says the same"
	diff -u about row >difference
	ok $? "$name: README says the same"
done <commands

# every manual that another one names is there
sed -n 's/^\.Xr \(sn[a-z.-]*\) \([157]\).*/\1.\2/p' "$man"/*.[157] |
    sort -u >pages
while read -r page; do
	[ -f "$man/$page" ]
	ok $? "there is $page"
done <pages
for file in "$man"/*.[157]; do
	[ "${file##*/}" = sn.7 ] ||
	    grep -q "^\.Xr $(basename "${file%.*}") ${file##*.}" "$man/sn.7"
	ok $? "sn(7) names ${file##*/}"
done

# the table of formats is what sn-format says: "scripts/formats-table -w"
shop
run 0 "$top/scripts/formats-table"
cp out list
[ "$(wc -l <list)" -gt 10 ]
ok $? 'there are formats'
sed -n '/^## Formats/,/^## Dep/p' "$readme" | grep '^|' >table
run 0 diff -u list table

# the statuses of sn(7) are those of the program
sed -n 's/^\.It \([a-z]*\) Ta \([^ ]*\) Ta.*/\1/p' "$man/sn.7" >manual
sn -H shop --list statuses >statuses
run 0 diff -u statuses manual

# the two parts of the morning do what they say, in both languages, by the
# rules that stand beside them, which hold what they promise
mkdir in returned
cp "$samples/rakuten.csv" "$samples/yahoo-order.csv" \
    "$samples/yahoo-item.csv" "$samples/amazon-unshipped.txt" in
SN_HOME=$tmp/shop
export SN_HOME
for file in README.md README.ja.md; do
	rm -rf shop/store.db* results returned/* rejects.csv
	sn-init >/dev/null
	sed -n '/^rule "/,/^```$/p' "$top/$file" | sed '/^```$/d' \
	    >shop/rules.conf
	[ "$(grep -c '^rule' shop/rules.conf)" -gt 3 ]
	ok $? "$file has rules"
	run 0 sn-route --test
	run 0 sn-route --lint
	sed -n '/^robo "/,/^```$/p' "$top/$file" | sed '/^```$/d' \
	    >shop/robo.conf
	[ "$(grep -c '^robo' shop/robo.conf)" -gt 0 ]
	ok $? "$file has automation"
	run 0 sn-autorobo --lint
	awk -v n=1 '/^```$/ { on = 0 } on && part == n
	    /^```sh$/ { on = 1; part++ }' "$top/$file" >morning
	awk -v n=2 '/^```$/ { on = 0 } on && part == n
	    /^```sh$/ { on = 1; part++ }' "$top/$file" >noon
	[ "$(wc -l <morning)" -gt 5 ] && [ "$(wc -l <noon)" -gt 2 ]
	ok $? "$file has a morning"
	run 0 sh -eu morning
	for label in b2.csv ehiden.csv; do
		"$top/scripts/bench/returns" "$label" >"returned/$label"
	done
	run 0 sh -eu noon
	run 0 sn-find --count 'status=done reported=*'
	[ "$(cat out)" -gt 20 ]
	ok $? "$file: shipments have numbers"
	run 0 ls results
	[ "$(wc -l <out)" -eq 3 ]
	ok $? "$file: three malls get a result file"
done

# what stands in examples is there
for file in README.md README.ja.md; do
	sed -n '/^```/,/^```$/p; /^    /p' "$top/$file"
done | grep -oE '\bsn(-[a-z]+)?( |$)' | sort -u >called
[ "$(wc -l <called)" -gt 10 ]
ok $? 'the examples call commands'
while read -r name; do
	run 0 "$name" --help
done <called

# what the prose names is in the tree
for path in scripts/demo scripts/check scripts/deps LICENSE README.ja.md \
    man/sn.7; do
	grep -q "$path" "$readme" && [ -e "$top/$path" ]
	ok $? "README's $path is there"
done

done_testing
