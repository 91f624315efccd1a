#include <stdlib.h>

#include "base/id.h"

static int
by_id(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

void
id_sort(int64_t *id, size_t n)
{
	if (n > 0)
		qsort(id, n, sizeof(*id), by_id);
}

bool
id_among(int64_t one, const int64_t *id, size_t n)
{
	return n > 0 && bsearch(&one, id, n, sizeof(*id), by_id) != NULL;
}
