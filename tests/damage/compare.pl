#!/usr/bin/perl
# compare.pl WHOLE SPOILT - records of a file and of its spoilt copy: each
# field is equal, or its order is not there at all.  Prints what is wrong.
use strict;
use warnings;
use utf8;
use JSON::PP;
use open qw(:std :utf8);

sub flat {
	my ($out, $where, $v) = @_;
	if (ref $v eq "HASH") {
		flat($out, "$where.$_", $v->{$_}) for keys %$v;
	} elsif (ref $v eq "ARRAY") {
		flat($out, "$where\[$_\]", $v->[$_]) for 0 .. $#$v;
	} else {
		# blanks for line breaks do no harm, nor full-width digits
		# where no code or number is
		return if $where =~ /source_row$/;
		$v =~ s/\s+/ /g;
		$v =~ tr/０-９/0-9/
		    unless $where =~ /number|code|sku|mall_id|phone|zip/;
		$out->{$where} = $v;
	}
}

sub records {
	my ($file) = @_;
	my %all;
	open my $in, "<:raw", $file or die "$file: $!\n";
	while (<$in>) {
		my $o = decode_json($_);
		flat($all{"$o->{number} $o->{seq}"} = {}, "", $o);
	}
	return \%all;
}

my ($whole, $spoilt) = map { records($_) } @ARGV;
for my $key (sort keys %$spoilt) {
	my ($a, $b) = ($whole->{$key}, $spoilt->{$key});
	print("$key: no such order\n"), next unless $a;
	my %names = (%$a, %$b);
	for (sort keys %names) {
		my ($x, $y) = ($a->{$_} // "nothing", $b->{$_} // "nothing");
		print "$key: $_: $y, not $x\n" if $x ne $y;
	}
}
