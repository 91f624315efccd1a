#!/bin/sh
# sn-format guess: how many columns of all header rows that are known it
# gets right, in any order, and that what it proposes can be used.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# score EXPECTED GOT: header<TAB>target ... of one file against what guess
# says; "-" expects that nothing is made of it.  Parts of an address count
# as the address, for malls cut them at different places.
cat >score.pl <<'PERL'
use utf8;
use open qw(:std :utf8);
my ($expected, $got) = @ARGV;
sub base {
	my ($t) = @_;
	$t =~ s|/\d||g;
	$t =~ s/_(building|city|pref)$/_town/;
	return $t;
}
my %want;
open my $in, "<", $expected or die;
while (<$in>) {
	chomp;
	my ($header, $target) = split /\t/;
	$want{$header}{base($target)} = 1;
}
my ($n, $right) = (0, 0);
open $in, "<", $got or die;
<$in>;
while (<$in>) {
	chomp;
	my ($header, $target) = split /\t/;
	next unless $want{$header};
	my $ok = grep { $want{$header}{base($_)} } split / /, $target;
	$n++;
	$right += $ok > 0;
	print STDERR "$header: $target, not ",
	    join("|", sort keys %{$want{$header}}), "\n" unless $ok;
}
print "$right $n\n";
PERL

# What the facts of a mall expect: perl walks its fields.
cat >facts.pl <<'PERL'
use utf8;
use JSON::PP;
use open qw(:std :utf8);
my ($concepts, $file) = @ARGV;
my %target;
open my $in, "<", $concepts or die;
while (<$in>) {
	chomp;
	my ($concept, $target) = split /\t/;
	$target{$concept} = $target;
}
open $in, "<:raw", $file or die;
my $d = decode_json(do { local $/; <$in> });
exit 1 unless ref $d eq "HASH" && ($d->{kind} // "") eq "orders" &&
    $d->{fields} && $d->{headers};
open my $header, ">", "header.csv" or die;
# the order says nothing, so it is another one
print $header join(",", map { my $h = $_; $h =~ s/"/""/g; qq("$h") }
    reverse grep { $_ ne "?" && $_ ne "" } @{$d->{headers}}), "\n";
for my $concept (keys %{$d->{fields}}) {
	my $target = $target{$concept} or next;
	my $h = $d->{fields}{$concept};
	print "$_\t$target\n" for ref $h ? @$h : $h;
}
PERL

# What a format of ours expects: the columns that it makes values from.
cat >ours.pl <<'PERL'
use utf8;
use JSON::PP;
use open qw(:std :utf8);
my ($file) = @ARGV;
open my $in, "<:raw", $file or die;
my $d = decode_json(do { local $/; <$in> });
exit 1 if $d->{kind} ne "order" || $d->{second};
my (%all, @pairs);
sub headers {
	my ($v) = @_;
	return () unless defined $v;
	return map { (split /\|/)[0] } $v unless ref $v;
	return map { headers($_) } @$v if ref $v eq "ARRAY";
	return () unless ref $v eq "HASH";
	$all{(split /\|/)[0]} = 1 for keys %{$v->{when} // {}};
	return (headers($v->{from}), headers($v->{else}));
}
sub pair {
	my ($v, $target) = @_;
	push @pairs, [$_, $target] for headers($v);
}
for my $section (qw(order destination shipment line)) {
	pair($d->{$section}{$_}, $_ eq "mall_id" && $section eq "destination" ?
	    "destination.key" : "$section.$_")
	    for keys %{$d->{$section} // {}};
}
pair($_->{amount}, "charges.$_->{kind}")
    for grep { !ref $_->{kind} } @{$d->{charges} // []};
pair($_->{method}, "payments.method") for @{$d->{payments} // []};
$all{$_->[0]} = 1 for @pairs;
open my $header, ">", "header.csv" or die;
print $header join(",", map { my $h = $_; $h =~ s/"/""/g; qq("$h") }
    sort keys %all), "\n";
print "$_->[0]\t$_->[1]\n" for grep { $_->[1] =~
    /\.(number|ordered_at|by_|to_|name|code|sku|quantity|unit_price)|want_/ }
    @pairs;
PERL

# measure: add the score of header.csv to right and all
right=0 all=0
measure() {
	sn-format --tsv guess header.csv >got 2>/dev/null
	score=$(perl score.pl expected got 2>wrong)
	right=$((right + ${score% *}))
	all=$((all + ${score#* }))
	sed "s|^|# ${1##*/}: |" wrong
}
percent() {
	echo "# $1: $right of $all columns right," \
	    "$((right * 1000 / all)) of a thousand"
	[ $((right * 100)) -ge $((all * 95)) ]
	ok $? "$1: at least 95 % of the columns"
	right=0 all=0
}

for file in "$top"/lib/format/format/*.json; do
	perl ours.pl "$file" >expected && measure "$file"
done
percent 'shipped formats'
facts=${SN_MALL_FACTS:-$top/../shared/formats/malls}
if [ -d "$facts" ]; then
	for file in "$facts"/*.json; do
		perl facts.pl "$top/tests/guess-concepts.tsv" "$file" \
		    >expected && measure "$file"
	done
	percent 'known header rows'
else
	skip 'no ../shared/formats here'
fi

# what it proposes passes lint and reads the file
mkdir -p shop/formats
cat >orders.csv <<'CSV'
備考,謎の列,個数,商品単価,品名,お届け先ご住所,お届け先〒,お届け先お名前,ご注文者メール,注文日時,受注番号,お支払い方法,送料,発送状況
,x,2,1000,みかん,愛媛県松山市一番町4-4-2,790-0001,髙田一,a@example.jp,2026/12/20 09:00,A-1,代引き,500,
急ぎ,x,1,1000,みかん,愛媛県松山市一番町4-4-2,790-0001,髙田一,b@example.jp,2026/12/20 09:00,A-2,代引き,500,取消済
CSV
run 0 sn-format guess orders.csv
cp out shop/formats/orders.json
is err 'sn-format: orders.csv: column 謎の列: not understood
sn-format: orders.csv: 13 of 14 columns understood; the format is unverified: read it before you use it'
like out '"confidence": "unverified"'
run 0 sn-format -H shop lint shop/formats/orders.json
run 0 sn-format -H shop test orders orders.csv
like out '"number":"A-1".*"name":"髙田一".*"quantity":2.*"ready"'
like out '"number":"A-2".*"cancelled"'
run 0 sn-format --csv guess orders.csv
like out '^お届け先〒,destination.to_zip$'
like out '^謎の列,\?$'

# nobody is named: the buyer is the recipient
printf '注文番号\t注文日\t氏名\t住所\t数量\t単価\n' >plain.txt
run 0 sn-format guess plain.txt
like out '"to_name": "氏名"'
like out '"by_name": "氏名"'
like out '"delimiter": "\\t"'

# CP932, and something that no order can be without
printf '注文番号,氏名,住所\n' | iconv -t CP932 >few.csv
run 1 sn-format guess few.csv
like err 'few.csv: no column for: order.ordered_at, line.quantity, line.unit_price$'
: >empty.csv
run 2 sn-format guess empty.csv
like err 'empty.csv: the file is empty'
run 2 sn-format guess nothing.csv
run 2 sn-format guess
done_testing
