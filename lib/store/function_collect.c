/*
 * What the courier collects with a shipment, in SQL: NULL when an amount is
 * unknown.
 */

#include "order/label.h"
#include "store/function.h"
#include "store/tree.h"

static enum status
collect(int64_t *out, struct store *s, int64_t shipment, struct arena *a,
    struct why *w)
{
	struct tree *t = arena_alloc(a, sizeof(*t));
	enum status st;
	int64_t order;
	size_t i;

	*out = NUM_NULL;
	if ((st = store_order_of(&order, s, shipment, w)) != SN_OK ||
	    (st = store_tree_get(t, s, order, a, w)) != SN_OK)
		return st;
	for (i = 0; i < t->nshipment; i++)
		if (t->shipment[i]->id == shipment)
			*out = label_collect(t, i);
	return SN_OK;
}

static void
call(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct arena a = ARENA_INIT;
	int64_t yen;
	struct why w;

	(void)n;
	if (collect(&yen, sqlite3_user_data(c), sqlite3_value_int64(v[0]), &a,
	    &w) != SN_OK)
		sqlite3_result_error(c, w.text, -1);
	else if (yen == NUM_NULL)
		sqlite3_result_null(c);
	else
		sqlite3_result_int64(c, yen);
	arena_free(&a);
}

const struct function functions_collect[] = {
	{ "sn_collect", 1, call },
	{ NULL, 0, NULL }
};
