/*
 * What mails depend on.
 */

#include <stdlib.h>
#include <string.h>

#include "store/mailing.h"
#include "store/query.h"
#include "store/source.h"
#include "store/tree.h"

enum status
mailing_purchases(int64_t *out, struct store *s, int64_t order,
    struct why *w)
{
	struct query q;

	*out = NUM_NULL;
	query_open(&q, s,
	    "SELECT " SOURCE_PURCHASES " FROM orders o WHERE o.id = :id");
	query_num(&q, ":id", order);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "count purchases", w);
}

enum status
mailing_stop(const char **code, struct store *s, int64_t order,
    int64_t shipment, struct arena *a, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT code FROM finding"
	    " WHERE orders = :order AND state = 'open'"
	    "   AND severity IN ('error', 'warning')"
	    "   AND (:shipment IS NULL OR shipment IS NULL"
	    "       OR shipment = :shipment)"
	    " ORDER BY severity, id");
	query_num(&q, ":order", order);
	query_num(&q, ":shipment", shipment);
	*code = query_row(&q) ? query_col(&q, 0, a) : NULL;
	return query_end(&q, "read findings", w);
}

/* Keys are ASCII: '$' is the character behind '#'. */
enum status
mailing_last(int64_t *last, struct store *s, const char *key, struct why *w)
{
	struct query q;
	const char *found;
	size_t n = strlen(key);
	long number;

	*last = 0;
	query_open(&q, s,
	    "SELECT key FROM outbox"
	    " WHERE (key = :key"
	    "        OR key > :key || ' #' AND key < :key || ' $')"
	    "   AND state <> 'cancelled'");
	query_text(&q, ":key", key);
	while (query_row(&q)) {
		found = query_peek(&q, 0);
		number = found[n] == '\0' ? 1 :
		    strtol(found + n + 2, NULL, 10);
		if (number > *last)
			*last = number;
	}
	return query_end(&q, "find mail", w);
}

enum status
mailing_parent(struct mailing_parent *out, struct store *s, int64_t parent,
    struct arena *a, struct why *w)
{
	enum status st;
	int64_t order;
	size_t i;

	if ((st = store_order_of(&order, s, parent, w)) != SN_OK ||
	    (st = store_tree_get(&out->tree, s, order, a, w)) != SN_OK)
		return st;
	for (i = 0; i < out->tree.nshipment; i++)
		if (out->tree.shipment[i]->id == parent)
			out->shipment = i;
	return SN_OK;
}

enum status
mailing_shared(bool *out, struct store *s, int64_t shipment, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT 1 FROM shipment WHERE bundled_into = :id LIMIT 1");
	query_num(&q, ":id", shipment);
	*out = query_row(&q);
	return query_end(&q, "read bundle", w);
}

enum status
mailing_orders(struct mailing_order **out, size_t *n, struct store *s,
    int64_t limit, struct arena *a, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT o.id, (SELECT min(s.id) FROM destination d"
	    "           JOIN shipment s ON s.destination = d.id"
	    "          WHERE d.orders = o.id) AS shipment"
	    "  FROM orders o"
	    " ORDER BY o.id DESC"
	    " LIMIT CASE :limit WHEN 0 THEN -1 ELSE :limit END");
	query_num(&q, ":limit", limit);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[*n] = (struct mailing_order){ query_int(&q, 0),
		    query_int(&q, 1) };
		*n += (*out)[*n].shipment != NUM_NULL;
	}
	return query_end(&q, "read orders", w);
}
