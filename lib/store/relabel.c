#include "store/label.h"
#include "store/query.h"
#include "store/relabel.h"

enum status
label_check_order(struct store *s, int64_t order, struct why *w)
{
	struct arena a = ARENA_INIT;
	int64_t *id = NULL;
	size_t n = 0, cap = 0, i;
	enum status st;
	struct query q;

	query_open(&q, s,
	    "SELECT s.id"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.orders = :order AND s.labelled_at IS NOT NULL"
	    " ORDER BY s.id");
	query_num(&q, ":order", order);
	while (query_row(&q)) {
		id = arena_grow(&a, id, n, &cap, sizeof(*id));
		id[n++] = query_int(&q, 0);
	}
	st = query_end(&q, "find labels", w);
	for (i = 0; i < n && st == SN_OK; i++)
		st = label_check(s, id[i], w);
	arena_free(&a);
	return st;
}
