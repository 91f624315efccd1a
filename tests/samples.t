#!/usr/bin/perl
#
# The generator of orders, the samples made by it, and the carrier's part.

use strict;
use warnings;
use utf8;

use Encode 'decode';
use File::Temp 'tempdir';
use FindBin;
use Test::More;

my $top = "$FindBin::Bin/..";
my $tmp = tempdir(CLEANUP => 1);
binmode $_, ':utf8' for map { Test::More->builder->$_ }
    qw(output failure_output todo_output);

sub slurp {
	my ($path) = @_;

	open my $f, '<:raw', $path or die "$path: $!\n";
	local $/;
	return <$f> // '';
}

sub spew {
	my ($path, $text) = @_;

	open my $f, '>:raw', $path or die "$path: $!\n";
	print $f Encode::encode('cp932', $text);
	close $f or die "$path: $!\n";
	return $path;
}

sub run { return system(@_) == 0 }

sub orders {
	my ($dir, @args) = @_;

	mkdir "$tmp/$dir";
	return run("$top/scripts/bench/orders", '-o', "$tmp/$dir", @args);
}

# rows of fields; quotes count unless the delimiter is a tab
sub rows {
	my ($text, $delimiter) = @_;
	my (@rows, @row);

	return map { [split /\t/, $_, -1] } split /\r\n/, $text
	    if $delimiter && $delimiter eq "\t";
	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n)/gc) {
		my ($field, $end) = ($1 // $2, $3);
		push @row, $field =~ s/""/"/gr;
		next if $end eq ',';
		push @rows, [@row];
		@row = ();
	}
	return @rows;
}

sub records {
	my ($path, $encoding) = @_;
	my ($head, @rows) = rows(decode($encoding // 'cp932', slurp($path),
	    Encode::FB_CROAK));

	return map { my %r; @r{@$head} = @$_; \%r } @rows;
}

sub sum { my $sum = 0; $sum += $_ || 0 for @_; return $sum }

# the shipped files are what the generator makes, so it is deterministic
my @families = qw(rakuten yahoo amazon shopify sukeneko);
ok orders('good', qw(-s 2197 -n 80 --wrong 0.03 all)), 'samples';
ok orders('good', qw(-s 3047 -n 8 --wrong 0 --bad), @families), 'bad samples';
for my $path (glob "$tmp/good/*") {
	my $name = $path =~ s{.*/}{}r;
	ok slurp($path) eq slurp("$top/tests/samples/$name"),
	    "$name: the same bytes";
}
ok orders('other', qw(-s 2198 -n 80 shopify)), 'another seed';
ok slurp("$tmp/other/shopify.csv") ne slurp("$tmp/good/shopify.csv"),
    'gives other orders';

# columns
my %columns = ('rakuten.csv' => 158, 'yahoo-order.csv' => 106 + 5,
    'yahoo-item.csv' => 27 + 1, 'amazon-unshipped.txt' => 32,
    'amazon-orders.txt' => 38, 'shopify.csv' => 79, 'sukeneko.csv' => 87,
    'items.csv' => 7);
for my $name (sort keys %columns) {
	my @rows = rows(decode($name =~ /shop|items/ ? 'UTF-8' : 'cp932',
	    slurp("$tmp/good/$name")), $name =~ /txt$/ ? "\t" : ',');
	my @other = grep { @$_ != $columns{$name} } @rows;
	ok @rows > 60 && !@other, "$name: $columns{$name} columns";
}

# amounts
ok orders('sums', qw(-s 7 -n 1000 --wrong 0 rakuten yahoo)), 'no wrong ones';

my (%rakuten, @off);
push @{$rakuten{$_->{注文番号}}}, $_ for records("$tmp/sums/rakuten.csv");
for my $number (sort keys %rakuten) {
	my @lines = @{$rakuten{$number}};
	my $o = $lines[0];
	my %to = map { $_->{送付先ID} => $_ } @lines;

	next if $o->{請求金額} == -9999;
	my $gross = sum(map { $_->{商品毎税込価格} * $_->{個数} } @lines)
	    + sum(map { ($_->{送付先送料}, $_->{ラッピング料金1}) } values %to)
	    + $o->{代引料合計} + $o->{決済手数料};
	push @off, "$number: before discount" if $gross != $o->{合計金額}
	    || $gross != sum(map { $o->{"$_%合計金額"} } 10, 8, 0);
	my $net = $gross - $o->{ポイント利用額} - $o->{クーポン利用総額};
	push @off, "$number: due" if $net != $o->{請求金額}
	    || $net != sum(map { $o->{"$_%請求金額"} } 10, 8, 0);
}
is scalar(keys %rakuten), 1000, 'rakuten: every order has its own number';
is "@off", '', 'rakuten: adds up, by tax rate too';

my (%items, @yahoo);
push @{$items{$_->{OrderId}}}, $_ for records("$tmp/sums/yahoo-item.csv");
@off = ();
for my $o (@yahoo = records("$tmp/sums/yahoo-order.csv")) {
	my $goods = sum(map { $_->{UnitPrice} * $_->{Quantity} }
	    @{$items{$o->{OrderId}}});
	my $due = $goods + sum(@$o{qw(ShipCharge PayCharge GiftWrapCharge)})
	    - sum(@$o{qw(Discount UsePoint ShippingCouponDiscount
	    ItemCouponDiscount TotalMallCouponDiscount)});
	push @off, $o->{OrderId} if $goods != $o->{Total}
	    || $due != $o->{TotalPrice};
}
is scalar(keys %items), scalar(@yahoo), 'yahoo: the pair agrees';
is "@off", '', 'yahoo: adds up';

# damage
orders('sums', qw(-s 7 -n 30 shopify));
orders('cut', qw(-s 7 -n 30 --truncate shopify));
orders('mixed', qw(-s 7 -n 30 --scatter shopify));
my ($whole, $cut, $mixed) = map { slurp("$tmp/$_/shopify.csv") }
    qw(sums cut mixed);
ok index($whole, $cut) == 0 && $cut !~ /\n\z/, 'truncated within a row';
ok $whole ne $mixed && length $whole == length $mixed,
    'scattered: the same rows, apart';

# the carrier
my $head = join ',', map { $_ == 1 ? 'お客様管理番号' : $_ == 2 ? '送り状種類' :
    $_ == 4 ? '伝票番号' : $_ == 38 ? '発行枚数' : $_ == 74 ?
    '複数口くくりキー' : "c$_" } 1 .. 95;
my $labels = join '', map { "SN$_" . ',' x 37 . ($_ == 2 ? 3 : 1) . ',' x 57
    . "\r\n" } 1 .. 6;
my $in = spew("$tmp/yamato.csv", "$head\r\n$labels");
my $returns = "$top/scripts/bench/returns";
ok run("$returns --skip 3 $in >$tmp/back.csv"), 'yamato: returned';
my @back = records("$tmp/back.csv");
is join(' ', map { $_->{お客様管理番号} } @back), 'SN1 SN2 SN2 SN2 SN4 SN5',
    'yamato: a row per parcel, every third label left out';
ok !(grep { $_->{伝票番号} !~ /^(\d{11})(\d)$/ || $1 % 7 != $2 } @back),
    'yamato: check digits';
is keys %{{ map { $_->{伝票番号} => 1 } @back }}, 6, 'yamato: no number twice';

$head = join ',', map { $_ == 1 ? 'お届け先コード取得区分' : $_ == 10 ?
    'お客様管理番号' : $_ == 42 ? '出荷個数' : "c$_" } 1 .. 74;
$labels = join '', map { ',' x 9 . qq("SN$_") . ',' x 32 . $_ . ',' x 32
    . "\r\n" } 1 .. 3;
$in = spew("$tmp/sagawa.csv", "$head\r\n$labels");
ok run("$returns <$in >$tmp/back.csv"), 'sagawa: returned';
is scalar(@{(rows(decode('cp932', slurp("$tmp/back.csv"))))[0]}), 91,
    'sagawa: 91 columns';
@back = records("$tmp/back.csv");
is join(' ', map { $_->{お客様管理番号} } @back), 'SN1 SN2 SN2 SN3 SN3 SN3',
    'sagawa: a row per parcel';
ok !(grep { $_->{'お問い合せ送り状No.'} !~ /^(\d{11})(\d)$/ || $1 % 7 != $2 }
    @back), 'sagawa: check digits';
ok !run("$returns $tmp/sums/shopify.csv >/dev/null 2>&1"),
    'no label file, no return';

done_testing;
