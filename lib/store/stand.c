/*
 * Runs, undos and redos.
 *
 * An undo turns its target over, from standing to undone; when that is an
 * undo itself, its targets turn back, and so on down.  So each undo comes
 * down to a list of runs that it turns over, and a run stands when it was
 * turned over an even number of times.
 */

#include <stdlib.h>
#include <string.h>

#include "store/stand.h"

struct stood {
	int64_t		 id, after;
	bool		 without;	/* as if it had not been */
	int64_t		*target;	/* of an undo, as it was asked for */
	size_t		 n, cap;
	int64_t		*turned;	/* by it, an odd number of times */
	size_t		 nturned, capturned;
};

static struct stood *
find(const struct stand *t, int64_t op)
{
	size_t lo = 0, hi = t->n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (t->run[mid].id == op)
			return &t->run[mid];
		if (t->run[mid].id < op)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* Turn op over in the list of r: a second time takes it off again. */
static void
turn_one(struct stood *r, int64_t op, struct arena *a)
{
	size_t i;

	for (i = 0; i < r->nturned; i++)
		if (r->turned[i] == op) {
			r->turned[i] = r->turned[--r->nturned];
			return;
		}
	r->turned = arena_grow(a, r->turned, r->nturned, &r->capturned,
	    sizeof(*r->turned));
	r->turned[r->nturned++] = op;
}

/* Targets are older than their undo, whose list is made before. */
static void
turn(struct stand *t, struct stood *r)
{
	const struct stood *target;
	size_t i, k;

	for (i = 0; i < r->n; i++) {
		turn_one(r, r->target[i], t->arena);
		target = find(t, r->target[i]);
		for (k = 0; target != NULL && k < target->nturned; k++)
			turn_one(r, target->turned[k], t->arena);
	}
}

static enum status
read_targets(struct stand *t, struct store *s, struct why *w)
{
	struct stood *r;
	struct query q;

	query_open(&q, s, "SELECT op, target FROM undoing ORDER BY op");
	while (query_row(&q)) {
		if ((r = find(t, query_int(&q, 0))) == NULL)
			continue;
		r->target = arena_grow(t->arena, r->target, r->n, &r->cap,
		    sizeof(*r->target));
		r->target[r->n++] = query_int(&q, 1);
	}
	return query_end(&q, "read undos", w);
}

enum status
stand_read(struct stand *out, struct store *s, struct arena *a,
    struct why *w)
{
	struct stand *t = out;
	struct stood *r;
	enum status st;
	struct query q;
	size_t i;

	*t = (struct stand){ .arena = a };
	query_open(&q, s,
	    "SELECT id, after FROM op"
	    " WHERE id IN (SELECT op FROM undoing)"
	    "    OR id IN (SELECT target FROM undoing)"
	    " ORDER BY id");
	while (query_row(&q)) {
		t->run = arena_grow(a, t->run, t->n, &t->cap,
		    sizeof(*t->run));
		r = &t->run[t->n++];
		*r = (struct stood){ .id = query_int(&q, 0),
		    .after = query_int(&q, 1) };
	}
	if ((st = query_end(&q, "read undos", w)) != SN_OK ||
	    (st = read_targets(t, s, w)) != SN_OK)
		return st;
	for (i = 0; i < t->n; i++)
		turn(t, &t->run[i]);
	return SN_OK;
}

static bool
turns(const struct stood *r, int64_t op)
{
	size_t i;

	for (i = 0; i < r->nturned; i++)
		if (r->turned[i] == op)
			return true;
	return false;
}

/* Whether the undos since seq, together, turned run op over. */
static bool
turned_since(const struct stand *t, int64_t op, int64_t seq)
{
	bool odd = false;
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->run[i].after >= seq && !t->run[i].without &&
		    turns(&t->run[i], op))
			odd = !odd;
	return odd;
}

void
stand_without(struct stand *t, int64_t op, bool without)
{
	struct stood *r = find(t, op);

	if (r != NULL)
		r->without = without;
}

bool
stand_stands(const struct stand *t, int64_t op)
{
	return find(t, op) == NULL || !turned_since(t, op, 0);
}

bool
stand_next(int64_t *whose, const struct stand *t, int64_t op, int64_t seq,
    size_t *at)
{
	const struct stood *r = find(t, op), *turned;

	if (r == NULL || r->n == 0) {
		*whose = op;
		return (*at)++ == 0 && stand_stands(t, op);
	}
	while (*at < r->nturned) {
		turned = find(t, r->turned[(*at)++]);
		if (turned != NULL && turned->n == 0 &&
		    turned->after < seq &&
		    turned_since(t, turned->id, seq)) {
			*whose = turned->id;
			return true;
		}
	}
	return false;
}
