/*
 * Queries as SQL.  Only names of the dictionary get into the text; what
 * people type is bound.
 */

#include <stdlib.h>
#include <string.h>

#include "store/source.h"
#include "store/where.h"
#include "text/fold.h"
#include "text/utf8.h"

/* Phone numbers and tracking numbers have at least so many digits. */
enum { NUMBER_DIGITS = 8, ID_DIGITS = 18 };

void
where_bind(struct query *q, const struct where *where)
{
	size_t i;

	for (i = 0; i < where->n; i++)
		if (where->value[i].text != NULL)
			query_text_at(q, (int)i + 1, where->value[i].text);
		else
			query_num_at(q, (int)i + 1, where->value[i].num);
}

void
where_use(struct where *out, const struct field *f)
{
	if (f->of == FIELD_SHIPMENT)
		out->shipment = true;
	if (f->of == FIELD_DESTINATION || f->of == FIELD_CHARGE)
		out->destination = true;
	if (f->of == FIELD_ORDER || f->of == FIELD_CHARGE ||
	    f->of == FIELD_PAYMENT || f->of == FIELD_FINDING)
		out->order = true;
}

static void
test_any(struct where *o, const struct expr *e)
{
	str_puts(&o->sql, "EXISTS (SELECT 1 ");
	source_from(&o->sql, &e->field);
	str_puts(&o->sql, " AND ");
	where_test(o, e);
	str_puts(&o->sql, e->unlike ? " IS NOT TRUE)" : ")");
}

/* All of them, and there is one at least. */
static void
test_all(struct where *o, const struct expr *e)
{
	str_puts(&o->sql, "(EXISTS (SELECT 1 ");
	source_from(&o->sql, &e->field);
	str_puts(&o->sql, ") AND NOT EXISTS (SELECT 1 ");
	source_from(&o->sql, &e->field);
	str_puts(&o->sql, " AND ");
	where_test(o, e);
	str_puts(&o->sql, e->unlike ? "))" : " IS NOT TRUE))");
}

/* A price counts as often as there are pieces. */
static void
summand(struct str *out, const struct field *f)
{
	source_value(out, f);
	if (strcmp(f->name, "item.price") == 0)
		str_puts(out, " * sl.quantity");
}

/* A sum or a number of rows; a sum is unknown where a summand is. */
static void
test_number(struct where *o, const struct expr *e)
{
	struct expr number = *e;
	struct str x = STR_INIT, v = STR_INIT;

	number.field.type = TYPE_NUM;
	if (e->over == OVER_SUM) {
		summand(&v, &e->field);
		str_addf(&x, "(SELECT CASE WHEN count(*) = count(%s)"
		    " THEN coalesce(sum(%s), 0) END ", str_text(&v),
		    str_text(&v));
	} else if (*e->field.name == '\0')
		str_puts(&x, "(SELECT count(*) ");
	else {
		source_value(&v, &e->field);
		str_addf(&x, "(SELECT count(nullif(%s, '')) ", str_text(&v));
	}
	source_from(&x, &e->field);
	str_putc(&x, ')');
	where_values(o, &number, str_text(&x));
	str_free(&x);
	str_free(&v);
}

/* Fields with an index of their own, and how shipments hang off them. */
static const struct {
	const char	*name;
	const char	*shipments;
} indexed[] = {
	{ "number", "SELECT s.id FROM orders o"
	    " JOIN destination d ON d.orders = o.id"
	    " JOIN shipment s ON s.destination = d.id WHERE " },
	{ "by.phone", "SELECT s.id FROM orders o"
	    " JOIN destination d ON d.orders = o.id"
	    " JOIN shipment s ON s.destination = d.id WHERE " },
	{ "by.mail", "SELECT s.id FROM orders o"
	    " JOIN destination d ON d.orders = o.id"
	    " JOIN shipment s ON s.destination = d.id WHERE " },
	{ "to.phone", "SELECT s.id FROM destination d"
	    " JOIN shipment s ON s.destination = d.id WHERE " },
	{ "tracking", "SELECT t.shipment FROM tracking t WHERE t.void = 0"
	    " AND " },
	{ "pay.agent-id", "SELECT s.id FROM payment p"
	    " JOIN destination d ON d.orders = p.orders"
	    " JOIN shipment s ON s.destination = d.id WHERE " },
	{ "tag", "SELECT g.shipment FROM tag g WHERE " }
};

/*
 * Equality of an indexed field is a list of shipments: also under OR, where
 * a condition on several tables would be a scan.
 */
static bool
by_index(struct where *o, const struct expr *e)
{
	size_t i, v;

	if (e->op != EXPR_EQ || e->over != OVER_ANY || e->unlike)
		return false;
	for (v = 0; v < e->nvalue; v++)
		if (e->value[v].kind != VALUE_TEXT &&
		    e->value[v].kind != VALUE_PATTERN)
			return false;
	for (i = 0; i < sizeof(indexed) / sizeof(indexed[0]); i++)
		if (strcmp(indexed[i].name, e->field.name) == 0) {
			str_addf(&o->sql, "s.id IN (%s", indexed[i].shipments);
			where_test(o, e);
			str_putc(&o->sql, ')');
			return true;
		}
	return false;
}

static void
test(struct where *o, const struct expr *e)
{
	if (by_index(o, e))
		return;
	where_use(o, &e->field);
	if (e->field.of < FIELD_LINE)
		where_test(o, e);
	else if (e->over == OVER_ANY)
		test_any(o, e);
	else if (e->over == OVER_ALL)
		test_all(o, e);
	else
		test_number(o, e);
}

/* The digits of what looks like a phone or another number, else NULL. */
static const char *
number_in(const char *text, struct arena *a)
{
	const char *plain = fold_text(text, a);

	if (*plain == '\0' || strspn(plain, "0123456789-") != strlen(plain))
		return NULL;
	return *fold_digits(text, a) == '\0' ? NULL : fold_digits(text, a);
}

/* That the search words of an order hold a bare word. */
static void
search(struct where *o, const struct expr_value *v, const char *digits)
{
	static const struct field none = { .type = TYPE_TEXT };
	const char *text;

	if (v->kind == VALUE_PATTERN) {
		str_puts(&o->sql, "fold_text LIKE ");
		where_put(o, where_like(&none, v->text, true, o->arena), 0);
		str_puts(&o->sql, " ESCAPE '\\'");
		return;
	}
	text = fold_text(v->text, o->arena);
	str_puts(&o->sql, "(sn_has(fold_text, ");
	where_put(o, text, 0);
	str_putc(&o->sql, ')');
	if (digits != NULL && strcmp(digits, text) != 0) {
		str_puts(&o->sql, " OR sn_has(fold_text, ");
		where_put(o, digits, 0);
		str_putc(&o->sql, ')');
	}
	str_putc(&o->sql, ')');
}

#define SEARCH	"s.id IN (SELECT s.id FROM destination d"		\
		" JOIN shipment s ON s.destination = d.id"		\
		" WHERE d.orders IN (SELECT id FROM search WHERE "

/* A word, also as a shipment's id or as a tracking number. */
static void
word(struct where *o, const struct expr *e)
{
	const struct expr_value *v = e->value;
	const char *digits = v->kind == VALUE_TEXT ?
	    number_in(v->text, o->arena) : NULL;

	str_puts(&o->sql, SEARCH);
	search(o, v, digits);
	str_putc(&o->sql, ')');
	if (digits != NULL && strlen(digits) <= ID_DIGITS &&
	    strcmp(digits, fold_text(v->text, o->arena)) == 0) {
		str_puts(&o->sql,
		    " UNION ALL SELECT id FROM shipment WHERE id = ");
		where_put(o, NULL, strtoll(digits, NULL, 10));
	}
	if (digits != NULL && strlen(digits) >= NUMBER_DIGITS) {
		str_puts(&o->sql,
		    " UNION ALL SELECT shipment FROM tracking WHERE number = ");
		where_put(o, digits, 0);
	}
	str_putc(&o->sql, ')');
}

/* Whether nothing but the search words can hold this one. */
static bool
words_only(const struct where *o, const struct expr *e)
{
	return e->kind == EXPR_WORD && (e->value->kind == VALUE_PATTERN ||
	    number_in(e->value->text, o->arena) == NULL);
}

/* The operands of a chain of ANDs, from the left. */
static void
flatten(const struct expr ***out, size_t *n, size_t *cap,
    const struct expr *e, struct arena *a)
{
	if (e->kind == EXPR_AND) {
		flatten(out, n, cap, e->left, a);
		flatten(out, n, cap, e->right, a);
		return;
	}
	*out = arena_grow(a, *out, *n, cap, sizeof(**out));
	(*out)[(*n)++] = e;
}

/* All of a chain; its bare words together, in one scan. */
static void
every(struct where *o, const struct expr *e)
{
	const struct expr **all = NULL;
	size_t n = 0, cap = 0, i;
	bool scan = false, first = true;

	flatten(&all, &n, &cap, e, o->arena);
	for (i = 0; i < n; i++) {
		if (words_only(o, all[i])) {
			str_puts(&o->sql, scan ? " AND " : SEARCH);
			search(o, all[i]->value, NULL);
			scan = true;
		}
	}
	if (scan) {
		str_puts(&o->sql, "))");
		first = false;
	}
	for (i = 0; i < n; i++) {
		if (words_only(o, all[i]))
			continue;
		if (!first)
			str_puts(&o->sql, " AND ");
		first = false;
		where_add(o, all[i]);
	}
}

/* A chain of ORs is written flat: SQLite's parser has a small stack. */
static void
either(struct where *o, const struct expr *e)
{
	if (e->kind != EXPR_OR) {
		where_add(o, e);
		return;
	}
	either(o, e->left);
	str_puts(&o->sql, " OR ");
	either(o, e->right);
}

void
where_add(struct where *out, const struct expr *e)
{
	switch (e->kind) {
	case EXPR_AND:
		every(out, e);
		break;
	case EXPR_OR:
		str_putc(&out->sql, '(');
		either(out, e);
		str_putc(&out->sql, ')');
		break;
	case EXPR_NOT:
		str_putc(&out->sql, '(');
		where_add(out, e->left);
		str_puts(&out->sql, ") IS NOT TRUE");
		break;
	case EXPR_TEST:
		test(out, e);
		break;
	case EXPR_WORD:
		word(out, e);
		break;
	}
}
