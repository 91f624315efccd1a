/*
 * The character sets of messages.  What a message says of its own is often
 * wrong: vendors' characters in ISO-2022-JP, Shift_JIS that is CP932, UTF-8
 * called ASCII.
 */

#include <string.h>
#include <strings.h>

#include <gmime/gmime.h>

#include "mail/parse_text.h"
#include "text/decode.h"
#include "text/utf8.h"

enum { ESC = 0x1b, SHIFT_OUT = 0x0e, SHIFT_IN = 0x0f, HIGH = 0x80 };

static bool
has_escape(const char *p, size_t n)
{
	return n > 2 && (memmem(p, n, "\033$", 2) != NULL ||
	    memmem(p, n, "\033(", 2) != NULL);
}

/* The sets that an escape sequence of ISO-2022-JP turns to. */
enum jis { ASCII, KANA, KANJI, MORE };

/* Read the escape sequence at p into *set; its length, 0 if it is none. */
static size_t
escape(enum jis *set, const char *p, size_t n)
{
	static const struct {
		const char	*text;
		enum jis	 set;
	} known[] = {
		{ "\033$(D", MORE }, { "\033$B", KANJI }, { "\033$@", KANJI },
		{ "\033(B", ASCII }, { "\033(J", ASCII }, { "\033(H", ASCII },
		{ "\033(I", KANA },
	};
	size_t i, len;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		len = strlen(known[i].text);
		if (n >= len && memcmp(p, known[i].text, len) == 0) {
			*set = known[i].set;
			return len;
		}
	}
	return 0;
}

/*
 * ISO-2022-JP as EUC-JP, which has the vendors' characters in the same
 * places.  A line that forgets to turn back does not spoil the next one.
 */
static void
jis_to_euc(struct str *out, const char *p, size_t n)
{
	enum jis set = ASCII;
	bool kana = false;
	size_t i, len;
	char c;

	for (i = 0; i < n; i += len) {
		c = p[i];
		len = 1;
		if (c == ESC && (len = escape(&set, p + i, n - i)) > 0)
			continue;
		len = 1;
		if (c == SHIFT_OUT || c == SHIFT_IN)
			kana = c == SHIFT_OUT;
		else if (c <= ' ' || c == 0x7f) {
			if (c == '\n')
				set = ASCII;
			str_putc(out, c);
		} else if (set == KANA || kana) {
			str_putc(out, (char)0x8e);
			str_putc(out, (char)(c | HIGH));
		} else if (set != ASCII && i + 1 < n && p[i + 1] > ' ') {
			if (set == MORE)
				str_putc(out, (char)0x8f);
			str_putc(out, (char)(c | HIGH));
			str_putc(out, (char)(p[i + 1] | HIGH));
			len = 2;
		} else
			str_putc(out, c);
	}
}

/* All of it by one of our decoders, or nothing. */
static bool
by_decoder(struct str *out, enum enc e, const char *p, size_t n)
{
	struct arena a = ARENA_INIT;
	struct decoder *d = NULL;
	const char *text;
	struct why w;
	bool good;

	good = decoder_open(&d, e, &w) == SN_OK &&
	    decoder_text(&text, d, p, n, &a, &w) == SN_OK;
	if (good)
		str_puts(out, text);
	decoder_close(d);
	arena_free(&a);
	return good;
}

/* The same, line by line, a broken line as well as it may be. */
static void
by_lines(struct str *out, enum enc e, const char *p, size_t n)
{
	const char *end = p + n, *next;

	for (; p < end; p = next) {
		next = memchr(p, '\n', (size_t)(end - p));
		next = next != NULL ? next + 1 : end;
		if (by_decoder(out, e, p, (size_t)(next - p)))
			continue;
		for (; p < next; p++)
			if ((unsigned char)*p < HIGH)
				str_putc(out, *p);
			else
				utf8_put(out, UTF8_BAD);
	}
}

/* Broken UTF-8: the good characters of it. */
static void
by_characters(struct str *out, const char *text)
{
	uint32_t c;

	while ((c = utf8_next(&text)) != 0)
		utf8_put(out, c);
}

static void
by_jis(struct str *out, const char *p, size_t n)
{
	struct str euc = STR_INIT;

	jis_to_euc(&euc, p, n);
	by_lines(out, ENC_EUCJP, str_text(&euc), euc.len);
	str_free(&euc);
}

/* By what the bytes look like. */
static void
guess(struct str *out, const char *p, size_t n)
{
	enum enc e;
	bool bom;

	if (has_escape(p, n)) {
		by_jis(out, p, n);
		return;
	}
	if (by_decoder(out, ENC_UTF8, p, n))
		return;
	enc_detect(&e, p, n, &bom);
	if (e == ENC_UTF8 || e == ENC_UTF8_BOM)
		by_characters(out, p);
	else
		by_lines(out, e, p, n);
}

/* By a character set that only the system knows. */
static bool
by_system(struct str *out, const char *charset, const char *p, size_t n)
{
	iconv_t cd = g_mime_iconv_open("UTF-8", charset);
	char *text = NULL;

	if (cd == (iconv_t)-1)
		return false;
	text = g_mime_iconv_strndup(cd, p, n);
	g_mime_iconv_close(cd);
	if (text == NULL || !utf8_valid(text, strlen(text))) {
		g_free(text);
		return false;
	}
	str_puts(out, text);
	g_free(text);
	return true;
}

void
parse_charset(struct str *out, const char *charset, const char *p, size_t n)
{
	struct str plain = STR_INIT;
	struct why w;
	enum enc e;
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] != '\0')
			str_putc(&plain, p[i]);
	p = str_text(&plain);
	n = plain.len;
	if (charset == NULL || strcasecmp(charset, "us-ascii") == 0)
		guess(out, p, n);
	else if (strncasecmp(charset, "iso-2022-jp", 11) == 0 ||
	    strcasecmp(charset, "csiso2022jp") == 0) {
		if (has_escape(p, n))
			by_jis(out, p, n);
		else
			guess(out, p, n);
	} else if (enc_find(&e, charset, &w) == SN_OK) {
		if (!by_decoder(out, e, p, n)) {
			if (e == ENC_CP932 || e == ENC_EUCJP)
				by_lines(out, e, p, n);
			else
				guess(out, p, n);
		}
	} else if (!by_system(out, charset, p, n))
		guess(out, p, n);
	str_free(&plain);
}

/* Marks that make text look like another: overrides of direction. */
static bool
turns(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0x200e || c == 0x200f || c == 0xfeff;
}

void
parse_clean(struct str *out, const char *text)
{
	uint32_t c;

	while ((c = utf8_next(&text)) != 0) {
		if (c == '\r') {
			if (*text != '\n')
				str_putc(out, '\n');
		} else if ((c >= ' ' && c != 0x7f && (c < HIGH || c > 0x9f) &&
		    !turns(c)) || c == '\n' || c == '\t')
			utf8_put(out, c);
	}
}
