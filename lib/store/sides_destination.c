/*
 * Destinations of an order that is there already: which is which, which
 * came, which went.
 */

#include <string.h>

#include "base/clock.h"
#include "store/query.h"
#include "store/sides.h"

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/*
 * Which of our destinations is which of the mall's, as far as its id says,
 * or its place where a side has none.
 */
static int64_t
match_destination(const struct sides *b, size_t at, const bool *taken)
{
	const struct destination *d = b->in->destination[at], *mine;
	size_t i;

	for (i = 0; i < b->ours->ndestination; i++) {
		mine = b->ours->destination[i];
		if (!taken[i] && (d->mall_id != NULL && mine->mall_id != NULL ?
		    same(mine->mall_id, d->mall_id) : mine->seq == d->seq))
			return (int64_t)i;
	}
	return NUM_NULL;
}

/*
 * One that the mall gave another id.  It keeps its place; where some came
 * or went, places say nothing.
 */
static int64_t
match_place(const struct sides *b, size_t at, const bool *taken)
{
	size_t i, n = b->ours->ndestination;

	if (b->in->ndestination == n)
		for (i = 0; i < n; i++)
			if (!taken[i] && (n == 1 ||
			    b->ours->destination[i]->seq ==
			    b->in->destination[at]->seq))
				return (int64_t)i;
	return NUM_NULL;
}

static void
match_all(struct sides *b, bool *taken)
{
	size_t i, n = b->in->ndestination;
	int64_t *mine = b->destination;

	for (i = 0; i < n; i++)
		if ((mine[i] = match_destination(b, i, taken)) != NUM_NULL)
			taken[mine[i]] = true;
	for (i = 0; i < n; i++)
		if (mine[i] == NUM_NULL &&
		    (mine[i] = match_place(b, i, taken)) != NUM_NULL)
			taken[mine[i]] = true;
}

/* The mall's first shipment to one of its destinations. */
static struct shipment *
shipment_to(const struct tree *t, size_t destination)
{
	size_t i;

	for (i = 0; i + 1 < t->nshipment; i++)
		if (t->shipment[i]->destination == (int64_t)destination)
			break;
	return t->shipment[i];
}

static enum status
add_destination(struct sides *b, size_t at, struct why *w)
{
	struct tree *t = b->ours;
	struct destination *d = tree_destination(t);
	struct shipment *model, *sh;
	int64_t seq = d->seq;
	enum status st;
	struct stamp now;

	*d = *b->in->destination[at];
	d->id = NUM_NULL;
	d->orders = t->order->id;
	d->seq = seq;
	if ((st = sides_begin(b, w)) != SN_OK ||
	    (st = clock_now(&now, w)) != SN_OK ||
	    (st = store_insert(b->im->store, &table_destination, d,
	    w)) != SN_OK)
		return st;
	sh = tree_shipment(t, t->ndestination - 1);
	model = t->shipment[0];
	*sh = *shipment_to(b->in, at);
	sh->id = NUM_NULL;
	sh->status = strcmp(model->status, "new") == 0 ? "new" : "hold";
	sh->status_at = arena_strdup(t->arena, now.text);
	sh->route = model->route;
	sh->destination = d->id;
	st = store_insert(b->im->store, &table_shipment, sh, w);
	sh->destination = (int64_t)t->ndestination - 1;
	b->destination[at] = sh->destination;
	return st;
}

static enum status
merge_shipments(struct sides *b, int64_t destination,
    const struct shipment *in, struct why *w)
{
	struct shipment *sh;
	enum status st = SN_OK;
	size_t i;

	for (i = 0; st == SN_OK && i < b->ours->nshipment; i++) {
		sh = b->ours->shipment[i];
		if (sh->destination == destination && sh->shipped_at == NULL)
			st = merge_row(&b->merge, &table_shipment, sh, in, w);
	}
	return st;
}

enum status
sides_destinations(struct sides *b, struct why *w)
{
	size_t i, n = b->ours->ndestination;
	bool *taken = arena_alloc(b->in->arena, n + 1);
	enum status st;
	int64_t at;

	b->destination = arena_alloc(b->in->arena,
	    b->in->ndestination * sizeof(*b->destination));
	match_all(b, taken);
	for (i = 0; i < b->in->ndestination; i++) {
		if ((at = b->destination[i]) == NUM_NULL) {
			if ((st = add_destination(b, i, w)) != SN_OK)
				return st;
			continue;
		}
		if ((st = merge_row(&b->merge, &table_destination,
		    b->ours->destination[at], b->in->destination[i],
		    w)) != SN_OK ||
		    (st = merge_shipments(b, at, shipment_to(b->in, i),
		    w)) != SN_OK)
			return st;
	}
	for (i = 0; b->carried->lines && i < n; i++)
		if (!taken[i])
			return sides_tell(b, "destination-gone", "warning",
			    b->ours->destination[i]->to.name, NULL, w);
	return SN_OK;
}
