#include <string.h>

#include "store/board.h"
#include "store/query.h"

static enum status
counts(struct board *b, struct store *s, struct arena *a, struct why *w)
{
	struct board_count *c;
	struct query q;

	query_open(&q, s,
	    "SELECT status, route, count(*)"
	    "  FROM todo"
	    " WHERE id = head"
	    " GROUP BY status, route"
	    " ORDER BY min(id)");
	while (query_row(&q)) {
		b->count = arena_grow(a, b->count, b->ncount, &b->capcount,
		    sizeof(*b->count));
		c = &b->count[b->ncount++];
		c->status = query_col(&q, 0, a);
		c->route = query_col(&q, 1, a);
		c->n = query_int(&q, 2);
	}
	return query_end(&q, "board", w);
}

/* Counted by the index alone: these are nearly all of an old store. */
static enum status
ended(struct board *b, struct store *s, struct why *w)
{
	enum status st;

	if ((st = query_one(&b->done, s,
	    "SELECT count(*) - (SELECT count(*) FROM shipment"
	    "        WHERE bundled_into IS NOT NULL AND status = 'done')"
	    "  FROM shipment WHERE status = 'done'", 0, w)) != SN_OK)
		return st;
	return query_one(&b->cancelled, s,
	    "SELECT count(*) - (SELECT count(*) FROM shipment"
	    "        WHERE bundled_into IS NOT NULL AND status = 'cancel')"
	    "  FROM shipment WHERE status = 'cancel'", 0, w);
}

static enum status
stopped(struct board *b, struct store *s, struct why *w)
{
	return query_one(&b->stopped, s,
	    "SELECT count(DISTINCT t.head)"
	    "  FROM finding f"
	    "  JOIN todo t ON t.orders = f.orders"
	    " WHERE f.state = 'open' AND f.severity IN ('error', 'warning')"
	    "   AND (f.shipment IS NULL OR f.shipment = t.id)", 0, w);
}

static void
sum(struct board *b)
{
	const struct next_item *i;

	for (i = b->next.item; i < b->next.item + b->next.nitem; i++)
		if (strcmp(i->kind->group, "deadline") == 0)
			b->late += i->late;
		else if (strncmp(i->kind->name, "effect_", 7) == 0)
			b->failed += i->n;
		else if (strcmp(i->kind->name, "letter") == 0)
			b->letters += i->n;
}

enum status
store_board(struct board *out, struct store *s, const struct next_frame *f,
    struct arena *a, struct why *w)
{
	enum status st;

	*out = (struct board){ .count = NULL };
	if ((st = store_next(&out->next, s, f, a, w)) != SN_OK ||
	    (st = counts(out, s, a, w)) != SN_OK ||
	    (st = ended(out, s, w)) != SN_OK)
		return st;
	sum(out);
	return stopped(out, s, w);
}
