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
