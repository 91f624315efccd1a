# Invented shoppers, goods and orders, the same for every mall.
#
# Everything comes from rand() after begin(), so a seed and a family give
# the same bytes on every machine.  Nobody here exists: a name is any
# family name with any given name, a telephone number has a local exchange
# that begins with 0, which is never assigned, and mail goes to the
# reserved domains.  Only places (postal code, prefecture, city, town) are
# true.

package Invent;

use strict;
use warnings;
use utf8;

use Encode ();
use Exporter 'import';
use File::Basename 'dirname';
use Time::Local 'timegm';

our @EXPORT = qw(after begin between chance day finish hyphened order
    order_number pick save slashed stamp table weekday weighted
    writer);

my $data = dirname(__FILE__) . '/invent';
my (@places, @family, @given, @goods, %by_code, @regulars);
my ($first, $last, $serial, $single);

# the rows of a table in invent/, split at tabs
sub table {
	my ($name) = @_;
	my @rows;

	open my $f, '<:encoding(UTF-8)', "$data/$name.tsv"
	    or die "$data/$name.tsv: $!\n";
	while (<$f>) {
		chomp;
		push @rows, [split /\t/, $_, -1] unless /^#/;
	}
	close $f;
	return @rows;
}

sub between { my ($a, $b) = @_; return $a + int rand($b - $a + 1) }
sub chance  { return rand() < $_[0] }
sub pick    { return $_[int rand @_] }

# weighted(a => 3, b => 1): a three times as often as b
sub weighted {
	my @w = @_;
	my $sum = 0;

	for (my $i = 1; $i < @w; $i += 2) { $sum += $w[$i] }
	my $r = rand $sum;
	for (my $i = 0; $i < @w; $i += 2) {
		return $w[$i] if ($r -= $w[$i + 1]) < 0;
	}
	return $w[0];
}

# Read the tables and make the regular customers, who are the same at all
# malls, then start the family's own sequence.  Orders fall into the five
# days that end at half past nine on DATE; "single" orders have one line.
sub begin {
	my ($seed, $family, $n, $date, $one) = @_;
	my ($y, $m, $d) = split /-/, $date;
	my $id = 0;

	@places = table('places');
	@family = grep { $_->[0] eq 'family' } table('names');
	@given = grep { $_->[0] eq 'given' } table('names');
	@goods = map { goods(++$id, @$_) } table('items');
	%by_code = map { $_->{code} => $_ } @goods;
	$last = timegm(0, 20, 9, $d, $m - 1, $y);
	$first = timegm(0, 0, 0, $d, $m - 1, $y) - 4 * 86400;
	$serial = ($seed * 1_000_003) % 900_000_000 + 10_000_000;

	$single = $one;
	srand $seed;
	@regulars = map { person() } 1 .. 20 + $n / 20;
	srand $seed * 101 + unpack('%16C*', $family);
}

sub goods {
	my ($id, $code, $name, $print, $category, $temp, $weight, $rate,
	    $price, $variants) = @_;
	my @v = map { [split /:/] } split /\|/, $variants;

	return { code => $code, name => $name, temp => $temp,
	    rate => $rate, price => $price, variants => \@v,
	    id => 10_000_000 + $id * 7 };
}

# "2026-12-24", "2026-12-24 09:30:00" in any arrangement, by sprintf
sub stamp {
	my ($t, $form) = @_;
	my ($s, $mi, $h, $d, $m, $y) = gmtime $t;

	return sprintf $form // '%04d-%02d-%02d %02d:%02d:%02d',
	    $y + 1900, $m + 1, $d, $h, $mi, $s;
}

sub day { return substr stamp($_[0]), 0, 10 }

sub slashed { return day($_[0]) =~ tr{-}{/}r }

sub hyphened { return $_[0] =~ s/^(\d{3})/$1-/r }	# a postal code

sub weekday { return (qw(日 月 火 水 木 金 土))[(gmtime $_[0])[6]] }

# some seconds after an order, but not in the future
sub after {
	my ($o, $seconds) = @_;
	my $t = $o->{at} + $seconds;

	return $t < $last ? $t : $last;
}

sub order_number { return $serial += between(1, 9) }

sub cell {
	return sprintf '%s-0%03d-%04d', pick('090', '080', '080', '070'),
	    between(0, 999), between(0, 9999);
}

sub landline {
	my ($area) = @_;
	my $n = 9 - length $area;		# after the leading 0

	return "$area-0" . sprintf('%0*d', $n - 4, between(0, 10 ** ($n - 4) - 1))
	    . sprintf('-%04d', between(0, 9999));
}

my @buildings = ('コーポさくら', 'メゾン青葉', 'グランドハイツ', '第３山﨑ビル',
    'サンライズマンション', 'ｱﾊﾟｰﾄ若葉', 'パークサイド弐番館', 'ハイム',
    'レジデンス表町', 'ソレイユ Ⅱ', 'タワー・ザ・リバーサイド東館',
    'プレミアムガーデンレジデンス中央公園前アネックス');
my @companies = ('㈱はなまる商事', '株式会社あおば製作所', '有限会社ソラ',
    '医療法人みどり会 みどり歯科', '（株）ノースウインド', '㈲山﨑工務店',
    'デイサービスひだまり', '合同会社テンポ企画');

sub person {
	my $place;
	do { $place = pick(@places) } while $place->[5] && chance(0.7);
	my ($zip, $pref, $city, $town, $area, $island) = @$place;
	my ($fam, $giv) = ($family[rand @family], $given[rand @given]);
	my $street = weighted(
	    between(1, 9) . '-' . between(1, 30) . '-' . between(1, 20), 50,
	    between(1, 2999), 12,
	    between(1, 5) . '丁目' . between(1, 30) . '番' . between(1, 20)
	    . '号', 14,
	    between(100, 2999) . '番地' . between(1, 9), 8,
	    join('－', map { tr/0-9/０-９/r } between(1, 5), between(1, 30),
	    between(1, 20)), 12, '字山ノ上' . between(1, 300) . '－１', 4);
	my $building = '';
	if (chance(0.38)) {
		$building = pick(@buildings);
		$building .= weighted(between(101, 1209), 6,
		    between(101, 909) . '号室', 3, ' Ａ棟１０２', 1);
	}
	my $company = chance(0.05) ? pick(@companies) : '';
	my $p = {
		family => $fam->[1], given => $giv->[1],
		family_kana => $fam->[2], given_kana => $giv->[2],
		zip => $zip, pref => $pref, city => $city, town => $town,
		street => $street, building => $building,
		company => $company,
		department => $company && chance(0.5) ?
		    pick('総務部', '仕入課', '受付') : '',
		island => $island,
		phone => chance(0.72) ? cell() : landline($area),
	};
	$p->{mail} = sprintf '%s%d@%s', pick(qw(hana sora yuki kaze umi mori
	    taro neko inu momo sakura nana)), between(10, 999_999),
	    pick('example.com', 'example.jp', 'mail.example.net');
	return $p;
}

# a line: 8 % food, 10 % goods, now and then a gift voucher without tax
sub line {
	my ($kind) = @_;
	my $g;

	if ($kind eq 'subscription') {
		$g = $by_code{pick('SUB-001', 'SUB-002')};
	} elsif ($kind eq 'club') {
		$g = $by_code{'HPK-001'};
	} elsif ($kind eq 'preorder') {
		$g = $by_code{'FOD-015'};
	} else {
		do { $g = $goods[rand @goods] }
		    while $g->{code} =~ /^(SUB|HPK)|FOD-015/
		    || $g->{rate} == 0 && !chance(0.2);
	}
	my $v = @{$g->{variants}} ? pick(@{$g->{variants}}) : undef;
	return {
		goods => $g, code => $g->{code},
		sku => $v ? "$g->{code}-$v->[0]" : $g->{code},
		option => $v ? $v->[1] : '', choice => $v ? $v->[2] : '',
		price => $g->{price}, rate => $g->{rate}, net => 0,
		quantity => $kind ne 'normal' ? 1 : weighted(1, 780, 2, 140,
		    3, 40, 4, 15, 5, 10, 6, 6, 10, 6, 12, 2, 24, 1),
	};
}

# The money of an order.  Everything but points and coupons is in "due" by
# tax rate; what reduces is spread over the rates, the last one takes the
# rest, so that the parts always add up to the whole.
sub amounts {
	my ($o, %with) = @_;
	my %due = (10 => 0, 8 => 0, 0 => 0);

	$o->{$_} = 0 for qw(goods tax wrapping postage);
	for my $d (@{$o->{to}}) {
		$d->{$_} = 0 for qw(goods tax);
		for my $l (@{$d->{lines}}) {
			my $sum = $l->{price} * $l->{quantity};
			my $tax = $l->{net} ? $sum * $l->{rate} / 100 : 0;
			$d->{goods} += $sum;
			$d->{tax} += $tax;
			$due{$l->{rate}} += $sum + $tax;
		}
		my $cold = grep { $_->{goods}{temp} ne 'normal' } @{$d->{lines}};
		my $far = $d->{person}{pref} =~ /沖縄|北海道/;
		$d->{postage} = ($d->{goods} >= 6000 ? 0 : 660)
		    + ($cold ? 220 : 0) + ($far ? 550 : 0);
		$due{10} += $d->{postage} + $d->{wrapping};
		$o->{$_} += $d->{$_} for qw(goods tax wrapping postage);
	}
	my $sum = $o->{goods} + $o->{tax} + $o->{wrapping} + $o->{postage};
	$o->{cod_fee} = $o->{pay} ne 'cod' ? 0 : $sum < 10000 ? 330 :
	    $sum < 30000 ? 440 : 660;
	$o->{pay_fee} = $o->{pay} eq 'deferred' ? 250 : 0;
	$due{10} += $o->{cod_fee} + $o->{pay_fee};
	$o->{gross} = $sum + $o->{cod_fee} + $o->{pay_fee};

	my $left = $o->{gross};
	my $take = sub {
		my ($want) = @_;
		$want = $left if $want > $left;
		$left -= $want;
		return $want;
	};
	my ($coupons, $points) = map { $with{$_} // 1 } qw(coupons points);
	$o->{shop_coupon} = chance(0.10 * $coupons) ?
	    $take->(pick(100, 200, 300, 500)) : 0;
	$o->{mall_coupon} = chance(0.07 * $coupons) ?
	    $take->(pick(200, 500, 1000)) : 0;
	my $coupon = $o->{shop_coupon} + $o->{mall_coupon};
	$o->{coupon_by} = spread($coupon, \%due);
	my %rest = map { $_ => $due{$_} - $o->{coupon_by}{$_} } keys %due;
	$o->{points} = chance(0.02 * $points) ? $take->($left) :
	    chance(0.22 * $points) ? $take->(between(1, 900)) : 0;
	$o->{points_by} = spread($o->{points}, \%rest);
	$o->{due} = \%due;
	$o->{net} = { map { $_ => $rest{$_} - $o->{points_by}{$_} } keys %due };
	$o->{total} = $left;
}

# share out an amount in proportion, no part more than there is
sub spread {
	my ($amount, $over) = @_;
	my $sum = $over->{10} + $over->{8} + $over->{0};
	my %part = (10 => 0, 8 => 0, 0 => 0);
	my $left = $amount;

	return \%part if $amount == 0;
	for (10, 8, 0) {
		$part{$_} = int $amount * $over->{$_} / $sum;
		$left -= $part{$_};
	}
	for (10, 8, 0) {
		my $room = $over->{$_} - $part{$_};
		my $add = $left < $room ? $left : $room;
		$part{$_} += $add;
		$left -= $add;
	}
	return \%part;
}

my @remarks = (
    'よろしくお願いします。', '不在の場合は宅配ボックスにお願いします。',
    '領収書をお願いします。宛名は㈱はなまる商事で。', '玄関前に置いてください',
    "先日の注文と一緒に送ってください。\n同梱できますか？",
    "ギフトです。\n金額のわかるものは入れないでください。",
    '到着前に電話をください', '簡易包装で結構です', '表札は「髙橋」です。',
    "初めて購入します。\n\n楽しみにしています♪", '①冷凍 ②冷蔵 は別便でも可',
    '平日は19時以降でないと受け取れません。', 'なるべく早くお願いします！',
    "賞味期限の長いものを希望します。\n12/30～1/3は不在です。",
    'カード"VISA"で支払い済みです', '2,000円の商品券も入れてください',
    'のし：御歳暮　名入れ：山﨑', '置き配不可。インターホンを鳴らしてください',
    '請求書は不要です', '母の誕生日なのでメッセージカードを付けてください',
);

sub remark { return pick(@remarks) }

my @slots = qw(am 14-16 16-18 18-20 19-21);

# One order: when and by whom, to one or more destinations with their
# lines, how it is paid, what is wished, and the amounts.  "multi" is the
# rate of several destinations, "net" that of prices without tax; "coupons"
# and "points" are 0 where the mall has none.
sub order {
	my ($i, $n, %with) = @_;
	my $o = {};

	$o->{at} = $first + int(($i + rand) * ($last - $first) / $n);
	$o->{buyer} = chance(0.12) ? pick(@regulars) : person();
	$o->{kind} = weighted(normal => 940, preorder => 25,
	    subscription => 25, club => 10);
	$o->{pay} = weighted(card => 60, cod => 9, bank => 7, deferred => 8,
	    konbini => 6, wallet => 10);

	my $places = 1;
	$places = weighted(2, 7, 3, 2, 5, 1) if $o->{kind} eq 'normal'
	    && chance($with{multi} // 0);
	$o->{pay} = 'card' if $places > 1 && $o->{pay} eq 'cod';
	for my $k (1 .. $places) {
		my $d = { person => $places == 1 && chance(0.86) ?
		    $o->{buyer} : person() };
		my $lines = $single || $o->{kind} ne 'normal' ? 1 : weighted(1, 700,
		    2, 185, 3, 70, 4, 30, 5, 10, 8, 5);
		$d->{lines} = [map { line($o->{kind}) } 1 .. $lines];
		if (chance($with{net} // 0)) {
			for (@{$d->{lines}}) {
				$_->{net} = 1;
				$_->{price} -= $_->{price} % 100;
			}
		}
		$d->{same} = $d->{person} == $o->{buyer} ? 1 : 0;
		my $gift = chance($d->{same} ? 0.03 : 0.4);
		$d->{gift} = $gift;
		$d->{noshi} = $gift && chance(0.6) ? pick('御歳暮', '内祝',
		    '御祝', 'お年賀', '快気祝', '粗品') : '';
		$d->{noshi_name} = $d->{noshi} && chance(0.7) ?
		    $o->{buyer}{family} : '';
		$d->{wrapping} = $gift && chance(0.5) ? pick(0, 110, 330) : 0;
		$d->{wrapped} = $d->{wrapping} || $gift && chance(0.3);
		push @{$o->{to}}, $d;
	}
	if (chance(0.40)) {
		$o->{want} = $o->{at} - $o->{at} % 86400
		    + 86400 * between(3, 12) if chance(0.8);
		$o->{slot} = pick(@slots) if !$o->{want} || chance(0.7);
	}
	$o->{remark} = chance(0.16) ? remark() : '';
	amounts($o, %with);
	return $o;
}

# A file that takes rows of fields, the header first.  With "quoted" every
# field is quoted, otherwise those that need it; a tab as delimiter never
# quotes.  With "bad" the second to sixth row after the header get one fault
# each, in the columns that "faults" names for it.
sub writer {
	my ($path, %with) = @_;

	$path =~ s{([^/]*)$}{bad-$1} if $with{bad};
	open my $f, '>:raw', $path or die "$path: $!\n";
	return { f => $f, path => $path, buffer => '', rows => [],
	    encoding => $with{encoding} // 'cp932',
	    delimiter => $with{delimiter} // ',',
	    newline => $with{newline} // "\r\n", quoted => $with{quoted},
	    scatter => $with{scatter}, truncate => $with{truncate},
	    faults => $with{bad} ? $with{faults} : undef, saved => 0 };
}

my @faults = (undef, undef, qw(number date phone quantity text));

sub spoil {
	my ($w, $fields) = @_;
	my $fault = $faults[$w->{saved}++];

	$w->{header} //= [@$fields];
	return if !defined $fault;
	my %named = map { $_ => 1 } @{$w->{faults}{$fault} // []};
	for my $i (grep { $named{$w->{header}[$_]} } 0 .. $#$fields) {
		for ($fields->[$i]) {
			$_ = '' if $fault eq 'number';
			s/^\d{4}(.)\d\d.\d\d/2026${1}02${1}30/ if $fault eq 'date';
			$_ = '9.01235E+09' if $fault eq 'phone';
			$_ = '２個' if $fault eq 'quantity';
			$_ .= "\x01" if $fault eq 'text';
		}
	}
}

sub save {
	my ($w, @fields) = @_;
	my $row;

	spoil($w, \@fields) if $w->{faults};
	if ($w->{delimiter} eq "\t") {
		$row = join "\t", @fields;
	} elsif ($w->{quoted}) {
		$row = '"' . join('","', @fields) . '"';
		$row = '"' . join('","', map { s/"/""/gr } @fields) . '"'
		    if $row =~ tr/"// > 2 * @fields;
	} else {
		for (@fields) {
			$_ = qq(") . s/"/""/gr . qq(") if /[",\r\n]/;
		}
		$row = join ',', @fields;
	}
	# perl's cp932 knows one code point for each of these bytes
	$row =~ tr/\x{301c}\x{2212}/\x{ff5e}\x{ff0d}/
	    if $w->{encoding} eq 'cp932';
	$row = Encode::encode($w->{encoding}, $row . $w->{newline},
	    Encode::FB_CROAK);
	$row =~ s/\x01/\x81\x20/ if $w->{faults};	# in no encoding of ours
	if ($w->{scatter}) {
		push @{$w->{rows}}, $row;
		return;
	}
	$w->{buffer} .= $row;
	flush_out($w) if length $w->{buffer} > 1 << 19;
}

sub flush_out {
	my ($w) = @_;

	print { $w->{f} } $w->{buffer} or die "$w->{path}: $!\n";
	$w->{buffer} = '';
}

# Finish a file.  Scattered: the header stays, the rows are dealt out in
# thirds, so that those of one order stand apart.  Truncated: it ends in
# the middle of its last row.
sub finish {
	my ($w) = @_;
	my @rows = @{$w->{rows}};

	if (@rows) {
		$w->{buffer} .= shift @rows;
		for my $k (0 .. 2) {
			for (my $i = $k; $i < @rows; $i += 3) {
				$w->{buffer} .= $rows[$i];
			}
		}
	}
	flush_out($w);
	close $w->{f} or die "$w->{path}: $!\n";
	if ($w->{truncate}) {
		my $size = -s $w->{path};
		truncate $w->{path}, $size - 60 or die "$w->{path}: $!\n";
	}
}

1;
