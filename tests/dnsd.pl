#!/usr/bin/perl
#
# dnsd.pl zone - a name server on loopback, over UDP
#
# Prints its port and answers until it is killed.  A line of the zone is
# "name TYPE value": A, AAAA, TXT (in quotes, pieces as they are), MX "10
# name", CNAME.  "name FAIL" makes a question about that name fail, "name
# GARBAGE" gets an answer that is none, "name CUT" one that ends in the middle
# of its last record.
use strict;
use warnings;
use IO::Socket::INET;
use Socket qw(inet_aton inet_pton AF_INET6);

my %type = (A => 1, CNAME => 5, MX => 15, TXT => 16, AAAA => 28);
my %zone;
open my $in, '<', shift // die "usage: dnsd.pl zone\n" or die "dnsd.pl: $!\n";
while (<$in>) {
	next if /^\s*(#|$)/;
	my ($name, $type, $value) = /^(\S+)\s+(\S+)\s*(.*?)\s*$/;
	push @{$zone{lc $name}}, [$type, $value];
}
close $in;
my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Proto => 'udp')
    or die "dnsd.pl: $!\n";
$| = 1;
print $socket->sockport, "\n";
close STDOUT;
while (defined $socket->recv(my $query, 4096)) {
	$socket->send(answer($query));
}

sub packed_name {
	my ($name) = @_;
	return join('', map { pack 'C/a', $_ } split /\./, $name) . "\0";
}

sub packed_value {
	my ($type, $value) = @_;
	return inet_aton($value) if $type eq 'A';
	return inet_pton(AF_INET6, $value) if $type eq 'AAAA';
	return packed_name($value) if $type eq 'CNAME';
	return pack('n', $1) . packed_name($2 eq '.' ? '' : $2)
	    if $type eq 'MX' && $value =~ /^(\d+) (\S+)$/;
	return join '', map { pack 'C/a', $_ } $value =~ /"([^"]*)"/g;
}

sub answer {
	my ($query) = @_;
	my ($id) = unpack 'n', $query;
	my ($at, @label) = (12);
	while ((my $n = ord substr $query, $at, 1) > 0) {
		push @label, substr $query, $at + 1, $n;
		$at += $n + 1;
	}
	my ($asked) = unpack 'n', substr $query, $at + 1, 2;
	my $question = substr $query, 12, $at + 5 - 12;
	my $name = lc join '.', @label;
	my @all = @{$zone{$name} // []};
	my %special = map { $_->[0] => 1 } @all;
	return pack('n', $id) . "\x81\x80\0\1\xff\xff" if $special{GARBAGE};
	my $rcode = $special{FAIL} ? 2 : @all ? 0 : 3;
	my ($count, $body) = (0, '');
	for (records($name)) {
		my ($type, $value) = @$_;
		next if ($type{$type} // 0) != $asked && $type ne 'CNAME';
		my $data = packed_value($type, $value);
		$body .= pack 'nnnNn/a*', 0xc00c, $type{$type}, 1, 60, $data;
		$count++;
	}
	$body = substr $body, 0, -5 if $special{CUT};
	return pack('nnnnnn', $id, 0x8180 | $rcode, 1, $count, 0, 0) .
	    $question . $body;
}

# Those of a name, and of the name that it stands for.
sub records {
	my ($name) = @_;
	my @all = @{$zone{$name} // []};
	push @all, map { @{$zone{lc $_->[1]} // []} }
	    grep { $_->[0] eq 'CNAME' } @all;
	return @all;
}
