/*
 * The shape of a configuration file, checked before libconfuse reads it:
 * see source.h.  Comments begin with '#'; a value is a word or stands in
 * quotes; a quoted text ends on its line.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "conf/source.h"
#include "text/utf8.h"

enum {
	MAX_DEPTH = 8		/* sections within sections; four are used */
};

enum token {
	TOKEN_END,
	TOKEN_TEXT,		/* a word or a quoted text */
	TOKEN_MARK		/* one of = { } , */
};

struct scan {
	struct source	*s;
	char		*p, *end;
	unsigned	 line;		/* of p */
	enum token	 token;		/* the one read last: */
	char		 mark;		/* which TOKEN_MARK */
	unsigned	 at;		/* its line */
	struct str	 text;		/* of TOKEN_TEXT, unescaped */
	struct str	 path;		/* of the section that p is in */
	int		 depth;
	struct why	*w;
};

static enum status	section(struct scan *c, const cfg_opt_t *opts);

#define BAD(c, ...) \
	(fail((c)->w, SN_USAGE, __VA_ARGS__), \
	 fail_at((c)->w, SN_USAGE, "%s:%u", (c)->s->name, (c)->at))

static bool
not_ascii(char ch)
{
	return (unsigned char)ch >= 0x80;
}

/*
 * Bytes that a word may have.  libconfuse takes more, but gives some of
 * them a meaning and drops others.
 */
static bool
in_word(char ch)
{
	return not_ascii(ch) || (ch != '\0' && strchr(
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789_-.:@/%~", ch) != NULL);
}

/* Characters that look like marks of the language and are none. */
static enum status
check_lookalike(struct scan *c)
{
	static const char *const full[][2] = {
		{ "＝", "=" }, { "｛", "{" }, { "｝", "}" }, { "，", "," },
		{ "＂", "\"" }, { "“", "\"" }, { "”", "\"" }, { "＃", "#" },
		{ "’", "'" }, { "‘", "'" },
	};
	size_t i;

	if (strncmp(c->p, "　", 3) == 0)
		return BAD(c, _("full-width blank outside quotes: use an "
		    "ordinary one"));
	for (i = 0; i < sizeof(full) / sizeof(full[0]); i++)
		if (strncmp(c->p, full[i][0], 3) == 0)
			return BAD(c, _("full-width %s outside quotes: use %s"),
			    full[i][0], full[i][1]);
	return SN_OK;
}

/* A word: up to a blank, a mark, a comment or the end. */
static enum status
word(struct scan *c)
{
	const char *start = c->p;
	enum status st;

	for (; c->p < c->end && in_word(*c->p); c->p++)
		if (not_ascii(*c->p) && (st = check_lookalike(c)) != SN_OK)
			return st;
	str_add(&c->text, start, (size_t)(c->p - start));
	if (strstr(str_text(&c->text), "//") != NULL)
		return BAD(c, _("%s: comments begin with #; a value with // "
		    "stands in quotes"), str_text(&c->text));
	if (c->p < c->end && strchr(" \t\r\n={},#", *c->p) == NULL)
		return BAD(c, _("%s%c: a value with this character stands in "
		    "quotes"), str_text(&c->text), *c->p);
	return SN_OK;
}

/* What follows a backslash in a quoted text. */
static enum status
escape(struct scan *c, char quote)
{
	char ch = c->p[1];
	uint32_t whole;
	size_t n;

	if (ch == '\\' || ch == quote)
		str_putc(&c->text, ch);
	else if (quote == '"' && ch == 'n')
		str_putc(&c->text, '\n');
	else if (quote == '"' && ch == 't')
		str_putc(&c->text, '\t');
	else if (quote == '\'' && ch != '\n') {
		str_putc(&c->text, *c->p++);	/* stands for itself */
		return SN_OK;
	} else if (ch == '\n' || c->p + 1 == c->end) {
		return BAD(c, _("the quoted text does not end on its line"));
	} else {
		n = utf8_decode(&whole, c->p + 1, (size_t)(c->end - c->p - 1));
		return BAD(c, _("\\%.*s in double quotes: write \\\\ for a "
		    "backslash, or use single quotes"), (int)n, c->p + 1);
	}
	c->p += 2;
	return SN_OK;
}

static enum status
quoted(struct scan *c)
{
	char quote = *c->p++;
	enum status st;

	while (c->p < c->end && *c->p != quote) {
		if (*c->p == '\n')
			break;
		if (*c->p == '\\') {
			if ((st = escape(c, quote)) != SN_OK)
				return st;
			continue;
		}
		if (quote == '"' && strncmp(c->p, "${", 2) == 0)
			return BAD(c, _("\"${\" would be taken from the "
			    "environment: use single quotes"));
		str_putc(&c->text, *c->p++);
	}
	if (c->p == c->end || *c->p != quote)
		return BAD(c, _("the quoted text does not end on its line"));
	c->p++;
	if (c->p < c->end && (in_word(*c->p) || *c->p == '"' ||
	    *c->p == '\'') && check_lookalike(c) == SN_OK)
		return BAD(c, _("a blank or a comma is missing after \"%s\""),
		    str_text(&c->text));
	return SN_OK;
}

/* Blanks, and comments, which become blanks. */
static void
skip(struct scan *c)
{
	for (; c->p < c->end; c->p++) {
		if (*c->p == '#')
			while (c->p < c->end && *c->p != '\n')
				*c->p++ = ' ';
		if (c->p == c->end || strchr(" \t\r\n", *c->p) == NULL)
			return;
		if (*c->p == '\n')
			c->line++;
	}
}

static enum status
next(struct scan *c)
{
	str_reset(&c->text);
	skip(c);
	c->at = c->line;
	if (c->p == c->end) {
		c->token = TOKEN_END;
		return SN_OK;
	}
	c->token = TOKEN_TEXT;
	if (*c->p == '"' || *c->p == '\'')
		return quoted(c);
	if (in_word(*c->p))
		return word(c);
	if (strchr("={},", *c->p) == NULL)
		return BAD(c, _("unexpected %c: a value with this character "
		    "stands in quotes"), *c->p);
	c->token = TOKEN_MARK;
	c->mark = *c->p++;
	return SN_OK;
}

static bool
is_mark(const struct scan *c, char mark)
{
	return c->token == TOKEN_MARK && c->mark == mark;
}

/* What was found, for messages. */
static const char *
found(struct scan *c)
{
	if (c->token == TOKEN_END)
		return _("the end of the file");
	if (c->token == TOKEN_MARK)
		str_putc(&c->text, c->mark);
	return str_text(&c->text);
}

static void
remember(struct scan *c, unsigned line)
{
	struct source *s = c->s;

	s->key = arena_grow(s->arena, s->key, s->n, &s->cap, sizeof(*s->key));
	s->key[s->n++] = (struct source_key){
	    arena_strdup(s->arena, str_text(&c->path)), line };
}

/* Take the path back to the length it had. */
static void
leave(struct scan *c, size_t len)
{
	c->path.len = len;
	if (c->path.p != NULL)
		c->path.p[len] = '\0';
}

static enum status
unknown(struct scan *c, const cfg_opt_t *opts)
{
	const char *name = str_text(&c->text), *near;
	const char *names[64];
	size_t n = 0;

	for (; opts->name != NULL && n < sizeof(names) / sizeof(names[0]);
	    opts++)
		names[n++] = opts->name;
	if ((near = source_nearest(names, n, name)) == NULL)
		return BAD(c, _("%s: no such option here"), name);
	return BAD(c, _("%s: no such option here; is it %s?"), name, near);
}

/* "= value" or "= { value, ... }". */
static enum status
value(struct scan *c, const cfg_opt_t *opt)
{
	size_t len = c->path.len, i;
	enum status st;

	if ((st = next(c)) != SN_OK)
		return st;
	if (!is_mark(c, '='))
		return BAD(c, _("%s: = expected, not %s"), opt->name, found(c));
	if ((st = next(c)) != SN_OK || c->token == TOKEN_TEXT)
		return st;
	if (!is_mark(c, '{'))
		return BAD(c, _("%s: a value expected, not %s"), opt->name,
		    found(c));
	if ((opt->flags & CFGF_LIST) == 0)
		return BAD(c, _("%s: one value expected, not a list"),
		    opt->name);
	for (i = 0; (st = next(c)) == SN_OK && !is_mark(c, '}'); i++) {
		if (c->token != TOKEN_TEXT)
			return BAD(c, _("%s: a value or } expected, not %s"),
			    opt->name, found(c));
		str_addf(&c->path, "\n%zu", i);
		remember(c, c->at);
		leave(c, len);
		if ((st = next(c)) != SN_OK || is_mark(c, '}'))
			break;
		if (!is_mark(c, ','))
			return BAD(c, _("%s: a comma or } expected, not %s"),
			    opt->name, found(c));
	}
	return st;
}

/* "TITLE { ... }" or "{ ... }", after the name of the section. */
static enum status
subsection(struct scan *c, const cfg_opt_t *opt)
{
	unsigned line = c->at;
	enum status st;

	if ((st = next(c)) != SN_OK)
		return st;
	if (opt->flags & CFGF_TITLE) {
		if (c->token != TOKEN_TEXT || c->text.len == 0 ||
		    strpbrk(str_text(&c->text), "\n\t") != NULL)
			return BAD(c, _("%s: its name expected, not %s"),
			    opt->name, found(c));
		str_addf(&c->path, "\n%s", str_text(&c->text));
		if ((st = next(c)) != SN_OK)
			return st;
	}
	if (!is_mark(c, '{'))
		return BAD(c, _("%s: { expected, not %s"), opt->name, found(c));
	remember(c, line);
	if (++c->depth > MAX_DEPTH)
		return BAD(c, _("sections within too many sections"));
	if ((st = section(c, opt->subopts)) != SN_OK)
		return st;
	c->depth--;
	if (c->token == TOKEN_END) {
		c->at = line;
		return BAD(c, _("%s: the section does not end: } is missing"),
		    opt->name);
	}
	return SN_OK;
}

/* Everything up to the end of the section or of the file. */
static enum status
section(struct scan *c, const cfg_opt_t *opts)
{
	size_t len = c->path.len;
	const cfg_opt_t *opt;
	enum status st;

	while ((st = next(c)) == SN_OK && c->token == TOKEN_TEXT) {
		for (opt = opts; opt->name != NULL; opt++)
			if (strcmp(opt->name, str_text(&c->text)) == 0)
				break;
		if (opt->name == NULL)
			return unknown(c, opts);
		str_addf(&c->path, "%s%s", len > 0 ? "\n" : "", opt->name);
		if (opt->type != CFGT_SEC)
			remember(c, c->at);
		st = opt->type == CFGT_SEC ? subsection(c, opt) :
		    value(c, opt);
		if (st != SN_OK)
			return st;
		leave(c, len);
	}
	if (st != SN_OK || c->token == TOKEN_END ||
	    (is_mark(c, '}') && c->depth > 0))
		return st;
	return BAD(c, _("unexpected %s"), found(c));
}

static int
by_path_and_line(const void *x, const void *y)
{
	const struct source_key *k = x, *l = y;
	int order = strcmp(k->path, l->path);

	return order != 0 ? order : (k->line > l->line) - (k->line < l->line);
}

/* No key or title stands twice: the second one is named. */
static enum status
check_twice(struct source *s, struct why *w)
{
	const struct source_key *twice = NULL;
	const char *name;
	size_t i;

	if (s->n > 1)
		qsort(s->key, s->n, sizeof(*s->key), by_path_and_line);
	for (i = 1; i < s->n; i++)
		if (strcmp(s->key[i].path, s->key[i - 1].path) == 0 &&
		    (twice == NULL || s->key[i].line < twice->line))
			twice = &s->key[i];
	if (twice == NULL)
		return SN_OK;
	name = strrchr(twice->path, '\n');
	return fail(w, SN_USAGE, _("%s:%u: %s: a second time, after line %u"),
	    s->name, twice->line, name != NULL ? name + 1 : twice->path,
	    twice[-1].line);
}

enum status
source_scan(struct source *s, const cfg_opt_t *opts, struct why *w)
{
	struct scan c = { .s = s, .p = s->text, .line = 1, .w = w,
	    .text = STR_INIT, .path = STR_INIT };
	enum status st;

	c.end = s->text + s->len;
	if ((st = section(&c, opts)) == SN_OK)
		st = check_twice(s, w);
	str_free(&c.text);
	str_free(&c.path);
	return st;
}
