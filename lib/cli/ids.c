#include <stdlib.h>
#include <string.h>

#include "cli/select.h"

static int
by_id(const void *x, const void *y)
{
	int64_t a, b;

	memcpy(&a, x, sizeof(a));
	memcpy(&b, y, sizeof(b));
	return (a > b) - (a < b);
}

void
ids_sort(struct ids *ids)
{
	size_t i, n = 0;

	if (ids->n > 0)
		qsort(ids->id, ids->n, sizeof(*ids->id), by_id);
	for (i = 0; i < ids->n; i++)
		if (n == 0 || ids->id[n - 1] != ids->id[i])
			ids->id[n++] = ids->id[i];
	ids->n = n;
}

void
ids_keep(struct ids *ids, const struct ids *these, struct arena *a)
{
	struct ids sorted = { NULL, 0, 0 };
	size_t i, n = 0;

	for (i = 0; i < these->n; i++)
		ids_add(&sorted, these->id[i], a);
	ids_sort(&sorted);
	for (i = 0; i < ids->n; i++)
		if (sorted.n > 0 && bsearch(&ids->id[i], sorted.id, sorted.n,
		    sizeof(*sorted.id), by_id) != NULL)
			ids->id[n++] = ids->id[i];
	ids->n = n;
}
