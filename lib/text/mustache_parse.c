/*
 * Mustache: from text to a list of operations.
 */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/mustache_op.h"

enum {
	SHOWN = 60,		/* bytes of a tag, in messages */
	NAME_MOST = 100		/* bytes of a name */
};

struct parser {
	struct mustache	*m;
	const char	*text, *end;
	const char	*at;		/* what was read so far */
	const char	*counted;	/* up to where lines were counted */
	unsigned	 line;		/* of counted */
	char		 open[MUSTACHE_DELIMITER + 1];
	char		 close[MUSTACHE_DELIMITER + 1];
	size_t		 section[MUSTACHE_SECTIONS];	/* open ones */
	size_t		 nsections;
	struct arena	*arena;
};

/* A tag as it stands in the text. */
struct tag {
	const char	*at, *behind;
	char		 sigil;		/* 0: none */
	const char	*text;		/* between, blanks gone */
	size_t		 len;
	bool		 alone;		/* on its line */
	const char	*line;		/* where that begins */
	const char	*next;		/* and the next one, when alone */
};

static unsigned
line_at(struct parser *p, const char *at)
{
	for (; p->counted < at; p->counted++)
		p->line += *p->counted == '\n';
	return p->line;
}

static enum status
bad(struct parser *p, const struct tag *t, const char *cause, struct why *w)
{
	size_t n = (size_t)((t->behind > t->at ? t->behind : p->end) - t->at);
	const char *newline = memchr(t->at, '\n', n);

	if (newline != NULL)
		n = (size_t)(newline - t->at);
	if (n > SHOWN)
		for (n = SHOWN; ((unsigned char)t->at[n] & 0xc0) == 0x80;)
			n--;
	return fail(w, SN_USAGE, _("%s:%u: %.*s: %s"), p->m->place,
	    line_at(p, t->at), (int)n, t->at, cause);
}

static const char *
find(const char *from, const char *end, const char *what)
{
	return memmem(from, (size_t)(end - from), what, strlen(what));
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_space(char c)
{
	return is_blank(c) || c == '\n' || c == '\r';
}

static struct op *
add(struct parser *p, enum op_kind kind, const char *at)
{
	struct op *op;

	p->m->op = arena_grow(p->arena, p->m->op, p->m->n, &p->m->cap,
	    sizeof(*p->m->op));
	op = &p->m->op[p->m->n++];
	*op = (struct op){ .kind = kind };
	op->starts = at == p->text || at[-1] == '\n';
	op->line = line_at(p, at);
	return op;
}

static void
add_text(struct parser *p, const char *from, const char *to)
{
	struct op *op;

	if (from == to)
		return;
	op = add(p, OP_TEXT, from);
	op->text = from;
	op->len = (size_t)(to - from);
}

/* Whether nothing but blanks stands on the line beside the tag. */
static void
look_around(struct parser *p, struct tag *t)
{
	const char *s = t->at;

	t->line = t->at;
	while (s > p->at && is_blank(s[-1]))
		s--;
	if (s > p->text && s[-1] != '\n')
		return;
	t->line = s;
	for (s = t->behind; s < p->end && is_blank(*s); s++)
		;
	if (s + 1 < p->end && s[0] == '\r' && s[1] == '\n')
		s++;
	if (s < p->end && *s != '\n')
		return;
	t->alone = true;
	t->next = s < p->end ? s + 1 : s;
}

/* Read the tag that begins at t->at. */
static enum status
read_tag(struct parser *p, struct tag *t, struct why *w)
{
	const char *s = t->at + strlen(p->open), *stop;
	char closes[MUSTACHE_DELIMITER + 2] = "";

	if (s < p->end && strchr("#^/!>=&{", *s) != NULL && *s != '\0')
		t->sigil = *s++;
	if (t->sigil == '{' || t->sigil == '=')
		closes[0] = t->sigil == '{' ? '}' : '=';
	strcat(closes, p->close);
	if ((stop = find(s, p->end, closes)) == NULL)
		return bad(p, t, _("the tag has no end"), w);
	t->behind = stop + strlen(closes);
	while (s < stop && is_space(*s))
		s++;
	while (stop > s && is_space(stop[-1]))
		stop--;
	t->text = s;
	t->len = (size_t)(stop - s);
	if (t->sigil != 0 && strchr("#^/!>=", t->sigil) != NULL)
		look_around(p, t);
	return SN_OK;
}

/* {{=<% %>=}} */
static enum status
set_delimiters(struct parser *p, const struct tag *t, struct why *w)
{
	size_t n = 0, gap = 0, rest;

	while (n < t->len && !is_space(t->text[n]))
		n++;
	while (n + gap < t->len && is_space(t->text[n + gap]))
		gap++;
	rest = t->len - n - gap;
	if (n == 0 || rest == 0 || n > MUSTACHE_DELIMITER ||
	    rest > MUSTACHE_DELIMITER || memchr(t->text, '=', t->len) !=
	    NULL || memchr(t->text, '\0', t->len) != NULL)
		return bad(p, t, _("two delimiters are expected"), w);
	for (gap += n; gap < t->len; gap++)
		if (is_space(t->text[gap]))
			return bad(p, t, _("two delimiters are expected"), w);
	memcpy(p->close, t->text + t->len - rest, rest);
	p->close[rest] = '\0';
	memcpy(p->open, t->text, n);
	p->open[n] = '\0';
	return SN_OK;
}

/* The name of a tag, apart at its dots. */
static enum status
read_name(struct parser *p, struct op *op, const struct tag *t, struct why *w)
{
	const char *s, *dot;
	size_t i;

	if (t->len == 0)
		return bad(p, t, _("a name is missing"), w);
	if (t->len > NAME_MOST)
		return bad(p, t, _("no name"), w);
	op->name = arena_strndup(p->arena, t->text, t->len);
	if (strchr("$<*%@?~(\"'", *t->text) != NULL)
		return bad(p, t, _("unknown tag"), w);
	for (i = 0; i < t->len; i++)
		if ((unsigned char)t->text[i] <= ' ')
			return bad(p, t, _("no name"), w);
	if (strcmp(op->name, ".") == 0 || t->sigil == '>') {
		op->part[0] = op->name;
		return SN_OK;
	}
	for (s = op->name; s != NULL; s = dot != NULL ? dot + 1 : NULL) {
		dot = strchr(s, '.');
		if (op->nparts == MUSTACHE_PARTS || s == dot || *s == '\0')
			return bad(p, t, _("no name"), w);
		op->part[op->nparts++] = dot == NULL ? s :
		    arena_strndup(p->arena, s, (size_t)(dot - s));
	}
	return SN_OK;
}

/* {{/x}}: the innermost section ends here. */
static enum status
close_section(struct parser *p, const struct tag *t, struct why *w)
{
	const struct op *open;
	char cause[NAME_MOST + 160];

	if (p->nsections == 0)
		return bad(p, t, _("no section is open"), w);
	open = &p->m->op[p->section[p->nsections - 1]];
	if (strlen(open->name) != t->len ||
	    memcmp(open->name, t->text, t->len) != 0) {
		snprintf(cause, sizeof(cause), _("the section %s of line "
		    "%u is open"), open->name, open->line);
		return bad(p, t, cause, w);
	}
	p->m->op[p->section[--p->nsections]].end = p->m->n;
	return SN_OK;
}

static enum status
add_tag(struct parser *p, const struct tag *t, struct why *w)
{
	static const char sigils[] = "{&#^>";
	static const enum op_kind kinds[] = { OP_RAW, OP_RAW, OP_SECTION,
	    OP_INVERTED, OP_PARTIAL };
	struct op *op;

	op = add(p, t->sigil == 0 ? OP_VALUE :
	    kinds[strchr(sigils, t->sigil) - sigils], t->at);
	if (t->alone) {
		op->starts = false;	/* nothing is left of the line */
		op->alone = true;
		op->text = t->line;
		op->len = (size_t)(t->at - t->line);
	}
	if (op->kind == OP_SECTION || op->kind == OP_INVERTED) {
		if (p->nsections == MUSTACHE_SECTIONS)
			return bad(p, t, _("too many sections within each "
			    "other"), w);
		p->section[p->nsections++] = p->m->n - 1;
	}
	return read_name(p, op, t, w);
}

/* What a tag without a trace leaves of a line that it begins. */
static void
add_start(struct parser *p, const struct tag *t)
{
	if (!t->alone && (t->at == p->text || t->at[-1] == '\n'))
		add(p, OP_TEXT, t->at);
}

static enum status
take_tag(struct parser *p, struct why *w)
{
	struct tag t = { .at = p->at };
	enum status st;

	if ((t.at = find(p->at, p->end, p->open)) == NULL) {
		add_text(p, p->at, p->end);
		p->at = p->end;
		return SN_OK;
	}
	if ((st = read_tag(p, &t, w)) != SN_OK)
		return st;
	add_text(p, p->at, t.alone ? t.line : t.at);
	if (t.sigil == '!' || t.sigil == '=' || t.sigil == '/')
		add_start(p, &t);
	if (t.sigil == '=')
		st = set_delimiters(p, &t, w);
	else if (t.sigil == '/')
		st = close_section(p, &t, w);
	else if (t.sigil != '!')
		st = add_tag(p, &t, w);
	p->at = t.alone ? t.next : t.behind;
	return st;
}

enum status
mustache_parse(struct mustache **out, const char *text, size_t len,
    const char *place, unsigned line, struct arena *a, struct why *w)
{
	struct parser p = { .text = text, .end = text + len, .at = text,
	    .counted = text, .line = line, .open = "{{", .close = "}}",
	    .arena = a };
	const struct op *open;
	enum status st = SN_OK;

	p.m = arena_alloc(a, sizeof(*p.m));
	p.m->place = arena_strdup(a, place);
	while (st == SN_OK && p.at < p.end)
		st = take_tag(&p, w);
	if (st != SN_OK)
		return st;
	if (p.nsections > 0) {
		open = &p.m->op[p.section[p.nsections - 1]];
		return fail(w, SN_USAGE, _("%s:%u: the section %s has no "
		    "end"), place, open->line, open->name);
	}
	*out = p.m;
	return SN_OK;
}
