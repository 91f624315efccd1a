#!/usr/bin/perl
# spoil.pl KIND DELIMITER <in >out - do to a file of orders what a spreadsheet
# or an editor does when somebody opens and saves it.  Bytes in, bytes out;
# what is done to letters is done in the file's own encoding.
#
#	zeros		phones and postal codes lose their zeros
#	dates		1-2-3 becomes 2001/2/3, 1-2 becomes 1月2日
#			where there is such a day
#	months		1-2 becomes 2-Jan
#	scientific	long numbers are rounded to six digits
#	trailing	empty columns at the end of a row are gone
#	bom		a byte order mark stands first
#	encoding	CP932 becomes UTF-8, and the other way round
#	apostrophes	an apostrophe keeps numbers as text
#	point		whole numbers get ".0"
#	thousands	numbers from 1000 get commas
#	wide		digits of numbers become full-width ones
#	breaks		line breaks in cells become blanks
use strict;
use warnings;
use utf8;
use Encode qw(decode encode FB_CROAK);

my ($kind, $delimiter) = @ARGV;
binmode STDIN;
binmode STDOUT;
my $bytes = do { local $/; <STDIN> };
$bytes =~ s/^\xef\xbb\xbf//;
my $encoding = "UTF-8";
my $text = eval { decode("UTF-8", my $copy = $bytes, FB_CROAK) };
unless (defined $text) {
	$encoding = "cp932";
	$text = eval { decode($encoding, my $copy = $bytes, FB_CROAK) };
	exit 1 unless defined $text;	# damaged already
}

my %spoil = (
	zeros => sub { s/^0(?=\d{6}$|\d{8,10}$)0*// },
	dates => sub {
		s|^(\d{1,2})-(\d{1,2})-(\d{1,2})$|"20" .
		    sprintf("%02d", $1) . "/$2/$3"|e ||
		    s/^(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])$/$1月$2日/;
	},
	months => sub {
		my @name = qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec);
		s/^([1-9]|1[0-2])-(\d{1,2})$/"$2-$name[$1 - 1]"/e;
	},
	scientific => sub {
		s/^(\d{12,})$/my $n = sprintf("%.5E", $1); $n =~
		    s|0+E|E|; $n =~ s|\.E|E|; $n/e;
	},
	apostrophes => sub { s/^(?=\d+$)/'/ },
	point => sub { s/^(\d+)$/$1.0/ },
	thousands => sub {
		return unless /^[1-9]\d{3,}$/;
		1 while s/^(\d+)(\d{3})/$1,$2/;
	},
	wide => sub { tr/0-9/０-９/ if /^\d+$/ },
	breaks => sub { s/\r?\n/ /g },
	trailing => sub { }, bom => sub { }, encoding => sub { },
);
my $spoil = $spoil{$kind} or die "spoil.pl: $kind: no such damage\n";

# rows of cells, quoted or not
my (@rows, @row);
my $quoted = $delimiter eq "," && $text =~ /"/;
my $inner = $quoted ? qr/"((?:[^"]|"")*)"/ : qr/(?!)()/;
while ($text =~ /\G(?:$inner|([^$delimiter\r\n]*))($delimiter|\r?\n|\z)/gc) {
	my ($quote, $plain, $end) = ($1, $2, $3);
	my $cell = defined $quote ? $quote =~ s/""/"/gr : $plain;
	last if $end eq "" && $cell eq "" && !@row;
	push @row, $cell;
	next if $end eq $delimiter;
	push @rows, [@row];
	@row = ();
	last if $end eq "";
}
exit 1 if @row;			# broken already

my $header = shift @rows;
my $out = "";
my $changed = $kind =~ /^(bom|encoding)$/;
for my $r ($header, @rows) {
	if ($r != $header) {
		for (@$r) {
			my $before = $_;
			$spoil->();
			$changed ||= $before ne $_;
		}
		if ($kind eq "trailing") {
			while (@$r > 1 && $r->[-1] eq "") {
				pop @$r;
				$changed = 1;
			}
		}
	}
	$out .= join($delimiter, map {
		my $c = $_;
		$c =~ /[$delimiter"\r\n]/ && $quoted || $c =~ /,/ &&
		    $delimiter eq "," ? '"' . $c =~ s|"|""|gr . '"' : $c
	} @$r) . "\r\n";
}
exit 1 unless $changed;		# nothing to damage here
$encoding = $encoding eq "UTF-8" ? "cp932" : "UTF-8" if $kind eq "encoding";
$encoding = "UTF-8" if $kind eq "bom";
$bytes = eval { encode($encoding, $out, FB_CROAK) };
exit 1 unless defined $bytes;	# it has no such characters
print $kind eq "bom" ? "\xef\xbb\xbf$bytes" : $bytes;
