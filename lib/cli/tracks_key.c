/*
 * Keys of files that no carrier's software made: lists that a person kept
 * name shipments as people do.
 */

#include "base/i18n.h"
#include "cli/tracks.h"
#include "store/named.h"

struct finding_keys {
	struct tracks		*tracks;
	const struct named	*first;
	const size_t		*row;	/* of each name */
};

static enum status
take(int64_t id, const struct named *name, const struct why *why, void *arg)
{
	struct finding_keys *k = arg;
	struct track_row *row = &k->tracks->row[k->row[name - k->first]];
	struct arena *a = &k->tracks->cmd->arena;

	if (id == NUM_NULL)
		row->bad = arena_strdup(a, why->text);
	else if (row->shipment != NUM_NULL)
		row->bad = arena_printf(a, _("%s: has several shipments: "
		    "name one by its number"), row->key);
	else
		row->shipment = id;
	return SN_OK;
}

enum status
tracks_find_keys(struct tracks *t, struct why *w)
{
	struct arena *a = &t->cmd->arena;
	struct named *name = arena_alloc(a, (t->n + 1) * sizeof(*name));
	size_t *row = arena_alloc(a, (t->n + 1) * sizeof(*row));
	struct finding_keys k = { t, name, row };
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		if (t->row[i].bad != NULL && t->row[i].unread &&
		    named_parse(&name[n], t->row[i].key, a)) {
			t->row[i].bad = NULL;
			row[n++] = i;
		}
	return named_each(t->store, name, n, take, &k, w);
}
