#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

tags() {
	sql 'SELECT shipment, tag FROM tag ORDER BY shipment, tag' >got
}

# what cannot start
run 2 sn-tag
like err '^usage: sn-tag add '
run 0 sn-tag --help
run 2 sn-tag list -H shop
orders
export SN_HOME=shop
run 2 sn-tag forget
is err 'sn-tag: forget: add, remove, rename or list was expected'
run 2 sn-tag add
run 2 sn-tag add 12
run 2 sn-tag add 要確認
run 2 sn-tag add 要確認 twelve
run 2 sn-tag add 要確認 -q ''
run 2 sn-tag add 要確認 -q みかん
run 2 sn-tag add 12 -q status=new
run 2 sn-tag add 'a,b' 12
is err "sn-tag: tag: 'a,b': a tag is one line without comma"
run 2 sn-tag add '' 12
run 2 sn-tag rename 要確認
run 2 sn-tag rename a b c
run 2 sn-tag rename 要確認 済
is err 'sn-tag: 要確認: no shipment has that tag'
run 2 sn-tag list 12
run 0 sn-tag add 要確認 - </dev/null
is out ''

# put on, rehearsed first; once more changes nothing
run 0 sn-tag add -n 要確認 12 rakuten-main:1001
like out '"tbl":"tag".*"col":"id","old":null'
[ "$(wc -l <out)" -eq 2 ]
ok $? 'two rows would come'
tags
is got ''
run 0 sn-tag add 要確認 12 rakuten-main:1001	# example
like out '^\{"id":"12"'
tags
is got '11|要確認
12|要確認'
run 0 sn-tag add -v 要確認 12 11
is err 'sn-tag: 0 tags changed on 2 shipments'
sql 'SELECT count(*) FROM change WHERE op = (SELECT max(id) FROM op)' >got
is got 0
run 0 sn-tag add 沖縄 離島 -q to.pref=沖縄県	# example
run 1 sn-tag add --tag=2026 --tag order=7 14 99
is err 'sn-tag: 99: no such shipment'
run 0 sn-find --count tag=2026
is out 1
tags
is got '11|要確認
12|要確認
14|2026
14|order=7
16|沖縄
16|離島'

# listed: open ones, and all
run 0 sn-tag list
is out 'tag      open  all
2026        0    1
order=7     0    1
沖縄        1    1
要確認      2    2
離島        1    1'
run 0 sn-tag list --csv
like out '^要確認,2,2$'

# renamed: one that has both keeps one
run 0 sn-tag add 遠方 16 17
run 0 sn-tag rename -n -v 離島 遠方
is err 'sn-tag: 離島: renamed on 1 shipments'
run 0 sn-tag rename 離島 遠方			# example
tags
is got '11|要確認
12|要確認
14|2026
14|order=7
16|沖縄
16|遠方
17|遠方'
run 0 sn-tag rename 要確認 至急
run 0 sn-undo
run 0 sn-undo "$(sql 'SELECT max(op) FROM change WHERE tbl = '\''tag'\''
	AND old = '\''離島'\''')"
tags
is got '11|要確認
12|要確認
14|2026
14|order=7
16|沖縄
16|遠方
16|離島
17|遠方'

# taken off
run 0 sh -c 'sn-find tag=要確認 | sn-tag remove 要確認 -'	# example
[ "$(wc -l <out)" -eq 2 ]
ok $? 'they are passed on'
run 0 sn-tag remove 要確認 沖縄 12 16
run 2 sn-tag remove 遠方 99
tags
is got '14|2026
14|order=7
16|遠方
16|離島
17|遠方'
run 0 sn-undo
sql "SELECT count(*) FROM tag WHERE tag = '沖縄'" >got
is got 1

# a store that is busy, nobody reads, and a store from the future
busy sn-tag add busy 12
run 6 sh -c 'sn-tag add full 12 >/dev/full'
run 0 sn-find --count tag=full
is out 1
sql 'PRAGMA user_version = 9999'
run 3 sn-tag add x 12
run 3 sn-tag list
done_testing
