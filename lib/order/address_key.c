/*
 * The form in which addresses are compared.
 */

#include <stdint.h>
#include <string.h>
#include <uchar.h>

#include "order/address.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { NUMBER = 24 };	/* digits of an unsigned long, and a NUL */

/*
 * One for all of those that people mix up in the names of places: small kana
 * and large, ヶ and が, ノ and 之, and kanji that fold_text() keeps apart, for
 * they are different words; these after the table of jageocoder (MIT).
 */
static uint32_t
unmixed(uint32_t c)
{
	switch (c) {
	case u'ガ': case u'カ':
		return u'ケ';
	case u'乃': case u'之':
		return u'ノ';
	case u'ヱ': case u'ェ':
		return u'エ';
	case u'ヰ': case u'ィ':
		return u'イ';
	case u'ァ': case u'ゥ': case u'ォ': case u'ッ':
	case u'ャ': case u'ュ': case u'ョ': case u'ヮ':
		return c + 1;	/* the large one */
	case u'埼': case u'碕':
		return u'崎';
	case u'阪':
		return u'坂';
	case u'椙':
		return u'杉';
	case u'舟':
		return u'船';
	case u'盃':
		return u'杯';
	case u'浪':
		return u'波';
	default:
		return c;
	}
}

struct key {
	char		*p;
	uint32_t	 last;		/* written last; 0: nothing */
	uint32_t	 before;	/* read last, for 々 */
	unsigned long	 number;	/* kanji numerals being read */
	unsigned long	 part;		/* behind the last of 十百千 */
	bool		 counting, digit;
};

static void
put(struct key *k, uint32_t c)
{
	k->p += utf8_encode(k->p, c);
	k->last = c;
}

/* The value of a kanji numeral, or -1. */
static int
numeral(uint32_t c)
{
	switch (c) {
	case u'〇':
		return 0;
	case u'一': case u'壱':
		return 1;
	case u'二': case u'弐':
		return 2;
	case u'三':
		return 3;
	case u'四':
		return 4;
	case u'五':
		return 5;
	case u'六':
		return 6;
	case u'七':
		return 7;
	case u'八':
		return 8;
	case u'九':
		return 9;
	default:
		return -1;
	}
}

static unsigned long
unit(uint32_t c)
{
	return c == u'十' ? 10 : c == u'百' ? 100 : c == u'千' ? 1000 : 0;
}

/* Write the number that ends here. */
static void
end_number(struct key *k)
{
	char digits[NUMBER], *p = digits + sizeof(digits);
	unsigned long n = k->number + k->part;

	if (!k->counting)
		return;
	do {
		*--p = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	for (; p < digits + sizeof(digits); p++)
		put(k, (unsigned char)*p);
	k->number = k->part = 0;
	k->counting = k->digit = false;
}

/*
 * One more numeral: 二十三 is 23 and 二三 too.  What would grow too large is
 * no house number.
 */
static void
count(struct key *k, uint32_t c)
{
	unsigned long u = unit(c);

	if (k->number > 100000 || k->part > 100000)
		end_number(k);
	k->counting = true;
	if (u == 0) {
		k->part = k->part * 10 + (unsigned long)numeral(c);
		k->digit = true;
		return;
	}
	k->number += (k->digit ? k->part : 1) * u;
	k->part = 0;
	k->digit = false;
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* What some characters become together; how many bytes they have, or 0. */
static size_t
pair(struct key *k, uint32_t c, const char *s)
{
	static const struct { const char *from; char16_t to[3]; } pairs[] = {
		{ "大字", u"" }, { "小字", u"" }, { "入ル", u"入" },
		{ "通リ", u"通" }, { "上ガル", u"上ル" }, { "上ケル", u"上ル" },
		{ "下ガル", u"下ル" }, { "下ケル", u"下ル" }
	};
	size_t i, n;

	if (c != u'丁' && c != u'大' && c != u'小' && c != u'入' &&
	    c != u'通' && c != u'上' && c != u'下')
		return 0;
	if (strncmp(s, "丁目", n = strlen("丁目")) == 0 &&
	    is_digit(k->last)) {
		put(k, '-');
		return n;
	}
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		n = strlen(pairs[i].from);
		if (strncmp(s, pairs[i].from, n) != 0)
			continue;
		if (pairs[i].to[0] != 0)
			put(k, pairs[i].to[0]);
		if (pairs[i].to[1] != 0)
			put(k, pairs[i].to[1]);
		return n;
	}
	return 0;
}

static void
one(struct key *k, uint32_t c)
{
	switch (c) {
	case u'字': case u'・': case u'、': case ',': case '.':
		return;
	case u'々':
		if (k->before != 0 && k->before != u'々')
			one(k, k->before);
		return;
	default:
		put(k, unmixed(c));
	}
}

const char *
address_key(const char *text, struct arena *a)
{
	const char *s = fold_text(text, a), *at;
	char *out = arena_alloc(a, strlen(s) * 2 + NUMBER);
	struct key k = { .p = out };
	uint32_t c;
	size_t n;

	while (*s != '\0') {
		at = s;
		c = utf8_next(&s);
		if (c == u'々' && (numeral(k.before) >= 0 ||
		    unit(k.before) > 0))
			c = k.before;
		if (c < 0x80) {
			end_number(&k);
			one(&k, c);
		} else if (numeral(c) >= 0 || unit(c) > 0) {
			count(&k, c);
		} else {
			end_number(&k);
			if ((n = pair(&k, c, at)) > 0)
				s = at + n;
			else
				one(&k, c);
		}
		k.before = c;
	}
	end_number(&k);
	*k.p = '\0';
	return out;
}
