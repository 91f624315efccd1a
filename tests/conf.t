#!/bin/sh
# The manual of sn.conf and its reader say the same.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

manual=$top/man/sn.conf.5

# the example of the manual is right as it stands
shop
sed -n '/^\.Sh EXAMPLES/,/^\.Ed/p' "$manual" | sed '/^\./d' >shop/sn.conf
run 0 sn-doctor -H shop
like out '^ok +conf +shop/sn.conf: '
run 0 sn -H shop --list statuses
like out '^inspect$'

# every key that is read is in the manual
grep -ohE '(TEXT|LIST|TITLED|CFG_SEC)\("[a-z_0-9]+"' "$top/lib/conf/read.c" "$top/lib/conf/bundle.c" |
    cut -d '"' -f 2 | sort -u >keys
[ "$(wc -l <keys)" -gt 20 ]
ok $? 'keys were found'
while read -r key; do
	grep -Eq "^\.(It )?(Ic|Ss) (.* , )?$key" "$manual"
	ok $? "the manual has $key"
done <keys

# the diagnostics of the manual are those of the program
conf() {
	printf '%s\n' "$@" >shop/sn.conf
}
conf 'shop rakuten-main {' 'mall = rakutn' '}'
run 2 sn -H shop
is err 'sn: shop/sn.conf:2: shop "rakuten-main": mall: rakutn: no such mall; is it rakuten?'
conf 'shop a {' 'maal = rakuten' '}'
run 2 sn -H shop
is err 'sn: shop/sn.conf:2: maal: no such option here; is it mall?'
conf 'shop a {' 'mall = own' 'mall = own' '}'
run 2 sn -H shop
is err 'sn: shop/sn.conf:3: mall: a second time, after line 2'

# in the language of the locale while the file is wrong
run 2 env LC_ALL=ja_JP.UTF-8 sn -H shop
like err '^sn: shop/sn.conf:3: mall: '

# nothing is written when it is wrong
run 2 sn-init -H shop --shop b=own
run 0 grep -c mall shop/sn.conf
is out 2

done_testing
