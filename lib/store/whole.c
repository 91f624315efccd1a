/*
 * A shipment whose goods go elsewhere: whether they may, and what there is.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "store/item.h"
#include "store/move.h"
#include "store/whole.h"

static bool
is(const char *s, const char *word)
{
	return s != NULL && strcmp(s, word) == 0;
}

static enum status
check(const struct whole *p, bool force, struct why *w)
{
	const struct shipment *sh = &p->sh;

	if (is(sh->status, "cancel"))
		return store_refuse(p->store, sh->id, w, _("is cancelled"));
	if (is(sh->status, "done") || is(sh->status, "follow"))
		return store_refuse(p->store, sh->id, w, _("is done"));
	if (sh->bundled_into != NUM_NULL)
		return store_refuse(p->store, sh->id, w, _("is bundled into %"
		    PRId64 "; take it out first"), sh->bundled_into);
	if (sh->labelled_at != NULL && !force)
		return store_refuse(p->store, sh->id, w, _("had its label on "
		    "%s; --force splits it all the same"), sh->labelled_at);
	return SN_OK;
}

static enum status
read_pieces(struct whole *p, struct why *w)
{
	struct split_plan *plan = &p->plan;
	size_t cap = 0, rows = 0;
	struct query q;
	struct line *l;

	query_open(&q, p->store,
	    "SELECT sl.id, sl.quantity, l.id, l.seq, l.parent, l.kind, l.sku,"
	    "       l.code, l.name, l.temperature, l.available_on, l.alone"
	    "  FROM shipment_line sl"
	    "  JOIN line l ON l.id = sl.line"
	    " WHERE sl.shipment = :id AND sl.quantity > 0"
	    " ORDER BY l.seq, sl.id");
	query_num(&q, ":id", p->sh.id);
	while (query_row(&q)) {
		plan->piece = arena_grow(&p->arena, plan->piece, plan->n, &cap,
		    sizeof(*plan->piece));
		p->row = arena_grow(&p->arena, p->row, plan->n, &rows,
		    sizeof(*p->row));
		p->row[plan->n] = query_int(&q, 0);
		l = record_new(&table_line, &p->arena);
		l->id = query_int(&q, 2);
		l->seq = query_int(&q, 3);
		l->parent = query_int(&q, 4);
		l->kind = query_col(&q, 5, &p->arena);
		l->sku = query_col(&q, 6, &p->arena);
		l->code = query_col(&q, 7, &p->arena);
		l->name = query_col(&q, 8, &p->arena);
		l->temperature = query_col(&q, 9, &p->arena);
		l->available_on = query_col(&q, 10, &p->arena);
		l->alone = query_int(&q, 11);
		plan->piece[plan->n++] = (struct split_piece){ .line = l,
		    .quantity = query_int(&q, 1) };
	}
	return query_end(&q, "read goods", w);
}

/* What the item master knows of temperatures. */
static enum status
read_items(struct whole *p, struct why *w)
{
	const char *shop = NULL;
	struct split_piece *g;
	struct item *item;
	struct line *l;
	enum status st;
	struct query q;
	size_t i;

	query_open(&q, p->store,
	    "SELECT o.shop"
	    "  FROM destination d"
	    "  JOIN orders o ON o.id = d.orders"
	    " WHERE d.id = :id AND EXISTS (SELECT 1 FROM item)");
	query_num(&q, ":id", p->sh.destination);
	if (query_row(&q))
		shop = query_col(&q, 0, &p->arena);
	st = query_end(&q, "find shop", w);
	for (i = 0; shop != NULL && st == SN_OK && i < p->plan.n; i++) {
		g = &p->plan.piece[i];
		item = record_new(&table_item, &p->arena);
		st = item_of_line(item, p->store, shop, g->line, &p->arena, w);
		if (st == SN_NOTFOUND) {
			st = SN_OK;
			continue;
		}
		g->tolerates = item->tolerates;
		if (g->line->temperature != NULL || item->temperature == NULL)
			continue;
		l = arena_alloc(&p->arena, sizeof(*l));
		*l = *g->line;
		l->temperature = item->temperature;
		g->line = l;
	}
	return st;
}

enum status
whole_read(struct whole *p, struct store *s, int64_t id, bool goods,
    struct why *w)
{
	enum status st;

	*p = (struct whole){ .store = s, .arena = ARENA_INIT };
	if ((st = store_get(&p->sh, s, &table_shipment, id, &p->arena,
	    w)) != SN_OK)
		return st == SN_NOTFOUND ? fail(w, st,
		    _("%" PRId64 ": no such shipment"), id) : st;
	if ((st = clock_now(&p->now, w)) != SN_OK || !goods ||
	    (st = read_pieces(p, w)) != SN_OK)
		return st;
	return read_items(p, w);
}

enum status
whole_open(struct whole *p, struct store *s, int64_t id, bool force,
    struct why *w)
{
	enum status st = whole_read(p, s, id, true, w);

	return st == SN_OK ? check(p, force, w) : st;
}

void
whole_close(struct whole *p)
{
	arena_free(&p->arena);
}

static enum status
row_in(int64_t *out, struct whole *p, int64_t shipment, int64_t line,
    struct why *w)
{
	struct query q;

	query_open(&q, p->store,
	    "SELECT min(id) FROM shipment_line"
	    " WHERE shipment = :shipment AND line = :line");
	query_num(&q, ":shipment", shipment);
	query_num(&q, ":line", line);
	*out = query_row(&q) ? query_int(&q, 0) : NUM_NULL;
	return query_end(&q, "find goods", w);
}

static enum status
add(struct whole *p, int64_t row, int64_t quantity, struct why *w)
{
	struct query q;

	query_open(&q, p->store,
	    "UPDATE shipment_line SET quantity = quantity + :quantity"
	    " WHERE id = :id");
	query_num(&q, ":quantity", quantity);
	query_num(&q, ":id", row);
	return query_do(&q, "count goods", w);
}

/* The row goes along, or, where there is one already, goes away. */
static enum status
give_row(struct whole *p, int64_t row, int64_t to, int64_t there,
    struct why *w)
{
	struct query q;

	if (there != NUM_NULL)
		query_open(&q, p->store,
		    "DELETE FROM shipment_line WHERE id = :id");
	else {
		query_open(&q, p->store,
		    "UPDATE shipment_line SET shipment = :to WHERE id = :id");
		query_num(&q, ":to", to);
	}
	query_num(&q, ":id", row);
	return query_do(&q, "move goods", w);
}

enum status
whole_give(struct whole *p, size_t piece, int64_t to, int64_t quantity,
    struct why *w)
{
	struct split_piece *g = &p->plan.piece[piece];
	struct shipment_line sl = { NUM_NULL, to, g->line->id, quantity };
	enum status st;
	int64_t there;

	if ((st = row_in(&there, p, to, g->line->id, w)) != SN_OK ||
	    (there != NUM_NULL && (st = add(p, there, quantity, w)) != SN_OK))
		return st;
	g->quantity -= quantity;
	if (g->quantity == 0)
		return give_row(p, p->row[piece], to, there, w);
	if ((st = add(p, p->row[piece], -quantity, w)) != SN_OK ||
	    there != NUM_NULL)
		return st;
	return store_insert(p->store, &table_shipment_line, &sl, w);
}
