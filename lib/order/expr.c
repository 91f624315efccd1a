/*
 * The parser of queries: by recursive descent, as the grammar in
 * sn-query(7) reads.
 */

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "order/expr_parser.h"
#include "text/fold.h"

static enum status	either(const struct expr **, struct parser *);

enum status
parse_bad(struct parser *p, const struct scan_word *word, const char *cause)
{
	return scan_fail(&p->s, word->from, word->upto, p->w, "%s", cause);
}

enum keyword
parse_keyword(const struct scan_word *word, struct arena *a)
{
	static const char *const words[] = {
		[KEY_AND] = "and", [KEY_OR] = "or", [KEY_NOT] = "not",
		[KEY_ANY] = "any", [KEY_ALL] = "all", [KEY_SUM] = "sum",
		[KEY_COUNT] = "count"
	};
	const char *text;
	size_t i;

	if (word->quoted || strlen(word->text) > 16)
		return KEY_NONE;
	text = fold_header(word->text, a);
	for (i = KEY_AND; i <= KEY_COUNT; i++)
		if (strcmp(text, words[i]) == 0)
			return (enum keyword)i;
	return KEY_NONE;
}

struct expr *
parse_node(struct parser *p, enum expr_kind kind, const struct expr *left,
    const struct expr *right)
{
	struct expr *e = arena_alloc(p->s.arena, sizeof(*e));

	e->kind = kind;
	e->left = left;
	e->right = right;
	return e;
}

enum status
parse_count(struct parser *p, const char *from)
{
	if (++*p->terms <= TERMS_MAX)
		return SN_OK;
	return scan_fail(&p->s, from, p->s.p, p->w,
	    _("a query of more than %d terms"), TERMS_MAX);
}

/* Step over the keyword if it comes next. */
static bool
accept(struct parser *p, enum keyword key)
{
	const char *from = p->s.p;
	struct scan_word word;
	struct why ignored;

	scan_blanks(&p->s);
	if (scan_read(&word, &p->s, true, false, &ignored) == SN_OK &&
	    parse_keyword(&word, p->s.arena) == key)
		return true;
	p->s.p = from;
	return false;
}

/* A bare word, or the words of a quoted phrase: each must be found. */
static enum status
bare(const struct expr **out, struct parser *p, const struct scan_word *word)
{
	const char *text = word->pattern != NULL ? word->pattern : word->text;
	struct expr_value *v;
	struct expr *e;
	size_t n;

	*out = NULL;
	if (!p->cx->words)
		return parse_bad(p, word, _("a bare word: name a field, as in "
		    "to.name~田中"));
	for (;;) {
		while (scan_char(text, &n) == ' ')
			text += n;
		if (*text == '\0')
			break;
		v = arena_alloc(p->s.arena, sizeof(*v));
		v->kind = word->pattern != NULL ? VALUE_PATTERN : VALUE_TEXT;
		v->text = text;
		while (scan_char(text, &n) != ' ' && *text != '\0')
			text += n;
		v->text = arena_strndup(p->s.arena, v->text,
		    (size_t)(text - v->text));
		if (*fold_text(v->text, p->s.arena) == '\0')
			return parse_bad(p, word, _("only blanks: nothing to look "
			    "for"));
		if (parse_count(p, word->from) != SN_OK)
			return SN_USAGE;
		e = parse_node(p, EXPR_WORD, NULL, NULL);
		e->value = v;
		e->nvalue = 1;
		*out = *out == NULL ? e : parse_node(p, EXPR_AND, *out, e);
	}
	return *out != NULL ? SN_OK : parse_bad(p, word, _("an empty word"));
}

static const char *
saved_text(const struct parser *p, const char *name)
{
	return p->cx->saved == NULL ? NULL : p->cx->saved(name, p->cx->arg);
}

/* Read the saved query that word, without its '@', names. */
static enum status
saved(const struct expr **out, struct parser *p, const struct scan_word *word)
{
	size_t len;
	const char *name = (scan_char(word->text, &len), word->text + len);
	struct chain link = { name, p->chain };
	struct parser in = *p;
	const struct chain *c;
	enum status st;

	for (c = p->chain; c != NULL; c = c->next)
		if (strcmp(c->name, name) == 0)
			return parse_bad(p, word, _("a saved query that uses "
			    "itself"));
	if (p->depth >= NESTING_MAX)
		return parse_bad(p, word, _("nested too deeply"));
	in.s.text = in.s.p = saved_text(p, name);
	in.chain = &link;
	in.depth = p->depth + 1;
	if (in.s.text == NULL)
		return parse_bad(p, word, _("no saved query of that name"));
	if ((st = either(out, &in)) == SN_OK && *in.s.p != '\0')
		st = scan_fail(&in.s, in.s.p, in.s.p + 1, p->w,
		    _("a parenthesis that nothing opened"));
	return st == SN_OK ? st : fail_at(p->w, st, "@%s", name);
}

static enum status
group(const struct expr **out, struct parser *p, size_t len)
{
	struct scan_word open = { .from = p->s.p, .upto = p->s.p + len };
	enum status st;

	if (p->depth >= NESTING_MAX)
		return parse_bad(p, &open, _("nested too deeply"));
	p->s.p += len;
	p->depth++;
	if ((st = either(out, p)) != SN_OK)
		return st;
	p->depth--;
	scan_blanks(&p->s);
	if (scan_char(p->s.p, &len) != ')')
		return parse_bad(p, &open, _("a parenthesis without its end"));
	p->s.p += len;
	return SN_OK;
}

/* A test, a bare word or a saved query. */
static enum status
term(const struct expr **out, struct parser *p)
{
	enum keyword key = KEY_NONE;
	struct scan_word word;
	const char *after;
	enum status st;
	size_t len;
	bool apart;

	scan_blanks(&p->s);
	if ((st = scan_read(&word, &p->s, true, false, p->w)) != SN_OK)
		return st;
	key = parse_keyword(&word, p->s.arena);
	if (key == KEY_AND || key == KEY_OR)
		return parse_bad(p, &word, _("something is missing before it"));
	if (key >= KEY_ANY) {
		scan_blanks(&p->s);
		if ((st = scan_read(&word, &p->s, true, false,
		    p->w)) != SN_OK)
			return st;
	}
	after = p->s.p;
	scan_blanks(&p->s);
	apart = p->s.p > after;
	word.upto = after;
	if (scan_operator(&(struct scan){ .p = p->s.p }) != SCAN_NO_OP &&
	    word.upto > word.from)
		return parse_test(out, p, key, &word, apart);
	p->s.p = after;
	if (word.upto == word.from || key != KEY_NONE)
		return scan_fail(&p->s, word.from, word.upto, p->w,
		    key != KEY_NONE ? _("a test is missing, as in "
		    "item.temp=frozen") : _("something is missing here"));
	if (scan_char(word.text, &len) == '@' && !word.quoted)
		return saved(out, p, &word);
	return bare(out, p, &word);
}

static enum status
unary(const struct expr **out, struct parser *p)
{
	const struct expr *e;
	bool not = false;
	enum status st;
	size_t len;

	while (accept(p, KEY_NOT))
		not = !not;
	scan_blanks(&p->s);
	if (scan_char(p->s.p, &len) == '(')
		st = group(&e, p, len);
	else
		st = term(&e, p);
	if (st == SN_OK)
		*out = not ? parse_node(p, EXPR_NOT, e, NULL) : e;
	return st;
}

/* Whether what follows goes on with a list of terms. */
static bool
more(struct parser *p)
{
	const char *from;
	size_t len;
	uint32_t c;
	bool or;

	scan_blanks(&p->s);
	c = scan_char(p->s.p, &len);
	from = p->s.p;
	or = accept(p, KEY_OR);
	p->s.p = from;
	return c != 0 && c != ')' && !or;
}

static enum status
every(const struct expr **out, struct parser *p)
{
	const struct expr *e;
	enum status st;

	if ((st = unary(out, p)) != SN_OK)
		return st;
	while (more(p)) {
		(void)accept(p, KEY_AND);
		if ((st = unary(&e, p)) != SN_OK)
			return st;
		*out = parse_node(p, EXPR_AND, *out, e);
	}
	return SN_OK;
}

static enum status
either(const struct expr **out, struct parser *p)
{
	const struct expr *e;
	enum status st;

	if ((st = every(out, p)) != SN_OK)
		return st;
	while (accept(p, KEY_OR)) {
		if ((st = every(&e, p)) != SN_OK)
			return st;
		*out = parse_node(p, EXPR_OR, *out, e);
	}
	scan_blanks(&p->s);
	return SN_OK;
}

enum status
expr_parse(const struct expr **out, const char *text,
    const struct expr_context *cx, struct arena *a, struct why *w)
{
	size_t terms = 0, used = 0;
	struct parser p = { .s = { .text = text, .p = text, .arena = a },
	    .cx = cx, .terms = &terms, .values = &used, .w = w };
	enum status st;

	*out = NULL;
	if (strlen(text) > QUERY_MAX)
		return fail(w, SN_USAGE, _("a query of more than %d bytes"),
		    QUERY_MAX);
	scan_blanks(&p.s);
	if (*p.s.p == '\0')
		return fail(w, SN_USAGE, "%s",
		    _("an empty query; all shipments are id=*"));
	if ((st = either(out, &p)) != SN_OK)
		return st;
	if (*p.s.p != '\0')
		return scan_fail(&p.s, p.s.p, p.s.p + 1, w,
		    _("a parenthesis that nothing opened"));
	return SN_OK;
}
