#include <string.h>

#include "order/share.h"

static bool
counts(const struct shipment *s)
{
	return strcmp(s->kind, "normal") == 0 &&
	    strcmp(s->status, "cancel") != 0;
}

static bool
is_done(const struct shipment *s)
{
	return strcmp(s->status, "done") == 0 ||
	    strcmp(s->status, "follow") == 0;
}

/* The first shipment of the order; t->nshipment when there is none. */
static size_t
first_of(const struct tree *t)
{
	size_t i;

	for (i = 0; i < t->nshipment; i++)
		if (counts(t->shipment[i]))
			break;
	return i;
}

bool
share_takes(const struct tree *t, size_t shipment)
{
	const struct shipment *s = t->shipment[shipment];
	size_t first = first_of(t);

	if (shipment == first)
		return true;
	return t->by_goods && first < t->nshipment && counts(s) &&
	    s->destination == t->shipment[first]->destination;
}

/* What the goods of a shipment cost; NUM_NULL when nobody knows. */
static int64_t
cost_of(const struct tree *t, size_t shipment)
{
	const struct shipment_line *sl;
	const struct line *l;
	int64_t yen, sum = 0;
	size_t i;

	for (i = 0; i < t->nshipment_line; i++) {
		sl = t->shipment_line[i];
		if (sl->shipment != (int64_t)shipment || sl->line == NUM_NULL)
			continue;
		l = t->line[sl->line];
		if (strcmp(l->kind, "part") == 0)
			continue;
		if (l->unit_price == NUM_NULL ||
		    __builtin_mul_overflow(l->unit_price, sl->quantity,
		    &yen) || __builtin_add_overflow(sum, yen, &sum))
			return NUM_NULL;
	}
	return sum > 0 ? sum : 0;
}

/* The part of yen for each shipment, in part. */
static void
share(int64_t *part, const struct tree *t, int64_t yen)
{
	size_t i, first = first_of(t);
	int64_t all = 0, rest = yen;

	for (i = 0; i < t->nshipment; i++) {
		part[i] = share_takes(t, i) ? cost_of(t, i) : 0;
		if (part[i] == NUM_NULL ||
		    __builtin_add_overflow(all, part[i], &all)) {
			all = 0;
			break;
		}
	}
	for (i = 0; i < t->nshipment; i++) {
		if (i == first)
			continue;
		if (all == 0 || __builtin_mul_overflow(yen, part[i],
		    &part[i]))
			part[i] = 0;
		else
			part[i] /= all;
		rest -= part[i];
	}
	if (first < t->nshipment)
		part[first] = rest;
}

int64_t
share_of(const struct tree *t, size_t shipment, int64_t yen, int64_t paid)
{
	struct arena a = ARENA_INIT;
	int64_t *part = arena_alloc(&a, (t->nshipment + 1) * sizeof(*part));
	int64_t own, some;
	size_t i, pass;

	share(part, t, yen);
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < t->nshipment && paid > 0; i++) {
			if (is_done(t->shipment[i]) != (pass == 0))
				continue;
			some = part[i] < paid ? part[i] : paid;
			part[i] -= some;
			paid -= some;
		}
	own = part[shipment];
	arena_free(&a);
	return own;
}
