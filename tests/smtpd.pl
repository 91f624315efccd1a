#!/usr/bin/perl
#
# smtpd.pl [-kT] [-a user:password] [-q n] [-r seed] [-p percent] [-s script]
#	[-t file] dir
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
# With -t it offers STARTTLS, with -T also TLS from the first byte instead;
# openssl(1) does it, with the certificate and key in the file, and AUTH is
# offered only behind it.
use strict;
use warnings;
use Getopt::Std;
use IO::Handle;
use IO::Select;
use IO::Socket::INET;
use IPC::Open2;

my %opt;
getopts('a:kp:q:r:s:t:T', \%opt) && @ARGV == 1 or die "usage: smtpd.pl dir\n";
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
open STDOUT, '>', '/dev/null';
open my $accepted, '>>', "$dir/accepted" or die "smtpd.pl: $!\n";
open my $log, '>>', "$dir/log" or die "smtpd.pl: $!\n";
$_->autoflush(1) for $accepted, $log;

my ($client, $in, $out, $letters);	# in, out: the client, or what TLS is to it
my ($tls, $pump);			# processes
my @actions = (
	qw(close close 421 451),	# at any stage
	qw(close take 421 451 552),	# at the end
);

while ($client = $listen->accept) {
	print $log "connected\n";
	$in = $out = $client;
	eval { serve() };
	print $log "closed\n";
	end_tls() if defined $tls;
	close $client;
}

sub free_port {
	my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 1)
	    or die "$!\n";
	return $s->sockport;
}

# From now on the client is behind openssl, and a process of ours that
# carries the bytes between the two.
sub begin_tls {
	my $port = free_port();
	$tls = open2($in = IO::Handle->new, $out = IO::Handle->new,
	    "exec openssl s_server -quiet -naccept 1 -accept 127.0.0.1:$port" .
	    " -cert '$opt{t}' -key '$opt{t}' 2>/dev/null");
	$out->autoflush(1);
	$pump = fork // die "fork: $!\n";
	return if $pump != 0;
	my $far;
	until ($far = IO::Socket::INET->new("127.0.0.1:$port")) {
		select undef, undef, undef, 0.01;	# it starts
	}
	my $both = IO::Select->new($client, $far);
	while (1) {
		for my $from ($both->can_read) {
			my $to = $from == $far ? $client : $far;
			exit 0 if !sysread $from, my $bytes, 65536;
			syswrite $to, $bytes;
		}
	}
}

sub end_tls {
	close $out;
	close $in;
	kill 'TERM', $tls, $pump;
	waitpid $_, 0 for $tls, $pump;
	undef $tls;
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
	print $out "$line\r\n" or die "gone\n";
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
		1 while defined(my $line = <$in>);
		die "gone\n";
	}
	say_line("$action no, at $stage");
	return 0;
}

sub hear {
	my $line = <$in>;
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

sub offers_auth {
	return defined $opt{a} && (!defined $opt{t} || defined $tls);
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
	open my $eml, '>', "$dir/" . ++$letters . '.eml' or die "$!\n";
	print $eml $bytes;
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
	begin_tls() if $opt{T};
	reply('banner', '220 smtpd.example ESMTP') or return;
	while (1) {
		my $line = hear();
		print $log '< ', $line =~ s/^AUTH \S+\K.*//r, "\n";
		if ($line =~ /^(EHLO|HELO) /) {
			reply('ehlo', '250-smtpd.example',
			    (offers_auth() ? '250-AUTH PLAIN' : ()),
			    (defined $opt{t} && !defined $tls ?
			    '250-STARTTLS' : ()),
			    '250 8BITMIME');
		} elsif ($line eq 'STARTTLS' && defined $opt{t}) {
			say_line('220 go on');
			begin_tls();
		} elsif ($line =~ /^AUTH PLAIN ?(.*)/ && offers_auth()) {
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
			print $out "221 bye\r\n";
			return;
		} else {
			say_line('503 what?');
		}
	}
}
