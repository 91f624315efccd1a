#!/bin/sh
# All files of the golden cases are known as what they are, without -f, and
# every format has a case.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

golden=$top/tests/golden
sn-format --tsv list | sed 1d | cut -f 1,2 >formats
while read -r name kind; do
	case $kind in
	tracking)
		# a return is tried where labels and numbers are
		[ -d "$golden/$name" ] || grep -q "$name\|${name%-return}" \
		    "$top"/tests/*.t
		;;
	*)
		ls "$golden/$name"/* >/dev/null 2>&1
		;;
	esac
	ok $? "$name has a golden case"
	[ "$kind" = order ] || continue
	# one that asks for nothing is taken only where it is named
	known=$name
	sn-format show "$name" | grep -q '^  "requires"' || known=
	for file in "$golden/$name"/*/in.* "$golden/$name"/*/second.*; do
		[ -e "$file" ] || continue
		sn-format --csv guess "$file" 2>&1 >/dev/null |
		    sed -n 's/.*: is a file of \([^ ]*\) .*/\1/p' >found
		[ "$(cat found)" = "$known" ]
		ok $? "${file#"$golden/"} is known as ${known:-nothing}"
	done
done <formats
[ "$(wc -l <formats)" -gt 10 ]
ok $? 'there are formats'

# a case is of a format that there is
for dir in "$golden"/*/; do
	dir=${dir%/}
	grep -q "^${dir##*/}	" formats
	ok $? "there is a format ${dir##*/}"
done
done_testing
