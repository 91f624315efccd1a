/*
 * The text of a page of HTML: its blocks as lines, its entities as
 * characters, where its links lead.
 */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mail/parse_text.h"
#include "text/utf8.h"

enum {
	NAME_LEN = 12,		/* of the tags and entities that we know */
	LINK_MAX = 500		/* a longer one is for machines */
};

/* A page on its way to text. */
struct page {
	struct str	*out;
	size_t		 start;		/* where out stood */
	int		 lines;		/* ends of lines owed */
	bool		 blank;		/* a blank is owed */
	const char	*link;		/* of the open a, not yet written */
	size_t		 linked;	/* its length */
	bool		 endless;	/* something hidden has no end: it is
					   not looked for again */
};

static void
flush(struct page *p)
{
	if (p->out->len > p->start) {
		for (; p->lines > 0; p->lines--) {
			str_putc(p->out, '\n');
			p->blank = false;
		}
		if (p->blank)
			str_putc(p->out, ' ');
	}
	p->lines = 0;
	p->blank = false;
}

static void
put(struct page *p, const char *text, size_t n)
{
	flush(p);
	str_add(p->out, text, n);
}

static void
owe(struct page *p, int lines)
{
	if (p->lines < lines)
		p->lines = lines;
}

/* "&amp;" at text: its length and character; 0 when it is none. */
static size_t
entity(uint32_t *out, const char *text)
{
	static const struct {
		const char	*name;
		uint32_t	 c;
	} known[] = {
		{ "amp;", '&' }, { "lt;", '<' }, { "gt;", '>' },
		{ "quot;", '"' }, { "apos;", '\'' }, { "nbsp;", ' ' },
		{ "yen;", 0xa5 }, { "copy;", 0xa9 }, { "reg;", 0xae },
		{ "times;", 0xd7 }, { "hellip;", 0x2026 },
		{ "middot;", 0xb7 }, { "ndash;", 0x2013 },
		{ "mdash;", 0x2014 }, { "laquo;", 0xab }, { "raquo;", 0xbb },
	};
	char *end;
	size_t i;

	if (text[1] == '#') {
		bool hex = (text[2] | 0x20) == 'x';
		const char *digits = text + (hex ? 3 : 2);
		unsigned long c;

		if (strspn(digits, hex ? "0123456789abcdefABCDEF" :
		    "0123456789") == 0)
			return 0;
		c = strtoul(digits, &end, hex ? 16 : 10);
		*out = c < ' ' || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)
		    ? UTF8_BAD : (uint32_t)c;
		return (size_t)(end - text) + (*end == ';');
	}
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strncmp(text + 1, known[i].name,
		    strlen(known[i].name)) == 0) {
			*out = known[i].c;
			return 1 + strlen(known[i].name);
		}
	return 0;
}

static const char *
text_at(struct page *p, const char *s)
{
	char one[UTF8_MAX];
	size_t n;
	uint32_t c;

	if (strchr(" \t\r\n", *s) != NULL) {
		p->blank = true;
		return s + strspn(s, " \t\r\n");
	}
	if (*s == '&' && (n = entity(&c, s)) > 0) {
		if (c == ' ')
			p->blank = true;
		else
			put(p, one, utf8_encode(one, c));
		return s + n;
	}
	n = 1 + strcspn(s + 1, "<& \t\r\n");
	put(p, s, n);
	return s + n;
}

/* The end of the tag at s: behind its '>', which quotes may hide. */
static const char *
tag_end(const char *s)
{
	const char *close;

	for (s++; *s != '\0' && *s != '>'; s++)
		if ((*s == '"' || *s == '\'') && s[-1] == '=' &&
		    (close = strchr(s + 1, *s)) != NULL)
			s = close;
	return *s == '>' ? s + 1 : s;
}

/* Behind </name>, or the end. */
static const char *
skip_to(const char *s, const char *name)
{
	size_t n = strlen(name);

	while ((s = strstr(s, "</")) != NULL) {
		s += 2;
		if (strncasecmp(s, name, n) == 0)
			return tag_end(s - 1);
	}
	return NULL;
}

/* Remember where the a at s leads to. */
static void
open_link(struct page *p, const char *s, const char *end)
{
	const char *href = s;
	char mark;

	p->link = NULL;
	while (href < end && strncasecmp(href, "href=", 5) != 0)
		href++;
	if (href >= end)
		return;
	href += strlen("href=");
	mark = *href;
	if (mark != '"' && mark != '\'')
		return;
	href++;
	p->linked = (size_t)(strchrnul(href, mark) - href);
	if (strncasecmp(href, "http", 4) == 0 && p->linked <= LINK_MAX)
		p->link = href;
}

static void
close_link(struct page *p)
{
	size_t n = p->linked;

	if (p->link == NULL)
		return;
	/* a link that shows itself needs no telling */
	if (p->out->len - p->start < n ||
	    memcmp(p->out->p + p->out->len - n, p->link, n) != 0) {
		put(p, " <", 2);
		str_add(p->out, p->link, n);
		str_putc(p->out, '>');
	}
	p->link = NULL;
}

static bool
among(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcasecmp(name, *list) == 0)
			return true;
	return false;
}

/* The tag at s; what comes behind, or behind all of it. */
static const char *
tag(struct page *p, const char *s)
{
	static const char *const hidden[] = { "script", "style", "head",
	    "title", NULL };
	static const char *const lines[] = { "br", "div", "tr", "li", "ul",
	    "ol", "table", "dt", "dd", "hr", "section", "article", NULL };
	static const char *const gaps[] = { "p", "h1", "h2", "h3", "h4",
	    "h5", "blockquote", "pre", NULL };
	const char *end, *after, *from = s + 1 + (s[1] == '/');
	char name[NAME_LEN + 1];
	size_t n = strspn(from, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ12345");

	if (strncmp(s, "<!--", 4) == 0)
		return (end = strstr(s, "-->")) != NULL ? end + 3 : NULL;
	end = tag_end(s);
	if (n > NAME_LEN)
		return end;
	memcpy(name, from, n);
	name[n] = '\0';
	if (s[1] != '/' && !p->endless && among(name, hidden)) {
		after = skip_to(end, name);
		p->endless = after == NULL;
		return after != NULL ? after : end;
	}
	if (strcasecmp(name, "br") == 0)
		p->lines++;
	else if (among(name, lines))
		owe(p, 1);
	else if (among(name, gaps))
		owe(p, 2);
	else if (strcasecmp(name, "td") == 0 || strcasecmp(name, "th") == 0)
		p->blank = true;
	else if (strcasecmp(name, "a") == 0 && s[1] == '/')
		close_link(p);
	else if (strcasecmp(name, "a") == 0)
		open_link(p, s, end);
	return end;
}

void
parse_html(struct str *out, const char *html)
{
	struct page p = { .out = out, .start = out->len };

	while (html != NULL && *html != '\0')
		if (*html != '<')
			html = text_at(&p, html);
		else if ((html[1] != '\0' && strchr("!/?", html[1]) != NULL) ||
		    ((html[1] | 0x20) >= 'a' && (html[1] | 0x20) <= 'z'))
			html = tag(&p, html);
		else {
			put(&p, html, 1);
			html++;
		}
	if (out->len > p.start)
		str_putc(out, '\n');
}
