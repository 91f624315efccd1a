/*
 * Headers: folded lines, encoded words of RFC 2047, parameters of RFC 2231.
 * All input has passed header_check().
 */

#include <string.h>

#include "base/i18n.h"
#include "mail/header.h"
#include "order/mailbox.h"
#include "text/base64.h"
#include "text/utf8.h"
#include "text/width.h"

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum {
	WORD = 75,		/* columns of an encoded word, by RFC 2047 */
	WORD_FRAME = sizeof("=?UTF-8?B?" "?=") - 1,
	WORD_LEAST = 12,	/* bytes worth a word at the end of a line */
	PLAIN = 60,		/* columns of a word that is left as it is */
	FALLBACK = 50		/* characters of a plain file name */
};

enum status
header_check(const char *what, const char *v, struct why *w)
{
	const char *p;

	if (strlen(v) > HEADER_MAX)
		return fail(w, SN_INVALID, _("%s: longer than %d bytes"), what,
		    HEADER_MAX);
	if (!utf8_valid(v, strlen(v)))
		return fail(w, SN_INVALID, _("%s: not UTF-8"), what);
	for (p = v; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return fail(w, SN_INVALID, _("%s: a line break or "
			    "another control character"), what);
	return SN_OK;
}

static void
add(struct header *h, const char *p, size_t n)
{
	str_add(h->out, p, n);
	h->col += n;
}

static void
fold(struct header *h)
{
	str_puts(h->out, "\r\n");
	h->col = 0;
}

void
header_begin(struct header *h, struct str *out, const char *name)
{
	*h = (struct header){ .out = out };
	add(h, name, strlen(name));
	add(h, ":", 1);
}

void
header_end(struct header *h)
{
	fold(h);
}

void
header_token(struct header *h, const char *p, size_t n)
{
	if (h->col + 1 + n > HEADER_LINE)
		fold(h);
	add(h, " ", 1);
	add(h, p, n);
}

/* Whether no reader sees a border between the characters before and c. */
static bool
joined(uint32_t before, uint32_t c)
{
	enum { JOINER = 0x200d, SKIN = 0x1f3fb, SKINS = 5, FLAG = 0x1f1e6,
	    FLAGS = 26, VOICED = 0xff9e };

	return before == JOINER || width_char(c) == 0 || c - SKIN < SKINS ||
	    c - VOICED < 2 || (c - FLAG < FLAGS && before - FLAG < FLAGS);
}

/*
 * How many bytes of text, at most most, go into one word: all, or up to the
 * last border that a reader sees with a multiple of unit before it.  Where
 * there is none, 0, or with a unit of 1 up to a character's end.
 */
static size_t
piece(const char *text, size_t most, size_t unit)
{
	const char *p = text;
	size_t at, border = 0, last = 0;
	uint32_t c, before = 0;

	for (;;) {
		at = (size_t)(p - text);
		c = utf8_next(&p);
		if (c == 0 || (at % unit == 0 && !joined(before, c)))
			border = at;
		if (c == 0 || (size_t)(p - text) > most)
			return border > 0 || unit > 1 ? border : last;
		last = (size_t)(p - text);
		before = c;
	}
}

static void
put_base64(struct header *h, const char *text, size_t n)
{
	base64_put(h->out, text, n);
	h->col += (n + 2) / 3 * 4;
}

static void
put_quoted(struct header *h, const char *text, size_t n)
{
	size_t i, start = h->out->len;

	for (i = 0; i < n; i++)
		if (strchr(LETTERS DIGITS, text[i]) != NULL)
			str_putc(h->out, text[i]);
		else
			str_addf(h->out, "=%02X", (unsigned char)text[i]);
	h->col += h->out->len - start;
}

/*
 * All of text as encoded words, in lines that are full.  Some readers decode
 * words of base64 that follow each other as one, and lose what stands behind
 * a padded one: so each has whole groups of three bytes where it can, and
 * where not a word of the other encoding follows.
 */
static void
words(struct header *h, const char *text)
{
	bool padded = false;
	size_t n, room, most;

	while (*text != '\0') {
		room = h->col + 1 < HEADER_LINE ? HEADER_LINE - h->col - 1 : 0;
		most = room < WORD_FRAME ? 0 : (room - WORD_FRAME) / 4 * 3;
		if (most < WORD_LEAST) {
			fold(h);
			most = (WORD - WORD_FRAME) / 4 * 3;
		}
		if (padded)
			n = piece(text, most / 3, 1);
		else if ((n = piece(text, most, 3)) == 0)
			n = piece(text, most, 1);
		add(h, padded ? " =?UTF-8?Q?" : " =?UTF-8?B?", WORD_FRAME - 1);
		if (padded)
			put_quoted(h, text, n);
		else
			put_base64(h, text, n);
		add(h, "?=", 2);
		padded = !padded && n % 3 != 0;
		text += n;
	}
}

/*
 * Whether text is ASCII words with a single blank between each two, of
 * which none is long or looks like an encoded one.
 */
static bool
is_plain(const char *text)
{
	const char *p;
	size_t n;

	if (utf8_ascii(text, strlen(text)) < strlen(text) ||
	    strstr(text, "=?") != NULL)
		return false;
	for (p = text;; p += n + 1) {
		n = strcspn(p, " ");
		if (n == 0 || n > PLAIN)
			return false;
		if (p[n] == '\0')
			return true;
	}
}

void
header_text(struct header *h, const char *text)
{
	size_t n;

	if (*text == '\0')
		return;
	if (!is_plain(text)) {
		words(h, text);
		return;
	}
	for (; *text != '\0'; text += n, text += *text == ' ') {
		n = strcspn(text, " ");
		header_token(h, text, n);
	}
}

void
header_phrase(struct header *h, const char *text)
{
	struct str quoted = STR_INIT;
	const char *p;

	if (strlen(text) > PLAIN || !is_plain(text)) {
		words(h, text);
		return;
	}
	if (text[strspn(text, LETTERS DIGITS "!#$%&'*+-/=?^_`{|}~ ")] ==
	    '\0') {
		header_text(h, text);
		return;
	}
	str_putc(&quoted, '"');
	for (p = text; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			str_putc(&quoted, '\\');
		str_putc(&quoted, *p);
	}
	str_putc(&quoted, '"');
	header_token(h, quoted.p, quoted.len);
	str_free(&quoted);
}

void
header_person(struct header *h, const char *name, const char *address)
{
	struct str s = STR_INIT;

	if (name != NULL && *name != '\0') {
		header_phrase(h, name);
		str_putc(&s, '<');
	}
	mailbox_put(&s, address);
	if (name != NULL && *name != '\0')
		str_putc(&s, '>');
	header_token(h, s.p, s.len);
	str_free(&s);
}

/* A value that needs neither quotes inside its quotes nor letters. */
static bool
is_simple(const char *v)
{
	return *v != '\0' && strlen(v) <= FALLBACK &&
	    strspn(v, LETTERS DIGITS "!#$&+-.^_`{}~()@, ") == strlen(v) &&
	    v[0] != ' ' && v[strlen(v) - 1] != ' ';
}

/* The end of a value, where its suffix is, with _ for what is not plain. */
static void
put_fallback(struct str *out, const char *v)
{
	size_t skip = utf8_count(v);
	uint32_t c;
	char one;

	skip = skip > FALLBACK ? skip - FALLBACK : 0;
	while ((c = utf8_next(&v)) != 0) {
		if (skip > 0) {
			skip--;
			continue;
		}
		one = c < 0x80 ? (char)c : '_';
		str_putc(out, strchr(LETTERS DIGITS ".-_", one) != NULL ?
		    one : '_');
	}
}

/* One character as RFC 2231 has it; p is stepped over. */
static void
put_percent(struct str *out, const char **p)
{
	const char *at = *p;

	(void)utf8_next(p);
	if (strchr(LETTERS DIGITS ".-_", *at) != NULL) {
		str_putc(out, *at);
		return;
	}
	for (; at < *p; at++)
		str_addf(out, "%%%02X", (unsigned char)*at);
}

static void
token(struct header *h, struct str *s)
{
	header_token(h, s->p, s->len);
	str_reset(s);
}

/* In pieces that fit into a line, or in one. */
static void
put_pieces(struct header *h, const char *name, const char *v)
{
	struct str s = STR_INIT, all = STR_INIT;
	const char *p;
	int i = 0;

	for (p = v; *p != '\0';)
		put_percent(&all, &p);
	if (strlen(name) + all.len + sizeof("*=UTF-8''") < HEADER_LINE) {
		str_addf(&s, "%s*=UTF-8''%s", name, str_text(&all));
		token(h, &s);
	} else {
		str_addf(&s, "%s*0*=UTF-8''", name);
		for (p = v; *p != '\0';) {
			/* A character takes twelve columns at most. */
			if (s.len + 12 + 2 > HEADER_LINE) {
				str_putc(&s, ';');
				token(h, &s);
				str_addf(&s, "%s*%d*=", name, ++i);
			}
			put_percent(&s, &p);
		}
		token(h, &s);
	}
	str_free(&s);
	str_free(&all);
}

void
header_param(struct header *h, const char *name, const char *value)
{
	bool simple = is_simple(value);
	struct str s = STR_INIT;

	add(h, ";", 1);
	str_addf(&s, "%s=\"", name);
	if (simple)
		str_puts(&s, value);
	else
		put_fallback(&s, value);
	str_putc(&s, '"');
	if (!simple) {
		put_pieces(h, name, value);
		add(h, ";", 1);
	}
	header_token(h, s.p, s.len);
	str_free(&s);
}
