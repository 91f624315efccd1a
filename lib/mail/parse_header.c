/*
 * Headers as mailers write them, not as RFC 2047 and 5322 would have them:
 * characters cut between two encoded words, words without an end, bytes that
 * nobody declared, addresses of mobile carriers.
 */

#include <string.h>
#include <strings.h>

#include "mail/parse_text.h"

enum {
	CHARSET_MAX = 40,
	MAIL_MAX = 320,		/* RFC 5321: 64 @ 255 */
	IDS_MAX = 32		/* of References: a long thread */
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int
base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* What is no digit of base64 is passed by. */
static void
base64_decode(struct str *out, const char *p, size_t n)
{
	unsigned bits = 0, have = 0;
	int v;

	for (; n > 0; p++, n--) {
		if ((v = base64_value(*p)) == -1)
			continue;
		bits = (bits << 6 | (unsigned)v) & 0xffff;
		if ((have += 6) >= 8) {
			have -= 8;
			str_putc(out, (char)(bits >> have & 0xff));
		}
	}
}

static int
hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void
q_decode(struct str *out, const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] == '_')
			str_putc(out, ' ');
		else if (p[i] == '=' && i + 2 < n &&
		    hex_value(p[i + 1]) >= 0 && hex_value(p[i + 2]) >= 0) {
			str_putc(out, (char)(hex_value(p[i + 1]) << 4 |
			    hex_value(p[i + 2])));
			i += 2;
		} else
			str_putc(out, p[i]);
}

/* An encoded word: where its text stands, and what comes behind. */
struct word {
	char		 charset[CHARSET_MAX + 1];
	bool		 base64;
	const char	*text;
	size_t		 len;
	const char	*next;
};

/*
 * Where the text of a word ends.  Some put blanks into it; one without its
 * end goes on to the next blank.
 */
static void
word_end(struct word *out)
{
	const char *end = strstr(out->text, "?=");
	const char *other = strstr(out->text, "=?");

	out->len = strcspn(out->text, " \t\r\n?");
	if (end != NULL && (other == NULL || end < other ||
	    other + 1 == end)) {
		out->len = (size_t)(end - out->text);
		out->next = end + 2;
	} else
		out->next = out->text + out->len;
}

static bool
word_read(struct word *out, const char *p)
{
	size_t n;

	if (p[0] != '=' || p[1] != '?')
		return false;
	p += 2;
	n = strcspn(p, "? \t\r\n=");
	if (n == 0 || n > CHARSET_MAX || p[n] != '?' || p[n + 1] == '\0' ||
	    strchr("BbQq", p[n + 1]) == NULL || p[n + 2] != '?')
		return false;
	memcpy(out->charset, p, n);
	out->charset[n] = '\0';
	out->charset[strcspn(out->charset, "*")] = '\0'; /* a language */
	out->base64 = (p[n + 1] | 0x20) == 'b';
	out->text = p + n + 3;
	word_end(out);
	return true;
}

/* A header being read: what waits to be decoded as one. */
struct header {
	struct str	 out;
	struct str	 raw;		/* bytes of one kind */
	char		 charset[CHARSET_MAX + 1];
	bool		 coded;		/* they come of encoded words */
};

static void
flush(struct header *h)
{
	if (h->raw.len > 0)
		parse_charset(&h->out, h->coded ? h->charset : NULL,
		    str_text(&h->raw), h->raw.len);
	str_reset(&h->raw);
}

/* Two encoded words of one character set may share a character. */
static void
add_word(struct header *h, const struct word *word)
{
	if (!h->coded || strcasecmp(h->charset, word->charset) != 0) {
		flush(h);
		h->coded = true;
		memcpy(h->charset, word->charset, sizeof(h->charset));
	}
	if (word->base64)
		base64_decode(&h->raw, word->text, word->len);
	else
		q_decode(&h->raw, word->text, word->len);
}

static void
add_plain(struct header *h, const char *p, size_t n)
{
	if (n > 0 && h->coded) {
		flush(h);
		h->coded = false;
	}
	str_add(&h->raw, p, n);
}

/* Blanks between two encoded words are not there. */
static void
read_header(struct header *h, const char *p)
{
	struct word word;
	size_t gap, n;

	while (*p != '\0') {
		gap = strspn(p, " \t\r\n");
		if (word_read(&word, p + gap)) {
			if (gap > 0 && !h->coded)
				add_plain(h, " ", 1);
			add_word(h, &word);
			p = word.next;
			continue;
		}
		if (gap > 0)
			add_plain(h, " ", 1);
		p += gap;
		n = strcspn(p, " \t\r\n=");
		if (p[n] == '=')
			n += p[n + 1] == '?' && n > 0 ? 0 : 1;
		add_plain(h, p, n);
		p += n;
	}
	flush(h);
}

/* Without blanks around it, and on one line. */
static const char *
one_line(const char *text, struct arena *a)
{
	char *copy = arena_strdup(a, text), *p;
	size_t n;

	for (p = copy; *p != '\0'; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	while (*copy == ' ')
		copy++;
	for (n = strlen(copy); n > 0 && copy[n - 1] == ' '; n--)
		copy[n - 1] = '\0';
	return copy;
}

const char *
parse_header(const char *raw, struct arena *a)
{
	struct header h = { .coded = false };
	struct str clean = STR_INIT;
	const char *out;

	read_header(&h, raw);
	parse_clean(&clean, str_text(&h.out));
	out = one_line(str_text(&clean), a);
	str_free(&h.out);
	str_free(&h.raw);
	str_free(&clean);
	return out;
}

/* The pieces of one address, as they stand. */
struct pieces {
	struct str	 name, angle, comment;
	bool		 has_angle;
};

static const char *
quoted(struct str *out, const char *p)
{
	for (p++; *p != '\0' && *p != '"'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		str_putc(out, *p);
	}
	return *p == '"' ? p + 1 : p;
}

static const char *
commented(struct str *out, const char *p)
{
	int deep = 0;

	for (; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0') {
			str_putc(out, *++p);
			continue;
		}
		if (*p == '(' && deep++ == 0)
			continue;
		if (*p == ')' && --deep == 0)
			return p + 1;
		str_putc(out, *p);
	}
	return p;
}

static const char *
angled(struct str *out, const char *p)
{
	for (p++; *p != '\0' && *p != '>'; p++)
		if (!is_blank(*p) && *p != '"')
			str_putc(out, *p);
	return *p == '>' ? p + 1 : p;
}

/* The first address of a list; a group's name is passed by. */
static void
take_apart(struct pieces *out, const char *p)
{
	while (*p != '\0' && *p != ',' && *p != ';') {
		if (*p == '"')
			p = quoted(&out->name, p);
		else if (*p == '(')
			p = commented(&out->comment, p);
		else if (*p == '<') {
			out->has_angle = true;
			str_reset(&out->angle);
			p = angled(&out->angle, p);
		} else if (*p == ':' && !out->has_angle &&
		    strchr(p, '@') != NULL) {
			str_reset(&out->name);
			p++;
		} else
			str_putc(&out->name, *p++);
	}
}

/* An address if text is one, as far as a mailbox needs it to be. */
static const char *
as_mail(const char *text, struct arena *a)
{
	const char *at, *p;

	while (is_blank(*text))
		text++;
	text = one_line(text, a);
	at = strrchr(text, '@');
	if (at == NULL || at == text || at[1] == '\0' ||
	    strlen(text) > MAIL_MAX)
		return NULL;
	for (p = text; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f ||
		    strchr("<>,;", *p) != NULL)
			return NULL;
	return text;
}

static bool
is_undeclared(const char *p)
{
	for (; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80 || *p == 0x1b)
			return true;
	return false;
}

void
parse_address(const char **mail, const char **name, const char *raw,
    struct arena *a)
{
	struct pieces one = { .has_angle = false };
	const char *text;

	if (is_undeclared(raw))	/* the bytes of a character may look like
				   the marks of an address */
		raw = parse_header(raw, a);
	take_apart(&one, raw);
	if (one.has_angle) {
		*mail = as_mail(str_text(&one.angle), a);
		text = one.name.len > 0 ? str_text(&one.name) :
		    str_text(&one.comment);
	} else {
		*mail = as_mail(str_text(&one.name), a);
		text = *mail != NULL ? str_text(&one.comment) :
		    str_text(&one.name);
	}
	*name = parse_header(text, a);
	if (**name == '\0')
		*name = NULL;
	str_free(&one.name);
	str_free(&one.angle);
	str_free(&one.comment);
}

static bool
is_id(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((unsigned char)p[i] <= ' ' || (unsigned char)p[i] > 0x7e)
			return false;
	return n > 0 && n <= MAIL_MAX;
}

const char *
parse_ids(const char *raw, struct arena *a)
{
	struct str out = STR_INIT;
	const char *p, *id;
	size_t n = 0, len;

	for (p = raw; n < IDS_MAX && (id = strchr(p, '<')) != NULL; p = id) {
		len = strcspn(++id, "<>");
		if (id[len] == '>' && is_id(id, len)) {
			str_puts(&out, n++ > 0 ? " " : "");
			str_add(&out, id, len);
		}
	}
	if (n == 0) {	/* some leave the brackets out */
		p = raw + strspn(raw, " \t\r\n");
		len = strcspn(p, " \t\r\n<>");
		if (is_id(p, len) && memchr(p, '@', len) != NULL)
			str_add(&out, p, len);
	}
	p = out.len > 0 ? arena_strdup(a, str_text(&out)) : NULL;
	str_free(&out);
	return p;
}
