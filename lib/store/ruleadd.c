/*
 * Actions of rules that add rows to orders: a charge, an item, a gift.
 */

#include "store/item.h"
#include "store/ruleact.h"

/* What is added has the usual tax, in its price: the shop names the sum. */
enum { USUAL_TAX = 10 };

/* Where an addition goes. */
struct place_of {
	int64_t		 shipment, destination, orders;
	const char	*shop;
	int64_t		 seq;		/* the next one free */
};

/* The shipments of hit that have no such charge yet, one a destination. */
static const char sql_charge[] =
    "SELECT min(h.id), s.destination, d.orders, o.shop,"
    "       (SELECT coalesce(max(c.seq), 0) FROM charge c"
    "         WHERE c.orders = d.orders)"
    "       + row_number() OVER (PARTITION BY d.orders ORDER BY min(h.id))"
    "  FROM hit h JOIN shipment s ON s.id = h.id"
    "  JOIN destination d ON d.id = s.destination"
    "  JOIN orders o ON o.id = d.orders"
    " WHERE NOT EXISTS (SELECT 1 FROM charge c"
    "       WHERE c.orders = d.orders AND c.destination = s.destination"
    "         AND c.kind = :what"
    "         AND c.name IS NOT DISTINCT FROM :name)"
    " GROUP BY s.destination ORDER BY 1";

/* Those that no rule or person has added the item to. */
static const char sql_add[] =
    "SELECT h.id, s.destination, d.orders, o.shop,"
    "       (SELECT coalesce(max(l.seq), 0) FROM line l"
    "         WHERE l.orders = d.orders)"
    "       + row_number() OVER (PARTITION BY d.orders ORDER BY h.id)"
    "  FROM hit h JOIN shipment s ON s.id = h.id"
    "  JOIN destination d ON d.id = s.destination"
    "  JOIN orders o ON o.id = d.orders"
    " WHERE NOT EXISTS (SELECT 1 FROM shipment_line sl"
    "         JOIN line l ON l.id = sl.line"
    "        WHERE sl.shipment = h.id AND l.mall_id IS NULL"
    "          AND l.code = :what AND l.kind = :name)"
    " ORDER BY h.id";

static enum status
places(struct place_of **out, size_t *n, struct rule_run *r, const char *sql,
    const char *what, const char *name, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, r->store, sql);
	query_text(&q, ":what", what);
	query_text(&q, ":name", name);
	while (query_row(&q)) {
		*out = arena_grow(r->arena, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = (struct place_of){ query_int(&q, 0),
		    query_int(&q, 1), query_int(&q, 2),
		    query_col(&q, 3, r->arena), query_int(&q, 4) };
	}
	return query_end(&q, "find orders", w);
}

enum status
ruleact_charge(struct rule_run *r, const struct action *x, struct why *w)
{
	struct place_of *at;
	struct charge *c;
	enum status st;
	size_t i, n;

	st = places(&at, &n, r, sql_charge, x->value, x->more, w);
	for (i = 0; i < n && st == SN_OK; i++) {
		c = record_new(&table_charge, r->arena);
		c->orders = at[i].orders;
		c->destination = at[i].destination;
		c->seq = at[i].seq;
		c->kind = x->value;
		c->name = x->more;
		c->amount = x->n;
		c->tax_rate = USUAL_TAX;
		c->tax_included = 1;
		if ((st = store_insert(r->store, &table_charge, c, w)) ==
		    SN_OK)
			st = store_touch(r->store, at[i].orders, w);
	}
	return st;
}

/* The item as its master has it, or as its code alone says. */
static enum status
look_up(struct item *it, struct rule_run *r, const char *shop,
    const char *code, struct why *w)
{
	enum status st = item_lookup(it, r->store, shop, code, r->arena, w);

	return st == SN_NOTFOUND ? SN_OK : st;
}

static enum status
add_line(struct rule_run *r, const struct action *x,
    const struct place_of *at, struct why *w)
{
	struct shipment_line *sl = record_new(&table_shipment_line, r->arena);
	struct line *l = record_new(&table_line, r->arena);
	struct item *it = record_new(&table_item, r->arena);
	enum status st;

	if ((st = look_up(it, r, at->shop, x->value, w)) != SN_OK)
		return st;
	l->orders = at->orders;
	l->seq = at->seq;
	l->kind = x->more;
	l->code = l->sku = x->value;
	l->name = it->name != NULL ? it->name : x->value;
	l->print_name = it->print_name;
	l->quantity = x->n;
	l->unit_price = x->price;
	l->tax_rate = it->tax_rate != NUM_NULL ? it->tax_rate : USUAL_TAX;
	l->tax_included = 1;
	l->temperature = it->temperature;
	if ((st = store_insert(r->store, &table_line, l, w)) != SN_OK)
		return st;
	sl->shipment = at->shipment;
	sl->line = l->id;
	sl->quantity = x->n;
	if ((st = store_insert(r->store, &table_shipment_line, sl, w)) !=
	    SN_OK)
		return st;
	return store_touch(r->store, at->orders, w);
}

enum status
ruleact_add(struct rule_run *r, const struct action *x, struct why *w)
{
	struct place_of *at;
	enum status st;
	size_t i, n;

	st = places(&at, &n, r, sql_add, x->value, x->more, w);
	for (i = 0; i < n && st == SN_OK; i++)
		st = add_line(r, x, &at[i], w);
	return st;
}
