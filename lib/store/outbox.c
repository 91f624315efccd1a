/*
 * The outbox: queue, claim, record.  Rows are not logged: what left the
 * shop is never undone.
 */

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/outbox_row.h"
#include "text/date.h"

enum {
	FIRST_WAIT = 60,		/* seconds after the first failure */
	WAIT_GROWS = 4,			/* by each further one */
	LONGEST_WAIT = 6 * 60 * 60
};

#define COLUMNS								\
	"SELECT id, op, key, kind, channel, target, title, orders, shipment," \
	"       state, payload, result, error, attempts, made_at, next_at," \
	"       claimed_at, done_at"					\
	"  FROM outbox "

void
effect_read(struct effect *e, struct query *q, struct arena *a)
{
	*e = (struct effect){
		.id = query_int(q, 0), .op = query_int(q, 1),
		.key = query_col(q, 2, a), .kind = query_col(q, 3, a),
		.channel = query_col(q, 4, a), .target = query_col(q, 5, a),
		.title = query_col(q, 6, a), .orders = query_int(q, 7),
		.shipment = query_int(q, 8), .state = query_col(q, 9, a),
		.payload = query_col(q, 10, a), .result = query_col(q, 11, a),
		.error = query_col(q, 12, a), .attempts = query_int(q, 13),
		.made_at = query_col(q, 14, a), .next_at = query_col(q, 15, a),
		.claimed_at = query_col(q, 16, a),
		.done_at = query_col(q, 17, a),
	};
}

enum status
effect_put(bool *fresh, struct store *s, struct effect *e, struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;

	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = store_id(&e->id, s, "outbox", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "   INSERT INTO outbox (id, key, op, kind, channel, target, title,"
	    "          message_id, orders, shipment, state, payload, made_at,"
	    "          next_at)"
	    "   VALUES (:id, :key, :op, :kind, :channel, :target, :title,"
	    "          :message_id, :orders, :shipment, 'queued', :payload,"
	    "          :now, :next)"
	    "       ON CONFLICT (key) DO UPDATE"
	    "      SET op = excluded.op, channel = excluded.channel,"
	    "          target = excluded.target, title = excluded.title,"
	    "          message_id = excluded.message_id,"
	    "          state = 'queued', payload = excluded.payload,"
	    "          result = NULL, error = NULL, attempts = 0,"
	    "          made_at = excluded.made_at, next_at = excluded.next_at"
	    "    WHERE outbox.state = 'cancelled'"
	    "RETURNING id");
	query_num(&q, ":id", e->id);
	query_text(&q, ":key", e->key);
	query_num(&q, ":op", store_op(s));
	query_text(&q, ":kind", e->kind);
	query_text(&q, ":channel", e->channel);
	query_text(&q, ":target", e->target);
	query_text(&q, ":title", e->title);
	query_text(&q, ":message_id", e->message_id);
	query_num(&q, ":orders", e->orders);
	query_num(&q, ":shipment", e->shipment);
	query_text(&q, ":payload", e->payload);
	query_text(&q, ":now", now.text);
	query_text(&q, ":next", e->next_at);
	if ((*fresh = query_row(&q)))
		e->id = query_int(&q, 0);
	return query_end(&q, "queue effect", w);
}

enum status
effect_channels(const char ***out, size_t *n, struct store *s,
    const char *kind, struct arena *a, struct why *w)
{
	struct stamp now;
	size_t cap = 0;
	enum status st;
	struct query q;

	*out = NULL;
	*n = 0;
	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "SELECT channel, min(id) FROM outbox"
	    " WHERE kind = :kind AND channel IS NOT NULL"
	    "   AND state IN ('queued', 'failed')"
	    "   AND (next_at IS NULL OR next_at <= :now)"
	    " GROUP BY channel ORDER BY 2");
	query_text(&q, ":kind", kind);
	query_text(&q, ":now", now.text);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = query_col(&q, 0, a);
	}
	return query_end(&q, "read effects", w);
}

/* When the next try is due after so many. */
static enum status
back_off(struct stamp *out, const char *now, int64_t attempts, struct why *w)
{
	int64_t wait = FIRST_WAIT;

	while (--attempts > 0 && wait < LONGEST_WAIT)
		wait *= WAIT_GROWS;
	if (wait > LONGEST_WAIT)
		wait = LONGEST_WAIT;
	if (time_add(out, now, wait) != SN_OK)
		return fail(w, SN_USAGE, _("%s: no such time"), now);
	return SN_OK;
}

static enum status
attempts(int64_t *out, struct store *s, int64_t id, struct why *w)
{
	struct query q;

	*out = 0;
	query_open(&q, s, "SELECT attempts FROM outbox WHERE id = :id");
	query_num(&q, ":id", id);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "read effect", w);
}

/* What a fate makes of a row: its state, and when it is due again. */
static enum status
judge(const char **state, const char **next, struct stamp *wait,
    int64_t *tried, const struct effect_end *end, const char *now,
    struct why *w)
{
	*next = NULL;
	if (end->fate == EFFECT_BACK) {
		*state = *tried > 0 ? "failed" : "queued";
		*next = end->next_at;
		return SN_OK;
	}
	++*tried;
	*state = end->fate == EFFECT_DONE ? "done" :
	    end->fate == EFFECT_UNKNOWN ? "unknown" : "dead";
	if (end->fate != EFFECT_FAILED || *tried >= EFFECT_TRIES)
		return SN_OK;
	*state = "failed";
	*next = end->next_at != NULL ? end->next_at : wait->text;
	return back_off(wait, now, *tried, w);
}

static enum status
record(struct store *s, const struct effect_end *end, const char *now,
    struct why *w)
{
	const char *state, *next;
	struct stamp wait;
	enum status st;
	struct query q;
	int64_t tried;

	if ((st = attempts(&tried, s, end->id, w)) != SN_OK ||
	    (st = judge(&state, &next, &wait, &tried, end, now, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE outbox"
	    "   SET state = :state, attempts = :tried, next_at = :next,"
	    "       result = CASE :state WHEN 'done' THEN :said END,"
	    "       error = CASE :state WHEN 'done' THEN NULL"
	    "           WHEN 'queued' THEN error ELSE :said END,"
	    "       done_at = CASE :state WHEN 'done' THEN :now END"
	    " WHERE id = :id AND state = 'claimed'");
	query_text(&q, ":state", state);
	query_num(&q, ":tried", tried);
	query_text(&q, ":next", next);
	query_text(&q, ":said", end->said);
	query_text(&q, ":now", now);
	query_num(&q, ":id", end->id);
	return query_do(&q, "record effect", w);
}

/* Claim the oldest that is due; false in *found when there is none. */
static enum status
claim(bool *found, struct effect *out, struct store *s,
    const struct effect_pick *pick, const char *now, struct arena *a,
    struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "   UPDATE outbox SET state = 'claimed', claimed_at = :now"
	    "    WHERE id = (SELECT id FROM outbox INDEXED BY outbox_due"
	    "           WHERE kind = :kind AND channel = :channel"
	    "             AND state IN ('queued', 'failed')"
	    "             AND (next_at IS NULL OR next_at <= :now)"
	    "           ORDER BY id LIMIT 1)"
	    "RETURNING id, op, key, kind, channel, target, title, orders,"
	    "          shipment, state, payload, result, error, attempts,"
	    "          made_at, next_at, claimed_at, done_at");
	query_text(&q, ":now", now);
	query_text(&q, ":kind", pick->kind);
	query_text(&q, ":channel", pick->channel);
	if ((*found = query_row(&q)))
		effect_read(out, &q, a);
	return query_end(&q, "claim effect", w);
}

enum status
effect_next(struct effect *out, struct store *s,
    const struct effect_end *last, const struct effect_pick *pick,
    struct arena *a, struct why *w)
{
	bool found = false;
	struct stamp now;
	enum status st;

	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = query_run(s, "BEGIN IMMEDIATE", "claim effect", w)) != SN_OK)
		return st;
	if (last != NULL)
		st = record(s, last, now.text, w);
	if (st == SN_OK && out != NULL)
		st = claim(&found, out, s, pick, now.text, a, w);
	if (st == SN_OK)
		st = query_run(s, "COMMIT", "claim effect", w);
	if (st != SN_OK) {
		store_rollback(s);
		return st;
	}
	return found || out == NULL ? SN_OK :
	    fail(w, SN_NOTFOUND, _("nothing is due"));
}

enum status
effects_orphaned(int64_t *n, struct store *s, const char *kind,
    struct why *w)
{
	struct query q;

	*n = 0;
	query_open(&q, s,
	    "   UPDATE outbox"
	    "      SET state = 'unknown', attempts = attempts + 1,"
	    "          error = 'crashed'"
	    "    WHERE kind = :kind AND state = 'claimed'"
	    "RETURNING id");
	query_text(&q, ":kind", kind);
	while (query_row(&q))
		++*n;
	return query_end(&q, "read effects", w);
}

enum status
effect_get(struct effect *out, struct store *s, int64_t id, struct arena *a,
    struct why *w)
{
	enum status st;
	struct query q;
	bool found;

	query_open(&q, s, COLUMNS "WHERE id = :id");
	query_num(&q, ":id", id);
	if ((found = query_row(&q)))
		effect_read(out, &q, a);
	if ((st = query_end(&q, "read effect", w)) != SN_OK || found)
		return st;
	return fail(w, SN_NOTFOUND, _("%" PRId64 ": no such effect; "
	    "sn-outbox list shows them"), id);
}

enum status
effects_done_since(int64_t *n, struct store *s, const char *channel,
    const char *since, struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;

	*n = 0;
	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "SELECT count(*) FROM outbox"
	    " WHERE channel = :channel AND done_at > :since"
	    "   AND done_at <= :now");
	query_text(&q, ":now", now.text);
	query_text(&q, ":channel", channel);
	query_text(&q, ":since", since);
	if (query_row(&q))
		*n = query_int(&q, 0);
	return query_end(&q, "count effects", w);
}
