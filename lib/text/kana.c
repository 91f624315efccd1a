#include <stddef.h>
#include <string.h>

#include "text/kana.h"
#include "text/utf8.h"

enum {
	HALF_FIRST = 0xff61,
	HALF_LAST = 0xff9f,
	KATA_FIRST = 0x30a1,		/* small a */
	KATA_LAST = 0x30fa,
	HIRA_TO_KATA = 0x60,
	WIDE_TO_ASCII = 0xfee0,
	GROWTH = 3			/* a broken byte becomes U+FFFD */
};

/* U+FF61 to U+FF9F in full width. */
static const uint16_t wide[] = {
	0x3002, 0x300c, 0x300d, 0x3001, 0x30fb, 0x30f2, 0x30a1, 0x30a3,
	0x30a5, 0x30a7, 0x30a9, 0x30e3, 0x30e5, 0x30e7, 0x30c3, 0x30fc,
	0x30a2, 0x30a4, 0x30a6, 0x30a8, 0x30aa, 0x30ab, 0x30ad, 0x30af,
	0x30b1, 0x30b3, 0x30b5, 0x30b7, 0x30b9, 0x30bb, 0x30bd, 0x30bf,
	0x30c1, 0x30c4, 0x30c6, 0x30c8, 0x30ca, 0x30cb, 0x30cc, 0x30cd,
	0x30ce, 0x30cf, 0x30d2, 0x30d5, 0x30d8, 0x30db, 0x30de, 0x30df,
	0x30e0, 0x30e1, 0x30e2, 0x30e4, 0x30e6, 0x30e8, 0x30e9, 0x30ea,
	0x30eb, 0x30ec, 0x30ed, 0x30ef, 0x30f3, 0x309b, 0x309c
};

/*
 * U+30A1 to U+30FA in half width: the low byte is that of U+FFxx, and bit 8
 * or 9 asks for the sound mark after it.  0 has no half form: small wa, ke
 * and ka are written large, the old wi and we as i and e.
 */
enum { VOICED = 0x100, PLOSIVE = 0x200 };

static const uint16_t half[] = {
	0x67, 0x71, 0x68, 0x72, 0x69, 0x73, 0x6a, 0x74, 0x6b, 0x75,
	0x76, 0x176, 0x77, 0x177, 0x78, 0x178, 0x79, 0x179, 0x7a, 0x17a,
	0x7b, 0x17b, 0x7c, 0x17c, 0x7d, 0x17d, 0x7e, 0x17e, 0x7f, 0x17f,
	0x80, 0x180, 0x81, 0x181, 0x6f, 0x82, 0x182, 0x83, 0x183, 0x84,
	0x184, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x18a, 0x28a, 0x8b,
	0x18b, 0x28b, 0x8c, 0x18c, 0x28c, 0x8d, 0x18d, 0x28d, 0x8e, 0x18e,
	0x28e, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x6c, 0x94, 0x6d, 0x95,
	0x6e, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9c, 0x72,
	0x74, 0x66, 0x9d, 0x173, 0x76, 0x79, 0x19c, 0x172, 0x174, 0x166
};

static bool
is_hiragana(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || c == 0x309d || c == 0x309e;
}

bool
kana_is(uint32_t c)
{
	return is_hiragana(c) || (c >= KATA_FIRST && c <= 0x30fe &&
	    c != 0x30fb) || (c >= 0xff66 && c <= HALF_LAST);
}

uint32_t
kana_widen(uint32_t c)
{
	return c >= HALF_FIRST && c <= HALF_LAST ? wide[c - HALF_FIRST] : c;
}

uint32_t
kana_join(uint32_t c, uint32_t mark)
{
	uint32_t hira = 0;
	bool voiced;

	if (mark != 0x3099 && mark != 0x309a && mark != 0x309b &&
	    mark != 0x309c && mark != 0xff9e && mark != 0xff9f)
		return 0;
	voiced = mark == 0x3099 || mark == 0x309b || mark == 0xff9e;
	c = kana_widen(c);
	if (is_hiragana(c)) {
		hira = HIRA_TO_KATA;
		c += hira;
	}
	if ((c == 0x30fd || c == 0x30a6) && voiced)
		return (c == 0x30fd ? 0x30fe : 0x30f4) - hira;
	if (c >= 0x30ef && c <= 0x30f2 && voiced && hira == 0)
		return c + 8;
	if (c < KATA_FIRST || c >= 0x30ef)
		return 0;
	/* The voiced one follows its plain one, the other comes second. */
	if ((half[c - KATA_FIRST] & (VOICED | PLOSIVE)) != 0)
		return 0;
	c += voiced ? 1 : 2;
	if ((half[c - KATA_FIRST] & (voiced ? VOICED : PLOSIVE)) == 0)
		return 0;
	return c - hira;
}

const char *
kana_kata(const char *s, struct arena *a)
{
	char *out = arena_strdup(a, s), *p = out;
	const char *q = s;
	uint32_t c;

	while ((c = utf8_next(&s)) != 0) {
		/* Both are three bytes long. */
		if (is_hiragana(c))
			utf8_encode(p, c + HIRA_TO_KATA);
		p += s - q;
		q = s;
	}
	return out;
}

/* The half-width form of punctuation and letters, or c. */
static uint32_t
narrow(uint32_t c)
{
	switch (c) {
	case 0x3000:
		return ' ';
	case 0x3001:
		return 0xff64;
	case 0x3002:
		return 0xff61;
	case 0x300c:
		return 0xff62;
	case 0x300d:
		return 0xff63;
	case 0x30fb:
		return 0xff65;
	case 0x30fc:
		return 0xff70;
	case 0x3099:
	case 0x309b:
		return 0xff9e;
	case 0x309a:
	case 0x309c:
		return 0xff9f;
	}
	if (c >= 0xff01 && c <= 0xff5e)
		return c - WIDE_TO_ASCII;
	return c;
}

const char *
kana_half(const char *s, struct arena *a)
{
	char *out = arena_alloc(a, strlen(s) * GROWTH + 1), *p = out;
	unsigned code;
	uint32_t c;

	while ((c = utf8_next(&s)) != 0) {
		if (is_hiragana(c) && c < 0x3097)
			c += HIRA_TO_KATA;
		if (c < KATA_FIRST || c > KATA_LAST) {
			p += utf8_encode(p, narrow(c));
			continue;
		}
		code = half[c - KATA_FIRST];
		p += utf8_encode(p, 0xff00 + (code & 0xff));
		if ((code & VOICED) != 0)
			p += utf8_encode(p, 0xff9e);
		if ((code & PLOSIVE) != 0)
			p += utf8_encode(p, 0xff9f);
	}
	*p = '\0';
	return out;
}

const char *
kana_full(const char *s, struct arena *a)
{
	char *out = arena_alloc(a, strlen(s) * GROWTH + 1), *p = out;
	const char *next;
	uint32_t c, joined;

	while ((c = utf8_next(&s)) != 0) {
		if (c >= HALF_FIRST && c <= HALF_LAST) {
			next = s;
			if ((joined = kana_join(c, utf8_next(&next))) != 0)
				s = next;
			c = joined != 0 ? joined : kana_widen(c);
		}
		p += utf8_encode(p, c);
	}
	*p = '\0';
	return out;
}
