/*
 * Orders with their past: what hangs or hung off them, also when they are
 * gone.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/history.h"
#include "store/past.h"
#include "store/shape.h"
#include "store/tree.h"

/* The rows of an order, and their changes, as they are found. */
struct gather {
	struct store		*store;
	struct arena		*arena;
	struct place {
		const struct shape	*shape;
		int64_t			 id;
	}			*row;
	size_t			 n, cap;
	struct change		*change;
	size_t			 nchange, capchange;
};

static void
add_row(struct gather *g, const struct shape *p, int64_t id)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (g->row[i].shape == p && g->row[i].id == id)
			return;
	g->row = arena_grow(g->arena, g->row, g->n, &g->cap,
	    sizeof(*g->row));
	g->row[g->n++] = (struct place){ p, id };
}

/*
 * Rows that refer to row id of another table, now or before they went.
 * References within a table lead to other orders: bundles, reships.
 */
static enum status
gather_refs(struct gather *g, const struct shape *p, int64_t id,
    struct why *w)
{
	const struct ref *r;
	enum status st;
	struct query q;

	for (r = p->ref; r < p->ref + p->nref; r++) {
		if (r->from == p)
			continue;
		query_open(&q, g->store, r->find);
		query_num_at(&q, 1, id);
		while (query_row(&q))
			add_row(g, r->from, query_int(&q, 0));
		if ((st = query_end(&q, r->from->name, w)) != SN_OK)
			return st;
		query_open(&q, g->store,
		    "SELECT id FROM change"
		    " WHERE old = :id AND col = :col AND new IS NULL"
		    "   AND col IN ('id', 'number', 'orders', 'destination',"
		    "       'shipment', 'line')"
		    "   AND tbl = :tbl");
		query_num(&q, ":id", id);
		query_text(&q, ":col", r->col);
		query_text(&q, ":tbl", r->from->name);
		while (query_row(&q))
			add_row(g, r->from, query_int(&q, 0));
		if ((st = query_end(&q, r->from->name, w)) != SN_OK)
			return st;
	}
	return SN_OK;
}

/* What the mall says, or said, of the row. */
static enum status
gather_theirs(struct gather *g, const struct shape *p, int64_t id,
    struct why *w)
{
	const struct shape *theirs;
	enum status st;
	struct query q;

	if ((st = shape_read(&theirs, g->store, "theirs", w)) != SN_OK)
		return st;
	query_open(&q, g->store,
	    "SELECT key FROM theirs WHERE tbl = :tbl AND id = :id"
	    " UNION "
	    "SELECT c.id FROM change c"
	    "  JOIN change t ON t.tbl = c.tbl AND t.id = c.id"
	    "   AND t.col = 'tbl' AND t.old = :tbl AND t.new IS NULL"
	    " WHERE c.old = :id AND c.col = 'id' AND c.new IS NULL"
	    "   AND c.col IN ('id', 'number', 'orders', 'destination',"
	    "       'shipment', 'line')"
	    "   AND c.tbl = 'theirs'");
	query_text(&q, ":tbl", p->name);
	query_num(&q, ":id", id);
	while (query_row(&q))
		add_row(g, theirs, query_int(&q, 0));
	return query_end(&q, "theirs", w);
}

static enum status
gather_changes(struct gather *g, const struct shape *p, int64_t id,
    struct why *w)
{
	struct arena *a = g->arena;
	struct query q;

	query_open(&q, g->store,
	    "SELECT seq, op, col, old, new, why FROM change"
	    " WHERE tbl = :tbl AND id = :id ORDER BY seq");
	query_text(&q, ":tbl", p->name);
	query_num(&q, ":id", id);
	while (query_row(&q)) {
		g->change = arena_grow(a, g->change, g->nchange,
		    &g->capchange, sizeof(*g->change));
		g->change[g->nchange++] = (struct change){
			.seq = query_int(&q, 0), .op = query_int(&q, 1),
			.tbl = p->name, .id = id, .col = query_col(&q, 2, a),
			.old = query_col(&q, 3, a),
			.new = query_col(&q, 4, a),
			.why = query_col(&q, 5, a),
		};
	}
	return query_end(&q, "read changes", w);
}

static int
by_seq(const void *x, const void *y)
{
	const struct change *a = x, *b = y;

	return (a->seq > b->seq) - (a->seq < b->seq);
}

static enum status
gather(struct gather *g, int64_t order, struct why *w)
{
	const struct shape *p;
	enum status st;
	int64_t id;
	size_t i;

	if ((st = shape_read(&p, g->store, "orders", w)) != SN_OK)
		return st;
	add_row(g, p, order);
	for (i = 0; i < g->n && st == SN_OK; i++) {
		p = g->row[i].shape;
		id = g->row[i].id;
		if ((st = gather_refs(g, p, id, w)) == SN_OK &&
		    p->table != NULL)
			st = gather_theirs(g, p, id, w);
		if (st == SN_OK)
			st = gather_changes(g, p, id, w);
	}
	if (g->nchange > 0)
		qsort(g->change, g->nchange, sizeof(*g->change), by_seq);
	return st;
}

enum status
past_changes(struct change **out, size_t *n, struct store *s, int64_t order,
    struct arena *a, struct why *w)
{
	struct gather g = { .store = s, .arena = a };
	enum status st;

	st = gather(&g, order, w);
	*out = g.change;
	*n = g.nchange;
	return st;
}

/* The order of that shop and number that went last. */
static enum status
find_gone(int64_t *order, struct store *s, const char *shop,
    const char *number, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK, end;
	const char *its;
	struct query q;
	struct row r;

	query_open(&q, s,
	    "SELECT id FROM change"
	    " WHERE old = :number AND col = 'number' AND new IS NULL"
	    "   AND col IN ('id', 'number', 'orders', 'destination',"
	    "       'shipment', 'line')"
	    "   AND tbl = 'orders'"
	    " ORDER BY seq DESC");
	query_text(&q, ":number", number);
	while (*order == NUM_NULL && st == SN_OK && query_row(&q)) {
		st = row_last(&r, s, "orders", query_int(&q, 0), &a, w);
		if (st == SN_OK && (its = row_value(&r, "shop")) != NULL &&
		    strcmp(its, shop) == 0)
			*order = r.id;
	}
	end = query_end(&q, "find order", w);
	arena_free(&a);
	return st != SN_OK ? st : end;
}

static enum status
find_number(int64_t *order, struct store *s, const char *operand,
    struct why *w)
{
	const char *colon = strchr(operand, ':');
	struct arena a = ARENA_INIT;
	enum status st;
	char *shop;

	shop = arena_strndup(&a, operand, (size_t)(colon - operand));
	if ((st = store_order_find(order, s, shop, colon + 1, w)) == SN_OK &&
	    *order == NUM_NULL)
		st = find_gone(order, s, shop, colon + 1, w);
	arena_free(&a);
	if (st == SN_OK && *order == NUM_NULL)
		st = fail(w, SN_NOTFOUND, _("%s: no such order"), operand);
	return st;
}

enum status
history_find(int64_t *order, struct store *s, const char *operand,
    struct why *w)
{
	bool is_order = strncmp(operand, "order=", 6) == 0;
	const char *digits = is_order ? operand + 6 : operand;
	struct arena a = ARENA_INIT;
	enum status st;
	struct row r;
	int64_t id;
	char *end;

	*order = NUM_NULL;
	if (!is_order && strchr(operand, ':') != NULL)
		return find_number(order, s, operand, w);
	id = strtoll(digits, &end, 10);
	if (end == digits || *end != '\0' || id < 0)
		return fail(w, SN_USAGE, _("%s: not a shipment, shop:number "
		    "or order=N"), operand);
	st = row_last(&r, s, is_order ? "orders" : "shipment", id, &a, w);
	if (st == SN_NOTFOUND)
		st = fail(w, st, is_order ? _("%s: no such order") :
		    _("%s: no such shipment"), operand);
	else if (st == SN_OK)
		st = row_place(order, &id, s, &r, w);
	arena_free(&a);
	return st;
}
