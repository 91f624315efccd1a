/*
 * The parser of queries: by recursive descent, as the grammar in
 * sn-query(7) reads.
 */

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "order/expr_scan.h"
#include "text/fold.h"

/* Saved queries that are being read: one within itself has no end. */
struct chain {
	const char		*name;
	const struct chain	*next;
};

struct parser {
	struct scan			 s;
	const struct expr_context	*cx;
	const struct chain		*chain;
	size_t				*terms;	/* of the whole query */
	size_t				*values;
	int				 depth;
	struct why			*w;
};

enum keyword { KEY_NONE, KEY_AND, KEY_OR, KEY_NOT, KEY_ANY, KEY_ALL, KEY_SUM,
    KEY_COUNT };

static enum status	either(const struct expr **, struct parser *);

static enum status
bad(struct parser *p, const struct scan_word *word, const char *cause)
{
	return scan_fail(&p->s, word->from, word->upto, p->w, "%s", cause);
}

static enum keyword
keyword(const struct scan_word *word, struct arena *a)
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

/* Step over the keyword if it comes next. */
static bool
accept(struct parser *p, enum keyword key)
{
	const char *from = p->s.p;
	struct scan_word word;
	struct why ignored;

	scan_blanks(&p->s);
	if (scan_read(&word, &p->s, true, false, &ignored) == SN_OK &&
	    keyword(&word, p->s.arena) == key)
		return true;
	p->s.p = from;
	return false;
}

static struct expr *
node(struct parser *p, enum expr_kind kind, const struct expr *left,
    const struct expr *right)
{
	struct expr *e = arena_alloc(p->s.arena, sizeof(*e));

	e->kind = kind;
	e->left = left;
	e->right = right;
	return e;
}

static enum status
count_term(struct parser *p, const char *from)
{
	if (++*p->terms <= TERMS_MAX)
		return SN_OK;
	return scan_fail(&p->s, from, p->s.p, p->w,
	    _("a query of more than %d terms"), TERMS_MAX);
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
		return bad(p, word, _("a bare word: name a field, as in "
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
			return bad(p, word, _("only blanks: nothing to look "
			    "for"));
		if (count_term(p, word->from) != SN_OK)
			return SN_USAGE;
		e = node(p, EXPR_WORD, NULL, NULL);
		e->value = v;
		e->nvalue = 1;
		*out = *out == NULL ? e : node(p, EXPR_AND, *out, e);
	}
	return *out != NULL ? SN_OK : bad(p, word, _("an empty word"));
}

/* Whether many of such values are one comparison. */
static bool
is_point(const struct expr_value *v)
{
	return v->kind == VALUE_TEXT || (v->kind == VALUE_SPAN &&
	    v->from != NUM_NULL && v->from == v->upto);
}

/* Read the values of a test: a list for = and ~, else one. */
static enum status
values(struct expr *e, struct parser *p)
{
	bool list = e->op == EXPR_EQ || e->op == EXPR_HAS;
	struct expr_value *v = NULL;
	struct scan_word word;
	size_t cap = 0, len;
	enum status st;

	for (;;) {
		v = arena_grow(p->s.arena, v, e->nvalue, &cap, sizeof(*v));
		if ((st = scan_read(&word, &p->s, false, list,
		    p->w)) != SN_OK ||
		    (st = expr_value(&v[e->nvalue++], &e->field, e->op, &word,
		    &p->s, p->cx, p->w)) != SN_OK)
			return st;
		if (++*p->values > VALUES_MAX)
			return bad(p, &word, _("too many values"));
		if (!is_point(&v[e->nvalue - 1]) &&
		    (st = count_term(p, word.from)) != SN_OK)
			return st;
		if (!list || scan_char(p->s.p, &len) != ',')
			break;
		p->s.p += len;
	}
	e->value = v;
	return SN_OK;
}

/* Names that stand for a field of the buyer and one of the recipient. */
static const char *const both[][4] = {
	{ "name", "氏名", "by.name", "to.name" },
	{ "kana", "カナ", "by.kana", "to.kana" },
	{ "company", "会社名", "by.company", "to.company" },
	{ "zip", "郵便番号", "by.zip", "to.zip" },
	{ "pref", "都道府県", "by.pref", "to.pref" },
	{ "address", "住所", "by.address", "to.address" },
	{ "phone", "電話番号", "by.phone", "to.phone" },
	{ "mail", "メール", "by.mail", NULL }	/* recipients have none */
};

/* What "count" may count besides the values of a field. */
static const struct { const char *name, *ja; enum field_of of; } groups[] = {
	{ "item", "明細", FIELD_LINE }, { "charge", "料金行", FIELD_CHARGE },
	{ "pay", "支払", FIELD_PAYMENT }
};

static enum status
unknown(struct parser *p, const struct scan_word *word)
{
	const char *near = field_suggest(word->text);

	if (near == NULL)
		return scan_fail(&p->s, word->from, word->upto, p->w,
		    _("no such field; put text into \" \""));
	return scan_fail(&p->s, word->from, word->upto, p->w,
	    _("no such field; did you mean %s?"), near);
}

/* Find the field of a test; *second is the other one of a pair, or NULL. */
static enum status
name_field(struct expr *e, const char **second, struct parser *p,
    const struct scan_word *word)
{
	const char *text = fold_header(word->text, p->s.arena);
	size_t i;

	*second = NULL;
	for (i = 0; e->over == OVER_COUNT &&
	    i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strcmp(text, groups[i].name) == 0 ||
		    strcmp(text, groups[i].ja) == 0) {
			e->field = (struct field){ .name = "", .ja = "",
			    .of = groups[i].of, .type = TYPE_NUM };
			return SN_OK;
		}
	for (i = 0; i < sizeof(both) / sizeof(both[0]); i++)
		if (strcmp(text, both[i][0]) == 0 ||
		    strcmp(text, both[i][1]) == 0) {
			*second = both[i][3];
			return field_find(&e->field, both[i][2]) ? SN_OK :
			    unknown(p, word);
		}
	return field_find(&e->field, word->text) ? SN_OK : unknown(p, word);
}

static enum expr_op
test_op(enum scan_op op)
{
	switch (op) {
	case SCAN_LT:
		return EXPR_LT;
	case SCAN_LE:
		return EXPR_LE;
	case SCAN_GT:
		return EXPR_GT;
	case SCAN_GE:
		return EXPR_GE;
	case SCAN_HAS:
	case SCAN_HAS_NOT:
		return EXPR_HAS;
	default:
		return EXPR_EQ;
	}
}

/* A quantifier needs a field with several values, a sum one of numbers. */
static enum status
check_over(struct expr *e, enum keyword key, struct parser *p,
    const struct scan_word *word)
{
	if (key == KEY_NONE)
		return SN_OK;
	if (e->field.of < FIELD_LINE)
		return bad(p, word, _("a shipment has one of it: any, all, "
		    "sum and count are for lines and the like"));
	if (key == KEY_SUM && e->field.type != TYPE_NUM &&
	    e->field.type != TYPE_YEN)
		return bad(p, word, _("sum: not a number"));
	if (e->over == OVER_COUNT)
		e->field.type = TYPE_NUM;
	return SN_OK;
}

/* The test of the second of a pair of fields, joined to that of the first. */
static const struct expr *
pair(struct parser *p, const struct expr *e, const char *second)
{
	struct expr *other = node(p, EXPR_TEST, NULL, NULL);

	*other = *e;
	if (!field_find(&other->field, second))
		return e;
	return node(p, EXPR_OR, e, other);
}

/* The rest of a test, from its operator on. */
static enum status
test(const struct expr **out, struct parser *p, enum keyword key,
    const struct scan_word *word, bool apart)
{
	struct expr *e = node(p, EXPR_TEST, NULL, NULL);
	const char *second;
	enum scan_op op;
	enum status st;
	bool not;

	op = scan_operator(&p->s);
	not = op == SCAN_NE || op == SCAN_HAS_NOT;
	e->op = test_op(op);
	e->over = key == KEY_ALL ? OVER_ALL : key == KEY_SUM ? OVER_SUM :
	    key == KEY_COUNT ? OVER_COUNT : OVER_ANY;
	if ((st = name_field(e, &second, p, word)) != SN_OK ||
	    (st = check_over(e, key, p, word)) != SN_OK ||
	    (st = count_term(p, word->from)) != SN_OK)
		return st;
	if (apart || (e->op != EXPR_EQ && e->op != EXPR_HAS))
		scan_blanks(&p->s);
	if ((st = values(e, p)) != SN_OK)
		return st;
	if (not && (key == KEY_ANY || key == KEY_ALL)) {
		e->unlike = true;
		not = false;
	}
	*out = second != NULL ? pair(p, e, second) : e;
	if (not)
		*out = node(p, EXPR_NOT, *out, NULL);
	return SN_OK;
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
			return bad(p, word, _("a saved query that uses "
			    "itself"));
	if (p->depth >= NESTING_MAX)
		return bad(p, word, _("nested too deeply"));
	in.s.text = in.s.p = saved_text(p, name);
	in.chain = &link;
	in.depth = p->depth + 1;
	if (in.s.text == NULL)
		return bad(p, word, _("no saved query of that name"));
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
		return bad(p, &open, _("nested too deeply"));
	p->s.p += len;
	p->depth++;
	if ((st = either(out, p)) != SN_OK)
		return st;
	p->depth--;
	scan_blanks(&p->s);
	if (scan_char(p->s.p, &len) != ')')
		return bad(p, &open, _("a parenthesis without its end"));
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
	key = keyword(&word, p->s.arena);
	if (key == KEY_AND || key == KEY_OR)
		return bad(p, &word, _("something is missing before it"));
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
		return test(out, p, key, &word, apart);
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
		*out = not ? node(p, EXPR_NOT, e, NULL) : e;
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
		*out = node(p, EXPR_AND, *out, e);
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
		*out = node(p, EXPR_OR, *out, e);
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
