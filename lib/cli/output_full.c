/*
 * Shipments with all that belongs to them.
 */

#include <inttypes.h>

#include "base/i18n.h"
#include "cli/sink.h"
#include "order/json.h"
#include "store/move.h"
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

/* Of the parent of a bundle, who goes along. */
static enum status
add_members(json_t *v, struct store *s, int64_t id, struct why *w)
{
	struct arena a = ARENA_INIT;
	int64_t *child = NULL;
	size_t n = 0, cap = 0, i;
	json_t *all = NULL;
	enum status st;

	st = store_bundled(&child, &n, &cap, s, id, &a, w);
	if (st == SN_OK && n > 0 &&
	    json_object_set_new(v, "members", all = json_array()) == -1)
		st = fail(w, SN_IO, "out of memory");
	for (i = 0; i < n && st == SN_OK; i++)
		if (json_array_append_new(all, json_string(arena_printf(&a,
		    "%" PRId64, child[i]))) == -1)
			st = fail(w, SN_IO, "out of memory");
	arena_free(&a);
	return st;
}

static enum status
put_full(struct sink *o, struct store *s, const struct tree *t, size_t at,
    struct why *w)
{
	json_t *v = tree_json(t, at);
	enum status st;
	int bad;

	if ((st = add_members(v, s, t->shipment[at]->id, w)) != SN_OK) {
		json_decref(v);
		return st;
	}
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
			st = put_full(o, s, &t, position(&t, ids->id[i]), w);
	}
	if (o->cmd->output == OUT_JSON)
		str_puts(&o->buf, "]\n");
	snapshot_end(s, mine);
	arena_free(&a);
	return st == SN_OK ? sink_flush(o, w) : st;
}
