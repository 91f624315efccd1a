#!/usr/bin/perl
# imapd.pl MESSAGES FAULTS SEED - a small IMAP server that misbehaves
#
# On loopback, in clear, for any user: as many messages, of which each tells
# its number and its length; they come one after the other.  So many
# connections break in a way that the seed draws, later ones behave, and all
# messages are there.  Prints its port; each message marked as seen
# is a line in the file "seen", each connection one in "connections".
use strict;
use warnings;
use IO::Socket::INET;

my ($total, $faults, $seed) = @ARGV;
my ($messages, $connections) = (1, 0);
srand $seed;
$SIG{PIPE} = 'IGNORE';
my @seen = (0) x ($total + 1);
my $server = IO::Socket::INET->new(Listen => 5, LocalAddr => '127.0.0.1')
    or die "listen: $!";
$| = 1;
print $server->sockport, "\n";
close STDOUT;

sub body {
	my ($n) = @_;
	my $text = "Subject: m$n\r\nMessage-ID: <m$n\@x>\r\n\r\n" .
	    ("line $n\r\n" x ($n * 37 % 4000));
	return $text;
}

my @kinds = qw(greeting login select list fetch-before fetch-head fetch-half
    fetch-short fetch-long fetch-no fetch-bad fetch-empty store-before
    store-after garbage);

# Whether the connection breaks here; the fault is then used up.
my $fault = '';
sub breaks {
	my ($at) = @_;
	return 0 unless $fault eq $at && rand() < 0.7;
	$fault = '';
	return 1;
}

sub set {
	my ($text) = @_;
	my @uid;
	for (split /,/, $text) {
		my ($from, $to) = /^(\d+):(\d+|\*)$/ ? ($1, $2) : ($_, $_);
		$to = $messages if $to eq '*' || $to > $messages;
		$from = $messages if $from > $messages && /\*/;
		push @uid, $from .. $to;
	}
	return @uid;
}

sub fetch {
	my ($c, $tag, $uid) = @_;
	my $b = body($uid);
	my $n = length $b;
	return 0 if breaks('fetch-before');
	return print $c "$tag NO not now\r\n" if breaks('fetch-no');
	return print $c "$tag BAD what\r\n" if breaks('fetch-bad');
	return print $c "$tag OK done\r\n" if breaks('fetch-empty');
	print $c "* garbage {\r\n" if breaks('garbage');
	if (breaks('fetch-short')) {
		print $c "* $uid FETCH (UID $uid BODY[] {", $n - 5,
		    "}\r\n$b)\r\n$tag OK done\r\n";
		return 1;
	}
	if (breaks('fetch-long')) {
		print $c "* $uid FETCH (UID $uid BODY[] {", $n + 500,
		    "}\r\n$b)\r\n$tag OK done\r\n";
		return 0;
	}
	print $c "* $uid FETCH (UID $uid BODY[] {$n}\r\n";
	return 0 if breaks('fetch-head');
	if (breaks('fetch-half')) {
		print $c substr($b, 0, $n / 2);
		return 0;
	}
	print $c "$b)\r\n$tag OK done\r\n";
	return 1;
}

sub store {
	my ($c, $tag, @uid) = @_;
	return 0 if breaks('store-before');
	open my $log, '>>', 'seen' or die "seen: $!";
	for (@uid) {
		print $log "$_\n" unless $seen[$_]++;
	}
	close $log;
	return 0 if breaks('store-after');
	print $c "$tag OK done\r\n";
	return 1;
}

sub command {
	my ($c, $tag, $text) = @_;
	if ($text =~ /^CAPABILITY/i) {
		print $c "* CAPABILITY IMAP4rev1\r\n$tag OK done\r\n";
	} elsif ($text =~ /^LOGIN/i) {
		return 0 if breaks('login');
		print $c "$tag OK done\r\n";
	} elsif ($text =~ /^(SELECT|EXAMINE)/i) {
		return 0 if breaks('select');
		print $c "* $messages EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n",
		    "* OK [UIDNEXT ", $messages + 1, "] x\r\n$tag OK done\r\n";
	} elsif ($text =~ /^UID SEARCH UID (\S+) (UNSEEN|ALL)/i) {
		return 0 if breaks('list');
		my $all = $2 eq 'ALL';
		print $c join(' ', '* SEARCH', grep { $all || !$seen[$_] }
		    set($1)),
		    "\r\n$tag OK done\r\n";
	} elsif ($text =~ /^UID FETCH (\S+) \(UID RFC822.SIZE\)/i) {
		my @uid = set($1);
		print $c "* $_ FETCH (UID $_ RFC822.SIZE ", length body($_),
		    ")\r\n" for @uid;
		return 0 if breaks('list');
		print $c "$tag OK done\r\n";
	} elsif ($text =~ /^UID FETCH (\d+) BODY\[\]/i) {
		return fetch($c, $tag, $1);
	} elsif ($text =~ /^UID STORE (\S+) /i) {
		return store($c, $tag, set($1));
	} elsif ($text =~ /^LOGOUT/i) {
		print $c "* BYE\r\n$tag OK done\r\n";
		return 0;
	} else {
		print $c "$tag BAD unknown\r\n";
	}
	return 1;
}

while (my $c = $server->accept) {
	my $good = ++$connections > $faults;
	open my $log, '>>', 'connections' or die "connections: $!";
	print $log "$connections\n";
	close $log;
	$fault = $good ? '' : $kinds[rand @kinds];
	$messages = $good ? $total : 1 + int $connections * $total / $faults;
	$messages = $total if $messages > $total;
	if (!breaks('greeting')) {
		print $c "* OK ready\r\n";
		while (defined(my $line = <$c>)) {
			my ($tag, $text) = $line =~ /^(\S+) (.*?)\r?\n/ or last;
			last unless command($c, $tag, $text);
		}
	}
	close $c;
}
