/*
 * The outbox as people see it, and what they do to effects.
 */

#include <inttypes.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/outbox_row.h"
#include "store/picked.h"

/* Effects of any shipment, or of those in picked and of their orders. */
#define EFFECTS(which)							\
	"SELECT e.id, op, key, kind, channel, target, title, orders,"	\
	"       shipment, state, NULL, result, error, attempts, made_at," \
	"       next_at, claimed_at, done_at"				\
	"  FROM " which							\
	" WHERE state IN (SELECT value FROM json_each(:states))"	\
	"   AND (:kind IS NULL OR kind = :kind)"			\
	"   AND (:channel IS NULL OR channel = :channel)"		\
	"   AND (:since IS NULL OR made_at >= :since)"			\
	"   AND (:due IS NULL OR next_at IS NULL OR next_at <= :due)"	\
	"   AND (:op = 0 OR op = :op)"					\
	" ORDER BY e.id LIMIT CASE :limit WHEN 0 THEN -1 ELSE :limit END"
#define OF_ALL "outbox e"
#define OF_PICKED							\
	"(SELECT o.id FROM picked p JOIN outbox o ON o.shipment = p.id"	\
	"  UNION"							\
	" SELECT o.id FROM picked p JOIN shipment s ON s.id = p.id"	\
	"   JOIN destination d ON d.id = s.destination"			\
	"   JOIN outbox o ON o.orders = d.orders AND o.shipment IS NULL) x" \
	"  JOIN outbox e ON e.id = x.id"

enum status
effects_each(struct store *s, const struct effect_filter *f, effect_fn *fn,
    void *arg, struct why *w)
{
	enum status st, end;
	struct arena a = ARENA_INIT;
	struct effect e;
	struct query q;

	if ((st = picked_put(s, f->shipment, f->nshipment, w)) != SN_OK)
		return st;
	query_open(&q, s, f->picks ? EFFECTS(OF_PICKED) : EFFECTS(OF_ALL));
	query_text(&q, ":states", f->states);
	query_text(&q, ":kind", f->kind);
	query_text(&q, ":channel", f->channel);
	query_text(&q, ":since", f->since);
	query_text(&q, ":due", f->due);
	query_num(&q, ":op", f->op);
	query_num(&q, ":limit", f->limit);
	while (st == SN_OK && query_row(&q)) {
		arena_reset(&a);
		effect_read(&e, &q, &a);
		st = fn(&e, arg, w);
	}
	arena_free(&a);
	end = query_end(&q, "read effects", w);
	return st != SN_OK ? st : end;
}

/* From which states an act leads where, as JSON, and what the row says. */
static const struct {
	const char	*from, *to;
	const char	*error;		/* NULL: what it said stays */
} acts[] = {
	[EFFECT_RETRY] = { "[\"failed\",\"dead\"]", "queued", NULL },
	[EFFECT_RETRY_UNKNOWN] = { "[\"failed\",\"dead\",\"unknown\"]",
	    "queued", NULL },
	[EFFECT_WAS_DONE] = { "[\"unknown\"]", "done", NULL },
	[EFFECT_WAS_NOT] = { "[\"unknown\"]", "queued", NULL },
	[EFFECT_DROP] = { "[\"queued\",\"failed\",\"dead\",\"unknown\"]",
	    "cancelled", "dropped" },
};

/* Why the act is not for an effect in that state. */
static enum status
refuse(const struct effect *e, enum effect_act act, struct why *w)
{
	if (e->state[0] == 'u')		/* unknown: but a plain retry */
		return fail(w, SN_CONFLICT, _("%" PRId64 " (%s): nobody knows "
		    "whether it happened; look it up and sn-outbox reconcile, "
		    "or retry with --unknown"), e->id, e->key);
	if (act == EFFECT_WAS_DONE || act == EFFECT_WAS_NOT)
		return fail(w, SN_CONFLICT, _("%" PRId64 " (%s): is %s, and "
		    "only what is unknown is reconciled"), e->id, e->key,
		    e->state);
	return fail(w, SN_CONFLICT, _("%" PRId64 " (%s): is %s"), e->id,
	    e->key, e->state);
}

static enum status
note(struct store *s, int64_t id, const char *new, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "INSERT INTO handled (op, effect, old, new)"
	    " SELECT :op, id, state, :new FROM outbox WHERE id = :id");
	query_num(&q, ":op", store_op(s));
	query_text(&q, ":new", new);
	query_num(&q, ":id", id);
	return query_do(&q, "note effect", w);
}

enum status
effect_act(struct store *s, int64_t id, enum effect_act act,
    const char *said, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct stamp now;
	struct effect e;
	enum status st;
	struct query q;
	bool may;

	if ((st = effect_get(&e, s, id, &a, w)) != SN_OK ||
	    (st = clock_now(&now, w)) != SN_OK)
		goto out;
	query_open(&q, s,
	    "SELECT 1 FROM json_each(:from) WHERE value = :state");
	query_text(&q, ":from", acts[act].from);
	query_text(&q, ":state", e.state);
	may = query_row(&q);
	if ((st = query_end(&q, "read effect", w)) == SN_OK && !may)
		st = refuse(&e, act, w);
	if (st != SN_OK || (st = note(s, id, acts[act].to, w)) != SN_OK)
		goto out;
	query_open(&q, s,
	    "UPDATE outbox"
	    "   SET state = :to, attempts = 0, next_at = NULL,"
	    "       error = CASE :to WHEN 'done' THEN NULL"
	    "           ELSE coalesce(:error, error) END,"
	    "       result = CASE :to WHEN 'done' THEN :said END,"
	    "       done_at = CASE :to WHEN 'done' THEN"
	    "           coalesce(claimed_at, :now) END"
	    " WHERE id = :id");
	query_text(&q, ":to", acts[act].to);
	query_text(&q, ":error", acts[act].error);
	query_text(&q, ":said", said);
	query_text(&q, ":now", now.text);
	query_num(&q, ":id", id);
	st = query_do(&q, "change effect", w);
out:
	arena_free(&a);
	return st;
}

enum status
effect_turns(struct effect_turn **out, size_t *n, struct store *s,
    int64_t id, struct arena *a, struct why *w)
{
	struct effect_turn *t;
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT h.op, o.at, o.who, o.why, h.old, h.new"
	    "  FROM handled h JOIN op o ON o.id = h.op"
	    " WHERE h.effect = :id ORDER BY h.id");
	query_num(&q, ":id", id);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		t = &(*out)[(*n)++];
		*t = (struct effect_turn){
			.op = query_int(&q, 0), .at = query_col(&q, 1, a),
			.who = query_col(&q, 2, a),
			.why = query_col(&q, 3, a),
			.old = query_col(&q, 4, a),
			.new = query_col(&q, 5, a),
		};
	}
	return query_end(&q, "read effect", w);
}

enum status
effects_changed(struct store *s, int64_t op, change_fn *fn, void *arg,
    struct why *w)
{
	struct change c = { .op = op, .tbl = "outbox" };
	struct arena a = ARENA_INIT;
	enum status st = SN_OK, end;
	struct query q;

	query_open(&q, s,
	    "  SELECT id, 'key', NULL, key, 1 FROM outbox WHERE op = :op"
	    "   UNION ALL SELECT id, 'title', NULL, title, 2 FROM outbox"
	    "   WHERE op = :op AND title IS NOT NULL"
	    "   UNION ALL SELECT id, 'target', NULL, target, 3 FROM outbox"
	    "   WHERE op = :op AND target IS NOT NULL"
	    "   UNION ALL SELECT effect, 'state', old, new, 4 FROM handled"
	    "   WHERE op = :op"
	    "   ORDER BY 1, 5");
	query_num(&q, ":op", op);
	while (st == SN_OK && query_row(&q)) {
		arena_reset(&a);
		c.id = query_int(&q, 0);
		c.col = query_col(&q, 1, &a);
		c.old = query_col(&q, 2, &a);
		c.new = query_col(&q, 3, &a);
		st = fn(&c, arg, w);
	}
	arena_free(&a);
	end = query_end(&q, "read effects", w);
	return st != SN_OK ? st : end;
}
