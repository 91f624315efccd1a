# The order file of Rakuten RMS: 158 columns, one row per line of goods,
# everything of the order and its destination repeated on each.

package Invent::Rakuten;

use strict;
use warnings;
use utf8;

use Invent;

my @header = grep { length } split /\n/, <<'END';
注文番号
ステータス
サブステータスID
サブステータス
注文日時
注文日
注文時間
キャンセル期限日
注文確認日時
注文確定日時
発送指示日時
発送完了報告日時
支払方法名
クレジットカード支払い方法
クレジットカード支払い回数
配送方法
配送区分
注文種別
複数送付先フラグ
送付先一致フラグ
離島フラグ
楽天確認中フラグ
警告表示タイプ
楽天会員フラグ
購入履歴修正有無フラグ
商品合計金額
消費税合計
送料合計
代引料合計
請求金額
合計金額
ポイント利用額
クーポン利用総額
店舗発行クーポン利用額
楽天発行クーポン利用額
注文者郵便番号1
注文者郵便番号2
注文者住所都道府県
注文者住所郡市区
注文者住所それ以降の住所
注文者姓
注文者名
注文者姓カナ
注文者名カナ
注文者電話番号1
注文者電話番号2
注文者電話番号3
注文者メールアドレス
注文者性別
申込番号
申込お届け回数
送付先ID
送付先送料
送付先代引料
送付先消費税合計
送付先商品合計金額
送付先合計金額
のし
送付先郵便番号1
送付先郵便番号2
送付先住所都道府県
送付先住所郡市区
送付先住所それ以降の住所
送付先姓
送付先名
送付先姓カナ
送付先名カナ
送付先電話番号1
送付先電話番号2
送付先電話番号3
商品明細ID
商品ID
商品名
商品番号
商品管理番号
単価
個数
送料込別
税込別
代引手数料込別
項目・選択肢
ポイント倍率
納期情報
在庫タイプ
ラッピングタイトル1
ラッピング名1
ラッピング料金1
ラッピング税込別1
ラッピング種類1
ラッピングタイトル2
ラッピング名2
ラッピング料金2
ラッピング税込別2
ラッピング種類2
お届け時間帯
お届け日指定
担当者
ひとことメモ
メール差込文 (お客様へのメッセージ)
ギフト配送希望
コメント
利用端末
メールキャリアコード
あす楽希望フラグ
医薬品受注フラグ
楽天スーパーDEAL商品受注フラグ
メンバーシッププログラム受注タイプ
決済手数料
注文者負担金合計
店舗負担金合計
外税合計
決済手数料税率
ラッピング税率1
ラッピング税額1
ラッピング税率2
ラッピング税額2
送付先外税合計
送付先送料税率
送付先代引料税率
商品税率
商品毎税込価格
10%税率
10%請求金額
10%請求額に対する税額
10%合計金額
10%決済手数料
10%クーポン割引額
10%利用ポイント数
8%税率
8%請求金額
8%請求額に対する税額
8%合計金額
8%決済手数料
8%クーポン割引額
8%利用ポイント数
0%税率
0%請求金額
0%請求額に対する税額
0%合計金額
0%決済手数料
0%クーポン割引額
0%利用ポイント数
単品配送フラグ
購入時配送会社
領収書発行回数
領収書初回発行日時
領収書最終発行日時
支払い期限日
支払い方法変更期限日
返金手続き期限日
店舗発行クーポンコード
店舗発行クーポン名
楽天発行クーポンコード
楽天発行クーポン名
警告表示タイプ詳細
SKU管理番号
システム連携用SKU番号
SKU情報
END

my %pay_name = (cod => '代金引換', bank => '銀行振込');
my %type = (normal => 1, subscription => 4, club => 5, preorder => 6);
my %term = (am => 1, '14-16' => 1416, '16-18' => 1618, '18-20' => 1820,
    '19-21' => 1921);

# the wish for day and time as the buyer's form writes it into the remarks
sub wish {
	my ($o) = @_;
	my $text = "[配送日時指定:]\n";

	$text .= day($o->{want}) . '(' . weekday($o->{want}) . ")\n"
	    if $o->{want};
	if (my $s = $o->{slot}) {
		my ($a, $b) = split /-/, $s;
		$text .= ($s eq 'am' ? '午前中' : weighted("$a:00〜$b:00", 6,
		    "$a：00～$b：00", 3, "$a:00-$b:00", 1)) . "\n";
	} elsif (chance(0.1)) {
		$text .= "～12:00\n";
	}
	return $text;
}

sub comment {
	my ($o, $hidden) = @_;
	my $text = '';

	$text = $hidden ? wish($o) : "[配送日時指定:]\n\n"
	    if $hidden || chance(0.18);
	$text .= pick("[のし・名入れ:]\n御歳暮 $o->{buyer}{family}\n",
	    "[ラッピング:]\n希望しない\n", "[アンケート:]\n店舗①で見た\n")
	    if chance(0.04);
	$text .= ($text ? pick("[備考:]\n", "[備考欄:]\n") : '') . $o->{remark}
	    if $o->{remark};
	return $text;
}

sub payment {
	my ($o) = @_;

	return $pay_name{$o->{pay}} if $pay_name{$o->{pay}};
	return 'クレジットカード' if $o->{pay} eq 'card';
	return weighted('後払い決済（楽天市場の共通決済）', 3, '後払い', 1)
	    if $o->{pay} eq 'deferred';
	return pick('セブンイレブン（前払）', 'ローソン、郵便局ATM等（前払）')
	    if $o->{pay} eq 'konbini';
	return weighted('Apple Pay', 7, 'PayPal', 2, 'Alipay（支付宝）', 1);
}

sub person {
	my ($h, $who, $p, $damaged) = @_;
	my @zip = (substr($p->{zip}, 0, 3), substr($p->{zip}, 3));
	my @phone = split /-/, $p->{phone};

	if ($damaged) {			# a sheet made numbers of them
		s/^0+(?=.)// for @zip, @phone;
	}
	@$h{"${who}郵便番号1", "${who}郵便番号2", "${who}住所都道府県",
	    "${who}住所郡市区", "${who}住所それ以降の住所", "${who}姓",
	    "${who}名", "${who}姓カナ", "${who}名カナ", "${who}電話番号1",
	    "${who}電話番号2", "${who}電話番号3"} = (@zip, @$p{qw(pref city)},
	    join(' ', $p->{town} . $p->{street}, grep { length }
	    @$p{qw(building company department)}),
	    @$p{qw(family given family_kana given_kana)}, @phone);
}

sub amounts {
	my ($h, $o) = @_;
	my $coupon = $o->{shop_coupon} + $o->{mall_coupon};

	@$h{qw(商品合計金額 消費税合計 外税合計 送料合計 代引料合計 決済手数料
	    合計金額 請求金額 ポイント利用額 クーポン利用総額
	    店舗発行クーポン利用額 楽天発行クーポン利用額)} =
	    ($o->{goods} + $o->{wrapping}, $o->{tax}, $o->{tax},
	    @$o{qw(postage cod_fee pay_fee gross total points)}, $coupon,
	    @$o{qw(shop_coupon mall_coupon)});
	for my $r (10, 8, 0) {
		my $net = $o->{net}{$r};
		@$h{"$r%税率", "$r%請求金額", "$r%請求額に対する税額",
		    "$r%合計金額", "$r%決済手数料", "$r%クーポン割引額",
		    "$r%利用ポイント数"} = $o->{due}{$r} == 0 ? ($r ?
		    ($r / 100, (0) x 6) : ('') x 7) : ($r / 100, $net, int($net * $r / (100 + $r)),
		    $o->{due}{$r}, $r == 10 ? $o->{pay_fee} : 0,
		    $o->{coupon_by}{$r}, $o->{points_by}{$r});
	}
	if ($o->{open}) {		# the shop has not fixed the postage
		@$h{qw(送料合計 合計金額 請求金額 10%請求金額
		    10%請求額に対する税額 10%合計金額)} = (-9999) x 6;
	} elsif ($o->{wrong}) {
		$h->{請求金額} += $o->{wrong};
	}
	@$h{qw(店舗発行クーポンコード 店舗発行クーポン名)} =
	    ('SHOP-2026-WIN', '冬の店舗クーポン') if $o->{shop_coupon};
	@$h{qw(楽天発行クーポンコード 楽天発行クーポン名)} =
	    ('RKTN-5GJ2-XX01', '楽天お買い物クーポン') if $o->{mall_coupon};
}

# status and the hours that go with it
sub state {
	my ($h, $o) = @_;
	my $s = weighted(100, 6, 200, 4, 300, 70, 400, 1.5, 500, 6, 600, 2,
	    700, 7, 800, 1.5, 900, 2);

	$s = 200 if $o->{pay} =~ /^(?:bank|konbini)$/ && $s == 300
	    && chance(0.5);
	$s = 100 if $o->{open};
	$h->{ステータス} = $s;
	my $unpaid = $s == 200 && $o->{pay} =~ /^(?:bank|konbini)$/;
	@$h{qw(サブステータスID サブステータス)} = $unpaid ? (10231, '入金待ち') :
	    $s == 300 && chance(0.05) ? (10232, '在庫確認中') : ('', '');
	$h->{支払い期限日} = day($o->{at} + 7 * 86400) if $unpaid;
	$h->{楽天確認中フラグ} = 1 if $s == 200 && !$unpaid;
	$h->{注文確定日時} = stamp(after($o, 3600)) if $s >= 300;
	$h->{注文確認日時} = stamp(after($o, 1800)) if $s >= 400;
	$h->{発送完了報告日時} = stamp(after($o, 30000))
	    if $s >= 500 && $s <= 700;
}

sub head {
	my ($o) = @_;
	my %h = map { $_ => '' } @header;
	my ($date, $time) = split / /, stamp($o->{at});
	my $by = $o->{buyer};
	my $hidden = ($o->{want} || $o->{slot}) && chance(0.85);

	@h{qw(複数送付先フラグ 離島フラグ 楽天確認中フラグ 警告表示タイプ
	    購入履歴修正有無フラグ あす楽希望フラグ 医薬品受注フラグ
	    楽天スーパーDEAL商品受注フラグ 注文者負担金合計 店舗負担金合計
	    利用端末 メールキャリアコード 領収書発行回数)} = (0) x 13;
	$o->{open} = chance(0.01);
	@h{qw(注文番号 注文日時 注文日 注文時間 注文種別 支払方法名
	    楽天会員フラグ)} = (sprintf('345678-%s-%010d', $date =~ tr/-//dr,
	    order_number()), "$date $time", $date, $time, $type{$o->{kind}},
	    payment($o), chance(0.97) ? 1 : 0);
	$h{クレジットカード支払い方法} = '一括払い' if $o->{pay} eq 'card';
	$h{配送方法} = '宅配便';
	$h{購入時配送会社} = pick(1001, 1001, 1002) if chance(0.1);
	$h{利用端末} = 99 if chance(0.6);
	$h{複数送付先フラグ} = 1 if @{$o->{to}} > 1;
	$h{あす楽希望フラグ} = 1 if chance(0.05);
	if ($o->{kind} =~ /^(?:subscription|club)$/) {
		@h{qw(申込番号 申込お届け回数)} = (sprintf('t%09d',
		    between(1, 999_999_999)), between(1, 14));
	}
	@h{qw(注文者メールアドレス 注文者性別)} = ($by->{mail} =~
	    s/\@.*/\@fw.rakuten.example/r, '');
	person(\%h, '注文者', $by, $o->{damaged});
	$h{お届け日指定} = day($o->{want}) if $o->{want}
	    && (!$hidden || chance(0.4));
	$h{お届け時間帯} = $term{$o->{slot}} if $o->{slot}
	    && (!$hidden || chance(0.4));
	$h{コメント} = comment($o, $hidden);
	$h{ひとことメモ} = '電話確認済み' if chance(0.01);
	amounts(\%h, $o);
	state(\%h, $o);
	return \%h;
}

sub destination {
	my ($h, $o, $d, $id) = @_;

	@$h{qw(送付先ID 送付先送料 送付先代引料 送付先消費税合計 送付先外税合計
	    送付先商品合計金額 送付先合計金額 送付先送料税率 送付先代引料税率
	    送付先一致フラグ 離島フラグ のし)} = ($id, $d->{postage},
	    $o->{cod_fee}, $d->{tax}, $d->{tax}, $d->{goods} + $d->{wrapping},
	    $d->{goods} + $d->{wrapping} + $d->{tax} + $d->{postage}
	    + $o->{cod_fee}, 0.1, 0.1, $d->{same}, $d->{person}{island},
	    join ' ', grep { length } @$d{qw(noshi noshi_name)});
	@$h{qw(送付先送料 送付先合計金額)} = (-9999, -9999) if $o->{open};
	@$h{qw(ギフト配送希望 ラッピングタイトル1 ラッピング名1 ラッピング料金1
	    ラッピング税込別1 ラッピング種類1 ラッピング税率1 ラッピング税額1)} =
	    ($d->{gift} ? 1 : 0, ('') x 7);
	@$h{qw(ラッピングタイトル1 ラッピング名1 ラッピング料金1
	    ラッピング税込別1 ラッピング種類1 ラッピング税率1 ラッピング税額1)} =
	    ('包装紙', '赤リボン付き', $d->{wrapping}, 1, 1, 0.1,
	    int $d->{wrapping} * 10 / 110) if $d->{wrapped};
	person($h, '送付先', $d->{person}, $o->{damaged});
}

sub line {
	my ($h, $o, $l, $id) = @_;
	my $g = $l->{goods};
	my $option = $l->{option};

	@$h{qw(商品明細ID 商品ID 商品名 商品番号 商品管理番号 単価 個数 送料込別
	    税込別 代引手数料込別 項目・選択肢 ポイント倍率 納期情報 在庫タイプ
	    商品税率 商品毎税込価格 単品配送フラグ SKU管理番号
	    システム連携用SKU番号 SKU情報)} = ($id, $g->{id}, $g->{name},
	    $l->{code}, lc $l->{code}, @$l{qw(price quantity)}, 0,
	    $l->{net} ? 0 : 1, 0, $option && chance(0.3) ?
	    "$option:$l->{choice}\nご確認:了承しました" : '', 1,
	    $o->{kind} eq 'preorder' ? '2026年12月30日お届け' : '',
	    $option ? 2 : 1, $l->{rate} / 100, $l->{price}
	    + ($l->{net} ? $l->{price} * $l->{rate} / 100 : 0), 0,
	    $option ? lc $l->{sku} : 'normal-inventory',
	    $option ? ($l->{sku}, "$option:$l->{choice}") : ('', ''));
}

sub write_files {
	my ($dir, $n, $wrong, %with) = @_;
	my $w = writer("$dir/rakuten.csv", quoted => 1, %with, faults => {
	    number => ['注文番号'], date => ['注文日時', '注文日'],
	    phone => ['送付先電話番号1'], quantity => ['個数'],
	    text => ['送付先名'] });
	my $id = 10_000_000 + between(0, 9_999_999);

	save($w, @header);
	for my $i (0 .. $n - 1) {
		my $o = order($i, $n, multi => 0.025, net => 0.05);
		$o->{damaged} = chance(0.004);
		$o->{wrong} = chance($wrong) ? between(1, 500) : 0;
		my $h = head($o);
		for my $d (@{$o->{to}}) {
			destination($h, $o, $d, $id += between(1, 5));
			line($h, $o, $_, $id += between(1, 5)),
			    save($w, @$h{@header}) for @{$d->{lines}};
		}
	}
	finish($w);
}

1;
