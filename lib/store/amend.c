#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "order/choice.h"
#include "store/amend.h"
#include "store/import.h"
#include "store/move.h"
#include "store/query.h"
#include "store/relabel.h"
#include "store/tag.h"

/* Rows that an edit was made to: open addressing, 0 is a free slot. */
struct amend_seen {
	int64_t	*id;
	size_t	 n, size;
};

/* What one edit comes to for one shipment. */
struct plan {
	const struct edit	*edit;
	int64_t			 row;	/* NUM_NULL: nothing to do */
	const char		*value;
};

/* What there is to know of the shipment. */
struct target {
	int64_t		 shipment, destination, orders;
	const char	*status;
};

void
amend_init(struct amend *am, struct store *s, const struct edit *edit,
    size_t n)
{
	*am = (struct amend){ .store = s, .edit = edit, .n = n };
	am->seen = arena_alloc(&am->arena, (n + 1) * sizeof(*am->seen));
}

void
amend_free(struct amend *am)
{
	arena_free(&am->arena);
}

/* The slot of id, or the free one where it would go. */
static size_t
slot_of(const struct amend_seen *seen, int64_t id)
{
	size_t i = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15u >> 32);

	for (i &= seen->size - 1; seen->id[i] != 0 && seen->id[i] != id;)
		i = (i + 1) & (seen->size - 1);
	return i;
}

static void
grow(struct amend_seen *seen, struct arena *a)
{
	struct amend_seen more = { .size = seen->size ? 2 * seen->size : 64 };
	size_t i;

	more.id = arena_alloc(a, more.size * sizeof(*more.id));
	for (i = 0; i < seen->size; i++)
		if (seen->id[i] != 0)
			more.id[slot_of(&more, seen->id[i])] = seen->id[i];
	more.n = seen->n;
	*seen = more;
}

static bool
is_seen(const struct amend_seen *seen, int64_t id)
{
	return seen->size > 0 && seen->id[slot_of(seen, id)] == id;
}

static void
see(struct amend_seen *seen, int64_t id, struct arena *a)
{
	if (2 * seen->n >= seen->size)
		grow(seen, a);
	seen->id[slot_of(seen, id)] = id;
	seen->n++;
}

static enum status
find_target(struct target *t, struct store *s, int64_t shipment,
    struct arena *a, struct why *w)
{
	enum status st;
	struct query q;

	*t = (struct target){ .shipment = shipment };
	query_open(&q, s,
	    "SELECT s.status, s.destination, d.orders"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE s.id = :id");
	query_num(&q, ":id", shipment);
	if (query_row(&q)) {
		t->status = query_col(&q, 0, a);
		t->destination = query_int(&q, 1);
		t->orders = query_int(&q, 2);
	}
	if ((st = query_end(&q, "read shipment", w)) != SN_OK)
		return st;
	if (t->status == NULL)
		return fail(w, SN_NOTFOUND, _("%" PRId64 ": no such shipment"),
		    shipment);
	return SN_OK;
}

/* Tags and the memo are for people and change nothing that has left. */
static bool
harmless(const struct edit *e)
{
	return e->table == NULL || (e->table == &table_orders &&
	    strcmp(e->column->name, "memo") == 0);
}

static enum status
check_status(const struct amend *am, const struct target *t, struct why *w)
{
	bool all = true;
	size_t i;

	for (i = 0; i < am->n; i++)
		all = all && harmless(&am->edit[i]);
	if (all || am->force)
		return SN_OK;
	if (strcmp(t->status, "cancel") == 0)
		return store_refuse(am->store, t->shipment, w,
		    _("is cancelled; --force edits it all the same"));
	if (strcmp(t->status, "done") == 0 || strcmp(t->status, "follow") == 0)
		return store_refuse(am->store, t->shipment, w,
		    _("is done; --force edits it all the same"));
	return SN_OK;
}

static const char sql_lines[] =
    "SELECT l.id, l.seq, l.sku, l.code, NULL"
    "  FROM shipment_line sl"
    "  JOIN line l ON l.id = sl.line"
    " WHERE sl.shipment = :shipment AND l.orders = :orders"
    " ORDER BY l.seq";
static const char sql_charges[] =
    "SELECT c.id, c.seq, c.kind, c.name, NULL"
    "  FROM charge c"
    "  JOIN shipment s ON s.id = :shipment"
    " WHERE c.orders = :orders"
    "   AND coalesce(c.destination, s.destination) = s.destination"
    " ORDER BY c.seq";
static const char sql_payments[] =
    "SELECT p.id, p.seq, p.method, p.word, p.agent_id"
    "  FROM payment p"
    "  JOIN shipment s ON s.id = :shipment"
    " WHERE p.orders = :orders"
    " ORDER BY p.seq";

/* The row of several that an edit means; see choice.h. */
static enum status
pick_row(int64_t *out, struct amend *am, const struct edit *e,
    const struct target *t, struct arena *a, struct why *w)
{
	const char *name[3];
	enum status st;
	struct choice c;
	struct query q;
	int i;

	choice_init(&c, e->pick, a);
	query_open(&q, am->store, e->table == &table_line ? sql_lines :
	    e->table == &table_charge ? sql_charges : sql_payments);
	query_num(&q, ":shipment", t->shipment);
	query_num(&q, ":orders", t->orders);
	while (query_row(&q)) {
		for (i = 0; i < 3; i++)
			name[i] = query_col(&q, i + 2, a);
		choice_see(&c, query_int(&q, 0), query_int(&q, 1), name, 3);
	}
	if ((st = query_end(&q, "find row", w)) != SN_OK)
		return st;
	if ((*out = choice_made(&c)) != NUM_NULL)
		return SN_OK;
	if (c.n == 0 || (e->pick != NULL && c.ncalled == 0)) {
		st = store_refuse(am->store, t->shipment, w,
		    _("%s: it has none"), e->field);
		return st == SN_CONFLICT ? SN_NOTFOUND : st;
	}
	st = store_refuse(am->store, t->shipment, w, _("%s: it has "
	    "%zu of them; name one in brackets"), e->field, c.n);
	return st == SN_CONFLICT ? SN_INVALID : st;
}

static enum status
row_of(int64_t *out, struct amend *am, const struct edit *e,
    const struct target *t, struct arena *a, struct why *w)
{
	if (e->table == NULL || e->table == &table_shipment)
		*out = t->shipment;
	else if (e->table == &table_destination)
		*out = t->destination;
	else if (e->table == &table_orders)
		*out = t->orders;
	else
		return pick_row(out, am, e, t, a, w);
	return SN_OK;
}

/* What the row holds before edit i: what an earlier edit leaves there. */
static enum status
value_before(const char **out, struct amend *am, const struct plan *plan,
    size_t i, struct arena *a, struct why *w)
{
	const struct edit *e = plan[i].edit;
	void *rec = arena_alloc(a, e->table->size);
	enum status st;
	size_t k;

	for (k = i; k-- > 0;)
		if (plan[k].row == plan[i].row &&
		    plan[k].edit->column == e->column) {
			*out = plan[k].value;
			return SN_OK;
		}
	st = store_get(rec, am->store, e->table, plan[i].row, a, w);
	if (st == SN_OK)
		*out = record_value(rec, e->column, a);
	return st;
}

static enum status
make_plan(struct plan *plan, struct amend *am, const struct target *t,
    struct arena *a, struct why *w)
{
	const struct edit *e;
	const char *before = NULL;
	enum status st;
	size_t i;

	for (i = 0; i < am->n; i++) {
		e = plan[i].edit = &am->edit[i];
		if ((st = row_of(&plan[i].row, am, e, t, a, w)) != SN_OK)
			return st;
		if (e->table == NULL)
			continue;
		if (is_seen(&am->seen[i], plan[i].row)) {
			plan[i].row = NUM_NULL;
			continue;
		}
		if (e->how != EDIT_SET && (st = value_before(&before, am,
		    plan, i, a, w)) != SN_OK)
			return st;
		if ((st = edit_apply(&plan[i].value, e, before, a,
		    w)) != SN_OK)
			return fail_at(w, st, "%s", store_name(am->store,
			    t->shipment, a));
	}
	return SN_OK;
}

/* More of a line cannot be cancelled than was ordered. */
static enum status
check_line(struct amend *am, const struct plan *plan, size_t n, size_t i,
    const struct target *t, struct arena *a, struct why *w)
{
	struct line *l = arena_alloc(a, sizeof(*l));
	enum status st;
	size_t k;

	if ((st = store_get(l, am->store, &table_line, plan[i].row, a,
	    w)) != SN_OK)
		return st;
	for (k = 0; k < n; k++) {
		if (plan[k].edit->table != &table_line ||
		    plan[k].row != plan[i].row || plan[k].value == NULL)
			continue;
		if (strcmp(plan[k].edit->column->name, "quantity") == 0)
			l->quantity = strtoll(plan[k].value, NULL, 10);
		if (strcmp(plan[k].edit->column->name, "cancelled") == 0)
			l->cancelled = strtoll(plan[k].value, NULL, 10);
	}
	if (l->cancelled <= l->quantity)
		return SN_OK;
	st = store_refuse(am->store, t->shipment, w, _("%s: %" PRId64
	    " of %" PRId64 " cannot be cancelled"), plan[i].edit->field,
	    l->cancelled, l->quantity);
	return st == SN_CONFLICT ? SN_INVALID : st;
}

static bool
is_quantity(const struct edit *e)
{
	return e->table == &table_line &&
	    (strcmp(e->column->name, "quantity") == 0 ||
	    strcmp(e->column->name, "cancelled") == 0);
}

/* A payment by another method falls due when that one does. */
static enum status
set_timing(struct amend *am, const struct plan *plan, struct why *w)
{
	const struct column *timing = column_find(&table_payment, "timing");
	size_t i;

	for (i = 0; i < am->n; i++)
		if (am->edit[i].column == timing)
			return SN_OK;
	return store_set(am->store, &table_payment, timing, plan->row,
	    word_timing_of(plan->value), w);
}

static enum status
write_one(struct amend *am, const struct plan *p, int64_t shipment,
    struct why *w)
{
	const struct edit *e = p->edit;
	enum status st;

	if (e->table == NULL)
		return e->how == EDIT_ADD ?
		    store_tag_put(am->store, shipment, e->value, w) :
		    store_tag_drop(am->store, shipment, e->value, w);
	if ((st = store_set(am->store, e->table, e->column, p->row, p->value,
	    w)) != SN_OK)
		return st;
	if (is_quantity(e))
		return store_line_fit(am->store, p->row, w);
	if (e->table == &table_payment &&
	    strcmp(e->column->name, "method") == 0)
		return set_timing(am, p, w);
	return SN_OK;
}

enum status
amend(struct amend *am, int64_t shipment, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct plan *plan = arena_alloc(&a, (am->n + 1) * sizeof(*plan));
	bool to_label = false;
	struct target t;
	enum status st;
	size_t i;

	if ((st = find_target(&t, am->store, shipment, &a, w)) != SN_OK ||
	    (st = check_status(am, &t, w)) != SN_OK ||
	    (st = make_plan(plan, am, &t, &a, w)) != SN_OK)
		goto out;
	for (i = 0; i < am->n; i++)
		if (plan[i].row != NUM_NULL && is_quantity(plan[i].edit) &&
		    (st = check_line(am, plan, am->n, i, &t, &a,
		    w)) != SN_OK)
			goto out;
	for (i = 0; i < am->n; i++) {
		if (plan[i].row == NUM_NULL)
			continue;
		if ((st = write_one(am, &plan[i], shipment, w)) != SN_OK)
			goto out;
		to_label = to_label || !harmless(plan[i].edit);
		if (plan[i].edit->table != NULL)
			see(&am->seen[i], plan[i].row, &am->arena);
	}
	if (to_label)
		st = label_check_order(am->store, t.orders, w);
out:
	arena_free(&a);
	return st;
}

enum status
amend_sums(struct amend *am, struct why *w)
{
	return refresh_touched(am->store, w);
}
