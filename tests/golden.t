#!/bin/sh
# Each directory golden/FORMAT/CASE holds in.* (and second.* of a pair), what
# sn-format, or sn-inbox of a mail, makes of it in out.ndjson, and in err what it says besides that.
# A new case is a new directory with in.*; "sh tests/golden.t --write" makes
# the rest, to be read before it is kept.
. "$(dirname "$0")/lib.sh"

write=${1:-}
shop
for dir in "$top"/tests/golden/*/*/; do
	dir=${dir%/}
	case=${dir#"$top/tests/golden/"}
	format=${case%/*}
	rm -f in.* second.*
	cp "$dir"/in.* .
	set -- in.*
	for second in "$dir"/second.*; do
		[ -e "$second" ] || continue
		cp "$second" .
		set -- "$1" "${second##*/}"
	done
	case $format in
	mail-*)	sn-inbox parse -H shop --shop own-main -f "$format" \
		    "$@" >out 2>err ;;
	*)	sn-format test "$format" "$@" >out 2>err ;;
	esac
	echo "exit $?" >>err
	if [ "$write" = --write ]; then
		cp out "$dir/out.ndjson"
		cp err "$dir/err"
	fi
	diff -u "$dir/out.ndjson" out >difference
	ok $? "$case: records"
	show difference
	diff -u "$dir/err" err >difference
	ok $? "$case: messages"
	show difference
done
done_testing
