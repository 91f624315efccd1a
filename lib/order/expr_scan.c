#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "order/expr_scan.h"
#include "text/utf8.h"
#include "text/width.h"

enum {
	SHOWN = 60,		/* columns of the query in a message */
	BEFORE = 40		/* of these at most before the place */
};

uint32_t
scan_char(const char *p, size_t *len)
{
	const char *end = p;
	uint32_t c = utf8_next(&end);

	*len = (size_t)(end - p);
	if (c >= 0xff01 && c <= 0xff5e)		/* full-width forms */
		return c - 0xff01 + '!';
	switch (c) {
	case 0x3000:
	case '\t':
	case '\n':
	case '\r':
		return ' ';
	case 0x301c:
		return '~';
	case 0x3001:
		return ',';
	case 0x201c:
	case 0x201d:
		return '"';
	default:
		return c;
	}
}

void
scan_blanks(struct scan *s)
{
	size_t len;

	while (scan_char(s->p, &len) == ' ')
		s->p += len;
}

/* The operator at p and its length. */
static enum scan_op
operator_at(const char *p, size_t *len)
{
	size_t first, second;
	uint32_t c, next;

	c = scan_char(p, &first);
	next = c == 0 ? 0 : scan_char(p + first, &second);
	*len = first;
	switch (c) {
	case 0x2260:
		return SCAN_NE;
	case 0x2264:
	case 0x2266:
		return SCAN_LE;
	case 0x2265:
	case 0x2267:
		return SCAN_GE;
	case '~':
		return SCAN_HAS;
	}
	if (next == '=' && strchr("=!<>", (int)c) != NULL && c < 0x80) {
		*len += second;
		return c == '=' ? SCAN_EQ : c == '!' ? SCAN_NE :
		    c == '<' ? SCAN_LE : SCAN_GE;
	}
	if (c == '!' && next == '~') {
		*len += second;
		return SCAN_HAS_NOT;
	}
	return c == '=' ? SCAN_EQ : c == '<' ? SCAN_LT : c == '>' ? SCAN_GT :
	    SCAN_NO_OP;
}

enum scan_op
scan_operator(struct scan *s)
{
	enum scan_op op;
	size_t len;

	if ((op = operator_at(s->p, &len)) != SCAN_NO_OP)
		s->p += len;
	return op;
}

/* A word while it is read. */
struct reading {
	struct str	 text, pattern;
	size_t		 split;		/* where ".." is in text */
	bool		 ranged, wild;
};

static void
put(struct reading *r, const char *p, size_t n)
{
	str_add(&r->text, p, n);
	str_add(&r->pattern, p, n);
}

/* Step over a quoted part, a backslash before a quote or itself taken off. */
static enum status
quoted(struct reading *r, struct scan *s, struct why *w)
{
	const char *from = s->p;
	uint32_t c;
	size_t len;

	scan_char(s->p, &len);
	for (s->p += len; (c = scan_char(s->p, &len)) != '"'; s->p += len) {
		if (c == 0)
			return scan_fail(s, from, s->p, w,
			    _("a quote without its end"));
		if (*s->p == '\\' && (s->p[1] == '"' || s->p[1] == '\\'))
			s->p++;
		if (c < ' ' || c == 0x7f)
			return scan_fail(s, s->p, s->p + 1, w,
			    _("a control character"));
		put(r, s->p, len);
	}
	s->p += len;
	return SN_OK;
}

/* Take one character that stands outside quotes. */
static void
plain(struct reading *r, struct scan *s, uint32_t c, size_t len)
{
	size_t next;

	if (c == '.' && scan_char(s->p + len, &next) == '.' && !r->ranged) {
		r->ranged = true;
		r->split = r->text.len;
		put(r, "..", 2);
		s->p += len + next;
		return;
	}
	if (c == '*' || c == '?') {
		str_add(&r->text, s->p, len);
		str_putc(&r->pattern, c == '*' ? EXPR_ANY : EXPR_ONE);
		r->wild = true;
	} else
		put(r, s->p, len);
	s->p += len;
}

/* Whether a word ends before the character c. */
static bool
ends(const struct scan *s, uint32_t c, int depth, bool stop, bool commas)
{
	size_t len;

	return c == 0 || c == ' ' || (c == ')' && depth == 0) ||
	    (c == ',' && commas && depth == 0) ||
	    (stop && operator_at(s->p, &len) != SCAN_NO_OP);
}

/* Words before which a parenthesis opens a group, as in "not(a or b)". */
static bool
opens_group(const struct reading *r)
{
	static const char *const words[] = {
		"not", "and", "or", "any", "all", "sum", "count"
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcasecmp(str_text(&r->text), words[i]) == 0)
			return true;
	return r->text.len == 0;
}

static enum status
read_parts(struct scan_word *out, struct reading *r, struct scan *s,
    bool stop, bool commas, struct why *w)
{
	enum status st;
	int depth = 0;
	uint32_t c;
	size_t len;

	while (c = scan_char(s->p, &len), !ends(s, c, depth, stop, commas)) {
		if (c == '"') {
			out->quoted = true;
			if ((st = quoted(r, s, w)) != SN_OK)
				return st;
			continue;
		}
		if (c < ' ' || c == 0x7f)
			return scan_fail(s, s->p, s->p + len, w,
			    _("a control character"));
		if (c == '(' && stop && opens_group(r) && !out->quoted)
			break;
		depth += c == '(' ? 1 : c == ')' ? -1 : 0;
		plain(r, s, c, len);
	}
	return SN_OK;
}

enum status
scan_read(struct scan_word *out, struct scan *s, bool stop, bool commas,
    struct why *w)
{
	struct reading r = { STR_INIT, STR_INIT, 0, false, false };
	const char *text;
	enum status st;

	*out = (struct scan_word){ .from = s->p };
	st = read_parts(out, &r, s, stop, commas, w);
	out->upto = s->p;
	if (st == SN_OK && r.text.len > WORD_MAX)
		st = scan_fail(s, out->from, s->p, w,
		    _("a word of more than %d bytes"), WORD_MAX);
	text = str_text(&r.text);
	out->text = arena_strdup(s->arena, text);
	if (r.ranged) {
		out->first = arena_strndup(s->arena, text, r.split);
		out->second = arena_strdup(s->arena, text + r.split + 2);
	}
	if (r.wild)
		out->pattern = arena_strdup(s->arena, str_text(&r.pattern));
	str_free(&r.text);
	str_free(&r.pattern);
	return st;
}

/* The query's n bytes at p as one line. */
static void
line(struct str *out, const char *p, size_t n)
{
	for (; n > 0; p++, n--)
		str_putc(out, (unsigned char)*p < ' ' || *p == 0x7f ? ' ' : *p);
}

static int
columns(const char *p, const char *end)
{
	struct str s = STR_INIT;
	int n;

	line(&s, p, (size_t)(end - p));
	n = width_terminal(str_text(&s));
	str_free(&s);
	return n;
}

/* Step forward to the next character. */
static const char *
next(const char *p)
{
	utf8_next(&p);
	return p;
}

/* Take off the last character of a text that was cut in it. */
static void
cut(char *text)
{
	size_t n = strlen(text);

	while (n > 0 && ((unsigned char)text[n - 1] & 0xc0) == 0x80)
		n--;
	text[n > 0 ? n - 1 : 0] = '\0';
}

enum status
scan_fail(const struct scan *s, const char *from, const char *upto,
    struct why *w, const char *fmt, ...)
{
	const char *begin = s->text, *end = from;
	struct str shown = STR_INIT;
	char cause[300];
	int mark;
	va_list ap;

	va_start(ap, fmt);
	if (vsnprintf(cause, sizeof(cause), fmt, ap) >= (int)sizeof(cause))
		cut(cause);
	va_end(ap);
	while (begin < from && columns(begin, from) > BEFORE)
		begin = next(begin);
	while (*end != '\0' && columns(begin, end) < SHOWN)
		end = next(end);
	if (upto > end)
		upto = end;
	line(&shown, begin, (size_t)(end - begin));
	mark = upto > from ? columns(from, upto) : 1;
	fail(w, SN_USAGE, "%s\n  %s\n  %*s%.*s", cause, str_text(&shown),
	    columns(begin, from), "", mark > 0 ? mark : 1,
	    "^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~");
	str_free(&shown);
	return SN_USAGE;
}
