/*
 * Shipments with all that belongs to them.
 */

#include <inttypes.h>

#include "base/i18n.h"
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

static int
gather(const char *p, size_t n, void *arg)
{
	str_add(arg, p, n);
	return 0;
}

static enum status
put_full(struct sink *o, const struct tree *t, size_t at, struct why *w)
{
	json_t *v = tree_json(t, at);
	int bad;

	if (o->cmd->output == OUT_JSON && o->rows > 0)
		str_puts(&o->buf, ",\n");
	bad = json_dump_callback(v, gather, &o->buf, JSON_COMPACT);
	json_decref(v);
	if (o->cmd->output != OUT_JSON)
		str_putc(&o->buf, '\n');
	if (bad != 0)
		return fail(w, SN_IO, _("shipment %" PRId64 ": its record "
		    "cannot be made"), t->shipment[at]->id);
	return sink_row_end(o, w);
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
		str_putc(&o->buf, '[');
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
	}
	if (o->cmd->output == OUT_JSON)
		str_puts(&o->buf, "]\n");
	snapshot_end(s, mine);
	arena_free(&a);
	return st == SN_OK ? sink_flush(o, w) : st;
}
