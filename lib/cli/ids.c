#include "base/id.h"
#include "cli/select.h"

void
ids_sort(struct ids *ids)
{
	size_t i, n = 0;

	id_sort(ids->id, ids->n);
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
		if (id_among(ids->id[i], sorted.id, sorted.n))
			ids->id[n++] = ids->id[i];
	ids->n = n;
}
