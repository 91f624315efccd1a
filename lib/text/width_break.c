#include <stdbool.h>
#include <string.h>
#include <uchar.h>

#include "text/width.h"
#include "text/kana.h"
#include "text/utf8.h"

/*
 * How good a place is to break a text at.  width_break() asks for the best
 * first and takes less only where the text will not fit otherwise.
 */
enum quality {
	NEVER,		/* within a number, before a mark */
	CHARACTER,	/* within a word of letters or katakana */
	WORD,
	PART,		/* of an address */
	BLANK
};

enum kind {
	K_BLANK, K_DIGIT, K_DASH, K_LETTER, K_KATAKANA, K_MARK, K_CLOSE,
	K_OPEN, K_OTHER
};

static bool
one_of(uint32_t c, const char16_t *set)
{
	for (; *set != 0; set++)
		if (c == *set)
			return true;
	return false;
}

static enum kind
kind_of(uint32_t c)
{
	/* Kanji and hiragana, of which most addresses are. */
	if ((c >= 0x4e00 && c < 0xa000) || (c >= 0x3041 && c <= 0x3096))
		return K_OTHER;
	if (c == ' ' || c == 0x3000 || c == '\t' || c == '\n' || c == '\r')
		return K_BLANK;
	if ((c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19))
		return K_DIGIT;
	/* Marks that belong to the character before, small kana not. */
	if (c == 0x3099 || c == 0x309a || c == 0xff9e || c == 0xff9f ||
	    width_char(c) == 0)
		return K_MARK;
	if (one_of(c, u"ー-‐‑‒–—―−－～〜~ｰ,.，．/／:："))
		return K_DASH;
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '\'' ||
	    (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a) ||
	    (c >= 0xc0 && c < 0x250))
		return K_LETTER;
	if (one_of(c, u"）)」』】］]〉》。、!?！？々"))
		return K_CLOSE;
	if (one_of(c, u"（(「『【［[〈《〒"))
		return K_OPEN;
	if (kana_is(c) && c >= 0x30a1)
		return K_KATAKANA;
	return K_OTHER;
}

/* What an address is made of ends with one of these. */
static bool
ends_part(uint32_t c)
{
	return one_of(c, u"都道府県郡市区町村目地号番階室棟丁");
}

/* A character and what it is. */
struct spot {
	uint32_t	c;	/* 0: there is none */
	enum kind	k;
};

static struct spot
next_spot(const char **p)
{
	uint32_t c = utf8_next(p);

	return (struct spot){ c, kind_of(c) };
}

/*
 * The quality of breaking a text between before and at.  ahead is further
 * ahead than before, next behind at.
 */
static enum quality
quality_at(const struct spot *ahead, const struct spot *before,
    const struct spot *at, const struct spot *next)
{
	enum kind k = at->k, b = before->k;

	if (k == K_MARK)
		return NEVER;
	if (k == K_BLANK || b == K_BLANK)
		return BLANK;
	if (b == K_DIGIT && (k == K_DIGIT || (k == K_DASH && next->c != 0 &&
	    next->k == K_DIGIT)))
		return NEVER;
	if (b == K_DASH && k == K_DIGIT && ahead->c != 0 &&
	    ahead->k == K_DIGIT)
		return NEVER;
	if (k == K_DASH || b == K_DASH || k == K_CLOSE || b == K_OPEN)
		return CHARACTER;
	if ((b == K_LETTER || b == K_DIGIT) &&
	    (k == K_LETTER || k == K_DIGIT))
		return CHARACTER;
	if (k == K_KATAKANA && b == K_KATAKANA)
		return CHARACTER;
	if (b == K_DIGIT)
		return ends_part(at->c) || one_of(at->c, u"-Ff") ?
		    CHARACTER : PART;
	if (ends_part(at->c) || one_of(before->c, u"丁第"))
		return CHARACTER;
	return ends_part(before->c) || k != b ? PART : WORD;
}

/* The end of what goes into max of u, broken no worse than least. */
static const char *
fit(const char *s, size_t max, enum unit u, enum quality least)
{
	struct spot ahead = { 0, K_MARK }, before = ahead, at, next;
	const char *p = s, *good = s, *behind = s, *to;
	size_t n = 0;

	if (width_units(s, u) <= max)
		return s + strlen(s);
	at = next_spot(&behind);
	for (;;) {
		to = behind;
		next = next_spot(&to);
		/* Of blanks, the first is the break; the rest is skipped. */
		if (p > s && before.k != K_BLANK &&
		    quality_at(&ahead, &before, &at, &next) >= least)
			good = p;
		n += width_unit(at.c, u);
		if (n > max)
			return good;
		ahead = before;
		before = at;
		at = next;
		p = behind;
		behind = to;
	}
}

static const char *
skip_blanks(const char *s)
{
	const char *p = s;

	while (kind_of(utf8_next(&p)) == K_BLANK)
		s = p;
	return s;
}

/* Whether all fits with breaks no worse than least and no field empty. */
static bool
fits(const size_t max[], size_t k, enum unit u, const char *s,
    enum quality least)
{
	const char *end;
	size_t i;

	for (i = 0; i < k && *(s = skip_blanks(s)) != '\0'; i++) {
		end = fit(s, width_limit(max[i], u), u, least);
		if (end == s)
			return false;
		s = end;
	}
	return *skip_blanks(s) == '\0';
}

const char *
width_break(struct str out[], const size_t max[], size_t k, enum unit u,
    const char *s)
{
	enum quality least = BLANK;
	const char *end;
	size_t i;

	s = skip_blanks(s);
	if (k > 0 && width_units(s, u) <= width_limit(max[0], u)) {
		str_puts(&out[0], s);	/* as most do */
		return s + strlen(s);
	}
	while (least > CHARACTER && !fits(max, k, u, s, least))
		least--;
	for (i = 0; i < k && *(s = skip_blanks(s)) != '\0'; i++) {
		end = fit(s, width_limit(max[i], u), u, least);
		str_add(&out[i], s, (size_t)(end - s));
		s = end;
	}
	return skip_blanks(s);
}
