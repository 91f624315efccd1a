#!/bin/sh
# Import the order files that lie in $SN_CRON_IMPORT.  What is in goes to
# done/.  Some malls give two files that must come in one run: what was
# refused alone is tried together, and waits an hour for the other one before
# it goes to failed/.  A file that changed within the last minute may still be
# on its way and is left for the next time.
set -u
cd "$SN_CRON_IMPORT" || exit 2
mkdir -p 'done' failed || exit 6
worst=0

worse() {
	[ "$1" -le "$worst" ] || worst=$1
}

# old MINUTES FILE: it did not change for so long
old() {
	[ -n "$(find "$2" -prune -mmin "+$1")" ]
}

# put DIRECTORY FILE ...: away, and never over another one of that name
put() {
	to=$1
	shift
	for from; do
		name=${from#./} n=1
		while [ -e "$to/$name" ]; do
			n=$((n + 1))
			name=$n-${from#./}
		done
		mv "$from" "$to/$name" || worse 6
	done
}

set --
for file in ./*; do
	[ -f "$file" ] || continue
	old 1 "$file" || continue
	said=$(sn-import "$file" 2>&1 >/dev/null)
	status=$?
	if [ "$status" -eq 2 ]; then
		set -- "$@" "$file"
		continue
	fi
	printf '%s\n' "$said"
	worse "$status"
	[ "$status" -gt 1 ] || put 'done' "$file"
done
[ $# -gt 0 ] || exit "$worst"

sn-import "$@" >/dev/null
status=$?
if [ "$status" -le 1 ]; then
	worse "$status"
	put 'done' "$@"
elif [ "$status" -gt 2 ]; then
	worse "$status"
else
	for file; do
		old 60 "$file" || continue
		put failed "$file"
		worse 2
	done
fi
exit "$worst"
