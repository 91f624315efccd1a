/*
 * Who has to be told of a cancellation, and who knows by now.
 */

#include "base/clock.h"
#include "store/cancel.h"
#include "store/query.h"

enum status
cancel_settle(struct store *s, int64_t order, struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE finding"
	    "   SET state = 'closed', closed_at = :now"
	    " WHERE orders = :order AND state = 'open'"
	    "   AND ((code = 'cancel-tell-mall' AND EXISTS ("
	    "           SELECT 1 FROM orders o WHERE o.id = finding.orders"
	    "              AND field = 'orders.' || o.id || '.mall_state'"
	    "              AND CASE expected"
	    "                  WHEN 'cancelled' THEN o.mall_state = 'cancelled'"
	    "                  ELSE o.mall_state <> 'cancel-asked' END))"
	    "    OR (code = 'cancel-tell-mall' AND EXISTS ("
	    "           SELECT 1 FROM line l WHERE l.orders = finding.orders"
	    "              AND field = 'line.' || l.id || '.cancelled'"
	    "              AND NOT EXISTS (SELECT 1 FROM theirs t"
	    "                  WHERE t.tbl = 'line' AND t.id = l.id"
	    "                    AND t.col = 'cancelled'"
	    "                    AND coalesce(t.value, 0) < l.cancelled)))"
	    "    OR (code = 'refund-due' AND EXISTS ("
	    "           SELECT 1 FROM payment p"
	    "            WHERE p.orders = finding.orders"
	    "              AND field = 'payment.' || p.id || '.paid'"
	    "              AND p.state NOT IN ('refunding', 'over'))))");
	query_text(&q, ":now", now.text);
	query_num(&q, ":order", order);
	return query_do(&q, "close findings", w);
}

enum status
cancel_tells(struct cancel_tell **out, size_t *n, size_t *cap,
    struct store *s, int64_t order, struct arena *a, struct why *w)
{
	struct cancel_tell *t;
	struct query q;

	query_open(&q, s,
	    "SELECT o.shop || ':' || o.number, f.shipment, f.code, f.saw,"
	    "       f.expected, f.source, (SELECT coalesce(l.name, l.seq)"
	    "         FROM line l WHERE l.orders = o.id"
	    "          AND f.field = 'line.' || l.id || '.cancelled')"
	    "  FROM finding f"
	    "  JOIN orders o ON o.id = f.orders"
	    " WHERE f.orders = :order AND f.state = 'open'"
	    "   AND f.code IN ('cancel-tell-mall', 'cancel-tell-agent',"
	    "       'cancel-tell-carrier', 'cancel-packed', 'refund-due')"
	    " ORDER BY f.id");
	query_num(&q, ":order", order);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, cap, sizeof(**out));
		t = &(*out)[(*n)++];
		t->order = query_col(&q, 0, a);
		t->shipment = query_int(&q, 1);
		t->code = query_col(&q, 2, a);
		t->saw = query_col(&q, 3, a);
		t->expected = query_col(&q, 4, a);
		t->whom = query_col(&q, 5, a);
		t->line = query_col(&q, 6, a);
	}
	return query_end(&q, "find what to tell", w);
}
