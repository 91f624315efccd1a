/*
 * Rules on past orders: a copy of the store goes back through its log, run
 * by run, and wherever orders had just come in, the rules are applied and
 * what they did is noted and rolled back.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/id.h"
#include "conf/rules.h"
#include "store/admin.h"
#include "store/query.h"
#include "store/replay.h"
#include "store/row.h"
#include "store/rule.h"
#include "store/unwind.h"

/* One effect of rules on an order. */
struct effect {
	int64_t		 order;
	const char	*place, *what, *value, *why;
	size_t		 nth;		/* in the order they came */
};

struct effects {
	struct effect	*e;
	size_t		 n, cap;
};

/* A run in which orders came in, and which. */
struct coming {
	int64_t		 op, after;
	const char	*at;
	int64_t		*order;		/* sorted */
	size_t		 n, cap;
};

/* A replay at work. */
struct going {
	struct replay	*r;
	struct coming	*coming;	/* newest first */
	size_t		 n, cap;
	struct effects	 did, would;

	/* while the changes of one run are noted */
	struct effects	*to;
	struct store	*from;
	int64_t		 after, upto;	/* of the run */
	int64_t		*made;		/* shipments that it made, sorted */
	size_t		 nmade, capmade;
	struct arena	 scratch;	/* of one change */
};

static struct coming *
coming_of(struct going *g, int64_t order)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (id_among(order, g->coming[i].order, g->coming[i].n))
			return &g->coming[i];
	return NULL;
}

/* The runs since the day that brought orders which are still there. */
static enum status
find_coming(struct going *g, struct why *w)
{
	struct arena *a = g->r->arena;
	struct coming *c = NULL;
	struct query q;
	int64_t op;

	query_open(&q, g->r->store,
	    "SELECT p.id, p.at, p.after, o.id"
	    "  FROM op p"
	    "  JOIN change c ON c.tbl = 'orders' AND c.op = p.id"
	    "  JOIN orders o ON o.id = c.id"
	    " WHERE p.at >= :since AND p.undone_by IS NULL"
	    "   AND c.col = 'id' AND c.old IS NULL"
	    " ORDER BY p.id DESC, o.id");
	query_text(&q, ":since", g->r->since);
	while (query_row(&q)) {
		op = query_int(&q, 0);
		if (c == NULL || c->op != op) {
			g->coming = arena_grow(a, g->coming, g->n, &g->cap,
			    sizeof(*g->coming));
			c = &g->coming[g->n++];
			*c = (struct coming){ .op = op,
			    .at = query_col(&q, 1, a),
			    .after = query_int(&q, 2) };
		}
		c->order = arena_grow(a, c->order, c->n, &c->cap,
		    sizeof(*c->order));
		c->order[c->n++] = query_int(&q, 3);
		g->r->norders++;
	}
	return query_end(&q, "find orders", w);
}

/* Where it was done, for people; parts have other ids each time. */
static enum status
place(const char **out, struct going *g, int64_t order, int64_t shipment,
    struct why *w)
{
	enum status st;

	if ((st = row_name(out, g->from, "orders", order, &g->scratch, w)) !=
	    SN_OK || shipment == NUM_NULL)
		return st;
	if (id_among(shipment, g->made, g->nmade))
		*out = arena_printf(&g->scratch, _("%s, a part"), *out);
	else
		*out = arena_printf(&g->scratch, "%" PRId64 " (%s)", shipment,
		    *out);
	return SN_OK;
}

/* A text that the last effect may have, too. */
static const char *
keep(struct arena *a, const char *last, const char *text)
{
	return last != NULL && text != NULL && strcmp(last, text) == 0 ?
	    last : arena_strdup(a, text);
}

static enum status
add(struct going *g, const struct change *c, const struct row *row,
    const char *what, const char *value, struct why *w)
{
	static const struct effect none;
	const struct effect *last = g->to->n == 0 ? &none :
	    &g->to->e[g->to->n - 1];
	struct arena *a = g->r->arena;
	int64_t order, shipment;
	struct effect e = { .nth = g->to->n };
	enum status st;

	if ((st = row_place(&order, &shipment, g->from, row, w)) != SN_OK ||
	    order == NUM_NULL || coming_of(g, order) == NULL ||
	    (st = place(&e.place, g, order, shipment, w)) != SN_OK)
		return st;
	e.order = order;
	e.place = keep(a, last->place, e.place);
	e.what = keep(a, last->what, what);
	e.value = keep(a, last->value, value);
	e.why = keep(a, last->why, c->why);
	g->to->e = arena_grow(a, g->to->e, g->to->n, &g->to->cap,
	    sizeof(*g->to->e));
	g->to->e[g->to->n++] = e;
	return SN_OK;
}

/* Columns that tell nothing of what rules decide. */
static bool
is_dull(const struct change *c)
{
	return strcmp(c->tbl, "theirs") == 0 ||
	    strcmp(c->tbl, "shipment_line") == 0 ||
	    strcmp(c->col, "status_at") == 0 || row_is_inner(c->tbl, c->col);
}

/* A row that the run made or removed, by what it says. */
static enum status
note_row(struct going *g, const struct change *c, struct why *w)
{
	bool came = c->old == NULL;
	struct arena *a = &g->scratch;
	enum status st;
	struct row row;

	if ((st = row_at(&row, g->from, c->tbl, c->id, came ? g->upto :
	    g->after, a, w)) != SN_OK)
		return st;
	return add(g, c, &row, arena_printf(a, "%c %s", came ? '+' : '-',
	    row_says(&row, false, a)), _("yes"), w);
}

/* Rows come and go as their id; only rows of the dictionary change. */
static enum status
note(const struct change *c, void *arg, struct why *w)
{
	struct going *g = arg;
	enum status st;
	struct row row;

	arena_reset(&g->scratch);
	if (is_dull(c))
		return SN_OK;
	if (strcmp(c->col, "id") == 0) {
		if (c->old == NULL && strcmp(c->tbl, "shipment") == 0) {
			g->made = arena_grow(g->r->arena, g->made, g->nmade,
			    &g->capmade, sizeof(*g->made));
			g->made[g->nmade++] = c->id;
		}
		return note_row(g, c, w);
	}
	if (table_find(c->tbl) == NULL ||
	    (strcmp(c->tbl, "shipment") == 0 &&
	    id_among(c->id, g->made, g->nmade)))
		return SN_OK;
	if ((st = row_last(&row, g->from, c->tbl, c->id, &g->scratch, w)) !=
	    SN_OK)
		return st;
	return add(g, c, &row, row_field(c->tbl, c->col, false),
	    c->new != NULL ? c->new : "", w);
}

/* Note what a run did to the orders that came in. */
static enum status
note_run(struct going *g, struct store *from, int64_t op, int64_t after,
    int64_t upto, struct effects *to, struct why *w)
{
	g->from = from;
	g->to = to;
	g->after = after;
	g->upto = upto;
	g->nmade = 0;
	return store_changes(from, op, note, g, w);
}

/* What sn-route did since, as it stands. */
static enum status
note_past(struct going *g, struct why *w)
{
	enum status st = SN_OK, end;
	struct query q;

	query_open(&q, g->r->store,
	    "SELECT id, after, upto FROM op"
	    " WHERE at >= :since AND undone_by IS NULL AND upto > after"
	    "   AND argv LIKE '[\"sn-route\"%'"
	    " ORDER BY id");
	query_text(&q, ":since", g->r->since);
	while (st == SN_OK && query_row(&q))
		st = note_run(g, g->r->store, query_int(&q, 0),
		    query_int(&q, 1), query_int(&q, 2), &g->did, w);
	end = query_end(&q, "read runs", w);
	return st != SN_OK ? st : end;
}

/* The shipments that the orders had when they came in. */
static enum status
shipments(int64_t **id, size_t *n, struct store *s, const struct coming *c,
    struct arena *a, struct why *w)
{
	enum status st = SN_OK;
	size_t cap = 0, i;
	struct query q;

	*id = NULL;
	*n = 0;
	for (i = 0; i < c->n && st == SN_OK; i++) {
		query_open(&q, s,
		    "SELECT s.id FROM destination d"
		    "  JOIN shipment s ON s.destination = d.id"
		    " WHERE d.orders = :order ORDER BY s.id");
		query_num(&q, ":order", c->order[i]);
		while (query_row(&q)) {
			*id = arena_grow(a, *id, *n, &cap, sizeof(**id));
			(*id)[(*n)++] = query_int(&q, 0);
		}
		st = query_end(&q, "find shipments", w);
	}
	return st;
}

/* Apply the rules to what came in, note what they do, and forget it. */
static enum status
apply(struct going *g, struct store *copy, const struct coming *c,
    struct why *w)
{
	static const struct op op = { "replay", "[]", NULL, NULL };
	struct rule_run run = { .store = copy, .conf = g->r->conf,
	    .file = g->r->file, .arena = g->r->arena };
	struct rules *rules;
	int64_t *id, after;
	enum status st;
	size_t n;

	if ((st = rules_read(&rules, g->r->rules, g->r->conf,
	    arena_strndup(g->r->arena, c->at, strlen("2026-12-24")),
	    g->r->arena, w)) != SN_OK ||
	    (st = store_begin(copy, &op, w)) != SN_OK)
		return st;
	run.rules = rules;
	if ((st = log_on(copy, w)) == SN_OK &&
	    (st = query_one(&after, copy,
	    "SELECT coalesce(max(seq), 0) FROM change", 0, w)) == SN_OK &&
	    (st = shipments(&id, &n, copy, c, g->r->arena, w)) == SN_OK &&
	    (st = rules_run(&run, id, n, w)) == SN_OK)
		st = note_run(g, copy, store_op(copy), after, INT64_MAX,
		    &g->would, w);
	store_rollback(copy);
	return st;
}

/* The log of the copy ends where its rows are. */
static enum status
forget(struct store *copy, int64_t op, struct why *w)
{
	struct query q;

	query_open(&q, copy,
	    "DELETE FROM change WHERE seq > (SELECT after FROM op"
	    "       WHERE id = :op)");
	query_num(&q, ":op", op);
	return query_do(&q, "go back", w);
}

/* Take back one run in the copy; its triggers are off. */
static enum status
go_back(struct going *g, struct store *copy, int64_t op, struct why *w)
{
	struct unwind u = { .store = copy, .arena = g->r->arena, .op = &op,
	    .n = 1, .alone = true };
	enum status st;

	if ((st = query_run(copy, "BEGIN IMMEDIATE", "go back", w)) != SN_OK)
		return st;
	if ((st = unwind(&u, w)) == SN_OK &&
	    (st = refresh_touched(copy, w)) == SN_OK &&
	    (st = forget(copy, op, w)) == SN_OK)
		st = query_run(copy, "COMMIT", "go back", w);
	if (st != SN_OK)
		store_rollback(copy);
	return st;
}

/* The runs from the newest to the oldest that brought orders. */
static enum status
runs(int64_t **op, size_t *n, struct going *g, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*op = NULL;
	*n = 0;
	query_open(&q, g->r->store,
	    "SELECT id FROM op WHERE id >= :oldest AND upto > after"
	    " ORDER BY id DESC");
	query_num(&q, ":oldest", g->coming[g->n - 1].op);
	while (query_row(&q)) {
		*op = arena_grow(g->r->arena, *op, *n, &cap, sizeof(**op));
		(*op)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "read runs", w);
}

/* SN_NOW is the time of the run while the rules are at it. */
static enum status
apply_then(struct going *g, struct store *copy, const struct coming *c,
    struct why *w)
{
	const char *now = getenv("SN_NOW");
	enum status st;

	now = arena_strdup(g->r->arena, now);
	if (setenv("SN_NOW", c->at, 1) == -1)
		return fail(w, SN_IO, "out of memory");
	st = apply(g, copy, c, w);
	if (now == NULL)
		unsetenv("SN_NOW");
	else if (setenv("SN_NOW", now, 1) == -1)
		return fail(w, SN_IO, "out of memory");
	return st;
}

static enum status
travel(struct going *g, struct store *copy, struct why *w)
{
	const struct shape *shape;
	enum status st;
	size_t i, n, k = 0;
	int64_t *op;

	/* the shapes are found by the triggers, so before those go */
	if ((st = runs(&op, &n, g, w)) != SN_OK ||
	    (st = shape_all(&shape, copy, w)) != SN_OK)
		return st;
	query_forget(copy);
	if ((st = log_off(copy, w)) != SN_OK)
		return st;
	for (i = 0; i < n && st == SN_OK; i++) {
		if (k < g->n && g->coming[k].op == op[i])
			st = apply_then(g, copy, &g->coming[k++], w);
		if (st == SN_OK && k < g->n)
			st = go_back(g, copy, op[i], w);
	}
	return st;
}

static int
by_key(const struct effect *x, const struct effect *y)
{
	int order = (x->order > y->order) - (x->order < y->order);

	if (order == 0)
		order = strcmp(x->place, y->place);
	return order != 0 ? order : strcmp(x->what, y->what);
}

static int
by_key_and_time(const void *x, const void *y)
{
	const struct effect *d = x, *e = y;
	int order = by_key(d, e);

	return order != 0 ? order : (d->nth > e->nth) - (d->nth < e->nth);
}

/* Sort, and of the same thing done twice keep the last. */
static void
settle(struct effects *e)
{
	size_t i, k = 0;

	if (e->n > 1)
		qsort(e->e, e->n, sizeof(*e->e), by_key_and_time);
	for (i = 0; i < e->n; i++) {
		if (k > 0 && by_key(&e->e[k - 1], &e->e[i]) == 0)
			k--;
		e->e[k++] = e->e[i];
	}
	e->n = k;
}

static void
add_diff(struct replay *r, const struct effect *did,
    const struct effect *would)
{
	const struct effect *e = did != NULL ? did : would;

	r->diff = arena_grow(r->arena, r->diff, r->n, &r->cap,
	    sizeof(*r->diff));
	r->diff[r->n++] = (struct replay_diff){ e->place, e->what,
	    did != NULL ? did->value : NULL,
	    would != NULL ? would->value : NULL,
	    did != NULL ? did->why : NULL,
	    would != NULL ? would->why : NULL };
}

static void
compare(struct going *g)
{
	const struct effect *x = g->did.e, *y = g->would.e;
	const struct effect *xend = x + g->did.n, *yend = y + g->would.n;
	int order;

	while (x < xend || y < yend) {
		order = x == xend ? 1 : y == yend ? -1 : by_key(x, y);
		if (order != 0 || strcmp(x->value, y->value) != 0)
			add_diff(g->r, order <= 0 ? x : NULL,
			    order >= 0 ? y : NULL);
		x += order <= 0;
		y += order >= 0;
	}
}

enum status
store_replay(struct replay *r, struct why *w)
{
	struct going g = { .r = r };
	struct store *copy;
	enum status st;

	if ((st = find_coming(&g, w)) != SN_OK || g.n == 0)
		return st;
	if ((st = note_past(&g, w)) == SN_OK)
		st = store_copy(r->store, r->copy, w);
	if (st != SN_OK) {
		arena_free(&g.scratch);
		return st;
	}
	if ((st = store_open(&copy, r->copy, STORE_WRITE, w)) == SN_OK) {
		store_use(copy, r->conf, r->home);
		st = travel(&g, copy, w);
		store_close(copy);
	}
	(void)unlink(r->copy);
	arena_free(&g.scratch);
	if (st == SN_OK) {
		settle(&g.did);
		settle(&g.would);
		compare(&g);
	}
	return st;
}
