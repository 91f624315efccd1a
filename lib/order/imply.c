#include <string.h>

#include "order/imply.h"
#include "text/fold.h"

/*
 * What has an order, from here to there; NULL and NUM_NULL are open ends.
 * An end that is out does not belong to it.
 */
struct interval {
	const char	*lo, *hi;
	int64_t		 from, upto;
	bool		 lo_out, hi_out;
};

/* The values that a comparison allows. */
static struct interval
interval_of(const struct expr *e, const struct expr_value *v)
{
	struct interval i = { v->lo, v->hi, v->from, v->upto, false, false };

	switch (e->op) {
	case EXPR_LT:
		i.hi = i.lo;
		i.upto = i.from == NUM_NULL ? NUM_NULL : i.from - 1;
		i.lo = NULL;
		i.from = NUM_NULL;
		i.hi_out = true;
		break;
	case EXPR_LE:
		i.lo = NULL;
		i.from = NUM_NULL;
		break;
	case EXPR_GT:
		i.lo = i.hi;
		i.from = i.upto == NUM_NULL ? NUM_NULL : i.upto + 1;
		i.hi = NULL;
		i.upto = NUM_NULL;
		i.lo_out = true;
		break;
	case EXPR_GE:
		i.hi = NULL;
		i.upto = NUM_NULL;
		break;
	case EXPR_EQ:
	case EXPR_HAS:
		break;
	}
	return i;
}

/* Whether all of x lies before all of y. */
static bool
before(const struct interval *x, const struct interval *y)
{
	int order;

	if (x->upto != NUM_NULL && y->from != NUM_NULL)
		return x->upto < y->from;
	if (x->hi == NULL || y->lo == NULL)
		return false;
	order = strcmp(x->hi, y->lo);
	return order < 0 || (order == 0 && (x->hi_out || y->lo_out));
}

/* Whether y has every value of x. */
static bool
within(const struct interval *x, const struct interval *y)
{
	int order;

	if (y->from != NUM_NULL && (x->from == NUM_NULL || x->from < y->from))
		return false;
	if (y->upto != NUM_NULL && (x->upto == NUM_NULL || x->upto > y->upto))
		return false;
	if (y->lo != NULL) {
		order = x->lo == NULL ? -1 : strcmp(x->lo, y->lo);
		if (order < 0 || (order == 0 && y->lo_out && !x->lo_out))
			return false;
	}
	if (y->hi != NULL) {
		order = x->hi == NULL ? 1 : strcmp(x->hi, y->hi);
		if (order > 0 || (order == 0 && y->hi_out && !x->hi_out))
			return false;
	}
	return true;
}

/*
 * Whether two texts are the same to the comparison of their field, which
 * takes a prefecture with its last character or without.
 */
static bool
same_text(const struct field *f, const char *x, const char *y)
{
	size_t n = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
	struct arena a = ARENA_INIT;
	bool same = strcmp(x, y) == 0;

	if (!same && f->type == TYPE_TEXT)
		same = strcmp(fold_text(x, &a), fold_text(y, &a)) == 0;
	else if (!same && f->type == TYPE_PHONE)
		same = strcmp(fold_digits(x, &a), fold_digits(y, &a)) == 0;
	else if (!same && strstr(f->name, ".pref") != NULL)
		same = strncmp(x, y, n) == 0;
	arena_free(&a);
	return same;
}

/* Whether y allows every value that x does. */
static bool
covered(const struct expr *a, const struct expr_value *x,
    const struct expr *b, const struct expr_value *y)
{
	struct interval i, j;

	if (x->kind == VALUE_NONE || y->kind == VALUE_NONE)
		return x->kind == y->kind;
	if (y->kind == VALUE_GIVEN)
		return true;
	if (x->kind != y->kind)
		return false;
	if (x->kind == VALUE_PATTERN)
		return strcmp(x->text, y->text) == 0;
	if (x->kind == VALUE_TEXT)
		return same_text(&a->field, x->text, y->text);
	i = interval_of(a, x);
	j = interval_of(b, y);
	return x->kind == VALUE_SPAN && within(&i, &j);
}

/* Whether no value is allowed by both. */
static bool
apart(const struct expr *a, const struct expr_value *x,
    const struct expr *b, const struct expr_value *y)
{
	struct interval i, j;

	if (x->kind == VALUE_NONE || y->kind == VALUE_NONE)
		return x->kind != y->kind;
	if (x->kind != y->kind)
		return false;
	if (x->kind == VALUE_TEXT)
		return !same_text(&a->field, x->text, y->text);
	if (x->kind != VALUE_SPAN)
		return false;
	i = interval_of(a, x);
	j = interval_of(b, y);
	return before(&i, &j) || before(&j, &i);
}

/* Whether x has y in it, as "~" looks for it. */
static bool
holds(const char *x, const char *y)
{
	struct arena a = ARENA_INIT;
	bool found = strstr(fold_text(x, &a), fold_text(y, &a)) != NULL;

	arena_free(&a);
	return found;
}

static bool
same_field(const struct expr *a, const struct expr *b)
{
	return a->field.of == b->field.of &&
	    strcmp(a->field.name, b->field.name) == 0;
}

/* Whether a shipment has one such value only. */
static bool
single(const struct expr *e)
{
	return e->field.of < FIELD_LINE || e->over == OVER_SUM ||
	    e->over == OVER_COUNT;
}

/* Every value that a allows, b allows. */
static bool
values_covered(const struct expr *a, const struct expr *b)
{
	bool has = a->op == EXPR_HAS, found;
	size_t i, k;

	if (has != (b->op == EXPR_HAS))
		return false;
	for (i = 0; i < a->nvalue; i++) {
		found = false;
		for (k = 0; k < b->nvalue && !found; k++)
			if (!has)
				found = covered(a, &a->value[i], b,
				    &b->value[k]);
			else
				found = a->value[i].kind == VALUE_TEXT &&
				    b->value[k].kind == VALUE_TEXT &&
				    holds(a->value[i].text, b->value[k].text);
		if (!found)
			return false;
	}
	return true;
}

static bool
values_apart(const struct expr *a, const struct expr *b)
{
	size_t i, k;

	if (a->op == EXPR_HAS || b->op == EXPR_HAS)
		return false;
	for (i = 0; i < a->nvalue; i++)
		for (k = 0; k < b->nvalue; k++)
			if (!apart(a, &a->value[i], b, &b->value[k]))
				return false;
	return true;
}

/*
 * Tests of the same field.  What holds for all lines holds for one, as there
 * is one; what is unlike turns the other way.
 */
static bool
test_implies(const struct expr *a, const struct expr *b)
{
	bool over = a->over == b->over ||
	    (a->over == OVER_ALL && b->over == OVER_ANY);

	if (!same_field(a, b) || !over || a->unlike != b->unlike)
		return false;
	return a->unlike ? values_covered(b, a) : values_covered(a, b);
}

static bool
test_disjoint(const struct expr *a, const struct expr *b)
{
	if (!same_field(a, b) || a->unlike || b->unlike)
		return false;
	if (single(a) && single(b))
		return a->over == b->over && values_apart(a, b);
	return (a->over == OVER_ALL || b->over == OVER_ALL) &&
	    (a->over == OVER_ALL || a->over == OVER_ANY) &&
	    (b->over == OVER_ALL || b->over == OVER_ANY) &&
	    values_apart(a, b);
}

bool
expr_implies(const struct expr *a, const struct expr *b)
{
	if (b == NULL || a == b)
		return true;
	if (a == NULL)
		return false;
	if (a->kind == EXPR_OR)
		return expr_implies(a->left, b) && expr_implies(a->right, b);
	if (b->kind == EXPR_AND)
		return expr_implies(a, b->left) && expr_implies(a, b->right);
	if (a->kind == EXPR_AND && (expr_implies(a->left, b) ||
	    expr_implies(a->right, b)))
		return true;
	if (b->kind == EXPR_OR && (expr_implies(a, b->left) ||
	    expr_implies(a, b->right)))
		return true;
	if (b->kind == EXPR_NOT)
		return expr_disjoint(a, b->left) ||
		    (a->kind == EXPR_NOT && expr_implies(b->left, a->left));
	return a->kind == EXPR_TEST && b->kind == EXPR_TEST &&
	    test_implies(a, b);
}

bool
expr_disjoint(const struct expr *a, const struct expr *b)
{
	if (a == NULL || b == NULL)
		return false;
	if (a->kind == EXPR_OR)
		return expr_disjoint(a->left, b) && expr_disjoint(a->right, b);
	if (b->kind == EXPR_OR)
		return expr_disjoint(a, b->left) && expr_disjoint(a, b->right);
	if (a->kind == EXPR_AND && (expr_disjoint(a->left, b) ||
	    expr_disjoint(a->right, b)))
		return true;
	if (b->kind == EXPR_AND && (expr_disjoint(a, b->left) ||
	    expr_disjoint(a, b->right)))
		return true;
	if (a->kind == EXPR_NOT)
		return expr_implies(b, a->left);
	if (b->kind == EXPR_NOT)
		return expr_implies(a, b->left);
	return a->kind == EXPR_TEST && b->kind == EXPR_TEST &&
	    test_disjoint(a, b);
}

bool
expr_empty(const struct expr *e)
{
	if (e == NULL)
		return false;
	if (e->kind == EXPR_OR)
		return expr_empty(e->left) && expr_empty(e->right);
	if (e->kind == EXPR_AND)
		return expr_empty(e->left) || expr_empty(e->right) ||
		    expr_disjoint(e->left, e->right);
	return false;
}
