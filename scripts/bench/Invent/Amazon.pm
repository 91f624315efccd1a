# The two reports of Amazon.co.jp, unshipped orders (no prices) and orders
# (prices): tabs, no quoting at all, one row per line of goods.

package Invent::Amazon;

use strict;
use warnings;
use utf8;

use Invent;

my @unshipped = grep { length } split /\n/, <<'END';
order-id
order-item-id
purchase-date
payments-date
reporting-date
promise-date
days-past-promise
buyer-email
buyer-name
buyer-phone-number
sku
product-name
quantity-purchased
quantity-shipped
quantity-to-ship
ship-service-level
recipient-name
ship-address-1
ship-address-2
ship-address-3
ship-city
ship-state
ship-postal-code
ship-country
payment-method
cod-collectible-amount
already-paid
payment-method-fee
scheduled-delivery-start-date
scheduled-delivery-end-date
points-granted
is-prime
END

my @report = grep { length } split /\n/, <<'END';
order-id
order-item-id
purchase-date
payments-date
buyer-email
buyer-name
buyer-phone-number
sku
product-name
quantity-purchased
currency
item-price
item-tax
shipping-price
shipping-tax
gift-wrap-price
gift-wrap-tax
ship-service-level
recipient-name
ship-address-1
ship-address-2
ship-address-3
ship-city
ship-state
ship-postal-code
ship-country
ship-phone-number
gift-wrap-type
gift-message-text
item-promotion-discount
item-promotion-id
ship-promotion-discount
ship-promotion-id
delivery-start-date
delivery-end-date
delivery-time-zone
delivery-Instructions
is-prime
END

my $iso = '%04d-%02d-%02dT%02d:%02d:%02d+09:00';

sub address {
	my ($h, $p) = @_;
	my $apart = chance(0.2);
	my $name = "$p->{family} $p->{given}";

	$name = weighted(qq($p->{family} "ヒロ" $p->{given}), 2, qq("$name), 1,
	    qq($p->{family}"$p->{given}), 1) if chance(0.008);
	@$h{qw(recipient-name ship-address-1 ship-address-2 ship-address-3
	    ship-city ship-state ship-postal-code ship-country
	    ship-phone-number)} = ($name, ($apart ? '' : $p->{city})
	    . $p->{town} . $p->{street}, $p->{building},
	    join(' ', grep { length } @$p{qw(company department)}),
	    $apart ? $p->{city} : '', $p->{pref}, hyphened($p->{zip}), 'JP',
	    $p->{phone});
	@$h{qw(ship-state ship-address-1)} = ('日本', $p->{pref}
	    . $h->{'ship-address-1'}) if chance(0.003);
	if (chance(0.004)) {		# a sheet made numbers of them
		$h->{$_} =~ s/^0+|-//g for qw(ship-postal-code
		    ship-phone-number);
	}
}

sub wishes {
	my ($h, $o, $d) = @_;

	if (my $day = $o->{want}) {
		my ($a, $b) = split /-/, !$o->{slot} ? '08-21' :
		    $o->{slot} eq 'am' ? '08-12' : $o->{slot};
		my ($from, $to) = map { stamp($day + $_ * 3600, $iso) } $a, $b;
		@$h{qw(scheduled-delivery-start-date delivery-start-date)} =
		    ($from) x 2;
		@$h{qw(scheduled-delivery-end-date delivery-end-date)} =
		    ($to) x 2;
		$h->{'delivery-time-zone'} = 'Asia/Tokyo';
		$h->{'ship-service-level'} = 'Scheduled';
	}
	$h->{'delivery-Instructions'} = $o->{remark} =~ tr/\n/ /r;
}

sub head {
	my ($o) = @_;
	my %h = map { $_ => '' } @unshipped, @report;
	my ($by, $d) = ($o->{buyer}, $o->{to}[0]);
	my $late = between(-4, 0);

	@h{qw(order-id purchase-date payments-date reporting-date promise-date
	    days-past-promise buyer-email buyer-name buyer-phone-number
	    ship-service-level is-prime points-granted already-paid
	    currency)} = (sprintf('%03d-%07d-%07d', pick(249, 250, 503),
	    order_number() % 10_000_000, between(0, 9_999_999)),
	    map({ stamp(after($o, $_), $iso) } 0, 1200, 1260),
	    stamp($o->{at} - $late * 86400, $iso), $late,
	    sprintf('%012x@marketplace.amazon.example', between(1, 2 ** 40)),
	    "$by->{family} $by->{given}", $by->{phone}, weighted(Standard => 8,
	    Expedited => 1, NextDay => 1), chance(0.08) ? 'true' : 'false',
	    0, '', 'JPY');
	address(\%h, $d->{person});
	wishes(\%h, $o, $d);
	return \%h;
}

# Prices stand on the lines; postage and wrapping on the first one.
sub lines {
	my ($o, $h, $id) = @_;
	my $d = $o->{to}[0];
	my ($first, @rows) = (1);

	for my $l (@{$d->{lines}}) {
		my %r = %$h;
		my $sum = $l->{price} * $l->{quantity};
		my $sent = $l->{quantity} > 1 && chance(0.03) ? 1 : 0;
		my $tax = sub { int $_[0] * $_[1] / (100 + $_[1]) };

		$$id += between(1, 999);
		@r{qw(order-item-id sku product-name quantity-purchased
		    quantity-shipped quantity-to-ship item-price item-tax
		    shipping-price shipping-tax item-promotion-discount
		    ship-promotion-discount)} = ($$id, $l->{sku},
		    $l->{goods}{name}, $l->{quantity}, $sent,
		    $l->{quantity} - $sent, $sum, $tax->($sum, $l->{rate}),
		    0, 0, 0, 0);
		$r{'product-name'} .= " ($l->{choice})" if $l->{choice};
		if ($first) {
			@r{qw(shipping-price shipping-tax)} = ($o->{postage},
			    $tax->($o->{postage}, 10));
			@r{qw(gift-wrap-price gift-wrap-tax gift-wrap-type
			    gift-message-text)} = ($d->{wrapping},
			    $tax->($d->{wrapping}, 10), 'amzn-gift-bag',
			    'いつもありがとう') if $d->{wrapped};
			@r{qw(item-promotion-discount item-promotion-id)} =
			    ($o->{shop_coupon}, 'WINTER-2026')
			    if $o->{shop_coupon};
			@r{qw(ship-promotion-discount ship-promotion-id)} =
			    ($o->{postage}, 'FREE-SHIP') if $o->{free};
			@r{qw(payment-method cod-collectible-amount
			    already-paid payment-method-fee)} = ('COD',
			    $o->{total} + $o->{wrong}, 0, $o->{cod_fee})
			    if $o->{pay} eq 'cod';
		} elsif ($o->{pay} eq 'cod') {
			@r{qw(payment-method cod-collectible-amount
			    already-paid payment-method-fee)} =
			    ('COD', 0, 0, 0);
		}
		$first = 0;
		push @rows, \%r;
	}
	return @rows;
}

sub write_files {
	my ($dir, $n, $wrong, %with) = @_;
	my %as = (delimiter => "\t", %with, faults => {
	    number => ['order-id'], date => ['purchase-date'],
	    phone => ['ship-phone-number', 'buyer-phone-number'],
	    quantity => ['quantity-purchased', 'quantity-to-ship'],
	    text => ['recipient-name'] });
	my $open = writer("$dir/amazon-unshipped.txt", %as);
	my $all = writer("$dir/amazon-orders.txt", %as);
	my $id = 41_000_000_000_000 + between(0, 9_999_999) * 1000;

	save($open, @unshipped);
	save($all, @report);
	for my $i (0 .. $n - 1) {
		my $o = order($i, $n, coupons => 0, points => 0);
		my $room = $o->{goods} > 1000;
		# these are not part of order(): what it counts must change
		$o->{shop_coupon} = $room && chance(0.06) ? 300 : 0;
		$o->{free} = $o->{postage} && chance(0.05) ? 1 : 0;
		$o->{total} -= $o->{shop_coupon} + $o->{pay_fee}
		    + ($o->{free} ? $o->{postage} : 0);
		$o->{wrong} = chance($wrong) ? between(1, 500) : 0;
		my $sent = chance(0.08);
		for my $r (lines($o, head($o), \$id)) {
			save($open, @$r{@unshipped}) if !$sent;
			save($all, @$r{@report});
		}
	}
	finish($open);
	finish($all);
}

1;
