#!/bin/sh
# Sourced by every tests/*.t: TAP on standard output, a private current
# directory $tmp, the commands of $BUILD/bin in PATH, the clock stopped.
#
#	run STATUS COMMAND ...	keep its output in out and err, check its exit
#	is FILE TEXT		the file holds that text and a last newline
#	like FILE REGEX		some line of the file matches (grep -E)
#	ok STATUS TEXT		one test point of your own
#	skip TEXT		one that cannot be tested here
#	busy COMMAND ...	it leaves with 5 while somebody else writes
#	shop			make ./shop with the usual shops
#	import_samples		take tests/samples into it
#	sql ARG ...		sqlite3 on shop/store.db
#	seed SQL		the same as one run, so that the log lets it pass
#	done_testing		the plan; always last
#
# shellcheck disable=SC2034	# what only the tests use
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
samples=$top/tests/samples
BUILD=${BUILD:-$top/build}
PATH=$BUILD/bin:$PATH
LC_ALL=C.UTF-8
TZ=UTC
SN_NOW=2026-12-24T09:30:00
unset SN_HOME XDG_DATA_HOME LANG LANGUAGE LC_MESSAGES
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
cd "$tmp" || exit 1
tests=0 failed=0
HOME=$tmp
export BUILD PATH LC_ALL TZ SN_NOW HOME

ok() {
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %d - %s\n' "$tests" "$2"
	else
		failed=1
		printf 'not ok %d - %s\n' "$tests" "$2"
	fi
}

skip() {
	tests=$((tests + 1))
	printf 'ok %d # SKIP %s\n' "$tests" "$1"
}

# What went wrong, as comments that TAP readers show.
show() {
	sed 's/^/# /' "$@"
}

# One line of a command for a test's name: no newline, no hash.
title() {
	printf '%s' "$*" | tr '\n#' '  ' | cut -c 1-200
}

run() {
	want=$1
	shift
	"$@" >out 2>err
	got=$?
	[ "$got" -eq "$want" ]
	ok $? "exit $want: $(title "$@")"
	[ "$got" -eq "$want" ] && return
	echo "# exit $got instead"
	show err
}

busy() {
	mkfifo busy.sql busy.now
	sqlite3 -batch shop/store.db <busy.sql >/dev/null &
	exec 5>busy.sql
	printf 'BEGIN IMMEDIATE;\n.shell echo >busy.now\n' >&5
	read -r _ <busy.now
	SN_WAIT=0 run 5 "$@" 5>&-
	exec 5>&-
	wait $!
	rm busy.sql busy.now
}

is() {
	printf '%s\n' "$2" >want
	[ -n "$2" ] || : >want
	diff -u want "$1" >difference
	ok $? "$1 is as expected"
	show difference
}

like() {
	grep -Eq -e "$2" "$1"
	matched=$?
	ok "$matched" "$1 has $(title "$2")"
	[ "$matched" -eq 0 ] || show "$1"
}

sql() {
	sqlite3 -batch shop/store.db "$@"
}

seed() {
	sql "PRAGMA foreign_keys = ON;
	    BEGIN IMMEDIATE;
	    INSERT OR IGNORE INTO op (id, at, who, argv, after)
	    VALUES (0, '$SN_NOW', 'test', '[]', 0);
	    INSERT INTO running VALUES (1, 0, NULL);
	    $1;
	    DELETE FROM running;
	    COMMIT" || ok 1 "seed $(title "$1")"
}

shop() {
	mkdir -m 700 -p shop
	cat >shop/sn.conf <<'CONF'
prefix = "S"
hold_boxes = { "電話確認", "在庫確認" }

company {
	name = "みかん堂"
	zip = "790-0001"
	pref = "愛媛県"
	city = "松山市"
	town = "一番町4-4-2"
	phone = "089-941-2111"
	mail = "info@mikan.example"
}

shop rakuten-main { mall = rakuten }
shop yahoo-main { mall = yahoo }
shop amazon-main { mall = amazon }
shop shopify-main { mall = shopify }
shop own-main { mall = own }

route "基本" { }

carrier yamato {
	format = yamato-b2cloud
	customer_code = "0899412111"
	freight_code = "01"
	goods = "食品"
}
carrier sagawa {
	format = sagawa-ehiden3
	customer_code = "123456789012"
	goods = "食品"
}
CONF
	sn-init -H shop >/dev/null || ok 1 'sn-init makes the shop'
}

# Some rows of the samples are bad on purpose: 1 is as good as 0.
import_one() {
	sn-import -H shop "$@" >imported 2>import.err
	got=$?
	[ "$got" -le 1 ] && return
	ok 1 "sn-import $(title "$@"): exit $got"
	show import.err
}

import_samples() {
	import_one --shop rakuten-main "$samples/rakuten.csv"
	import_one --shop yahoo-main "$samples/yahoo-order.csv" \
	    "$samples/yahoo-item.csv"
	import_one --shop amazon-main "$samples/amazon-orders.txt"
	import_one --shop shopify-main "$samples/shopify.csv"
	import_one --shop own-main "$samples/sukeneko.csv"
}

done_testing() {
	printf '1..%d\n' "$tests"
	exit "$failed"
}
