/*
 * What sections of robo.conf take, and what is halted.  Temporary tables:
 * taken, what gets the next step; halted, what does not; hit, what the step
 * at hand is done to.
 */

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/str.h"
#include "store/function.h"
#include "store/select.h"
#include "store/steps.h"
#include "store/todo.h"
#include "text/date.h"

static const char temporary[] =
    "CREATE TEMP TABLE IF NOT EXISTS taken ("
    " id INTEGER PRIMARY KEY, destination INTEGER NOT NULL,"
    " orders INTEGER NOT NULL, parent INTEGER NOT NULL) STRICT;"
    "CREATE TEMP TABLE IF NOT EXISTS halted ("
    " id INTEGER PRIMARY KEY, orders INTEGER NOT NULL,"
    " parent INTEGER NOT NULL, kind INTEGER NOT NULL, what TEXT,"
    " more TEXT) STRICT;"
    "CREATE INDEX IF NOT EXISTS temp.halted_orders ON halted (orders);"
    "CREATE TEMP TABLE IF NOT EXISTS halting ("
    " parent INTEGER PRIMARY KEY, kind INTEGER NOT NULL, what TEXT,"
    " more TEXT) STRICT;"
    "DELETE FROM taken; DELETE FROM halted; DELETE FROM halting";

/* A query of the section; the message names its place. */
static enum status
read_cond(const struct expr **out, struct step_run *r, const char *query,
    unsigned line, struct why *w)
{
	enum status st;

	*out = NULL;
	if (query == NULL)
		return SN_OK;
	st = select_parse(out, r->store, r->conf, query, false, r->arena, w);
	return st == SN_OK ? st : fail_at(w, st, "%s:%u: robo \"%s\": if",
	    r->robo->file, line, r->robo->title);
}

enum status
step_open(struct step_run *r, struct why *w)
{
	const struct robo *b = r->robo;
	enum status st;
	size_t i;

	r->stop = arena_alloc(r->arena, (b->nstop + 1) * sizeof(*r->stop));
	r->step = arena_alloc(r->arena, (b->nstep + 1) * sizeof(*r->step));
	if ((st = functions_on(r->store, w)) != SN_OK ||
	    (st = read_cond(&r->cond, r, b->cond, b->cond_line, w)) != SN_OK)
		return st;
	for (i = 0; i < b->nstop; i++)
		if ((st = read_cond(&r->stop[i], r, b->stop[i].cond,
		    b->stop[i].cond_line, w)) != SN_OK)
			return st;
	for (i = 0; i < b->nstep; i++)
		if ((st = read_cond(&r->step[i], r, b->step[i].cond,
		    b->step[i].line, w)) != SN_OK)
			return st;
	return SN_OK;
}

/* From when to when what the section takes came to its status. */
static enum status
window(char from[DATE_SIZE + 16], char upto[DATE_SIZE + 16],
    const struct robo *b, struct why *w)
{
	char today[DATE_SIZE], day[DATE_SIZE];
	enum status st;

	if (b->after == NUM_NULL) {
		strcpy(from, "");
		strcpy(upto, "9999");
		return SN_OK;
	}
	if ((st = clock_today(today, w)) != SN_OK)
		return st;
	if (date_add(day, today, -(int)b->after) != SN_OK)
		return fail(w, SN_USAGE, _("no such day"));
	snprintf(upto, DATE_SIZE + 16, "%sT23:59:59", day);
	if (date_add(day, day, -ROBO_WINDOW) != SN_OK)
		return fail(w, SN_USAGE, _("no such day"));
	snprintf(from, DATE_SIZE + 16, "%sT00:00:00", day);
	return SN_OK;
}

#define TAKE								\
	"INSERT INTO taken"						\
	" SELECT s.id, s.destination, d.orders, s.id"			\
	"   FROM shipment s CROSS JOIN destination d"			\
	"     ON d.id = s.destination"					\
	"  WHERE s.bundled_into IS NULL"				\
	"    AND s.status_at BETWEEN :from AND :upto"			\
	"    AND (:route IS NULL OR s.route = :route)"

static enum status
take_place(struct step_run *r, struct why *w)
{
	char from[DATE_SIZE + 16], upto[DATE_SIZE + 16];
	enum status st;
	struct query q;

	if ((st = window(from, upto, r->robo, w)) != SN_OK)
		return st;
	if (r->only == NUM_NULL)
		query_open(&q, r->store, TAKE " AND s.status = :status");
	else {
		query_open(&q, r->store, TAKE
		    " AND s.id = (SELECT coalesce(bundled_into, id)"
		    "       FROM shipment WHERE id = :only)"
		    " AND +s.status = :status");
		query_num(&q, ":only", r->only);
	}
	query_text(&q, ":from", from);
	query_text(&q, ":upto", upto);
	query_text(&q, ":route", r->robo->route);
	query_text(&q, ":status", r->robo->status);
	return query_do(&q, "take shipments", w);
}

/* Fill hit with what e finds among those taken; NULL finds all. */
static enum status
find(struct step_run *r, const struct expr *e, struct why *w)
{
	enum status st;

	if (e == NULL) {
		if ((st = select_none(r->store, w)) != SN_OK)
			return st;
		return query_run(r->store, "INSERT INTO hit SELECT id FROM"
		    " taken", "take shipments", w);
	}
	if ((st = todo_begin(r->store, w)) != SN_OK ||
	    (st = query_run(r->store, "INSERT INTO todo SELECT id,"
	    " destination, orders FROM taken", "take shipments", w)) != SN_OK)
		return st;
	return select_hits(r->store, e, r->arena, w);
}

/* Put whole bundles from taken to halted. */
enum status
steps_halt(struct step_run *r, struct why *w)
{
	enum status st;
	int64_t any;

	if ((st = query_one(&any, r->store, "SELECT 1 FROM halting LIMIT 1", 0,
	    w)) != SN_OK || any == 0)
		return st;
	return query_run(r->store,
	    "INSERT OR IGNORE INTO halted"
	    " SELECT t.id, t.orders, t.parent, h.kind, h.what, h.more"
	    "   FROM taken t CROSS JOIN halting h ON h.parent = t.parent;"
	    "DELETE FROM taken WHERE parent IN (SELECT parent FROM halting);"
	    "DELETE FROM halting", "halt shipments", w);
}

/* Codes that do not stop, each between blanks, for sn_has(). */
const char *
steps_except(struct step_run *r)
{
	struct str all = STR_INIT;
	const char *text;
	size_t i;

	str_putc(&all, ' ');
	for (i = 0; r->robo->except[i] != NULL; i++)
		str_addf(&all, "%s ", r->robo->except[i]);
	text = arena_strdup(r->arena, str_text(&all));
	str_free(&all);
	return text;
}

static enum status
halt_findings(struct step_run *r, struct why *w)
{
	enum status st;
	struct query q;

	query_open(&q, r->store,
	    "INSERT OR IGNORE INTO halting"
	    " SELECT t.parent, :kind, f.code, NULL"
	    "   FROM taken t CROSS JOIN finding f ON f.orders = t.orders"
	    "  WHERE (f.shipment IS NULL OR f.shipment = t.id)"
	    "    AND " STEPS_STOPPING);
	query_num(&q, ":kind", HALT_FINDING);
	query_text(&q, ":except", steps_except(r));
	if ((st = query_do(&q, "find findings", w)) != SN_OK)
		return st;
	return steps_halt(r, w);
}

enum status
step_look_again(struct step_run *r, struct why *w)
{
	enum status st;
	struct query q;

	query_open(&q, r->store,
	    "DELETE FROM taken WHERE parent IN (SELECT t.parent"
	    "       FROM taken t LEFT JOIN shipment s ON s.id = t.id"
	    "      WHERE s.id IS NULL OR s.status <> :status"
	    "         OR (:route IS NOT NULL AND s.route <> :route))");
	query_text(&q, ":status", r->robo->status);
	query_text(&q, ":route", r->robo->route);
	if ((st = query_do(&q, "look again", w)) != SN_OK)
		return st;
	return halt_findings(r, w);
}

static enum status
halt_met(struct step_run *r, const struct robo_stop *stop, int64_t bit,
    struct why *w)
{
	struct query q;

	query_open(&q, r->store,
	    "INSERT OR IGNORE INTO halting"
	    " SELECT t.parent, :kind, :what, NULL"
	    "   FROM met m CROSS JOIN taken t ON t.id = m.id"
	    "  WHERE (m.mask & :bit) <> 0");
	query_num(&q, ":kind", HALT_STOP);
	query_text(&q, ":what", stop->title);
	query_num(&q, ":bit", bit);
	return query_do(&q, "find stops", w);
}

/* The stops of the section, as many in one pass as go. */
static enum status
halt_stops(struct step_run *r, struct why *w)
{
	enum status st = SN_OK;
	size_t i, k, n;

	for (i = 0; i < r->robo->nstop && st == SN_OK; i += n) {
		n = r->robo->nstop - i;
		if (n > SELECT_AT_ONCE)
			n = SELECT_AT_ONCE;
		if ((st = todo_begin(r->store, w)) != SN_OK ||
		    (st = query_run(r->store, "INSERT INTO todo SELECT id,"
		    " destination, orders FROM taken", "find stops", w)) !=
		    SN_OK ||
		    (st = select_met(r->store, r->stop + i, n, r->arena,
		    w)) != SN_OK)
			return st;
		for (k = 0; k < n && st == SN_OK; k++)
			st = halt_met(r, &r->robo->stop[i + k],
			    INT64_C(1) << k, w);
		if (st == SN_OK)
			st = steps_halt(r, w);
	}
	return st;
}

/* Steps of which nobody knows whether they were done. */
static enum status
halt_unknown(struct step_run *r, struct why *w)
{
	enum status st;
	struct query q;

	query_open(&q, r->store,
	    "INSERT OR IGNORE INTO halting"
	    " SELECT t.parent, :kind, x.step, NULL"
	    "   FROM step x CROSS JOIN taken t ON t.id = x.shipment"
	    "  WHERE x.state <> 'done' AND x.state <> 'failed'"
	    "    AND x.robo = :robo");
	query_num(&q, ":kind", HALT_UNKNOWN);
	query_text(&q, ":robo", r->robo->title);
	if ((st = query_do(&q, "find unknown steps", w)) != SN_OK)
		return st;
	return steps_halt(r, w);
}

enum status
step_take(struct step_run *r, struct why *w)
{
	struct store *s = r->store;
	enum status st;

	if ((st = query_run(s, temporary, "take shipments", w)) != SN_OK ||
	    (st = take_place(r, w)) != SN_OK)
		return st;
	if (r->cond != NULL && ((st = find(r, r->cond, w)) != SN_OK ||
	    (st = query_run(s,
	    "DELETE FROM taken WHERE id NOT IN (SELECT id FROM hit)",
	    "take shipments", w)) != SN_OK))
		return st;
	if ((st = query_run(s,
	    "INSERT INTO taken"
	    " SELECT c.id, c.destination, d.orders, t.id"
	    "   FROM taken t CROSS JOIN shipment c ON c.bundled_into = t.id"
	    "  CROSS JOIN destination d ON d.id = c.destination",
	    "take bundles", w)) != SN_OK ||
	    (st = query_one(&r->taken, s, "SELECT count(*) FROM taken", 0,
	    w)) != SN_OK || r->taken == 0)
		return st;
	if ((st = halt_unknown(r, w)) != SN_OK ||
	    (st = halt_findings(r, w)) != SN_OK)
		return st;
	return halt_stops(r, w);
}

/* What is done already is due no more. */
static enum status
drop_done(struct step_run *r, const struct robo_step *x, struct why *w)
{
	struct query q;

	if (x->per_order)
		query_open(&q, r->store,
		    "DELETE FROM hit WHERE EXISTS (SELECT 1 FROM taken t"
		    "  CROSS JOIN step x ON x.orders = t.orders"
		    "  WHERE t.id = hit.id AND x.robo = :robo"
		    "    AND x.step = :step AND x.state = 'done')");
	else
		query_open(&q, r->store,
		    "DELETE FROM hit WHERE EXISTS (SELECT 1 FROM step x"
		    "  WHERE x.shipment = hit.id AND x.robo = :robo"
		    "    AND x.step = :step AND x.state = 'done')");
	query_text(&q, ":robo", r->robo->title);
	query_text(&q, ":step", x->name);
	return query_do(&q, "find steps", w);
}

/*
 * Orders of which something is halted, or has a finding wherever it stands,
 * wait; and as that halts bundles, look again until no more does.
 */
static enum status
halt_orders(struct step_run *r, struct why *w)
{
	enum status st;
	struct query q;
	int64_t n;

	do {
		query_open(&q, r->store,
		    "INSERT OR IGNORE INTO halting"
		    " SELECT t.parent, :kind, NULL, NULL"
		    "   FROM hit h CROSS JOIN taken t ON t.id = h.id"
		    "  WHERE EXISTS (SELECT 1 FROM halted x"
		    "          WHERE x.orders = t.orders)"
		    "     OR EXISTS (SELECT 1 FROM finding f"
		    "          WHERE f.orders = t.orders AND "
		    STEPS_STOPPING ")");
		query_num(&q, ":kind", HALT_ORDER);
		query_text(&q, ":except", steps_except(r));
		if ((st = query_do(&q, "find orders", w)) != SN_OK ||
		    (st = query_one(&n, r->store,
		    "SELECT count(*) FROM halting", 0, w)) != SN_OK ||
		    (st = steps_halt(r, w)) != SN_OK ||
		    (st = query_run(r->store, "DELETE FROM hit"
		    " WHERE id NOT IN (SELECT id FROM taken)", "find orders",
		    w)) != SN_OK)
			return st;
	} while (n > 0);
	return query_run(r->store,
	    "DELETE FROM hit WHERE id NOT IN (SELECT min(h.id)"
	    "       FROM hit h CROSS JOIN taken t ON t.id = h.id"
	    "      GROUP BY t.orders)", "find orders", w);
}

enum status
step_due(int64_t **id, size_t *n, struct step_run *r, size_t at,
    struct why *w)
{
	const struct robo_step *x = &r->robo->step[at];
	enum status st;
	struct query q;
	size_t cap = 0;

	*id = NULL;
	*n = 0;
	r->at = at;
	if ((st = find(r, r->step[at], w)) != SN_OK)
		return st;
	if (x->what != ROBO_MAIL && (st = query_run(r->store,
	    "DELETE FROM hit WHERE id IN (SELECT id FROM taken"
	    "       WHERE parent <> id)", "find shipments", w)) != SN_OK)
		return st;
	if ((st = drop_done(r, x, w)) != SN_OK ||
	    (x->per_order && (st = halt_orders(r, w)) != SN_OK))
		return st;
	query_open(&q, r->store, "SELECT id FROM hit ORDER BY id");
	while (query_row(&q)) {
		*id = arena_grow(r->arena, *id, *n, &cap, sizeof(**id));
		(*id)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "find shipments", w);
}

enum status
step_halts(struct halt **out, size_t *n, struct step_run *r, struct why *w)
{
	struct halt *h;
	struct query q;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	query_open(&q, r->store,
	    "SELECT kind, what, more, count(*), min(id) FROM halted"
	    " WHERE id = parent"
	    " GROUP BY kind, what, more ORDER BY 4 DESC, 5");
	while (query_row(&q)) {
		*out = arena_grow(r->arena, *out, *n, &cap, sizeof(**out));
		h = &(*out)[(*n)++];
		*h = (struct halt){ .kind = (enum halt_kind)query_int(&q, 0),
		    .what = query_col(&q, 1, r->arena),
		    .more = query_col(&q, 2, r->arena),
		    .n = query_int(&q, 3), .example = query_int(&q, 4) };
	}
	return query_end(&q, "read what is halted", w);
}

enum status
step_count(int64_t *halted, int64_t *free_, struct step_run *r,
    struct why *w)
{
	enum status st;

	if ((st = query_one(halted, r->store, "SELECT count(*) FROM halted"
	    " WHERE id = parent", 0, w)) != SN_OK)
		return st;
	return query_one(free_, r->store, "SELECT count(*) FROM taken"
	    " WHERE id = parent", 0, w);
}
