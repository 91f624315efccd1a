#!/usr/bin/perl
#
# smtpd.pl [-a user:password] [-q n] [-r seed] [-p percent] [-s script] dir
#
# A mail server on loopback that misbehaves.  Prints its port and serves one
# connection after the other until it is killed.  In dir it writes
#
#	accepted	a line for each letter that it took: Message-ID,
#			recipients, and "said", or "lost" when it hung up
#			before it answered
#	log		what it was told and answered, without the letters
#	N.eml		with -k: the N-th letter
#
# Faults come from the script, a line each, in their order: "STAGE ACTION",
# where the stage is banner, ehlo, auth, mail, rcpt (any recipient), rcpt1,
# rcpt2, data, body (in the middle of it) or end (after it), and the action
# an answer with that code, close, stall (no answer at all), at the end also
# take (the letter is taken, the answer lost) and !COMMAND (all is well, once
# the shell has run it).  "ok N" lets N letters pass first.  With -r and -p faults come at random instead.
# With -q the server takes n letters by a connection, then says 421.
use strict;
use warnings;
use Getopt::Std;
use IO::Socket::INET;

my %opt;
getopts('a:kp:q:r:s:', \%opt) && @ARGV == 1 or die "usage: smtpd.pl dir\n";
my $dir = shift;
my @script;
if (defined $opt{s}) {
	open my $in, '<', $opt{s} or die "smtpd.pl: $opt{s}: $!\n";
	chomp(@script = <$in>);
}
srand($opt{r} // 1);

my $listen = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 50)
    or die "smtpd.pl: $!\n";
$SIG{PIPE} = 'IGNORE';
$| = 1;
print $listen->sockport, "\n";
close STDOUT;
open my $accepted, '>>', "$dir/accepted" or die "smtpd.pl: $!\n";
open my $log, '>>', "$dir/log" or die "smtpd.pl: $!\n";
$_->autoflush(1) for $accepted, $log;

my ($client, $letters);
my @actions = (
	qw(close close 421 451),	# at any stage
	qw(close take 421 451 552),	# at the end
);

while ($client = $listen->accept) {
	print $log "connected\n";
	eval { serve() };
	print $log "closed\n";
	close $client;
}

# What goes wrong at that stage now, or undef.
sub fault {
	my ($stage) = @_;
	if (defined $opt{p}) {
		return if rand(100) >= $opt{p};
		return $actions[4 + int rand 5] if $stage eq 'end';
		return 550 if $stage =~ /^rcpt/ && rand(3) < 1;
		return $actions[int rand 4];
	}
	shift @script while @script && $script[0] =~ /^ok 0$/;
	return unless @script;
	my ($at, $action) = split ' ', $script[0], 2;
	return unless $stage =~ /^\Q$at\E\d*$/;
	shift @script;
	return $action;
}

sub say_line {
	my ($line) = @_;
	print $log "> $line\n";
	print $client "$line\r\n" or die "gone\n";
	die "closing\n" if $line =~ /^421/;
}

sub hang_up {
	print $log "> (closed)\n";
	die "closed\n";
}

# Answer, unless a fault does.  True: all is well.
sub reply {
	my ($stage, @lines) = @_;
	my $action = fault($stage);
	if (!defined $action) {
		say_line($_) for @lines;
		return 1;
	}
	hang_up() if $action eq 'close';
	if ($action eq 'stall') {
		print $log "> (nothing)\n";
		1 while defined(my $line = <$client>);
		die "gone\n";
	}
	say_line("$action no, at $stage");
	return 0;
}

sub hear {
	my $line = <$client>;
	die "gone\n" if !defined $line;
	$line =~ s/\r?\n//;
	return $line;
}

sub authenticate {
	my ($how) = @_;
	require MIME::Base64;
	say_line('334 ') if $how eq '';
	my $given = MIME::Base64::decode_base64($how ne '' ? $how : hear());
	my $wanted = "\0" . join "\0", split /:/, $opt{a}, 2;
	return say_line('535 no such user and password')
	    if $given ne $wanted;
	return reply('auth', '235 welcome');
}

# The letter up to its dot; undef: it was cut off on purpose.
sub body {
	my $action = fault('body');
	my $bytes = '';
	while ((my $line = hear()) ne '.') {
		hang_up() if defined $action;
		$line =~ s/^\.//;
		$bytes .= "$line\n";
	}
	hang_up() if defined $action;
	return $bytes;
}

sub take {
	my ($bytes, $to, $how) = @_;
	my ($id) = $bytes =~ /^Message-ID:\s*<([^>]*)>/mi;
	print $accepted join(' ', $id // '?', join(',', @$to), $how), "\n";
	$script[0] = 'ok ' . ($1 - 1) if @script && $script[0] =~ /^ok (\d+)/;
	return if !$opt{k};
	open my $out, '>', "$dir/" . ++$letters . '.eml' or die "$!\n";
	print $out $bytes;
}

sub letter {
	my ($to) = @_;
	reply('data', '354 go on') or return;
	my $bytes = body();
	my $action = fault('end');
	if (defined $action && $action =~ s/^!//) {
		system $action;
		undef $action;
	}
	if (!defined $action) {
		take($bytes, $to, 'said');
		return say_line('250 taken');
	}
	if ($action eq 'take') {
		take($bytes, $to, 'lost');
		hang_up();
	}
	hang_up() if $action eq 'close';
	say_line("$action not this one");
}

sub serve {
	my ($count, $named, $known) = (0, 0, !defined $opt{a});
	my ($from, @to);
	reply('banner', '220 smtpd.example ESMTP') or return;
	while (1) {
		my $line = hear();
		print $log '< ', $line =~ s/^AUTH \S+\K.*//r, "\n";
		if ($line =~ /^(EHLO|HELO) /) {
			reply('ehlo', '250-smtpd.example',
			    (defined $opt{a} ? '250-AUTH PLAIN' : ()),
			    '250 8BITMIME');
		} elsif ($line =~ /^AUTH PLAIN ?(.*)/ && defined $opt{a}) {
			$known = authenticate($1);
		} elsif ($line =~ /^MAIL FROM:<(.*?)>/) {
			my $sender = $1;
			($from, $named, @to) = (undef, 0);
			if (defined $opt{q} && $count >= $opt{q}) {
				say_line('421 enough by this connection');
			} elsif (!$known) {
				say_line('530 who are you');
			} elsif (reply('mail', '250 ok')) {
				$from = $sender;
			}
		} elsif ($line =~ /^RCPT TO:<(.*?)>/ && defined $from) {
			my $one = $1;
			push @to, $one if reply('rcpt' . ++$named, '250 ok');
		} elsif ($line eq 'DATA' && @to) {
			letter(\@to);
			$count++;
			($from, @to) = (undef);
		} elsif ($line eq 'RSET') {
			($from, @to) = (undef);
			say_line('250 ok');
		} elsif ($line eq 'QUIT') {
			print $client "221 bye\r\n";
			return;
		} else {
			say_line('503 what?');
		}
	}
}
