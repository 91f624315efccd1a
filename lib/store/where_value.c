/*
 * The SQL of one test: a column and what it is compared with.
 */

#include <string.h>

#include "store/source.h"
#include "store/where.h"
#include "text/fold.h"

void
where_put(struct where *o, const char *text, int64_t num)
{
	o->value = arena_grow(o->arena, o->value, o->n, &o->cap,
	    sizeof(*o->value));
	o->value[o->n++] = (struct where_value){ text, num };
	str_putc(&o->sql, '?');
}

/* How the text of a field is compared. */
enum how { AS_IT_IS, FOLDED, DIGITS };

static enum how
how_of(const struct field *f)
{
	if (f->type == TYPE_PHONE || f->type == TYPE_ZIP)
		return DIGITS;
	if (f->type == TYPE_TEXT || f->derived != NULL)
		return FOLDED;
	return AS_IT_IS;
}

/* Tracking numbers are kept without hyphens. */
static const char *
without_hyphens(const char *text, struct arena *a)
{
	char *copy = arena_strdup(a, fold_width(text, a)), *to = copy;
	const char *p;

	for (p = copy; *p != '\0'; p++)
		if (*p != '-' && *p != ' ')
			*to++ = *p;
	*to = '\0';
	return copy;
}

/* A literal part of a value in the form that the field's side has. */
static const char *
folded(const struct field *f, const char *text, struct arena *a)
{
	switch (how_of(f)) {
	case FOLDED:
		return fold_text(text, a);
	case DIGITS:
		return fold_digits(text, a);
	default:
		return f->of == FIELD_TRACKING &&
		    strcmp(f->name, "tracking") == 0 ?
		    without_hyphens(text, a) : text;
	}
}

/* The column in the form that values are compared with. */
static void
column(struct where *o, const struct field *f)
{
	const char *alias = sources[f->of].alias;

	if (f->derived != NULL && f->alone) {
		str_addf(&o->sql, "%s.%s", alias, f->derived->name);
		return;
	}
	if (how_of(f) == AS_IT_IS || f->type == TYPE_ZIP) {
		source_value(&o->sql, f);
		return;
	}
	str_puts(&o->sql, how_of(f) == DIGITS ? "sn_digits(" : "sn_fold(");
	source_value(&o->sql, f);
	str_putc(&o->sql, ')');
}

static bool
is_text(const struct field *f)
{
	return f->type < TYPE_NUM;
}

const char *
where_like(const struct field *f, const char *pattern, bool around, struct arena *a)
{
	static const char marks[] = { EXPR_ANY, EXPR_ONE, '\0' };
	struct str s = STR_INIT;
	const char *part, *out;
	size_t n;

	str_puts(&s, around ? "%" : "");
	for (; *pattern != '\0'; pattern += n) {
		n = strcspn(pattern, marks);
		part = folded(f, arena_strndup(a, pattern, n), a);
		for (; *part != '\0'; part++)
			str_addf(&s, strchr("%_\\", *part) != NULL ? "\\%c" :
			    "%c", *part);
		if (pattern[n] != '\0')
			str_putc(&s, pattern[n++] == EXPR_ANY ? '%' : '_');
	}
	str_puts(&s, around ? "%" : "");
	out = arena_strdup(a, str_text(&s));
	str_free(&s);
	return out;
}

/* A folded column "x*": a range that an index serves. */
static bool
begins(struct where *o, const struct field *f, const char *pattern)
{
	static const char marks[] = { EXPR_ANY, EXPR_ONE, '\0' };
	size_t n = strcspn(pattern, marks);
	const char *from;

	if (n == 0 || pattern[n] != EXPR_ANY || pattern[n + 1] != '\0' ||
	    f->derived == NULL || !f->alone)
		return false;
	from = folded(f, arena_strndup(o->arena, pattern, n), o->arena);
	str_putc(&o->sql, '(');
	column(o, f);
	str_puts(&o->sql, " >= ");
	where_put(o, from, 0);
	str_puts(&o->sql, " AND ");
	column(o, f);
	str_puts(&o->sql, " < ");
	where_put(o, arena_printf(o->arena, "%s\xf4\x8f\xbf\xbf", from), 0);
	str_putc(&o->sql, ')');
	return true;
}

static void
match(struct where *o, const struct field *f, const char *pattern, bool around)
{
	if (!around && begins(o, f, pattern))
		return;
	column(o, f);
	str_puts(&o->sql, " LIKE ");
	where_put(o, where_like(f, pattern, around, o->arena), 0);
	str_puts(&o->sql, " ESCAPE '\\'");
}

/* One end of a span: the column, an operator, a value. */
static void
compare(struct where *o, const char *x, const struct field *f, const char *op,
    const char *text, int64_t num)
{
	str_addf(&o->sql, "%s %s ", x, op);
	where_put(o, text != NULL ? folded(f, text, o->arena) : NULL, num);
}

static void
span(struct where *o, const char *x, const struct field *f, enum expr_op op,
    const struct expr_value *v)
{
	bool low = v->lo != NULL || v->from != NUM_NULL;
	bool high = v->hi != NULL || v->upto != NUM_NULL;

	if (op == EXPR_LT)
		compare(o, x, f, "<", v->lo, v->from);
	else if (op == EXPR_LE)
		compare(o, x, f, "<=", v->hi, v->upto);
	else if (op == EXPR_GT)
		compare(o, x, f, ">", v->hi, v->upto);
	else if (op == EXPR_GE)
		compare(o, x, f, ">=", v->lo, v->from);
	else {
		str_putc(&o->sql, '(');
		if (low)
			compare(o, x, f, ">=", v->lo, v->from);
		if (low && high)
			str_puts(&o->sql, " AND ");
		if (high)
			compare(o, x, f, "<=", v->hi, v->upto);
		str_putc(&o->sql, ')');
	}
}

/* Whether v is one text or number, to be put into a list. */
static bool
is_point(const struct expr_value *v)
{
	return v->kind == VALUE_TEXT || (v->kind == VALUE_SPAN &&
	    v->from != NUM_NULL && v->from == v->upto);
}

static bool
is_pref(const struct field *f)
{
	return f->column != NULL && (strcmp(f->name, "to.pref") == 0 ||
	    strcmp(f->name, "by.pref") == 0 ||
	    strcmp(f->name, "from.pref") == 0);
}

static void
bind_point(struct where *o, const struct field *f, const struct expr_value *v)
{
	static const char *const ends[] = { "都", "道", "府", "県" };
	size_t i;

	if (v->kind == VALUE_SPAN) {
		where_put(o, NULL, v->from);
		return;
	}
	where_put(o, folded(f, v->text, o->arena), 0);
	for (i = 0; is_pref(f) && i < sizeof(ends) / sizeof(ends[0]); i++) {
		str_puts(&o->sql, ", ");
		where_put(o, arena_printf(o->arena, "%s%s", v->text, ends[i]), 0);
	}
}

/* Put "OR" between what any() writes. */
static void
or(struct where *o, bool *first)
{
	if (!*first)
		str_puts(&o->sql, " OR ");
	*first = false;
}

static void
points(struct where *o, const char *x, const struct expr *e, bool *first)
{
	bool any = false;
	size_t i;

	for (i = 0; i < e->nvalue; i++) {
		if (!is_point(&e->value[i]))
			continue;
		if (!any) {
			or(o, first);
			str_addf(&o->sql, "%s IN (", x);
		} else
			str_puts(&o->sql, ", ");
		any = true;
		bind_point(o, &e->field, &e->value[i]);
	}
	if (any)
		str_putc(&o->sql, ')');
}

/* Whether the field holds nothing, or something. */
static void
given(struct where *o, const struct field *f, const char *x, bool yes)
{
	struct str raw = STR_INIT;

	if (!is_text(f)) {
		str_addf(&o->sql, "%s IS %sNULL", x, yes ? "NOT " : "");
		return;
	}
	source_value(&raw, f);
	str_addf(&o->sql, "coalesce(%s, '') %s ''", str_text(&raw),
	    yes ? "<>" : "=");
	str_free(&raw);
}

void
where_values(struct where *o, const struct expr *e, const char *x)
{
	const struct expr_value *v;
	bool first = true;

	str_putc(&o->sql, '(');
	if (e->op == EXPR_EQ)
		points(o, x, e, &first);
	for (v = e->value; v < e->value + e->nvalue; v++) {
		if (e->op == EXPR_EQ && is_point(v))
			continue;
		or(o, &first);
		if (v->kind == VALUE_SPAN)
			span(o, x, &e->field, e->op, v);
		else if (v->kind == VALUE_PATTERN)
			match(o, &e->field, v->text, false);
		else
			given(o, &e->field, x, v->kind == VALUE_GIVEN);
	}
	str_putc(&o->sql, ')');
}

/* Any of the values of a test by "~". */
static void
any_part(struct where *o, const struct expr *e)
{
	const struct field *f = &e->field;
	const struct expr_value *v;
	bool first = true;

	str_putc(&o->sql, '(');
	for (v = e->value; v < e->value + e->nvalue; v++) {
		or(o, &first);
		if (v->kind == VALUE_PATTERN || how_of(f) == AS_IT_IS) {
			match(o, f, v->text, true);
			continue;
		}
		str_puts(&o->sql, "sn_has(");
		column(o, f);
		str_puts(&o->sql, ", ");
		where_put(o, folded(f, v->text, o->arena), 0);
		str_putc(&o->sql, ')');
	}
	str_putc(&o->sql, ')');
}

/*
 * A part of a folded column, such as the city of an address, is folded on
 * the spot; that the whole column has it is asked first, for it is quick.
 */
static void
whole_first(struct where *o, const struct expr *e)
{
	const struct field *f = &e->field;
	size_t i;

	if (f->derived == NULL || f->alone || f->derived->how != FOLD_TEXT)
		return;
	for (i = 0; i < e->nvalue; i++)
		if (e->value[i].kind != VALUE_TEXT)
			return;
	for (i = 0; i < e->nvalue; i++) {
		str_addf(&o->sql, "%ssn_has(%s.%s, ", i > 0 ? " OR " : "(",
		    sources[f->of].alias, f->derived->name);
		where_put(o, folded(f, e->value[i].text, o->arena), 0);
		str_putc(&o->sql, ')');
	}
	str_puts(&o->sql, ") AND ");
}

void
where_test(struct where *o, const struct expr *e)
{
	struct where x = { .sql = STR_INIT };

	str_putc(&o->sql, '(');
	whole_first(o, e);
	if (e->op == EXPR_HAS)
		any_part(o, e);
	else {
		column(&x, &e->field);
		where_values(o, e, str_text(&x.sql));
	}
	str_putc(&o->sql, ')');
	str_free(&x.sql);
}
