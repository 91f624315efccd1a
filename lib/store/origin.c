/*
 * Where values come from: the last change that stands, or what brought
 * the row.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/origin.h"
#include "store/query.h"
#include "store/stand.h"
#include "store/theirs.h"

struct seeker {
	struct store	*store;
	struct arena	*arena;
	struct stand	 stand;
	int64_t		 order, shipment;
	origin_fn	*fn;
	void		*arg;
};

/* Rows of the fields of each kind, for one shipment or all of the order. */
static const struct {
	const char	*tbl;
	const char	*find;
} kinds[] = {
	[FIELD_ORDER] = { "orders",
	    "SELECT id FROM orders WHERE id = :order" },
	[FIELD_DESTINATION] = { "destination",
	    "SELECT id FROM destination d WHERE orders = :order"
	    "   AND (:shipment IS NULL OR id = (SELECT destination"
	    "       FROM shipment WHERE id = :shipment)) ORDER BY id" },
	[FIELD_SHIPMENT] = { "shipment",
	    "SELECT s.id FROM shipment s JOIN destination d"
	    "    ON d.id = s.destination WHERE d.orders = :order"
	    "   AND (:shipment IS NULL OR s.id = :shipment) ORDER BY s.id" },
	[FIELD_LINE] = { "line",
	    "SELECT id FROM line l WHERE orders = :order"
	    "   AND (:shipment IS NULL OR EXISTS (SELECT 1 FROM shipment_line"
	    "       WHERE line = l.id AND shipment = :shipment))"
	    " ORDER BY id" },
	[FIELD_CHARGE] = { "charge",
	    "SELECT id FROM charge WHERE orders = :order"
	    "   AND (destination IS NULL OR :shipment IS NULL OR"
	    "       destination = (SELECT destination FROM shipment"
	    "       WHERE id = :shipment)) ORDER BY id" },
	[FIELD_PAYMENT] = { "payment",
	    "SELECT id FROM payment WHERE orders = :order ORDER BY id" },
	[FIELD_TRACKING] = { "tracking",
	    "SELECT t.id FROM tracking t JOIN shipment s ON s.id = t.shipment"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.orders = :order"
	    "   AND (:shipment IS NULL OR s.id = :shipment) ORDER BY t.id" },
	[FIELD_FINDING] = { "finding",
	    "SELECT id FROM finding WHERE orders = :order"
	    "   AND (shipment IS NULL OR :shipment IS NULL"
	    "       OR shipment = :shipment) ORDER BY id" },
	[FIELD_TAG] = { "tag",
	    "SELECT t.id FROM tag t JOIN shipment s ON s.id = t.shipment"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.orders = :order"
	    "   AND (:shipment IS NULL OR s.id = :shipment) ORDER BY t.id" },
	[FIELD_RULE] = { "fired",
	    "SELECT t.id FROM fired t JOIN shipment s ON s.id = t.shipment"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.orders = :order"
	    "   AND (:shipment IS NULL OR s.id = :shipment) ORDER BY t.id" },
};

static enum status
find_rows(int64_t **out, size_t *n, struct seeker *k, const char *sql,
    struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, k->store, sql);
	query_num(&q, ":order", k->order);
	if (strstr(sql, ":shipment") != NULL)
		query_num(&q, ":shipment", k->shipment);
	while (query_row(&q)) {
		*out = arena_grow(k->arena, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "find rows", w);
}

/*
 * The last change of the column, or of the row's coming, by a run that
 * stands and is no undo.
 */
static enum status
last_change(struct change *out, struct seeker *k, const struct row *r,
    const char *col, struct why *w)
{
	struct arena *a = k->arena;
	int64_t op, whose;
	struct query q;
	size_t at;

	query_open(&q, k->store,
	    "SELECT seq, op, old, new, why FROM change"
	    " WHERE tbl = :tbl AND id = :id AND col = :col AND (:came = 0"
	    "    OR old IS NULL) ORDER BY seq DESC");
	query_text(&q, ":tbl", r->tbl);
	query_num(&q, ":id", r->id);
	query_text(&q, ":col", col);
	query_num(&q, ":came", strcmp(col, r->key) == 0);
	out->col = NULL;
	while (out->col == NULL && query_row(&q)) {
		op = query_int(&q, 1);
		at = 0;
		if (!stand_next(&whose, &k->stand, op, 0, &at))
			continue;
		*out = (struct change){ .seq = query_int(&q, 0), .op = op,
		    .tbl = r->tbl, .id = r->id, .col = col,
		    .old = query_col(&q, 2, a), .new = query_col(&q, 3, a),
		    .why = query_col(&q, 4, a) };
	}
	return query_end(&q, "find change", w);
}

/* The run that brought the row, and the file, if it came with its order. */
static enum status
find_coming(struct origin *o, struct seeker *k, struct why *w)
{
	struct change came, order;
	enum status st;
	struct row r;

	if ((st = last_change(&came, k, &o->row, o->row.key, w)) != SN_OK ||
	    came.col == NULL || (st = run_get(&o->came, k->store, came.op,
	    k->arena, w)) != SN_OK)
		return st;
	o->came_why = came.why;
	if ((st = row_last(&r, k->store, "orders", k->order, k->arena, w)) !=
	    SN_OK || (st = last_change(&order, k, &r, r.key, w)) != SN_OK)
		return st;
	if (order.col != NULL && order.op == came.op) {
		o->source = row_value(&r, "source");
		o->source_row = row_num(&r, "source_row");
	}
	return SN_OK;
}

static enum status
tell(struct seeker *k, const char *tbl, const struct column *c, int64_t id,
    struct why *w)
{
	struct origin o = { .column = c, .source_row = NUM_NULL };
	enum status st;

	if ((st = row_last(&o.row, k->store, tbl, id, k->arena, w)) != SN_OK ||
	    (st = row_name(&o.name, k->store, tbl, id, k->arena, w)) != SN_OK)
		return st;
	o.value = row_value(&o.row, c->name);
	if ((st = last_change(&o.change, k, &o.row, c->name, w)) != SN_OK)
		return st;
	o.changed = o.change.col != NULL;
	if (o.changed && (st = run_get(&o.by, k->store, o.change.op, k->arena,
	    w)) != SN_OK)
		return st;
	if ((st = find_coming(&o, k, w)) != SN_OK)
		return st;
	if (o.row.table != NULL && (st = theirs_get(&o.theirs, &o.differs,
	    k->store, o.row.table, c, id, k->arena, w)) != SN_OK)
		return st;
	return k->fn(&o, k->arg, w);
}

/* One row: its column, or all that the derived one is made of. */
static enum status
tell_row(struct seeker *k, const char *tbl, const struct field *f,
    int64_t id, struct why *w)
{
	const struct derived *d = f->derived;
	enum status st = SN_OK;
	size_t i;

	if (f->column != NULL || d == NULL)
		return tell(k, tbl, f->column, id, w);
	for (i = 0; st == SN_OK && i < sizeof(d->from) / sizeof(d->from[0]) &&
	    d->from[i] != NULL; i++)
		st = tell(k, tbl, column_find(d->table, d->from[i]), id, w);
	return st;
}

enum status
origin_each(struct store *s, int64_t order, int64_t shipment,
    const struct field *f, origin_fn *fn, void *arg, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct seeker k = { .store = s, .arena = &a, .order = order,
	    .shipment = shipment, .fn = fn, .arg = arg };
	enum status st;
	size_t n, i;
	int64_t *id;

	if (f->column == NULL && f->derived == NULL)
		return fail(w, SN_USAGE, _("%s: computed whenever it is asked "
		    "for: nothing set it"), f->name);
	if ((st = stand_read(&k.stand, s, &a, w)) == SN_OK &&
	    (st = find_rows(&id, &n, &k, kinds[f->of].find, w)) == SN_OK)
		for (i = 0; i < n && st == SN_OK; i++)
			st = tell_row(&k, kinds[f->of].tbl, f, id[i], w);
	arena_free(&a);
	return st;
}

enum status
origin_shipments(int64_t **out, size_t *n, struct store *s, int64_t order,
    int64_t shipment, struct arena *a, struct why *w)
{
	struct seeker k = { .store = s, .arena = a, .order = order,
	    .shipment = shipment };

	return find_rows(out, n, &k, kinds[FIELD_SHIPMENT].find, w);
}
