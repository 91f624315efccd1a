/*
 * Actions of rules that send shipments on their way: where they stand, when
 * they leave, and in how many parts.
 */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/bulk.h"
#include "store/calendar.h"
#include "store/ruleact.h"
#include "store/split.h"
#include "store/todo.h"

static void
refuse(struct rule_run *r, const struct rule *rule, int64_t id,
    const struct why *w)
{
	if (r->refused != NULL)
		r->refused(rule, id, w, r->arg);
}

/*
 * Whether a shipment may be where m sends it: a status that only some routes
 * have needs one of those.
 */
static enum status
fits(struct rule_run *r, int64_t id, const struct move *m, struct why *w)
{
	const char *status, *route;
	struct place at;
	enum status st;

	if ((st = store_place(&at, r->store, id, r->arena, w)) != SN_OK)
		return st;
	status = m->status != NULL ? m->status : at.status;
	route = m->route != NULL ? m->route : at.route;
	if (conf_status(r->conf, route, status) != NULL)
		return SN_OK;
	return store_refuse(r->store, id, w, _("its route %s has no status "
	    "%s"), route, status);
}

/* Whether every route has the status that m sends to. */
static bool
is_common(const struct move *m)
{
	return m->status != NULL && word_find(words_status, m->status) != NULL;
}

enum status
ruleact_move(struct rule_run *r, const struct rule *rule,
    const struct move *m, struct why *w)
{
	int64_t *id, *fit;
	enum status st;
	size_t i, n, k = 0;
	bool *moved;

	if ((st = ruleact_hits(&id, &n, r, w)) != SN_OK)
		return st;
	fit = arena_alloc(r->arena, (n + 1) * sizeof(*fit));
	moved = arena_alloc(r->arena, n + 1);
	for (i = 0; i < n; i++) {
		st = is_common(m) ? SN_OK : fits(r, id[i], m, w);
		if (status_stops(st))
			return st;
		if (st == SN_OK)
			fit[k++] = id[i];
		else
			refuse(r, rule, id[i], w);
	}
	if ((st = store_move_many(moved, r->store, fit, k, m, w)) != SN_OK)
		return st;
	for (i = 0; i < k; i++)
		if (!moved[i] && (st = store_move(r->store, fit[i], m,
		    w)) != SN_OK) {
			if (status_stops(st))
				return st;
			refuse(r, rule, fit[i], w);
		}
	return SN_OK;
}

/* When it would leave, and when that is over: when it can leave now. */
#define SHIP_AUTO_DAY							\
	"CASE WHEN sn_ship_on(" CALENDAR_FROM ", s.route, s.carrier, :lead,"	\
	"          :cutoff) >= :today"					\
	"     THEN sn_ship_on(" CALENDAR_FROM ", s.route, s.carrier, :lead,"	\
	"          :cutoff)"						\
	"     ELSE sn_ship_on(:now, s.route, s.carrier, :lead, :cutoff) END"
#define SHIP_FROM							\
	" FROM hit h JOIN shipment s ON s.id = h.id"			\
	" JOIN destination d ON d.id = s.destination"			\
	" JOIN orders o ON o.id = d.orders"

static const char *const sql_ship[] = {
	[SHIP_AUTO] = "INSERT INTO target (id, value)"
	    "SELECT s.id, " SHIP_AUTO_DAY SHIP_FROM,
	[SHIP_BACK] = "INSERT INTO target (id, value)"
	    "SELECT s.id, coalesce(sn_ship_back(s.deliver_on, s.route,"
	    "       s.carrier, s.service,"
	    "       coalesce(d.from_pref, sn_from_pref(o.shop)), d.to_pref, "
	    SHIP_AUTO_DAY "), " SHIP_AUTO_DAY ")" SHIP_FROM,
	[SHIP_IN] = "INSERT INTO target (id, value)"
	    "SELECT id, :today FROM hit"
};

enum status
ruleact_ship(struct rule_run *r, const struct action *x, struct why *w)
{
	char day[DATE_SIZE];
	struct stamp now;
	enum status st;
	struct query q;

	if ((st = bulk_begin(r->store, w)) != SN_OK ||
	    (st = store_calendar_ready(r->store, w)) != SN_OK ||
	    (st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, r->store, sql_ship[x->n]);
	memcpy(day, now.text, sizeof(day) - 1);
	day[sizeof(day) - 1] = '\0';
	if (x->n == SHIP_IN && (st = date_add(day, day, (int)x->lead)) !=
	    SN_OK)
		return fail(w, st, _("no such day"));
	query_text(&q, ":today", day);
	if (x->n != SHIP_IN) {
		query_text(&q, ":now", now.text);
		query_num(&q, ":lead", x->lead);
		query_text(&q, ":cutoff", x->cutoff);
	}
	return bulk_fill(&q, &table_shipment,
	    column_find(&table_shipment, "ship_date"), w);
}

/* Have later rules meet a part that was split off, unless they stop here. */
static enum status
add_part(struct rule_run *r, int64_t id, struct why *w)
{
	enum status st;
	struct query q;
	bool stopped;

	r->part = arena_grow(r->arena, r->part, r->npart, &r->cappart,
	    sizeof(*r->part));
	r->part[r->npart++] = id;
	query_open(&q, r->store,
	    "SELECT 1 FROM fired WHERE shipment = :id AND stops = 1");
	query_num(&q, ":id", id);
	stopped = query_row(&q);
	st = query_end(&q, "select part", w);
	return st != SN_OK || stopped ? st : todo_put(r->store, &id, 1, w);
}

enum status
ruleact_split(struct rule_run *r, const struct rule *rule,
    const struct action *x, struct why *w)
{
	struct split_made *made = NULL;
	size_t i, n, nmade = 0, cap = 0;
	enum status st;
	int64_t *id;

	if ((st = ruleact_hits(&id, &n, r, w)) != SN_OK ||
	    (st = store_split_some(id, &n, r->store, &x->split, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		st = store_split(&made, &nmade, &cap, r->store, id[i],
		    &x->split, false, r->arena, w);
		if (status_stops(st))
			return st;
		if (st != SN_OK)
			refuse(r, rule, id[i], w);
	}
	for (i = 0, st = SN_OK; i < nmade && st == SN_OK; i++)
		st = add_part(r, made[i].id, w);
	return st;
}
