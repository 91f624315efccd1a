/*
 * The ledger of steps, and steps that are done within the run.
 */

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/finding.h"
#include "store/ruleact.h"
#include "store/steps.h"

static const char *const states[] = {
	[STEP_DONE] = "done", [STEP_FAILED] = "failed",
	[STEP_CLAIMED] = "claimed"
};

/* Say of what follows why it is done: the section, with its place. */
static enum status
because(struct step_run *r, struct why *w)
{
	const char *slash = strrchr(r->robo->file, '/');

	return store_because(r->store, arena_printf(r->arena, "%s:%u: %s",
	    slash != NULL ? slash + 1 : r->robo->file,
	    r->robo->step[r->at].line, r->robo->title), w);
}

#define SET								\
	" DO UPDATE SET state = excluded.state, cause = excluded.cause," \
	"       at = excluded.at"					\
	" WHERE step.state <> excluded.state"				\
	"    OR step.cause IS DISTINCT FROM excluded.cause"
#define VALUES								\
	"INSERT INTO step (id, robo, step, orders, shipment, state, cause,"	\
	"       at)"							\
	"VALUES (:id, :robo, :step, :orders, :shipment, :state, :cause,"	\
	"       :now) ON CONFLICT "

/*
 * One row; one that says the same as it did stays as it is, so that a step
 * that fails every three minutes does not fill the log.
 */
static enum status
put(struct step_run *r, int64_t shipment, enum step_state state,
    const char *cause, const char *now, struct why *w)
{
	const struct robo_step *x = &r->robo->step[r->at];
	int64_t id, order = NUM_NULL;
	enum status st;
	struct query q;

	if (x->per_order) {
		query_open(&q, r->store,
		    "SELECT orders FROM taken WHERE id = :id");
		query_num(&q, ":id", shipment);
		if (query_row(&q))
			order = query_int(&q, 0);
		if ((st = query_end(&q, "read order", w)) != SN_OK)
			return st;
		shipment = NUM_NULL;
	}
	if ((st = store_id(&id, r->store, "step", w)) != SN_OK)
		return st;
	query_open(&q, r->store, x->per_order ?
	    VALUES "(orders, robo, step) WHERE orders IS NOT NULL" SET :
	    VALUES "(shipment, robo, step) WHERE shipment IS NOT NULL" SET);
	query_num(&q, ":id", id);
	query_text(&q, ":robo", r->robo->title);
	query_text(&q, ":step", x->name);
	query_num(&q, ":orders", order);
	query_num(&q, ":shipment", shipment);
	query_text(&q, ":state", states[state]);
	query_text(&q, ":cause", cause);
	query_text(&q, ":now", now);
	return query_do(&q, "write ledger", w);
}

/* All that is taken of the order, or the bundle, gets no later step. */
static enum status
halt(struct step_run *r, int64_t shipment, const char *cause, struct why *w)
{
	const struct robo_step *x = &r->robo->step[r->at];
	struct query q;

	query_open(&q, r->store, x->per_order ?
	    "INSERT OR IGNORE INTO halting"
	    " SELECT t.parent, :kind, :what, :more"
	    "   FROM taken o CROSS JOIN taken t"
	    "  WHERE o.id = :id AND t.orders = o.orders" :
	    "INSERT OR IGNORE INTO halting"
	    " SELECT parent, :kind, :what, :more FROM taken WHERE id = :id");
	query_num(&q, ":kind", HALT_FAILED);
	query_text(&q, ":what", x->name);
	query_text(&q, ":more", cause);
	query_num(&q, ":id", shipment);
	return query_do(&q, "halt shipments", w);
}

enum status
step_record(struct step_run *r, const int64_t *id, const char *const *why,
    size_t n, struct why *w)
{
	struct stamp now;
	enum status st;
	size_t i;

	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = because(r, w)) != SN_OK)
		return st;
	for (i = 0; i < n && st == SN_OK; i++) {
		st = put(r, id[i], why[i] == NULL ? STEP_DONE : STEP_FAILED,
		    why[i], now.text, w);
		if (st == SN_OK && why[i] != NULL)
			st = halt(r, id[i], why[i], w);
	}
	return st == SN_OK ? steps_halt(r, w) : st;
}

enum status
step_record_all(struct step_run *r, const int64_t *id, size_t n,
    enum step_state state, const char *cause, struct why *w)
{
	struct stamp now;
	enum status st;
	size_t i;

	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = because(r, w)) != SN_OK)
		return st;
	for (i = 0; i < n && st == SN_OK; i++) {
		st = put(r, id[i], state, cause, now.text, w);
		if (st == SN_OK && state == STEP_FAILED)
			st = halt(r, id[i], cause, w);
	}
	return st == SN_OK ? steps_halt(r, w) : st;
}

/* What an action refused. */
struct refusals {
	struct step_run	*run;
	int64_t		*id;
	const char	**why;
	size_t		 n, cap, capwhy;
};

static void
refused(const struct rule *rule, int64_t shipment, const struct why *w,
    void *arg)
{
	struct refusals *f = arg;
	struct arena *a = f->run->arena;

	(void)rule;
	f->id = arena_grow(a, f->id, f->n, &f->cap, sizeof(*f->id));
	f->why = arena_grow(a, f->why, f->n, &f->capwhy, sizeof(*f->why));
	f->id[f->n] = shipment;
	f->why[f->n++] = arena_strdup(a, w->text);
}

/* Those of hit that were not refused are done. */
static enum status
record_hits(struct step_run *r, const struct refusals *f, struct why *w)
{
	enum status st = SN_OK, end;
	struct stamp now;
	struct query q;
	size_t i;

	if ((st = step_record(r, f->id, f->why, f->n, w)) != SN_OK ||
	    (st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, r->store, "DELETE FROM hit WHERE id = :id");
	for (i = 0; i < f->n; i++) {
		query_num(&q, ":id", f->id[i]);
		query_row(&q);
		query_again(&q);
	}
	if ((st = query_end(&q, "read shipments", w)) != SN_OK)
		return st;
	query_open(&q, r->store, "SELECT id FROM hit ORDER BY id");
	while (st == SN_OK && query_row(&q))
		st = put(r, query_int(&q, 0), STEP_DONE, NULL, now.text, w);
	end = query_end(&q, "read shipments", w);
	return st != SN_OK ? st : end;
}

static bool
ends(const struct action *x)
{
	return x->act == ACTION_MOVE && (strcmp(x->value, "done") == 0 ||
	    strcmp(x->value, "follow") == 0);
}

enum status
step_act(struct step_run *r, struct why *w)
{
	const struct robo_step *x = &r->robo->step[r->at];
	struct refusals f = { .run = r };
	struct rule rule = { .title = r->robo->title };
	struct rule_run as = { .store = r->store, .conf = r->conf,
	    .any = true, .refused = refused, .arg = &f, .arena = r->arena };
	enum status st;

	if ((st = because(r, w)) != SN_OK ||
	    (st = ruleact(&as, &rule, &x->action, w)) != SN_OK ||
	    (st = refresh_touched(r->store, w)) != SN_OK ||
	    (st = ruleact_labels(&as, w)) != SN_OK ||
	    (ends(&x->action) && (st = finding_settle(r->store, w)) != SN_OK) ||
	    (st = record_hits(r, &f, w)) != SN_OK)
		return st;
	r->failed = f.n;
	if (!robo_leaves(x))
		return SN_OK;
	return query_run(r->store, "DELETE FROM taken"
	    " WHERE parent IN (SELECT id FROM hit)", "move shipments", w);
}

enum status
steps_orphaned(int64_t *n, struct store *s, struct why *w)
{
	struct query q;

	*n = 0;
	query_open(&q, s,
	    "   UPDATE step SET state = 'unknown'"
	    "    WHERE state <> 'done' AND state = 'claimed'"
	    "RETURNING id");
	while (query_row(&q))
		++*n;
	return query_end(&q, "read ledger", w);
}

enum status
step_prune(struct step_run *r, struct why *w)
{
	struct query q;

	query_open(&q, r->store,
	    "DELETE FROM step"
	    " WHERE state <> 'done' AND state = 'failed' AND robo = :robo"
	    "   AND NOT EXISTS (SELECT 1 FROM halted h"
	    "       WHERE h.id = step.shipment OR h.orders = step.orders)"
	    "   AND NOT EXISTS (SELECT 1 FROM taken t"
	    "       WHERE t.id = step.shipment OR t.orders = step.orders)");
	query_text(&q, ":robo", r->robo->title);
	return query_do(&q, "prune ledger", w);
}

enum status
steps_forget(struct store *s, const char *robo, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "DELETE FROM step"
	    " WHERE state <> 'done' AND state = 'failed' AND robo = :robo");
	query_text(&q, ":robo", robo);
	return query_do(&q, "prune ledger", w);
}

#define LEFT								\
	"SELECT x.robo, x.step, x.state, x.cause, x.at, x.orders,"	\
	"       x.shipment, CASE WHEN x.shipment IS NOT NULL"		\
	"       THEN x.shipment || ' (' || o.shop || ':' || o.number || ')'" \
	"       ELSE o.shop || ':' || o.number END"			\
	"  FROM step x"							\
	"  LEFT JOIN shipment s ON s.id = x.shipment"			\
	"  LEFT JOIN destination d ON d.id = s.destination"		\
	"  LEFT JOIN orders o ON o.id = coalesce(x.orders, d.orders)"

static enum status
read_left(struct step_left **out, size_t *n, struct query *q,
    struct arena *a, struct why *w)
{
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	while (query_row(q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = (struct step_left){
			.robo = query_col(q, 0, a), .step = query_col(q, 1, a),
			.state = query_col(q, 2, a),
			.cause = query_col(q, 3, a), .at = query_col(q, 4, a),
			.orders = query_int(q, 5),
			.shipment = query_int(q, 6),
			.name = query_col(q, 7, a),
		};
	}
	return query_end(q, "read ledger", w);
}

enum status
steps_left(struct step_left **out, size_t *n, struct store *s,
    struct arena *a, struct why *w)
{
	struct query q;

	query_open(&q, s, LEFT " WHERE x.state <> 'done' ORDER BY x.id");
	return read_left(out, n, &q, a, w);
}

enum status
steps_of(struct step_left **out, size_t *n, struct store *s,
    int64_t shipment, struct arena *a, struct why *w)
{
	struct query q;

	query_open(&q, s, LEFT
	    " WHERE x.id IN (SELECT id FROM step WHERE shipment = :id"
	    "        UNION SELECT y.id FROM shipment t"
	    "          JOIN destination e ON e.id = t.destination"
	    "          JOIN step y ON y.orders = e.orders WHERE t.id = :id)"
	    " ORDER BY x.id");
	query_num(&q, ":id", shipment);
	return read_left(out, n, &q, a, w);
}

enum status
steps_unsent(struct step_unsent **out, size_t *n, struct store *s,
    int64_t shipment, struct arena *a, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT id, coalesce(title, key), state, error FROM outbox"
	    " WHERE id IN (SELECT id FROM outbox WHERE shipment = :id"
	    "        UNION SELECT x.id FROM shipment t"
	    "          JOIN destination d ON d.id = t.destination"
	    "          JOIN outbox x ON x.orders = d.orders"
	    "         WHERE t.id = :id AND x.shipment IS NULL)"
	    "   AND state NOT IN ('done', 'cancelled')"
	    " ORDER BY id");
	query_num(&q, ":id", shipment);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = (struct step_unsent){ query_int(&q, 0),
		    query_col(&q, 1, a), query_col(&q, 2, a),
		    query_col(&q, 3, a) };
	}
	return query_end(&q, "read effects", w);
}

#define OF_SHIPMENT							\
	" WHERE state <> 'done' AND id IN (SELECT id FROM step"		\
	"        WHERE shipment = :id UNION SELECT y.id FROM shipment t" \
	"         JOIN destination e ON e.id = t.destination"		\
	"         JOIN step y ON y.orders = e.orders WHERE t.id = :id)"	\
	"RETURNING id"

enum status
steps_settle(int64_t *count, struct store *s, const int64_t *id, size_t n,
    bool done, struct why *w)
{
	struct query q;
	size_t i;

	*count = 0;
	query_open(&q, s, done ?
	    "UPDATE step SET state = 'done', cause = NULL" OF_SHIPMENT :
	    "DELETE FROM step" OF_SHIPMENT);
	for (i = 0; i < n; i++) {
		query_num(&q, ":id", id[i]);
		while (query_row(&q))
			++*count;
		query_again(&q);
	}
	return query_end(&q, "settle steps", w);
}

enum status
steps_idle(bool *idle, struct store *s, struct why *w)
{
	struct query q;

	*idle = false;
	query_open(&q, s,
	    "SELECT coalesce((SELECT max(seq) FROM change), 0) = after"
	    "   AND NOT EXISTS (SELECT 1 FROM outbox WHERE op = op.id)"
	    "  FROM op WHERE id = :op");
	query_num(&q, ":op", store_op(s));
	if (query_row(&q))
		*idle = query_int(&q, 0) == 1;
	return query_end(&q, "look at run", w);
}
