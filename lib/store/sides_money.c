/*
 * Charges and payments of an order that is there already.
 */

#include <string.h>

#include "store/query.h"
#include "store/sides.h"

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* Charges that rules and people make, which no mall takes away. */
static bool
of_the_shop(const struct charge *c)
{
	return strcmp(c->kind, "adjustment") == 0 ||
	    strcmp(c->kind, "island") == 0 || strcmp(c->kind, "refund") == 0;
}

static int64_t
our_destination(const struct sides *b, int64_t at)
{
	return at == NUM_NULL ? NUM_NULL : b->destination[at];
}

static enum status
add_charge(struct sides *b, struct charge *c, struct why *w)
{
	int64_t d = our_destination(b, c->destination);
	enum status st;

	c->orders = b->ours->order->id;
	c->seq = (int64_t)b->ours->ncharge + c->seq;
	c->destination = d == NUM_NULL ? NUM_NULL :
	    b->ours->destination[d]->id;
	if ((st = sides_begin(b, w)) != SN_OK ||
	    (st = store_insert(b->im->store, &table_charge, c, w)) != SN_OK)
		return st;
	return store_touch(b->im->store, c->orders, w);
}

enum status
sides_charges(struct sides *b, struct why *w)
{
	size_t i, k, n = b->ours->ncharge;
	bool *taken = arena_alloc(b->in->arena, n + 1);
	enum status st = SN_OK;
	struct charge *c, *in;

	for (i = 0; st == SN_OK && i < b->in->ncharge; i++) {
		in = b->in->charge[i];
		for (k = 0; k < n; k++) {
			c = b->ours->charge[k];
			if (!taken[k] && strcmp(c->kind, in->kind) == 0 &&
			    same(c->funded_by, in->funded_by) &&
			    c->tax_rate == in->tax_rate &&
			    c->destination == our_destination(b,
			    in->destination))
				break;
		}
		if (k == n) {
			st = add_charge(b, in, w);
			continue;
		}
		taken[k] = true;
		st = merge_row(&b->merge, &table_charge, b->ours->charge[k],
		    in, w);
	}
	if (!b->carried->charges)
		return st;
	for (k = 0; st == SN_OK && k < n; k++) {
		c = b->ours->charge[k];
		if (!taken[k] && !of_the_shop(c) && c->amount != 0)
			st = merge_value(&b->merge, &table_charge,
			    column_find(&table_charge, "amount"), c, "0", w);
	}
	return st;
}

/*
 * Which of our payments is which of the mall's: one of the same method,
 * wherever it stands, else one that is left over, whose method changed.
 * NUM_NULL: a new one.
 */
static int64_t *
match_payments(const struct sides *b, bool *taken)
{
	size_t i, k, n = b->ours->npayment;
	int64_t *mine = arena_alloc(b->in->arena, (b->in->npayment + 1) *
	    sizeof(*mine));

	for (i = 0; i < b->in->npayment; i++) {
		mine[i] = NUM_NULL;
		for (k = 0; mine[i] == NUM_NULL && k < n; k++)
			if (!taken[k] && strcmp(b->ours->payment[k]->method,
			    b->in->payment[i]->method) == 0)
				taken[mine[i] = (int64_t)k] = true;
	}
	for (i = k = 0; i < b->in->npayment; i++) {
		while (k < n && taken[k])
			k++;
		if (mine[i] == NUM_NULL && k < n)
			taken[mine[i] = (int64_t)k] = true;
	}
	return mine;
}

static enum status
add_payment(struct sides *b, struct payment *p, struct why *w)
{
	enum status st;

	p->orders = b->ours->order->id;
	p->seq = (int64_t)b->ours->npayment + p->seq;
	if ((st = sides_begin(b, w)) != SN_OK)
		return st;
	return store_insert(b->im->store, &table_payment, p, w);
}

/* No money will come by a payment that the mall has no more. */
static enum status
drop_payment(struct sides *b, struct payment *p, struct why *w)
{
	static const char *const waits[] = {
		"none", "asked", "hold", "ng", "authorised", NULL
	};
	size_t i;

	for (i = 0; waits[i] != NULL; i++)
		if (strcmp(p->state, waits[i]) == 0)
			return merge_value(&b->merge, &table_payment,
			    column_find(&table_payment, "state"), p, "void",
			    w);
	return SN_OK;
}

enum status
sides_payments(struct sides *b, struct why *w)
{
	size_t i, n = b->ours->npayment;
	bool *taken = arena_alloc(b->in->arena, n + 1);
	enum status st = SN_OK;
	int64_t *mine;

	if (!b->carried->payments || b->in->npayment == 0)
		return SN_OK;
	mine = match_payments(b, taken);
	for (i = 0; st == SN_OK && i < b->in->npayment; i++)
		st = mine[i] == NUM_NULL ?
		    add_payment(b, b->in->payment[i], w) :
		    merge_row(&b->merge, &table_payment,
		    b->ours->payment[mine[i]], b->in->payment[i], w);
	for (i = 0; st == SN_OK && i < n; i++)
		if (!taken[i])
			st = drop_payment(b, b->ours->payment[i], w);
	return st;
}
