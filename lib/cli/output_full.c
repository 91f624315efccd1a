/*
 * Shipments with all that belongs to them.
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/ndjson.h"
#include "cli/sink.h"
#include "order/json.h"
#include "store/snapshot.h"
#include "store/tree.h"

/* Where the shipment stands in its tree. */
static size_t
position(const struct tree *t, int64_t id)
{
	size_t i;

	for (i = 0; i < t->nshipment && t->shipment[i]->id != id; i++)
		continue;
	return i;
}

static enum status
put_full(struct sink *o, const struct tree *t, size_t at, struct why *w)
{
	json_t *v = tree_json(t, at);

	if (o->cmd->output != OUT_JSON)
		return ndjson_put_new(o->out, v, w);
	if (o->rows > 0)
		fputs(",\n", o->out);
	if (v == NULL || json_dumpf(v, o->out, JSON_COMPACT) == -1) {
		json_decref(v);
		return fail(w, SN_IO, _("write: %s"), strerror(errno));
	}
	json_decref(v);
	return SN_OK;
}

/* Shipments of one order often follow each other: it is read once. */
enum status
sink_full(struct sink *o, struct store *s, const struct ids *ids,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	int64_t order = NUM_NULL, of;
	enum status st;
	struct tree t;
	bool mine;
	size_t i;

	if ((st = snapshot_begin(&mine, s, w)) != SN_OK)
		return st;
	if (o->cmd->output == OUT_JSON)
		fputs("[", o->out);
	for (i = 0; i < ids->n && st == SN_OK; i++) {
		if ((st = store_order_of(&of, s, ids->id[i], w)) != SN_OK)
			break;
		if (of != order) {
			arena_reset(&a);
			order = of;
			st = store_tree_get(&t, s, order, &a, w);
		}
		if (st == SN_OK)
			st = put_full(o, &t, position(&t, ids->id[i]), w);
		o->rows++;
	}
	if (o->cmd->output == OUT_JSON)
		fputs("]\n", o->out);
	snapshot_end(s, mine);
	arena_free(&a);
	return st;
}
