/*
 * Tests: a field, an operator, values.
 */

#include <string.h>

#include "base/i18n.h"
#include "order/expr_parser.h"
#include "text/fold.h"

/* Whether many of such values are one comparison. */
static bool
is_point(const struct expr_value *v)
{
	return v->kind == VALUE_TEXT || (v->kind == VALUE_SPAN &&
	    v->from != NUM_NULL && v->from == v->upto);
}

/*
 * Whether a bare word follows: then "box= x" would look for an empty box
 * and for x, which is hardly what was meant.
 */
static bool
word_follows(struct parser *p)
{
	struct scan ahead = p->s;
	struct scan_word word;
	struct why ignored;
	size_t len;

	scan_blanks(&ahead);
	if (scan_read(&word, &ahead, true, false, &ignored) != SN_OK ||
	    word.upto == word.from || parse_keyword(&word, p->s.arena) != KEY_NONE ||
	    scan_char(word.text, &len) == '@')
		return false;
	scan_blanks(&ahead);
	return scan_operator(&ahead) == SCAN_NO_OP;
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
			return parse_bad(p, &word, _("too many values"));
		if (!is_point(&v[e->nvalue - 1]) &&
		    (st = parse_count(p, word.from)) != SN_OK)
			return st;
		if (!list || scan_char(p->s.p, &len) != ',')
			break;
		p->s.p += len;
	}
	e->value = v;
	if (e->nvalue == 1 && word.upto == word.from && word_follows(p))
		return parse_bad(p, &word, _("a blank behind the operator; an empty "
		    "value before a word is \"\""));
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
		return parse_bad(p, word, _("a shipment has one of it: any, all, "
		    "sum and count are for lines and the like"));
	if (key == KEY_SUM && e->field.type != TYPE_NUM &&
	    e->field.type != TYPE_YEN)
		return parse_bad(p, word, _("sum: not a number"));
	if (e->over == OVER_COUNT)
		e->field.type = TYPE_NUM;
	return SN_OK;
}

/* The test of the second of a pair of fields, joined to that of the first. */
static const struct expr *
pair(struct parser *p, const struct expr *e, const char *second)
{
	struct expr *other = parse_node(p, EXPR_TEST, NULL, NULL);

	*other = *e;
	if (!field_find(&other->field, second))
		return e;
	return parse_node(p, EXPR_OR, e, other);
}

enum status
parse_test(const struct expr **out, struct parser *p, enum keyword key,
    const struct scan_word *word, bool apart)
{
	struct expr *e = parse_node(p, EXPR_TEST, NULL, NULL);
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
	    (st = parse_count(p, word->from)) != SN_OK)
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
		*out = parse_node(p, EXPR_NOT, *out, NULL);
	return SN_OK;
}
