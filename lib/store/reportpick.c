/*
 * The goods of shipments, summed up by item.
 */

#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "store/item.h"
#include "store/move.h"
#include "store/query.h"
#include "store/report.h"

/* A line of a shipment with what its item is, once that is known. */
struct fetch {
	struct pick_row	 row;
	struct line	 line;
	const char	*shop;
	int64_t		 shipment;
};

struct fetches {
	struct fetch	*f;
	size_t		 n, cap;
	struct store	*store;
	struct arena	*arena;
};

static const char sql_contents[] =
    "SELECT o.shop, s.id, l.sku, l.code, l.name, l.print_name, l.options,"
    "       l.temperature, sl.quantity"
    "  FROM shipment s"
    "  JOIN destination d ON d.id = s.destination"
    "  JOIN orders o ON o.id = d.orders"
    "  JOIN shipment_line sl ON sl.shipment = s.id"
    "  JOIN line l ON l.id = sl.line"
    " WHERE s.id = :id AND sl.quantity > 0"
    "   AND l.kind NOT IN ('fee', 'discount')"
    "   AND NOT (l.kind = 'set' AND EXISTS ("
    "       SELECT 1 FROM line part WHERE part.parent = l.id))"
    " ORDER BY sl.id";

static enum status
fetch_shipment(struct fetches *all, int64_t id, struct why *w)
{
	struct arena *a = all->arena;
	struct fetch *f;
	struct query q;

	query_open(&q, all->store, sql_contents);
	query_num(&q, ":id", id);
	while (query_row(&q)) {
		all->f = arena_grow(a, all->f, all->n, &all->cap,
		    sizeof(*all->f));
		f = &all->f[all->n++];
		*f = (struct fetch){ .shop = query_col(&q, 0, a) };
		f->shipment = query_int(&q, 1);
		f->line.sku = query_col(&q, 2, a);
		f->line.code = query_col(&q, 3, a);
		f->line.name = query_col(&q, 4, a);
		f->line.print_name = query_col(&q, 5, a);
		f->row.options = query_col(&q, 6, a);
		f->row.temperature = query_col(&q, 7, a);
		f->row.quantity = query_int(&q, 8);
	}
	return query_end(&q, "read contents", w);
}

/* The shipments and what is bundled into them, sorted; some come twice. */
static enum status
with_children(int64_t **out, size_t *nout, struct store *s,
    const int64_t *id, size_t n, struct arena *a, struct why *w)
{
	size_t i, cap = 0;
	enum status st;

	*out = NULL;
	*nout = 0;
	for (i = 0; i < n; i++) {
		*out = arena_grow(a, *out, *nout, &cap, sizeof(**out));
		(*out)[(*nout)++] = id[i];
		if ((st = store_bundled(out, nout, &cap, s, id[i], a,
		    w)) != SN_OK)
			return st;
	}
	id_sort(*out, *nout);
	return SN_OK;
}

/* Order of texts; what is not there comes last. */
static int
order(const char *x, const char *y)
{
	if (x == NULL || y == NULL)
		return (x == NULL) - (y == NULL);
	return strcmp(x, y);
}

static int
by_name_in_shop(const void *x, const void *y)
{
	const struct fetch *a = x, *b = y;
	int c;

	if ((c = order(a->shop, b->shop)) != 0 ||
	    (c = order(a->line.sku, b->line.sku)) != 0)
		return c;
	return order(a->line.code, b->line.code);
}

static int
by_row(const void *x, const void *y)
{
	const struct fetch *a = x, *b = y;
	int c;

	if ((c = order(a->row.category, b->row.category)) != 0 ||
	    (c = order(a->row.code, b->row.code)) != 0 ||
	    (c = order(a->row.name, b->row.name)) != 0 ||
	    (c = order(a->row.options, b->row.options)) != 0)
		return c;
	return order(a->row.temperature, b->row.temperature);
}

static int
by_row_and_shipment(const void *x, const void *y)
{
	const struct fetch *a = x, *b = y;
	int c = by_row(x, y);

	return c != 0 ? c : (a->shipment > b->shipment) -
	    (a->shipment < b->shipment);
}

/* What the line itself does not say comes from its item. */
static void
describe(struct fetch *f, const struct item *it)
{
	struct pick_row *r = &f->row;

	r->code = it != NULL ? it->code : f->line.sku != NULL ?
	    f->line.sku : f->line.code;
	r->category = it != NULL ? it->category : NULL;
	r->name = f->line.print_name;
	if (r->name == NULL && it != NULL)
		r->name = it->print_name != NULL ? it->print_name : it->name;
	if (r->name == NULL)
		r->name = f->line.name;
	if (r->temperature == NULL && it != NULL)
		r->temperature = it->temperature;
}

/* Ask for the item once for all lines of a shop that are called alike. */
static enum status
describe_all(struct fetches *all, struct why *w)
{
	struct item *it = NULL;
	enum status st = SN_OK;
	size_t i;

	if (all->n > 0)
		qsort(all->f, all->n, sizeof(*all->f), by_name_in_shop);
	for (i = 0; i < all->n; i++) {
		if (i == 0 || by_name_in_shop(&all->f[i - 1],
		    &all->f[i]) != 0) {
			it = arena_alloc(all->arena, sizeof(*it));
			st = item_of_line(it, all->store, all->f[i].shop,
			    &all->f[i].line, all->arena, w);
			if (st == SN_NOTFOUND)
				it = NULL;
			else if (st != SN_OK)
				return st;
		}
		describe(&all->f[i], it);
	}
	return SN_OK;
}

enum status
report_pick(struct pick_row **out, size_t *nrow, struct store *s,
    const int64_t *id, size_t n, struct arena *a, struct why *w)
{
	struct fetches all = { .store = s, .arena = a };
	size_t i, nall, cap = 0;
	struct fetch *f;
	enum status st;
	int64_t *every;

	*out = NULL;
	*nrow = 0;
	if ((st = with_children(&every, &nall, s, id, n, a, w)) != SN_OK)
		return st;
	for (i = 0; i < nall && st == SN_OK; i++)
		if (i == 0 || every[i] != every[i - 1])
			st = fetch_shipment(&all, every[i], w);
	if (st != SN_OK || (st = describe_all(&all, w)) != SN_OK)
		return st;
	if (all.n > 0)
		qsort(all.f, all.n, sizeof(*all.f), by_row_and_shipment);
	for (i = 0; i < all.n; i++) {
		f = &all.f[i];
		if (i > 0 && by_row(f - 1, f) == 0) {
			(*out)[*nrow - 1].quantity += f->row.quantity;
			(*out)[*nrow - 1].shipments +=
			    f[-1].shipment != f->shipment;
			continue;
		}
		*out = arena_grow(a, *out, *nrow, &cap, sizeof(**out));
		(*out)[*nrow] = f->row;
		(*out)[(*nrow)++].shipments = 1;
	}
	return SN_OK;
}
