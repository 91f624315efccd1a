#!/usr/bin/perl
#
# server.pl directory - a server of HTTP on loopback that misbehaves
#
# Prints its port and serves until it is killed: the files below the
# directory, /N/... answers with status N, /cut/... hangs up in the middle of a
# file, /large/... never ends, /moved/... sends elsewhere.
use strict;
use warnings;
use IO::Socket::INET;

my $dir = shift // die "usage: server.pl directory\n";
my $listen = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 5)
    or die "server.pl: $!\n";
$SIG{PIPE} = 'IGNORE';
$| = 1;
print $listen->sockport, "\n";
close STDOUT;

while (my $client = $listen->accept) {
	read $client, my $verb, 4;
	serve($client) if ($verb // '') eq 'GET ';	# and no TLS
	close $client;
}

sub serve {
	my ($client) = @_;
	my ($path) = (<$client> // '') =~ m{^(/[\w./-]*) };
	while (defined(my $line = <$client>)) {
		last if $line =~ /^\r?$/;
	}
	answer($client, $path // '/400/');
}

sub head {
	my ($client, $status, $length, @more) = @_;
	print $client join "\r\n", "HTTP/1.1 $status X",
	    "Content-Length: $length", 'Connection: close', @more, '', '';
}

sub answer {
	my ($client, $path) = @_;
	if ($path =~ m{^/(\d{3})/}) {
		head($client, $1, 0);
	} elsif ($path =~ m{^/cut/}) {
		head($client, 200, 1000);
		print $client 'x' x 500;
	} elsif ($path =~ m{^/large/}) {
		head($client, 200, 1 << 30);
		1 while print $client 'x' x 65536;
	} elsif ($path =~ m{^/moved/}) {
		head($client, 302, 0, 'Location: http://127.0.0.1:1/');
	} elsif (open my $in, '<:raw', "$dir$path") {
		local $/;
		my $bytes = <$in>;
		head($client, 200, length $bytes);
		print $client $bytes;
	} else {
		head($client, 404, 0);
	}
}
