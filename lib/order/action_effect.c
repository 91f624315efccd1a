/*
 * What an action decides, and what it may change the answer of.
 */

#include <string.h>

#include "order/action.h"

const char *
action_decides(const struct action *x)
{
	switch (x->act) {
	case ACTION_SET:
		return x->column->name;
	case ACTION_ROUTE:
		return "route";
	case ACTION_MOVE:
		return "status";
	case ACTION_PARCELS_PER:
		return "parcels";
	case ACTION_SHIP:
		return "ship_date";
	case ACTION_SENDER:
		return "sender";
	default:
		return NULL;
	}
}

/* Whether a test of f looks at that field of a shipment, an order ... */
static bool
is_field(const struct field *f, const char *name)
{
	return strcmp(f->name, name) == 0;
}

/* The column itself, and what is derived from it. */
static bool
looks_at(const struct field *f, const struct column *c)
{
	return f->column == c || (f->column == NULL && f->derived != NULL &&
	    derived_from(f->derived, c));
}

static bool
touches_field(const struct action *x, const struct field *f)
{
	if (f->of == FIELD_RULE)
		return true;	/* which this one is now */
	switch (x->act) {
	case ACTION_SET:
		if (is_field(f, "service") &&
		    strcmp(x->column->name, "carrier") == 0)
			return true;
		return looks_at(f, x->column);
	case ACTION_APPEND:
	case ACTION_LINES:
		return looks_at(f, x->column);
	case ACTION_TAG:
	case ACTION_UNTAG:
		return f->of == FIELD_TAG;
	case ACTION_ROUTE:
		return is_field(f, "route");
	case ACTION_MOVE:
		return strncmp(f->name, "status", 6) == 0 ||
		    is_field(f, "box") || is_field(f, "ship");
	case ACTION_PARCELS_PER:
		return is_field(f, "parcels");
	case ACTION_SHIP:
		return is_field(f, "ship");
	case ACTION_STRIP:
		return is_field(f, "note");
	case ACTION_SENDER:
		return strncmp(f->name, "from.", 5) == 0;
	case ACTION_STOP:
		return false;
	case ACTION_SPLIT:
	case ACTION_CHARGE:
	case ACTION_ADD:
		break;
	}
	return true;
}

/* New shipments, lines and charges: sums and counts may be others, too. */
static bool
adds(const struct action *x)
{
	return x->act == ACTION_SPLIT || x->act == ACTION_CHARGE ||
	    x->act == ACTION_ADD;
}

bool
action_touches(const struct action *x, const struct expr *e)
{
	if (adds(x))
		return true;
	if (e == NULL)
		return false;
	switch (e->kind) {
	case EXPR_AND:
	case EXPR_OR:
		return action_touches(x, e->left) ||
		    action_touches(x, e->right);
	case EXPR_NOT:
		return action_touches(x, e->left);
	case EXPR_TEST:
		return touches_field(x, &e->field);
	case EXPR_WORD:
		break;
	}
	return true;
}
