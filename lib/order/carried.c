#include <assert.h>
#include <string.h>

#include "data/digest.h"
#include "order/carried.h"

/* The position of t among the tables that malls fill. */
static size_t
at(const struct table *t)
{
	size_t i;

	for (i = 0; tables[i] != t; i++)
		assert(i < 7 && tables[i] != NULL);
	return i;
}

void
carried_all(struct carried *c)
{
	memset(c->column, 0xff, sizeof(c->column));
	c->lines = c->charges = c->payments = true;
	c->to_ship = false;
}

void
carried_add(struct carried *c, const struct table *t,
    const struct column *col)
{
	size_t i = (size_t)(col - t->column);

	c->column[at(t)][i / 64] |= UINT64_C(1) << i % 64;
}

bool
carried_has(const struct carried *c, const struct table *t,
    const struct column *col)
{
	size_t i = (size_t)(col - t->column);

	return (c->column[at(t)][i / 64] >> i % 64 & 1) != 0;
}

int64_t
carried_hash(const struct carried *c, int64_t hash)
{
	const unsigned char all[4] = { c->lines, c->charges, c->payments,
	    c->to_ship };
	uint64_t h = (uint64_t)hash;

	h = hash_bytes(h, c->column, sizeof(c->column));
	return (int64_t)hash_bytes(h, all, sizeof(all));
}
