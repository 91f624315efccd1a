#include "store/note.h"
#include "store/query.h"

enum status
note_list(struct note **out, size_t *n, struct store *s, int64_t order,
    struct arena *a, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT at, who, text FROM note WHERE orders = :order"
	    " ORDER BY id");
	query_num(&q, ":order", order);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[*n].at = query_col(&q, 0, a);
		(*out)[*n].who = query_col(&q, 1, a);
		(*out)[(*n)++].text = query_col(&q, 2, a);
	}
	return query_end(&q, "list notes", w);
}

enum status
theirs_list(struct differing **out, size_t *n, struct store *s,
    int64_t order, struct arena *a, struct why *w)
{
	struct differing d;
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "WITH here (place, tbl, id) AS ("
	    "       SELECT 1, 'orders', :order"
	    " UNION ALL "
	    "SELECT 2, 'destination', id FROM destination"
	    " WHERE orders = :order"
	    " UNION ALL "
	    "SELECT 3, 'shipment', s.id FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.orders = :order"
	    " UNION ALL "
	    "SELECT 4, 'line', id FROM line WHERE orders = :order"
	    " UNION ALL "
	    "SELECT 5, 'charge', id FROM charge WHERE orders = :order"
	    " UNION ALL "
	    "SELECT 6, 'payment', id FROM payment WHERE orders = :order)"
	    "SELECT t.tbl, t.id, t.col, t.value"
	    "  FROM here h"
	    "  JOIN theirs t ON t.tbl = h.tbl AND t.id = h.id"
	    " ORDER BY h.place, t.id, t.key");
	query_num(&q, ":order", order);
	while (query_row(&q)) {
		d.table = table_find(query_col(&q, 0, a));
		d.id = query_int(&q, 1);
		d.column = d.table == NULL ? NULL : column_find(d.table,
		    query_col(&q, 2, a));
		d.theirs = query_col(&q, 3, a);
		if (d.column == NULL)
			continue;	/* of a version that had it */
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = d;
	}
	return query_end(&q, "list theirs", w);
}
