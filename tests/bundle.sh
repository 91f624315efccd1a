# Sourced after tests/lib.sh by the tests of bundling: orders to one door.
# shellcheck shell=sh

# door NUMBER [KEY VALUE]...: the record of an order of two mikan to 山田花子,
# by card, with 500 yen of postage, for sn-import(1).  Keys: shop status hour
# name phone town zip on slot temp carrier service route freight method
# timing fee paid line cool mall_state cancel kind alone from gift ship_by
# parcels marks points
door() {
	perl -MJSON::PP -e '
		my %v = (shop => "rakuten-main", status => "ready",
		    hour => 10, name => "山田花子", phone => "03-0111-2222",
		    town => "1-2-3", zip => "1000001", method => "card",
		    timing => "auth", paid => "authorised",
		    mall_state => "ready", number => shift, @ARGV);
		my %s = (status => $v{status}, route => $v{route} // "基本");
		my %map = (on => "deliver_on", slot => "deliver_slot",
		    temp => "temperature", map { $_ => $_ } qw(carrier
		    service freight cancel kind marks box));
		$s{$map{$_}} = $v{$_} for grep { defined $v{$_} } keys %map;
		$s{parcels} = $v{parcels} + 0 if $v{parcels};
		my @charges = { kind => "postage", amount => 500,
		    tax_rate => 10, tax_included => \1 };
		push @charges, { kind => "cod", amount => $v{fee} + 0,
		    tax_rate => 10, tax_included => \1 } if $v{fee};
		push @charges, { kind => "points", amount => -$v{points} }
		    if $v{points};
		my $total = 2500 + ($v{fee} // 0) - ($v{points} // 0);
		my $person = sub { { name => $_[0], zip => $v{zip},
		    pref => "東京都", city => "中央区", town => $v{town},
		    phone => $v{phone} } };
		my $d = { seq => 1, to => $person->($v{name}) };
		$d->{from} = $person->($v{from}) if $v{from};
		$d->{gift} = \1 if $v{gift};
		my $line = { seq => 1, kind => "goods", code => $v{line} //
		    "MIKAN", name => "みかん", quantity => 2,
		    unit_price => 1000, tax_rate => 8, tax_included => \1,
		    quantity_here => 2 };
		$line->{alone} = \1 if $v{alone};
		$line->{temperature} = $v{cool} if $v{cool};
		my $o = { type => "normal", mall_state => $v{mall_state},
		    ordered_at => sprintf("2026-12-23T%02d:00:00", $v{hour}),
		    by => $person->($v{name}), stated_total => $total + 0,
		    charges => \@charges, payments => [{
		    method => $v{method}, timing => $v{timing},
		    state => $v{paid}, amount => $total + 0 }] };
		$o->{ship_by} = "$v{ship_by}T00:00:00" if $v{ship_by};
		print JSON::PP->new->canonical->encode({ shop => $v{shop},
		    number => $v{number}, %s, destination => $d,
		    lines => [$line], tags => [], tracking => [],
		    order => $o }), "\n"' "$@"
}

# take NUMBER [KEY VALUE]...: the same into the store; its id into $id
take() {
	door "$@" >record
	sn-import record >taken 2>taken.err || {
		ok 1 "sn-import of door $1"
		show taken.err
	}
	id=$(sql "SELECT s.id FROM shipment s
	    JOIN destination d ON d.id = s.destination
	    JOIN orders o ON o.id = d.orders WHERE o.number = '$1'")
}

# cod: the keys of cash on delivery
cod='method cod timing delivery paid none fee 330'

# rows: a sum of all that a shop keeps
rows() {
	sql .dump | grep -Ev \
	    '^INSERT INTO (op|undoing|change|counter|batch|batch_shipment|outbox|handled) ' |
	    sort | sha256sum
}

# where: place and parent of each shipment
where() {
	sql "SELECT id, status, coalesce(box, '-'), route,
	    coalesce(bundled_into, '-') FROM shipment ORDER BY id"
}
