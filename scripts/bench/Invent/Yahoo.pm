# The pair of files of Yahoo! Shopping: one row per order, one per line of
# goods.  The columns of the plain template, then those that a shop adds.

package Invent::Yahoo;

use strict;
use warnings;
use utf8;

use Invent;

my @header = (grep({ length } split /\n/, <<'END'),
OrderId
ParentOrderId
DeviceType
IsAffiliate
FspLicenseCode
FspLicenseName
OrderTime
OrderTimeUnixEpoch
UsePointType
OrderStatus
StoreStatus
Referer
EntryPoint
Clink
SuspectMessage
IsItemCoupon
IsShippingCoupon
ShipName
ShipFirstName
ShipLastName
ShipAddress1
ShipAddress2
ShipCity
ShipPrefecture
ShipZipCode
ShipNameKana
ShipFirstNameKana
ShipLastNameKana
ShipAddress1Kana
ShipAddress2Kana
ShipCityKana
ShipPrefectureKana
ShipSection1Field
ShipSection1Value
ShipSection2Field
ShipSection2Value
ShipPhoneNumber
ShipEmgPhoneNumber
ShipMethod
ShipMethodName
ShipRequestDate
ShipRequestTime
ShipNotes
ArriveType
ShipInvoiceNumber1
ShipInvoiceNumber2
ShipUrl
ShipDate
GiftWrapType
GiftWrapPaperType
GiftWrapName
NeedBillSlip
NeedDetailedSlip
NeedReceipt
Option1Field
Option1Value
Option2Field
Option2Value
GiftWrapMessage
BillName
BillFirstName
BillLastName
BillAddress1
BillAddress2
BillCity
BillPrefecture
BillZipCode
BillNameKana
BillFirstNameKana
BillLastNameKana
BillAddress1Kana
BillAddress2Kana
BillCityKana
BillPrefectureKana
BillSection1Field
BillSection1Value
BillSection2Field
BillSection2Value
BillPhoneNumber
BillEmgPhoneNumber
BillMailAddress
PayMethod
PayMethodName
PayKind
CardPayCount
CardPayType
SettleStatus
SettleId
PayNo
PayNoIssueDate
PayDate
BuyerComments
AgeConfirm
QuantityDetail
ShipCharge
PayCharge
GiftWrapCharge
Discount
UsePoint
GetPoint
Total
TotalPrice
ShippingCouponDiscount
ItemCouponDiscount
TotalMallCouponDiscount
Id
END
    qw(ShipStatus PayStatus IsSubscription SubscriptionId
    SubscriptionContinueCount));

my @item_header = (grep({ length } split /\n/, <<'END'), 'ItemTaxRatio');
OrderId
LineId
Quantity
ItemId
SubCode
Title
ItemOptionName
ItemOptionValue
SubCodeOption
InscriptionName
InscriptionValue
UnitPrice
UnitGetPoint
LineSubTotal
LineGetPoint
PointFspCode
Condition
CouponId
CouponDiscount
OriginalPrice
IsGetPointFix
GetPointFixDate
ReleaseDate
GetPointType
Jan
ProductId
Id
END

# our payment => code, name, settled
my %pay = (card => ['payment_a1', 'クレジットカード決済'],
    wallet => ['payment_a17', 'PayPay残高等'],
    cod => ['payment_d1', '商品代引'], bank => ['payment_b1', '銀行振込'],
    konbini => ['payment_c1', 'コンビニ（前払い）'],
    deferred => ['payment_f1', '後払い']);

sub person {
	my ($h, $who, $p, $damaged) = @_;
	my ($zip, $phone) = ($p->{zip}, $p->{phone} =~ tr/-//dr);

	if ($damaged) {			# a sheet made numbers of them
		s/^0+// for $zip, $phone;
	}
	@$h{map { "$who$_" } qw(Name FirstName LastName NameKana FirstNameKana
	    LastNameKana ZipCode Prefecture City Address1 Address2
	    PhoneNumber)} = ("$p->{family} $p->{given}", @$p{qw(given family)},
	    "$p->{family_kana} $p->{given_kana}",
	    @$p{qw(given_kana family_kana)}, $zip, @$p{qw(pref city)},
	    $p->{town} . $p->{street}, $p->{building}, $phone);
	@$h{"${who}Section1Field", "${who}Section1Value"} =
	    ('会社名', $p->{company}) if $p->{company};
	@$h{"${who}Section2Field", "${who}Section2Value"} =
	    ('部署名', $p->{department}) if $p->{department};
}

sub state {
	my ($h, $o) = @_;
	my $s = $o->{kind} eq 'preorder' ? 1 : weighted(2, 80, 1, 2, 3, 4,
	    4, 3, 5, 9, 0, 2);
	my $pay = $o->{pay};
	my $paid = $pay =~ /^(?:card|wallet)$/ || $s == 5
	    || $pay =~ /^(?:bank|konbini)$/ && chance(0.5) ? 1 : 0;

	@$h{qw(OrderStatus ShipStatus PayStatus)} = ($s, $s == 5 ? 3 :
	    $s == 2 && ($paid || $pay =~ /^(?:cod|deferred)$/) ? 1 : 0, $paid);
	$h->{SettleStatus} = $paid ? 5 : $pay eq 'konbini' ? 2 :
	    $pay eq 'bank' ? 4 : 1;
	$h->{PayDate} = slashed(after($o, 600)) if $paid;
	$h->{PayNo} = sprintf '%011d', between(1, 99_999_999)
	    if $pay eq 'konbini';
	$h->{ShipDate} = slashed(after($o, 86400)) if $s == 5;
	$h->{StoreStatus} = 1 if chance(0.05);
}

sub amounts {
	my ($h, $o) = @_;
	my $coupon = $o->{shop_coupon};

	@$h{qw(ShipCharge PayCharge GiftWrapCharge Discount UsePoint GetPoint
	    Total TotalPrice ShippingCouponDiscount ItemCouponDiscount
	    TotalMallCouponDiscount IsItemCoupon IsShippingCoupon)} =
	    ($o->{postage}, $o->{cod_fee} + $o->{pay_fee}, $o->{wrapping}, 0,
	    $o->{points}, int $o->{goods} / 100, $o->{goods},
	    $o->{total} + $o->{wrong}, 0, 0, $o->{mall_coupon}, 0, 0);
	if ($coupon && $coupon <= $o->{postage}) {
		@$h{qw(ShippingCouponDiscount IsShippingCoupon)} = ($coupon, 1);
	} elsif ($coupon && chance(0.2)) {
		$h->{Discount} = $coupon;
	} elsif ($coupon) {
		@$h{qw(ItemCouponDiscount IsItemCoupon)} = ($coupon, 1);
	}
}

sub wishes {
	my ($h, $o, $d) = @_;

	$h->{ShipRequestDate} = slashed($o->{want})
	    if $o->{want};
	if (my $s = $o->{slot}) {
		my ($a, $b) = split /-/, $s eq 'am' ? '09-12' : $s;
		$h->{ShipRequestTime} = "$a:00" . pick('-', '～') . "$b:00";
	}
	$h->{ShipNotes} = 'お届け前要電話連絡' if chance(0.01);
	@$h{qw(GiftWrapType GiftWrapMessage)} = ('赤リボン付き',
	    chance(0.4) ? "お誕生日おめでとう\nまたね" : '') if $d->{wrapped};
	@$h{qw(GiftWrapPaperType GiftWrapName)} = @$d{qw(noshi noshi_name)};
	@$h{qw(NeedBillSlip NeedDetailedSlip NeedReceipt)} =
	    (0, $d->{gift} ? 0 : 1, chance(0.1) ? 1 : 0);
	@$h{qw(Option1Field Option1Value)} = ('置き配', '希望しない')
	    if chance(0.05);
	$h->{BuyerComments} = $o->{remark};
}

sub head {
	my ($o) = @_;
	my %h = map { $_ => '' } @header;
	my $d = $o->{to}[0];
	my $number = order_number();
	my $damaged = chance(0.004);

	$o->{number} = $number;
	@h{qw(OrderId Id OrderTime OrderTimeUnixEpoch DeviceType IsAffiliate
	    UsePointType PayMethod PayMethodName PayKind ShipMethod
	    ShipMethodName ArriveType BillMailAddress QuantityDetail AgeConfirm
	    IsSubscription)} = ($number, "hanamaru-$number",
	    stamp($o->{at}, '%04d/%02d/%02d %02d:%02d:%02d'),
	    $o->{at} - 9 * 3600, weighted(1, 3, 4, 7), 0,
	    $o->{points} ? 1 : 0, @{$pay{$o->{pay}}}, 0, 'postage1',
	    weighted('宅配便', 8, 'ヤマト運輸', 2), 0, $o->{buyer}{mail}, 0, 0, 0);
	$h{QuantityDetail} += $_->{quantity} for @{$d->{lines}};
	$h{AgeConfirm} = 1 if grep { $_->{code} =~ /^LIQ/ } @{$d->{lines}};
	$h{CardPayCount} = 1 if $o->{pay} eq 'card';
	@h{qw(IsSubscription SubscriptionId SubscriptionContinueCount)} =
	    (1, "sub$number", between(1, 12))
	    if $o->{kind} =~ /^(?:subscription|club)$/;
	person(\%h, 'Bill', $o->{buyer}, $damaged);
	person(\%h, 'Ship', $d->{person}, $damaged);
	amounts(\%h, $o);
	wishes(\%h, $o, $d);
	state(\%h, $o);
	return \%h;
}

sub line {
	my ($o, $h, $l, $id) = @_;
	my %i = map { $_ => '' } @item_header;
	my ($g, $sum) = ($l->{goods}, $l->{price} * $l->{quantity});

	@i{qw(OrderId LineId Quantity ItemId SubCode Title UnitPrice
	    OriginalPrice UnitGetPoint LineSubTotal LineGetPoint CouponDiscount
	    Id IsGetPointFix Condition ItemTaxRatio)} = ($o->{number}, $id,
	    $l->{quantity}, $l->{code}, $l->{option} ? $l->{sku} : '',
	    $g->{name}, $l->{price}, $l->{price}, int $l->{price} / 100, $sum,
	    int $sum / 100, 0, $h->{Id}, 0, 0, $l->{rate});
	if ($l->{option}) {
		@i{qw(ItemOptionName ItemOptionValue SubCodeOption)} =
		    ($l->{option}, $l->{choice}, "$l->{option}:$l->{choice}");
		@i{qw(ItemOptionName ItemOptionValue)} =
		    ("$l->{option};ラッピング;ご確認",
		    "$l->{choice};なし;了承しました") if chance(0.2);
	}
	@i{qw(InscriptionName InscriptionValue)} = ('名入れ',
	    $o->{buyer}{given_kana}) if $l->{code} eq 'GDS-016' && chance(0.7);
	@i{qw(CouponId CouponDiscount)} = ('WINTER2026',
	    $h->{ItemCouponDiscount}) if $id == 1 && $h->{ItemCouponDiscount};
	$i{ReleaseDate} = '2026/12/30' if $o->{kind} eq 'preorder';
	return @i{@item_header};
}

sub write_files {
	my ($dir, $n, $wrong, %with) = @_;
	my $orders = writer("$dir/yahoo-order.csv", quoted => 1, %with,
	    faults => { number => ['OrderId', 'Id'], date => ['OrderTime'],
	    phone => ['ShipPhoneNumber'], text => ['ShipName',
	    'ShipLastName'] });
	my $items = writer("$dir/yahoo-item.csv", quoted => 1, %with,
	    faults => { quantity => ['Quantity'] });

	save($orders, @header);
	save($items, @item_header);
	for my $i (0 .. $n - 1) {
		my $o = order($i, $n);
		$o->{wrong} = chance($wrong) ? between(1, 500) : 0;
		my $h = head($o);
		save($orders, @$h{@header});
		my $id = 1;
		save($items, line($o, $h, $_, $id++))
		    for @{$o->{to}[0]{lines}};
	}
	finish($orders);
	finish($items);
}

1;
