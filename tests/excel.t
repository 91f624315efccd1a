#!/bin/sh
# What spreadsheets and editors do to files of orders: certain repairs are
# made and said, the rest is refused, and nothing is ever read as something
# else.  The copies are made by tests/damage/spoil.pl from all golden files
# and samples.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

kinds='zeros dates months scientific trailing bom encoding apostrophes point
thousands wide breaks'

# check FORMAT FILE: its spoilt copies against it
check() {
	delimiter=,
	case $2 in
	*.txt) delimiter=$(printf '\t') ;;
	esac
	sn-format test "$1" "$2" >whole 2>/dev/null
	for kind in $kinds; do
		perl "$top/tests/damage/spoil.pl" "$kind" "$delimiter" <"$2" \
		    >spoilt || continue
		sn-format test "$1" spoilt >records 2>said
		[ $? -le 2 ] &&
		    perl "$top/tests/damage/compare.pl" whole records >wrong &&
		    [ ! -s wrong ]
		ok $? "$1: ${2##*golden/}: $kind: nothing is another thing"
		head -n 5 wrong | show
		echo "$kind $(wc -l <records) $(wc -l <whole)" >>copies
	done
}

# codes and addresses that look like dates
mkdir -p shop/formats
sed -n '/^\.Sh EXAMPLES/,/^\.Ed/p' "$top/man/sn-format.5" |
    sed '1,/^\.Bd/d; /^\.Ed/d; s/"住所"/["住所", "番地"]/' \
    >shop/formats/mycart.json
cat >my.csv <<'CSV'
注文No,注文日,時刻,状態,購入者,合計,届け先,郵便番号,住所,番地,TEL,商品コード,商品名,数量,単価,送料,支払
1,2026-12-20,09:00,,表能子,2500,髙田一,060-0001,北海道札幌市中央区北一条西,1-2,011-0123-4567,1-2-3,みかん,1,2000,500,代引き
2,2026-12-20,09:01,,表能子,4500,髙田一,0600001,北海道札幌市中央区北一条西,1-2-3,0110123456,4-5,みかん,2,2000,500,銀行振込
3,2026-12-20,09:02,,表能子,2500,髙田一,0600001,北海道札幌市中央区北一条西,12,0110123456,490123456789012,みかん,1,2000,500,銀行振込
4,2026-12-20,09:03,,表能子,2500,髙田一,0600001,北海道札幌市中央区北一条西,1丁目,0110123456,A-9,みかん,1,2000,500,銀行振込
CSV

for file in "$top"/tests/golden/*/*/in.*; do
	set -- "${file%/in.*}"/second.*
	[ ! -e "$1" ] || continue
	format=${file#"$top/tests/golden/"}
	check "${format%%/*}" "$file"
done
for pair in rakuten:rakuten.csv shopify:shopify.csv sukeneko:sukeneko.csv \
    amazon-unshipped:amazon-unshipped.txt; do
	check "${pair%%:*}" "$samples/${pair#*:}"
done
SN_HOME=$tmp/shop
export SN_HOME
check mycart "$tmp/my.csv"

# each kind of damage is there; an apostrophe or .0 is taken away
for kind in $kinds; do
	awk -v kind="$kind" '$1 == kind { n++; kept += $2; all += $3 }
	    END { printf "# %s: %d copies, %d of %d records are read\n", kind,
		n, kept, all; exit n == 0 }' copies
	ok $? "$kind: there are copies"
done
sed "1!s/A-9,みかん,1,2000/'123,みかん,1.0,2000.0/; s/,011-0123-4567/,'0110123456/" \
    my.csv >mend.csv
run 0 sn-format test mycart mend.csv
like out '"number":"4".*"code":"123".*"quantity":1,.*"unit_price":2000'
like err '^sn-format: mend.csv: 1 numbers put right that a spreadsheet had'
sed 's/1-2-3,みかん/2001\/2\/3,みかん/; s/,1-2-3,/,1月2日,/
    s/490123456789012/490123.0/; s/A-9/2-Jan/' my.csv >dates.csv
run 2 sn-format test mycart dates.csv
like err '商品コード: 2001/2/3: a spreadsheet has made a date of this$'
like err '番地: 1月2日: a spreadsheet has made a date of this$'
like err '商品コード: 490123.0: a code that a program has taken for a number$'
like err '商品コード: 2-Jan: a spreadsheet has made a date of this$'
done_testing
