# The standard import file of Sukeneko, 87 columns: one row per line of
# goods, what is due for the order stands on its first row only.

package Invent::Sukeneko;

use strict;
use warnings;
use utf8;

use Invent;

my @header = grep { length } split /\n/, <<'END';
受注ルート
受注番号
注文日
注文時間
注文者名（姓）
注文者名（名）
注文者名（セイ）
注文者名（メイ）
注文者メールアドレス
注文者郵便番号
注文者住所（都道府県）
注文者住所（市区町村）
注文者住所（市区町村以降）
注文者住所（建物名等）
注文者会社名
注文者部署名
注文者電話番号
決済方法
決済手数料
利用ポイント数
獲得ポイント数
備考（注文）
一言メモ（注文）
請求金額合計
利用ポイント内訳（税率10％）
利用ポイント内訳（税率8％）
利用ポイント内訳（税率0％）
請求金額内訳（税率10％）
請求金額内訳（税率8％）
請求金額内訳（税率0％）
お届け先名（姓）
お届け先名（名）
お届け先名（セイ）
お届け先名（メイ）
お届け先郵便番号
お届け先住所（都道府県）
お届け先住所（市区町村）
お届け先住所（市区町村以降）
お届け先住所（建物名等）
お届け先会社名
お届け先部署名
お届け先電話番号
備考（お届け先）
送り主名（姓）
送り主名（名）
送り主名（セイ）
送り主名（メイ）
送り主郵便番号
送り主住所（都道府県）
送り主住所（市区町村）
送り主住所（市区町村以降）
送り主住所（建物名等）
送り主会社名
送り主部署名
送り主電話番号
一言メモ（お届け先）
伝票No
運送会社システム
送り状種別
温度区分
お届け指定日
お届け時間帯
送料
代引手数料
送り状記事欄
のし・ギフト情報（１）種類
のし・ギフト情報（１）内容
のし・ギフト情報（１）金額
のし・ギフト情報（１）税率
のし・ギフト情報（２）種類
のし・ギフト情報（２）内容
のし・ギフト情報（２）金額
のし・ギフト情報（２）税率
のし・ギフト情報（３）種類
のし・ギフト情報（３）内容
のし・ギフト情報（３）金額
のし・ギフト情報（３）税率
一言メモ（伝票）
商品コード
商品名
商品オプション情報（SKU）
個数
単価
消費税
商品種別
消費税率
消費税区分
END

my %pay = (card => 'クレジットカード', cod => '代金引換',
    bank => '銀行振込（前払い）', konbini => 'コンビニ（前払い）',
    deferred => 'NP後払い', wallet => 'PayPay');
my %cold = (normal => '常温', chilled => '冷蔵', frozen => '冷凍');

sub person {
	my ($h, $who, $p) = @_;

	@$h{map { "$who$_" } qw(名（姓） 名（名） 名（セイ） 名（メイ） 郵便番号
	    住所（都道府県） 住所（市区町村） 住所（市区町村以降）
	    住所（建物名等） 会社名 部署名 電話番号)} =
	    (@$p{qw(family given family_kana given_kana zip pref city)},
	    $p->{town} . $p->{street},
	    @$p{qw(building company department phone)});
	if (chance(0.003)) {		# a sheet made numbers of them
		$h->{"$who$_"} =~ s/^0+|-//g for qw(郵便番号 電話番号);
	}
}

sub head {
	my ($o) = @_;
	my %h = map { $_ => '' } @header;
	my ($date, $time) = split / /, stamp($o->{at},
	    '%04d/%02d/%02d %02d:%02d:%02d');

	@h{qw(受注ルート 受注番号 注文日 注文時間 注文者メールアドレス 決済方法
	    獲得ポイント数 備考（注文） 一言メモ（注文）)} = (weighted(JISHA => 7,
	    TEL => 2, FAX => 1), sprintf('JS-%010d', order_number()), $date,
	    $time, $o->{buyer}{mail}, $pay{$o->{pay}}, 0, $o->{remark},
	    chance(0.05) ? 'お得意様' : '');
	person(\%h, '注文者', $o->{buyer});
	@h{qw(決済手数料 利用ポイント数 請求金額合計)} =
	    (@$o{qw(pay_fee points)}, $o->{total} + $o->{wrong});
	@h{map({ ("利用ポイント内訳（税率$_％）", "請求金額内訳（税率$_％）") }
	    qw(10 8 0))} = map { ($o->{points_by}{$_}, $o->{net}{$_}) }
	    10, 8, 0;
	return \%h;
}

sub destination {
	my ($h, $o, $d, $slip) = @_;
	my ($temp) = sort map { $_->{goods}{temp} } @{$d->{lines}};
	my $slot = $o->{slot} // '';

	person($h, 'お届け先', $d->{person});
	# the buyer sends it, unless it is for the buyer
	person($h, '送り主', $o->{buyer}) if !$d->{same};
	if (grep { $_->{goods}{temp} eq 'frozen' } @{$d->{lines}}) {
		$temp = 'frozen';
	}
	@$h{qw(備考（お届け先） 伝票No 温度区分 お届け指定日 お届け時間帯 送料
	    代引手数料)} = (chance(0.03) ? '宅配ボックス可' : '', $slip,
	    $cold{$temp}, $o->{want} ? slashed($o->{want}) : '',
	    $slot eq 'am' ? '午前中' : $slot =~ s/^(\d+)-(\d+)$/$1時～$2時/r,
	    $d->{postage}, $slip == 1 ? $o->{cod_fee} : 0);
	@$h{map { "のし・ギフト情報（１）$_" } qw(種類 内容 金額 税率)} =
	    $d->{noshi} ? ('のし', join(' ', grep { length }
	    @$d{qw(noshi noshi_name)}), 0, 10) : ('', '', 0, '');
	@$h{map { "のし・ギフト情報（２）$_" } qw(種類 内容 金額 税率)} =
	    $d->{wrapped} ? ('ラッピング', '赤リボン', $d->{wrapping}, 10) :
	    ('', '', 0, '');
}

sub line {
	my ($h, $l) = @_;

	@$h{qw(商品コード 商品名 商品オプション情報（SKU） 個数 単価 消費税
	    商品種別 消費税率 消費税区分)} = ($l->{sku}, $l->{goods}{name},
	    $l->{option} ? "$l->{option}:$l->{choice}" : '', $l->{quantity},
	    $l->{price}, int($l->{price} * $l->{rate} / (100 + $l->{rate})),
	    100, $l->{rate}, '税込');
}

my @once = grep { /^(?:決済手数料|利用ポイント|請求金額)/ } @header;
my @once_each = ('送料', '代引手数料', grep { /^のし.*金額$/ } @header);

sub write_files {
	my ($dir, $n, $wrong, %with) = @_;
	my $w = writer("$dir/sukeneko.csv", quoted => 1, %with, faults => {
	    number => ['受注番号'], date => ['注文日'],
	    phone => ['お届け先電話番号'], quantity => ['個数'],
	    text => ['お届け先名（姓）'] });

	save($w, @header);
	for my $i (0 .. $n - 1) {
		my $o = order($i, $n, multi => 0.04, coupons => 0);
		$o->{wrong} = chance($wrong) ? between(1, 500) : 0;
		my $h = head($o);
		my $slip = 0;
		for my $d (@{$o->{to}}) {
			$h->{$_} = '' for grep { /^送り主/ } @header;
			destination($h, $o, $d, ++$slip);
			for my $l (@{$d->{lines}}) {
				line($h, $l);
				save($w, @$h{@header});
				@$h{@once, @once_each} =
				    (0) x (@once + @once_each);
			}
		}
	}
	finish($w);
}

1;
