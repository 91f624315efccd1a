/*
 * What happened: changes with the rows, orders and runs they belong to.
 */

#include <string.h>

#include "store/history.h"
#include "store/past.h"
#include "store/query.h"

/* Tells changes one after the other, those of one row at a time. */
struct teller {
	struct store	*store;
	event_fn	*fn;
	void		*arg;
	struct arena	 arena;		/* of the changes at hand */
	struct change	*change;
	size_t		 n, cap;
	struct arena	 runs;
	struct run	 run;
	struct arena	 orders;	/* of what follows */
	int64_t		 order;		/* looked at last */
	const char	*number;
	int64_t		 whole_op;	/* for this run: */
	bool		 came, went;	/* the whole order did */
	const struct change *next;	/* after those at hand, or NULL */
};

static enum status
find_run(struct teller *t, int64_t op, struct why *w)
{
	if (t->run.at != NULL && t->run.id == op)
		return SN_OK;
	arena_reset(&t->runs);
	t->run.at = NULL;
	return run_get(&t->run, t->store, op, &t->runs, w);
}

/* The order's number, and whether the run made or removed the whole. */
static enum status
find_order(struct teller *t, int64_t order, int64_t op, struct why *w)
{
	enum status st;
	struct query q;
	struct row r;

	if (t->number != NULL && t->order == order && t->whole_op == op)
		return SN_OK;
	arena_reset(&t->orders);
	if ((st = row_last(&r, t->store, "orders", order, &t->orders, w)) !=
	    SN_OK)
		return st;
	t->number = arena_printf(&t->orders, "%s:%s", row_value(&r, "shop"),
	    row_value(&r, "number"));
	t->order = order;
	t->whole_op = op;
	t->came = t->went = false;
	query_open(&q, t->store,
	    "SELECT old IS NULL FROM change"
	    " WHERE tbl = 'orders' AND id = :id AND col = 'id' AND op = :op");
	query_num(&q, ":id", order);
	query_num(&q, ":op", op);
	while (query_row(&q))
		if (query_int(&q, 0) == 1)
			t->came = true;
		else
			t->went = true;
	return query_end(&q, "find order", w);
}

/* Rows that make up an order, and say nothing new when it comes or goes. */
static bool
is_part_of_order(const char *tbl)
{
	static const char *const parts[] = { "destination", "shipment",
	    "line", "shipment_line", "charge", "payment", "theirs", NULL };
	size_t i;

	for (i = 0; parts[i] != NULL; i++)
		if (strcmp(parts[i], tbl) == 0)
			return true;
	return false;
}

/* Whether the changes at hand end with the row going; from *first on they
 * are its values. */
static bool
goes(const struct teller *t, const char *key, size_t *first)
{
	const struct change *c = t->change;
	size_t i = t->n - 1;

	*first = t->n;
	if (strcmp(c[i].col, key) != 0 || c[i].new != NULL)
		return false;
	while (i > 0 && c[i - 1].new == NULL && c[i - 1].old != NULL &&
	    c[i - 1].seq == c[i].seq - 1)
		i--;
	*first = i;
	return true;
}

/* The row as the values from first on, which went, had it. */
static void
row_of_gone(struct row *r, const struct teller *t, size_t first)
{
	size_t i, k;

	memset(r->value, 0, r->n * sizeof(*r->value));
	for (i = first; i < t->n; i++)
		for (k = 0; k < r->n; k++)
			if (strcmp(r->col[k], t->change[i].col) == 0)
				r->value[k] = t->change[i].old;
}

/*
 * Whether a row of theirs came or went for the change that comes next: an
 * edit says both values already.
 */
static bool
is_of_next(const struct teller *t, const struct row *r)
{
	const struct change *c = t->next;

	return c != NULL && strcmp(r->tbl, "theirs") == 0 &&
	    row_num(r, "id") == c->id &&
	    strcmp(row_value(r, "tbl"), c->tbl) == 0 &&
	    strcmp(row_value(r, "col"), c->col) == 0;
}

static enum status
tell_one(struct teller *t, size_t i, size_t first, const struct row *last,
    int64_t order, int64_t shipment, struct why *w)
{
	const struct change *c = &t->change[i];
	struct event e = { .change = c, .run = &t->run, .row = *last,
	    .order = order, .shipment = shipment,
	    .number = order == NUM_NULL ? NULL : t->number };
	bool key = strcmp(c->col, last->key) == 0;
	enum status st;

	e.came = key && c->old == NULL;
	e.went = key && !e.came;
	e.part = i >= first && !e.went;
	e.implied = order != NUM_NULL && is_part_of_order(c->tbl) &&
	    ((e.came && t->came) || ((e.went || e.part) && t->went));
	if (e.went)
		row_of_gone(&e.row, t, first);
	else if (e.came && !e.implied && (st = row_at(&e.row, t->store,
	    c->tbl, c->id, c->seq, &t->arena, w)) != SN_OK)
		return st;
	if ((e.came || e.went) && is_of_next(t, &e.row))
		e.implied = true;
	return t->fn(&e, t->arg, w);
}

/* Tell the changes at hand, which are of one row and one run. */
static enum status
tell(struct teller *t, struct why *w)
{
	const struct change *c = t->change;
	int64_t order, shipment;
	struct row last;
	size_t first, i;
	enum status st;

	if (t->n == 0)
		return SN_OK;
	if ((st = find_run(t, c->op, w)) != SN_OK ||
	    (st = row_last(&last, t->store, c->tbl, c->id, &t->arena, w)) !=
	    SN_OK ||
	    (st = row_place(&order, &shipment, t->store, &last, w)) != SN_OK)
		return st;
	if (order != NUM_NULL &&
	    (st = find_order(t, order, c->op, w)) != SN_OK)
		return st;
	goes(t, last.key, &first);
	for (i = 0; i < t->n && st == SN_OK; i++)
		st = tell_one(t, i, first, &last, order, shipment, w);
	t->n = 0;
	t->cap = 0;
	t->change = NULL;
	arena_reset(&t->arena);
	return st;
}

static enum status
take(const struct change *c, void *arg, struct why *w)
{
	struct teller *t = arg;
	struct change *own;
	enum status st;

	t->next = c;
	if (t->n > 0 && (t->change->id != c->id || t->change->op != c->op ||
	    strcmp(t->change->tbl, c->tbl) != 0))
		if ((st = tell(t, w)) != SN_OK)
			return st;
	t->change = arena_grow(&t->arena, t->change, t->n, &t->cap,
	    sizeof(*t->change));
	own = &t->change[t->n++];
	*own = *c;
	own->tbl = arena_strdup(&t->arena, c->tbl);
	own->col = arena_strdup(&t->arena, c->col);
	own->old = arena_strdup(&t->arena, c->old);
	own->new = arena_strdup(&t->arena, c->new);
	own->why = arena_strdup(&t->arena, c->why);
	return SN_OK;
}

static enum status
finish(struct teller *t, enum status st, struct why *w)
{
	t->next = NULL;
	if (st == SN_OK)
		st = tell(t, w);
	arena_free(&t->arena);
	arena_free(&t->runs);
	arena_free(&t->orders);
	return st;
}

enum status
history_run(struct store *s, int64_t op, event_fn *fn, void *arg,
    struct why *w)
{
	struct teller t = { .store = s, .fn = fn, .arg = arg };
	enum status st;

	if ((st = find_run(&t, op, w)) == SN_OK)
		st = store_changes(s, op, take, &t, w);
	return finish(&t, st, w);
}

enum status
history_order(struct store *s, int64_t order, event_fn *fn, void *arg,
    struct why *w)
{
	struct teller t = { .store = s, .fn = fn, .arg = arg };
	struct arena a = ARENA_INIT;
	struct change *change;
	enum status st;
	size_t n, i;

	st = past_changes(&change, &n, s, order, &a, w);
	for (i = 0; i < n && st == SN_OK; i++)
		st = take(&change[i], &t, w);
	st = finish(&t, st, w);
	arena_free(&a);
	return st;
}
