#include <stdbool.h>
#include <string.h>

#include "text/fold.h"
#include "text/fold_table.h"
#include "text/kana.h"
#include "text/utf8.h"

enum {
	/* A broken byte becomes three, ㌖ of three bytes eighteen. */
	GROWTH = 6,
	SMALL = 1024,		/* covers nearly every field of an order */
	KA = 0x30ab,
	GA = 0x30ac,
	KE = 0x30b1
};

/* A string being folded. */
struct fold {
	char		*p;		/* where the next character goes */
	char		*last;		/* where the last one stands */
	uint32_t	 prev;		/* it, 0 at the start */
	uint32_t	 before;	/* the one before it */
};

static void
put(struct fold *f, uint32_t c)
{
	f->last = f->p;
	f->before = f->prev;
	f->prev = c;
	f->p += utf8_encode(f->p, c);
}

static bool
is_kanji(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9fff) || c == 0x3005 ||
	    (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

/* Blanks, and characters that nobody sees. */
static bool
is_void(uint32_t c)
{
	return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 ||
	    c == 0xa0 || c == 0xad || c == 0x1680 || c == 0x180e ||
	    (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) ||
	    (c >= 0x205f && c <= 0x206f) || c == 0x3000 || c == 0x3164 ||
	    (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff ||
	    (c >= 0xe0100 && c <= 0xe01ef);
}

static bool
is_dash(uint32_t c)
{
	return c == '-' || c == '~' || (c >= 0x2010 && c <= 0x2015) ||
	    c == 0x2043 || c == 0x207b || c == 0x208b || c == 0x2053 ||
	    c == 0x2212 || c == 0x223c || c == 0x2500 || c == 0x2501 ||
	    c == 0x2e3a || c == 0x2e3b || c == 0x301c || c == 0x3030 ||
	    c == 0x30a0 || c == 0x30fc || c == 0x02dc || c == 0x02d7 ||
	    c == 0xfe58 || c == 0xfe63 || c == 0xff0d || c == 0xff5e ||
	    c == 0xff70;
}

/* Letters of Latin, Greek and Cyrillic; there is no locale to ask. */
static uint32_t
lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
	if (c >= 0xc0 && c <= 0xde && c != 0xd7)
		return c + 0x20;
	if ((c >= 0x100 && c <= 0x137 && c != 0x130) ||
	    (c >= 0x14a && c <= 0x177) || (c >= 0x1e00 && c <= 0x1eff))
		return c | 1;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c + (c & 1);
	if ((c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40f)
		return c + 0x50;
	return c;
}

static uint32_t
variant(uint32_t c)
{
	size_t lo, hi, mid;

	if (c == 0x20bb7)	/* the other yoshi, the one met outside BMP */
		return 0x5409;
	if (c >= 0x10000)
		return c;
	lo = fold_variant_page[c >> 8];
	hi = fold_variant_page[(c >> 8) + 1];
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (fold_variant[2 * mid] == c)
			return fold_variant[2 * mid + 1];
		if (fold_variant[2 * mid] < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return c;
}

static const struct fold_compat *
compat(uint32_t c)
{
	size_t lo = 0, hi = fold_compats, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (fold_compat[mid].from == c)
			return &fold_compat[mid];
		if (fold_compat[mid].from < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/*
 * The kana in full width and in one character, the mark that follows a
 * half-width one stepped over.
 */
static uint32_t
whole_kana(uint32_t c, const char **s)
{
	const char *next = *s;
	uint32_t joined;

	if (c < 0xff61 || c > 0xff9f)
		return c;
	if ((joined = kana_join(c, utf8_next(&next))) == 0)
		return kana_widen(c);
	*s = next;
	return joined;
}

/* c in half width if it is a full-width form of ASCII. */
static uint32_t
narrow(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xfee0;
	return c == 0x3000 ? ' ' : c;
}

/* Whether what follows, in its folded form, starts with a kanji. */
static bool
kanji_next(const char *s)
{
	const struct fold_compat *k;
	uint32_t c;

	do
		c = utf8_next(&s);
	while (c != 0 && is_void(c));
	if ((k = compat(c)) != NULL)
		c = k->to[0];
	return is_kanji(c);
}

/* One character that is no compatibility character. */
static void
put_folded(struct fold *f, uint32_t c, const char *rest)
{
	uint32_t joined;

	if (is_void(c))
		return;
	if (is_dash(c)) {
		put(f, '-');
		return;
	}
	if (c >= 0x3099 && c <= 0x309c &&
	    (joined = kana_join(f->prev, c)) != 0) {
		f->p = f->last;
		f->prev = f->before;
		c = joined;
	}
	if ((c >= 0x3041 && c <= 0x3096) || c == 0x309d || c == 0x309e)
		c += 0x60;
	if (c == 0x30f5)
		c = KA;
	else if (c == 0x30f6)
		c = KE;
	else if (c == GA && is_kanji(f->prev) && kanji_next(rest))
		c = KE;
	put(f, is_kanji(c) ? variant(c) : lower(c));
}

static void
fold_one(struct fold *f, uint32_t c, const char **s)
{
	const struct fold_compat *k = NULL;
	size_t i;

	c = whole_kana(narrow(c), s);
	if ((c >= 0x80 && c < 0x3040) || (c >= 0x309f && c < 0x30a1) ||
	    (c >= 0x30ff && c < 0x3400) || c >= 0xfb00)
		k = is_dash(c) ? NULL : compat(c);
	if (k == NULL) {
		put_folded(f, c, *s);
		return;
	}
	for (i = 0; i < COMPAT_MAX && k->to[i] != 0; i++)
		put_folded(f, k->to[i], "");
}

/* Room for n bytes grown, or NULL when SMALL will do. */
static char *
room(size_t n, struct arena *a)
{
	return n * GROWTH < SMALL ? NULL : arena_alloc(a, n * GROWTH + 1);
}

const char *
fold_text(const char *s, struct arena *a)
{
	char small[SMALL], *large = room(strlen(s), a);
	char *start = large != NULL ? large : small;
	struct fold f = { start, start, 0, 0 };
	uint32_t c;

	for (;;) {
		while ((unsigned char)(*s - 1) < 0x7f) {
			if (is_void((unsigned char)*s)) {
				s++;
				continue;
			}
			f.before = f.prev;
			f.prev = *s == '~' ? '-' :
			    lower((unsigned char)*s);
			f.last = f.p;
			*f.p++ = (char)f.prev;
			s++;
		}
		if ((c = utf8_next(&s)) == 0)
			break;
		if (c >= 0x4e00 && c <= 0x9fff)
			put(&f, variant(c));
		else
			fold_one(&f, c, &s);
	}
	*f.p = '\0';
	return large != NULL ? large :
	    arena_strndup(a, small, (size_t)(f.p - small));
}

const char *
fold_width(const char *s, struct arena *a)
{
	char small[SMALL], *large = room(strlen(s), a);
	char *start = large != NULL ? large : small;
	struct fold f = { start, start, 0, 0 };
	uint32_t c;

	while ((c = utf8_next(&s)) != 0) {
		if (c == 0x2212)
			c = '-';
		else if (c == 0x301c)
			c = '~';
		else if (c >= 0x3000)
			c = whole_kana(narrow(c), &s);
		put(&f, c);
	}
	*f.p = '\0';
	return large != NULL ? large :
	    arena_strndup(a, small, (size_t)(f.p - small));
}

const char *
fold_digits(const char *s, struct arena *a)
{
	char *out = arena_alloc(a, strlen(s) + 2), *p = out;
	bool plus = false, japan = false;
	uint32_t c;

	while ((c = narrow(utf8_next(&s))) != 0) {
		if (c == '+' && p == out)
			plus = true;
		if (c < '0' || c > '9')
			continue;
		/* +81 (0)90 has its 0 already. */
		if (japan && p == out + 1 && c == '0')
			continue;
		*p++ = (char)c;
		if (plus && p == out + 2 && memcmp(out, "81", 2) == 0) {
			plus = false;
			japan = true;
			out[0] = '0';
			p = out + 1;
		}
	}
	*p = '\0';
	return out;
}

/* Marks that say how a column is to be filled, not what it is. */
static const char *const marks[] = {
	"(必須)", "[必須]", "【必須】", "<必須>", "〔必須〕", "※必須",
	"(任意)", "[任意]", "【任意】", "<任意>", "〔任意〕", "※任意",
	"*", "※", "必須:", "任意:"
};

/* Take a mark and the blanks there off one end; whether there was one. */
static bool
strip(char **start, char **end)
{
	size_t i, n;

	while (*start < *end && **start == ' ')
		(*start)++;
	while (*end > *start && (*end)[-1] == ' ')
		(*end)--;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		n = strlen(marks[i]);
		if ((size_t)(*end - *start) <= n)
			continue;
		if (memcmp(*start, marks[i], n) == 0) {
			*start += n;
			return true;
		}
		if (memcmp(*end - n, marks[i], n) == 0) {
			*end -= n;
			return true;
		}
	}
	return false;
}

const char *
fold_header(const char *s, struct arena *a)
{
	char *start = arena_alloc(a, strlen(s) * GROWTH + 1), *end;
	struct fold f = { start, start, 0, 0 };
	const struct fold_compat *k;
	uint32_t c;
	size_t i;

	while ((c = utf8_next(&s)) != 0) {
		c = whole_kana(narrow(c), &s);
		if (is_void(c)) {
			if (c < 0x80 && f.prev != ' ')
				put(&f, ' ');
			continue;
		}
		k = c >= 0x80 && !is_kanji(c) && !is_dash(c) ?
		    compat(c) : NULL;
		if (k == NULL)
			put(&f, lower(c));
		else
			for (i = 0; i < COMPAT_MAX && k->to[i] != 0; i++)
				put(&f, lower(k->to[i]));
	}
	end = f.p;
	while (strip(&start, &end))
		continue;
	*end = '\0';
	return start;
}
