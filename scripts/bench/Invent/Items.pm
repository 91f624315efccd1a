# The goods themselves, one row per code and per variant of it.

package Invent::Items;

use strict;
use warnings;
use utf8;

use Invent;

sub write_files {
	my ($dir, undef, undef, %with) = @_;
	my $w = writer("$dir/items.csv", encoding => 'UTF-8',
	    newline => "\n", %with);

	save($w, qw(code name print_name category temperature weight tax_rate));
	for (table('items')) {
		my ($code, $name, $print, @more) = @$_;
		my $variants = pop @more;
		pop @more;		# the price
		save($w, $code, $name, $print, @more);
		for (split /\|/, $variants) {
			my ($suffix, undef, $choice) = split /:/;
			save($w, "$code-$suffix", "$name $choice",
			    "$print $choice", @more);
		}
	}
	# what Shopify has as lines besides goods
	save($w, 'GIFTCARD-3000', 'ギフトカード ¥3,000', 'ギフトカード3000', '券',
	    'normal', 0, 0);
	save($w, 'OPT-WRAP', 'ギフトラッピング', 'ラッピング', 'その他', 'normal',
	    20, 10);
	finish($w);
}

1;
