# The order export of Shopify: UTF-8, what belongs to the order stands on
# the first row of its lines only.  Fees are lines of their own, as the
# apps for Japan make them.

package Invent::Shopify;

use strict;
use warnings;
use utf8;

use Invent;

my @header = grep { length } split /\n/, <<'END';
Name
Email
Financial Status
Paid at
Fulfillment Status
Fulfilled at
Accepts Marketing
Currency
Subtotal
Shipping
Taxes
Total
Discount Code
Discount Amount
Shipping Method
Created at
Lineitem quantity
Lineitem name
Lineitem price
Lineitem compare at price
Lineitem sku
Lineitem requires shipping
Lineitem taxable
Lineitem fulfillment status
Billing Name
Billing Street
Billing Address1
Billing Address2
Billing Company
Billing City
Billing Zip
Billing Province
Billing Country
Billing Phone
Shipping Name
Shipping Street
Shipping Address1
Shipping Address2
Shipping Company
Shipping City
Shipping Zip
Shipping Province
Shipping Country
Shipping Phone
Notes
Note Attributes
Cancelled at
Payment Method
Payment Reference
Refunded Amount
Vendor
Outstanding Balance
Employee
Location
Device ID
Id
Tags
Risk Level
Source
Lineitem discount
Tax 1 Name
Tax 1 Value
Tax 2 Name
Tax 2 Value
Tax 3 Name
Tax 3 Value
Tax 4 Name
Tax 4 Value
Tax 5 Name
Tax 5 Value
Phone
Receipt Number
Duties
Billing Province Name
Shipping Province Name
Payment ID
Payment Terms Name
Next Payment Due At
Payment References
END

my %pay = (card => 'Shopify Payments', cod => '代金引換',
    bank => '銀行振込', konbini => 'KOMOJU - コンビニ決済',
    deferred => 'Paidy');
my $time = '%04d-%02d-%02d %02d:%02d:%02d +0900';
my %province;

sub phone {
	my ($p) = @_;

	return $p->{phone} if chance(0.5);
	return $p->{phone} =~ tr/-//dr =~ s/^0/+81/r;
}

sub zip {
	my ($p) = @_;

	return weighted("'$p->{zip}", 4, hyphened($p->{zip}), 15, $p->{zip}, 1,
	    $p->{zip} =~ s/^0+//r, 0.1);
}

sub person {
	my ($h, $who, $p) = @_;
	my $street = $p->{town} . $p->{street};
	my $family = $p->{family};

	# what a browser can send and CP932 cannot hold
	$family = pick('𠮷田', '𠮷川') if chance(0.006);
	@$h{map { "$who $_" } qw(Name Street Address1 Address2 Company City Zip
	    Province Country Phone), 'Province Name'} = ("$family $p->{given}",
	    join(', ', grep { length } $street, $p->{building}), $street,
	    $p->{building}, $p->{company}, $p->{city}, zip($p),
	    $province{$p->{pref}}, 'JP', phone($p), $p->{pref});
}

# quantity, name, price, sku, to be shipped, taxable, discount
sub lines {
	my ($o) = @_;
	my $d = $o->{to}[0];
	my @lines;

	for my $l (@{$d->{lines}}) {
		push @lines, [$l->{quantity}, join(' - ', grep { length }
		    $l->{goods}{name}, $l->{choice}), $l->{price}, $l->{sku},
		    1, $l->{rate} ? 1 : 0, $l->{rate}];
	}
	my $card = [1, 'ギフトカード - ¥3,000', 3000, 'GIFTCARD-3000', 0, 0, 0];
	if (chance(0.005)) {
		@lines = ($card);
		$o->{postage} = $d->{wrapping} = $o->{cod_fee} =
		    $o->{pay_fee} = 0;
		$o->{pay} = 'card';
		$o->{virtual} = 1;
	} elsif (chance(0.015)) {
		push @lines, $card;
	}
	push @lines, [1, 'ギフトラッピング', $d->{wrapping}, 'OPT-WRAP', 0, 1, 10]
	    if $d->{wrapping};
	push @lines, [1, '代引手数料', $o->{cod_fee}, '', 0, 1, 10]
	    if $o->{cod_fee};
	push @lines, [1, '後払い手数料', $o->{pay_fee}, '', 0, 1, 10]
	    if $o->{pay_fee};
	return @lines;
}

sub amounts {
	my ($h, $o, @lines) = @_;
	my %due = (10 => $o->{postage}, 8 => 0, 0 => 0);
	my $sum = 0;

	for (@lines) {
		$sum += $_->[0] * $_->[2];
		$due{$_->[6]} += $_->[0] * $_->[2];
	}
	my $off = $o->{virtual} || !chance(0.1) || $sum < 1000 ? 0 : 500;
	my $total = $sum - $off + $o->{postage};
	my ($ten, $eight) = map { int $due{$_} * $_ / (100 + $_) } 10, 8;
	@$h{'Currency', 'Subtotal', 'Shipping', 'Taxes', 'Total',
	    'Discount Code', 'Discount Amount', 'Refunded Amount',
	    'Outstanding Balance', 'Tax 1 Name', 'Tax 1 Value', 'Tax 2 Name',
	    'Tax 2 Value'} = ('JPY', $sum - $off, $o->{postage},
	    $ten + $eight, $total + $o->{wrong}, $off ? 'WINTER500' : '', $off,
	    0, 0, $ten ? ('消費税 10%', $ten) : ('', ''),
	    $eight ? ('軽減税率 8%', $eight) : ('', ''));
	return $total;
}

sub state {
	my ($h, $o, $total) = @_;
	my $paid = $o->{pay} =~ /^(?:card|wallet|deferred)$/
	    || $o->{pay} ne 'cod' && chance(0.5);

	$h->{'Payment Method'} = $pay{$o->{pay}} // weighted('PayPay', 4,
	    'Amazon Pay', 3, 'PayPal', 2);
	$h->{'Financial Status'} = !$paid ? 'pending' : weighted(paid => 90,
	    authorized => 8, partially_refunded => 1);
	$h->{'Fulfillment Status'} = weighted(unfulfilled => 90,
	    fulfilled => 8, partial => 1);
	if (chance(0.025)) {
		$h->{'Cancelled at'} = stamp(after($o, 5000), $time);
		$h->{'Fulfillment Status'} = 'unfulfilled';
		$h->{'Financial Status'} = $paid ? 'refunded' : 'voided';
		$h->{'Refunded Amount'} = $total if $paid;
	} elsif ($h->{'Financial Status'} eq 'partially_refunded') {
		$h->{'Refunded Amount'} = 100;
	}
	$h->{'Paid at'} = stamp(after($o, 20), $time) if $paid
	    && $h->{'Financial Status'} ne 'authorized';
	$h->{'Fulfilled at'} = stamp(after($o, 9000), $time)
	    if $h->{'Fulfillment Status'} eq 'fulfilled';
	$h->{'Outstanding Balance'} = $total if !$paid;
}

sub wishes {
	my ($h, $o) = @_;
	my @notes;

	push @notes, 'お届け希望日: ' . slashed($o->{want})
	    if $o->{want};
	if (my $s = $o->{slot}) {
		my ($a, $b) = split /-/, $s;
		push @notes, 'お届け時間帯: ' . ($s eq 'am' ? '午前中' :
		    "$a:00" . pick('〜', '～', '-') . "$b:00");
	}
	my $d = $o->{to}[0];
	push @notes, "のし: $d->{noshi} $d->{noshi_name}" if $d->{noshi};
	$h->{'Note Attributes'} = join "\n", @notes;
	$h->{Notes} = $o->{remark};
	$h->{Notes} .= '🎁' if $o->{remark} && chance(0.05);
	$h->{Tags} = $o->{kind} eq 'normal' ? chance(0.1) ? 'VIP, 確認済' : '' :
	    $o->{kind} eq 'preorder' ? '予約' : 'Subscription';
}

sub line {
	my ($h, $l) = @_;

	@$h{map { "Lineitem $_" } 'quantity', 'name', 'price', 'sku',
	    'requires shipping', 'taxable', 'fulfillment status', 'discount'} =
	    (@$l[0 .. 3], map({ $_ ? 'true' : 'false' } @$l[4, 5]),
	    $h->{'Fulfillment Status'} eq 'fulfilled' ? 'fulfilled' :
	    'pending', 0);
	$h->{Vendor} = '花まる商店';
}

sub head {
	my ($o, $number, @lines) = @_;
	my %h = map { $_ => '' } @header;

	@h{'Name', 'Email', 'Accepts Marketing', 'Created at',
	    'Shipping Method', 'Id', 'Risk Level', 'Source', 'Phone'} =
	    ("#$number", $o->{buyer}{mail}, pick('yes', 'no'),
	    stamp($o->{at}, $time), $o->{virtual} ? '' : '宅配便',
	    5_900_000_000_000 + order_number(), weighted(Low => 97,
	    Medium => 2, High => 1), 'web', phone($o->{buyer}));
	person(\%h, 'Billing', $o->{buyer});
	person(\%h, 'Shipping', $o->{to}[0]{person}) if !$o->{virtual};
	state(\%h, $o, amounts(\%h, $o, @lines));
	wishes(\%h, $o);
	return \%h;
}

sub write_files {
	my ($dir, $n, $wrong, %with) = @_;
	my $w = writer("$dir/shopify.csv", encoding => 'UTF-8',
	    newline => "\n", %with, faults => { number => ['Name'],
	    date => ['Created at'], phone => ['Shipping Phone'],
	    quantity => ['Lineitem quantity'], text => ['Shipping Name'] });
	my $code = 0;

	for (table('places')) {
		$province{$_->[1]} //= sprintf 'JP-%02d', ++$code;
	}
	save($w, @header);
	for my $i (0 .. $n - 1) {
		my $o = order($i, $n, coupons => 0, points => 0);
		$o->{wrong} = chance($wrong) ? between(1, 500) : 0;
		my ($first, @more) = lines($o);
		my $h = head($o, order_number(), $first, @more);
		line($h, $first);
		save($w, @$h{@header});
		for (@more) {
			my %r = map { $_ => '' } @header;
			$r{$_} = $h->{$_} for 'Name', 'Email', 'Created at',
			    'Phone';
			$r{'Fulfillment Status'} = $h->{'Fulfillment Status'};
			line(\%r, $_);
			$r{'Fulfillment Status'} = '';
			save($w, @r{@header});
		}
	}
	finish($w);
}

1;
