/*
 * What a cancellation means for its order: goods, money, and who has to be
 * told.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/cancel.h"
#include "store/finding.h"
#include "store/query.h"
#include "store/relabel.h"
#include "store/tree.h"

/* One order, and what of it was cancelled. */
struct end {
	struct store		*store;
	const struct cancel	*how;
	struct order		*o;
	const int64_t		*id;	/* shipments that changed */
	size_t			 n;
	bool			 left;	/* some of it is not cancelled */
	struct arena		 arena;
};

static bool
is(const char *s, const char *word)
{
	return s != NULL && strcmp(s, word) == 0;
}

static bool
one_of(const char *s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (is(s, *list))
			return true;
	return false;
}

static struct finding *
new_finding(struct end *e, const char *code, const char *severity)
{
	struct finding *f = record_new(&table_finding, &e->arena);

	f->orders = e->o->id;
	f->code = code;
	f->severity = severity;
	f->source = "sn-cancel(1)";
	return f;
}

/* Nothing that stands in the way of what is left, if anything is. */
static const char *
weight(const struct end *e)
{
	return e->left ? "note" : "warning";
}

static const char *
yen(struct end *e, int64_t v)
{
	return v == NUM_NULL ? NULL : arena_printf(&e->arena, "%" PRId64, v);
}

/* Whether the order came from a mall that is to know of changes. */
static bool
has_mall(const struct order *o)
{
	static const char *const none[] = { "own", "phone", NULL };

	return o->sync == 1 && !one_of(o->mall, none);
}

static enum status
is_left(bool *left, struct store *s, int64_t order, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT 1"
	    "  FROM destination d"
	    "  JOIN shipment s ON s.destination = d.id"
	    " WHERE d.orders = :order AND s.status <> 'cancel'");
	query_num(&q, ":order", order);
	*left = query_row(&q);
	return query_end(&q, "find what is left", w);
}

/* What was in a shipment that is cancelled is not sold any more. */
static enum status
cancel_goods(struct end *e, int64_t shipment, struct why *w)
{
	const struct column *c = column_find(&table_line, "cancelled");
	enum status st = SN_OK, end;
	struct query q;

	query_open(&q, e->store,
	    "SELECT l.id, min(l.quantity, l.cancelled + sum(sl.quantity))"
	    "  FROM shipment_line sl"
	    "  JOIN shipment s ON s.id = sl.shipment"
	    "  JOIN line l ON l.id = sl.line"
	    " WHERE s.id = :id AND s.status = 'cancel' AND s.kind = 'normal'"
	    "   AND sl.quantity > 0"
	    " GROUP BY l.id ORDER BY l.id");
	query_num(&q, ":id", shipment);
	while (st == SN_OK && query_row(&q))
		st = store_set(e->store, &table_line, c, query_int(&q, 0),
		    yen(e, query_int(&q, 1)), w);
	end = query_end(&q, "cancel goods", w);
	return st != SN_OK ? st : end;
}

static enum status
set(struct end *e, const struct payment *p, const char *column,
    const char *value, struct why *w)
{
	return store_set(e->store, &table_payment,
	    column_find(&table_payment, column), p->id, value, w);
}

static const char *const over[] = { "void", "refunding", "refunded",
    "expired", "ng", NULL };

/* The mall settles it: there is nobody else to tell. */
static bool
by_mall(const struct end *e, const struct payment *p)
{
	static const char *const self[] = { "points", "free", "mall", NULL };
	static const char *const own[] = { "bank", "postal", "cash-mail",
	    "cash", "cod", "invoice", NULL };

	return one_of(p->method, self) || is(p->agent, "mall") ||
	    (p->agent == NULL && has_mall(e->o) && !one_of(p->method, own));
}

static enum status
tell_agent(struct end *e, const struct payment *p, int64_t amount,
    struct why *w)
{
	static const char *const known[] = { "authorised", "asked", "hold",
	    NULL };
	struct finding *f;

	if (by_mall(e, p) || !one_of(p->state, known))
		return SN_OK;
	f = new_finding(e, "cancel-tell-agent", weight(e));
	f->field = arena_printf(&e->arena, "payment.%" PRId64 ".amount",
	    p->id);
	f->saw = yen(e, p->amount);
	f->expected = yen(e, amount);
	f->source = p->agent != NULL ? p->agent : p->method;
	return finding_open(e->store, f, w);
}

static enum status
tell_refund(struct end *e, const struct payment *p, int64_t amount,
    struct why *w)
{
	struct finding *f = new_finding(e, "refund-due", weight(e));

	if (by_mall(e, p))
		return SN_OK;
	f->field = arena_printf(&e->arena, "payment.%" PRId64 ".paid", p->id);
	f->saw = yen(e, p->paid);
	f->expected = yen(e, amount);
	f->source = p->agent != NULL ? p->agent : p->method;
	return finding_open(e->store, f, w);
}

/* Nothing of the order is left: what came in goes back, the rest is void. */
static enum status
give_up(struct end *e, const struct payment *p, struct why *w)
{
	enum status st;

	if (is(e->how->by, "mall") && by_mall(e, p))
		return SN_OK;	/* its file says what becomes of it */
	if (p->paid > 0) {
		if ((st = set(e, p, "state", "refunding", w)) != SN_OK)
			return st;
		return tell_refund(e, p, 0, w);
	}
	if ((st = set(e, p, "state", "void", w)) != SN_OK)
		return st;
	return tell_agent(e, p, 0, w);
}

/* So much less is to be paid. */
static enum status
lower(struct end *e, const struct payment *p, int64_t less, struct why *w)
{
	int64_t amount = p->amount - less;
	enum status st;

	if ((st = set(e, p, "amount", yen(e, amount), w)) != SN_OK)
		return st;
	if (p->paid <= amount)
		return tell_agent(e, p, amount, w);
	if ((st = set(e, p, "state", "over", w)) != SN_OK)
		return st;
	return tell_refund(e, p, amount, w);
}

/*
 * Which payment is lowered first: what the courier collects, what nobody
 * paid yet, what an agent has, what came in.
 */
static int
turn_of(const struct payment *p)
{
	if (p->paid > 0)
		return 3;
	if (is(p->state, "authorised"))
		return 2;
	return is(p->timing, "delivery") ? 0 : 1;
}

static enum status
lower_all(struct end *e, struct payment **p, size_t n, int64_t less,
    struct why *w)
{
	enum status st = SN_OK;
	int64_t some;
	int turn;
	size_t i;

	for (turn = 0; turn < 4; turn++)
		for (i = 0; i < n && less > 0 && st == SN_OK; i++) {
			if (turn_of(p[i]) != turn || p[i]->amount == NUM_NULL ||
			    one_of(p[i]->state, over))
				continue;
			some = p[i]->amount < less ? p[i]->amount : less;
			less -= some;
			st = lower(e, p[i], some, w);
		}
	return st;
}

/* The total was before yen. */
static enum status
settle_money(struct end *e, int64_t before, struct why *w)
{
	struct payment **p;
	enum status st;
	int64_t after;
	struct query q;
	void **rows;
	size_t n, i;

	if ((st = store_list(&rows, &n, e->store, &table_payment, "orders",
	    e->o->id, &e->arena, w)) != SN_OK)
		return st;
	p = (struct payment **)(void *)rows;
	if (e->left) {
		query_open(&q, e->store,
		    "SELECT sum_total FROM orders WHERE id = :id");
		query_num(&q, ":id", e->o->id);
		after = query_row(&q) ? query_int(&q, 0) : NUM_NULL;
		if ((st = query_end(&q, "read total", w)) != SN_OK ||
		    before == NUM_NULL || after == NUM_NULL)
			return st;
		return lower_all(e, p, n, before - after, w);
	}
	for (i = 0; i < n && st == SN_OK; i++)
		if (!one_of(p[i]->state, over))
			st = give_up(e, p[i], w);
	return st;
}

/*
 * A parcel that has a label is on its way, or nearly; one that goes on with
 * the rest of its bundle has a finding of its own.
 */
static enum status
tell_carrier(struct end *e, int64_t shipment, struct why *w)
{
	struct finding *f = new_finding(e, "cancel-tell-carrier", "warning");
	const char *labelled = NULL;
	enum status st;
	struct query q;

	query_open(&q, e->store,
	    "SELECT s.labelled_at, s.carrier, (SELECT group_concat(number, ' ')"
	    "         FROM tracking t WHERE t.shipment = s.id)"
	    "  FROM shipment s"
	    " WHERE s.id = :id AND s.status = 'cancel'"
	    "   AND NOT EXISTS (SELECT 1 FROM finding f"
	    "        WHERE f.code = 'bundle-cancelled' AND f.state = 'open'"
	    "          AND f.saw = CAST(s.id AS TEXT))");
	query_num(&q, ":id", shipment);
	if (query_row(&q)) {
		labelled = query_col(&q, 0, &e->arena);
		f->source = query_col(&q, 1, &e->arena);
		f->saw = query_col(&q, 2, &e->arena);
	}
	if ((st = query_end(&q, "find label", w)) != SN_OK || labelled == NULL)
		return st;
	f->shipment = shipment;
	f->field = arena_printf(&e->arena, "shipment.%" PRId64 ".labelled_at",
	    shipment);
	if (f->saw == NULL)
		f->saw = labelled;
	return finding_open(e->store, f, w);
}

/* Each line of which the mall has more than is left here. */
static enum status
tell_lines(struct end *e, struct why *w)
{
	enum status st = SN_OK, end;
	struct finding *f;
	struct query q;

	query_open(&q, e->store,
	    "SELECT l.id, l.cancelled, coalesce(t.value, 0)"
	    "  FROM line l"
	    "  JOIN theirs t ON t.tbl = 'line' AND t.id = l.id"
	    "   AND t.col = 'cancelled'"
	    " WHERE l.orders = :order AND l.mall_id IS NOT NULL"
	    "   AND l.cancelled > coalesce(t.value, 0)"
	    " ORDER BY l.id");
	query_num(&q, ":order", e->o->id);
	while (st == SN_OK && query_row(&q)) {
		f = new_finding(e, "cancel-tell-mall", weight(e));
		f->field = arena_printf(&e->arena, "line.%" PRId64
		    ".cancelled", query_int(&q, 0));
		f->saw = yen(e, query_int(&q, 2));
		f->expected = yen(e, query_int(&q, 1));
		f->source = e->o->mall;
		st = finding_open(e->store, f, w);
	}
	end = query_end(&q, "find lines", w);
	return st != SN_OK ? st : end;
}

static enum status
tell_state(struct end *e, const char *expected, struct why *w)
{
	struct finding *f = new_finding(e, "cancel-tell-mall", weight(e));

	f->field = arena_printf(&e->arena, "orders.%" PRId64 ".mall_state",
	    e->o->id);
	f->saw = e->o->mall_state;
	f->expected = expected;
	f->source = e->o->mall;
	return finding_open(e->store, f, w);
}

static enum status
tell_mall(struct end *e, struct why *w)
{
	if (!has_mall(e->o) || is(e->how->by, "mall") ||
	    is(e->o->mall_state, "cancelled"))
		return SN_OK;
	return e->left ? tell_lines(e, w) : tell_state(e, "cancelled", w);
}

static enum status
end_done(struct end *e, struct why *w)
{
	int64_t before = e->o->sum_total;
	enum status st = SN_OK;
	size_t i;

	for (i = 0; e->left && i < e->n && st == SN_OK; i++)
		st = cancel_goods(e, e->id[i], w);
	if (st != SN_OK || (st = refresh_touched(e->store, w)) != SN_OK ||
	    (st = settle_money(e, before, w)) != SN_OK ||
	    (st = tell_mall(e, w)) != SN_OK)
		return st;
	for (i = 0; i < e->n && st == SN_OK; i++)
		st = tell_carrier(e, e->id[i], w);
	return st == SN_OK ? label_check_order(e->store, e->o->id, w) : st;
}

static enum status
end_order(struct store *s, int64_t order, const int64_t *id, size_t n,
    const struct cancel *how, struct why *w)
{
	struct end e = { .store = s, .how = how, .id = id, .n = n,
	    .arena = ARENA_INIT };
	enum status st;

	e.o = arena_alloc(&e.arena, sizeof(*e.o));
	if ((st = store_get(e.o, s, &table_orders, order, &e.arena,
	    w)) != SN_OK || (st = is_left(&e.left, s, order, w)) != SN_OK)
		goto out;
	if (is(how->state, "done"))
		st = end_done(&e, w);
	else if (is(how->state, "refused") && has_mall(e.o) &&
	    is(e.o->mall_state, "cancel-asked"))
		st = tell_state(&e, "ready", w);
out:
	arena_free(&e.arena);
	return st;
}

struct pair {
	int64_t	order, id;
};

static int
compare(const void *x, const void *y)
{
	const struct pair *a = x, *b = y;

	return a->order != b->order ? (a->order > b->order) -
	    (a->order < b->order) : (a->id > b->id) - (a->id < b->id);
}

enum status
store_cancel_end(struct store *s, const int64_t *id, size_t n,
    const struct cancel *how, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct pair *pair = arena_alloc(&a, (n + 1) * sizeof(*pair));
	int64_t *of = arena_alloc(&a, (n + 1) * sizeof(*of));
	enum status st = SN_OK;
	size_t i, many;

	for (i = 0; i < n && st == SN_OK; i++) {
		pair[i].id = id[i];
		st = store_order_of(&pair[i].order, s, id[i], w);
	}
	if (st == SN_OK)
		qsort(pair, n, sizeof(*pair), compare);
	for (i = 0; i < n && st == SN_OK; i += many) {
		for (many = 0; i + many < n &&
		    pair[i + many].order == pair[i].order; many++)
			of[many] = pair[i + many].id;
		st = end_order(s, pair[i].order, of, many, how, w);
	}
	arena_free(&a);
	return st;
}
