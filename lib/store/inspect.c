/*
 * What checks saw against what stands: the differences are written by a
 * few statements for each check, however many shipments there are.
 */

#include <string.h>

#include "store/calendar.h"
#include "store/fitting.h"
#include "store/function.h"
#include "store/seen.h"

/* What stands of these shipments, and of their orders as a whole. */
#define STAND(shipment, of)						\
	"INSERT OR IGNORE INTO stands"					\
	" SELECT f.code, f.orders, " shipment ", coalesce(f.field, ''),"	\
	"        f.id, f.state, f.severity, f.saw, f.expected, f.source" \
	"   FROM temp." of						\
	"  WHERE f.state <> 'closed'"
#define OF_SHIPMENT " t JOIN finding f ON f.shipment = t.id"
#define OF_ORDER							\
	" t JOIN finding f ON f.orders = t.orders AND f.shipment IS NULL"
static enum status
read_standing(struct store *s, struct why *w)
{
	static const char *const sql[] = {
	    STAND("f.shipment", "todo" OF_SHIPMENT),
	    STAND("f.shipment", "ended" OF_SHIPMENT),
	    STAND("0", "todo" OF_ORDER), STAND("0", "ended" OF_ORDER),
	};
	enum status st;
	int64_t any;
	size_t i;

	if ((st = query_one(&any, s,
	    "SELECT 1 FROM finding WHERE state <> 'closed' LIMIT 1", 0, w)) !=
	    SN_OK || any == 0)
		return st;
	for (i = 0; i < sizeof(sql) / sizeof(sql[0]) && st == SN_OK; i++)
		st = query_run(s, sql[i], "check shipments", w);
	return st;
}

/* Finish a statement that closes findings of c. */
static enum status
close_some(struct inspected *out, struct query *q, const struct seeing *r,
    const char *code, struct why *w)
{
	enum status st;

	query_text(q, ":now", r->now.text);
	query_text(q, ":code", code);
	st = query_do(q, "close findings", w);
	if (st == SN_OK)
		out->closed += sqlite3_changes(r->store->db);
	return st;
}

/*
 * What is seen no longer, or was called right since.  What was acknowledged
 * stays so while its check is off.
 */
static enum status
close_gone(struct inspected *out, const struct seeing *r,
    const struct check *c, struct why *w)
{
	struct query q;

	query_open(&q, r->store,
	    "UPDATE finding"
	    "   SET state = 'closed', closed_at = :now"
	    " WHERE id IN ("
	    "       SELECT t.id FROM stands t"
	    "         LEFT JOIN seen n ON n.code = t.code"
	    "          AND n.orders = t.orders AND n.shipment = t.shipment"
	    "          AND n.field = t.field"
	    "        WHERE t.code = :code AND ((n.code IS NULL AND :on = 1)"
	    "           OR (coalesce(n.learned, 1) = 1"
	    "               AND t.state = 'open')))");
	query_num(&q, ":on", c->on);
	return close_some(out, &q, r, c->code, w);
}

static enum status
update(struct inspected *out, const struct seeing *r, const struct check *c,
    struct why *w)
{
	enum status st;
	struct query q;

	query_open(&q, r->store,
	    "UPDATE finding"
	    "   SET state = 'open', severity = :severity, saw = n.saw,"
	    "       expected = n.expected, source = n.source, ack_by = NULL,"
	    "       ack_why = NULL"
	    "  FROM (SELECT t.id, n.saw, n.expected, n.source"
	    "          FROM stands t JOIN seen n ON n.code = t.code"
	    "           AND n.orders = t.orders AND n.shipment = t.shipment"
	    "           AND n.field = t.field"
	    "         WHERE t.code = :code AND n.learned = 0"
	    "           AND (t.saw IS DISTINCT FROM n.saw"
	    "            OR t.expected IS DISTINCT FROM n.expected"
	    "            OR (t.state = 'open' AND t.severity <> :severity))) n"
	    " WHERE finding.id = n.id");
	query_text(&q, ":code", c->code);
	query_text(&q, ":severity", c->severity);
	st = query_do(&q, "update findings", w);
	if (st == SN_OK)
		out->opened += sqlite3_changes(r->store->db);
	return st;
}

#define NEW								\
	"  FROM seen n"							\
	"  LEFT JOIN stands t ON t.code = n.code AND t.orders = n.orders" \
	"   AND t.shipment = n.shipment AND t.field = n.field"		\
	" WHERE n.code = :code AND n.learned = 0 AND t.id IS NULL"

static enum status
count_new(int64_t *out, const struct seeing *r, const struct check *c,
    struct why *w)
{
	struct query q;

	*out = 0;
	query_open(&q, r->store, "SELECT count(*)" NEW);
	query_text(&q, ":code", c->code);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "count findings", w);
}

static enum status
open_new(struct inspected *out, const struct seeing *r,
    const struct check *c, struct why *w)
{
	int64_t n, first;
	enum status st;
	struct query q;

	if ((st = count_new(&n, r, c, w)) != SN_OK || n == 0 ||
	    (st = store_ids(&first, r->store, "finding", n, w)) != SN_OK)
		return st;
	query_open(&q, r->store,
	    "INSERT INTO finding (id, orders, shipment, code, severity, field,"
	    "       saw, expected, source, opened_at)"
	    "SELECT :first - 1 + row_number() OVER (ORDER BY n.orders,"
	    "       n.shipment, n.field), n.orders, nullif(n.shipment, 0),"
	    "       n.code, :severity, nullif(n.field, ''), n.saw, n.expected,"
	    "       n.source, :now" NEW);
	query_num(&q, ":first", first);
	query_text(&q, ":code", c->code);
	query_text(&q, ":severity", c->severity);
	query_text(&q, ":now", r->now.text);
	out->opened += n;
	return query_do(&q, "open findings", w);
}

/* Have the findings of one check say what it saw. */
static enum status
settle(struct inspected *out, struct seeing *r, const struct check *c,
    struct why *w)
{
	enum status st;

	if ((st = store_because(r->store, arena_printf(&r->arena, "check %s",
	    c->code), w)) != SN_OK ||
	    (st = close_gone(out, r, c, w)) != SN_OK ||
	    (st = update(out, r, c, w)) != SN_OK)
		return st;
	return open_new(out, r, c, w);
}

/* The code after last of which some finding is open; NULL at the end. */
static enum status
next_code(const char **out, const char *last, struct seeing *r,
    struct why *w)
{
	struct query q;

	*out = NULL;
	query_open(&q, r->store,
	    "SELECT min(code) FROM finding"
	    " WHERE state = 'open' AND code > :last");
	query_text(&q, ":last", last);
	if (query_row(&q))
		*out = query_col(&q, 0, &r->arena);
	return query_end(&q, "read findings", w);
}

/* Findings of that code against what is done or cancelled are no more. */
static enum status
close_ended(struct inspected *out, struct seeing *r, const char *code,
    struct why *w)
{
	struct query q;

	query_open(&q, r->store,
	    "UPDATE finding"
	    "   SET state = 'closed', closed_at = :now"
	    " WHERE state = 'open' AND code = :code"
	    "   AND NOT EXISTS (SELECT 1 FROM todo WHERE id = shipment)"
	    "   AND NOT EXISTS (SELECT 1 FROM shipment s"
	    "        WHERE s.id = finding.shipment"
	    "          AND s.status NOT IN ('done', 'follow', 'cancel'))"
	    "   AND (shipment IS NOT NULL OR NOT EXISTS ("
	    "       SELECT 1 FROM destination d"
	    "         JOIN shipment s ON s.destination = d.id"
	    "        WHERE d.orders = finding.orders"
	    "          AND s.status NOT IN ('done', 'follow', 'cancel')))");
	return close_some(out, &q, r, code, w);
}

/* Findings of a check that is off, or is in checks.conf no more. */
static enum status
close_off(struct inspected *out, struct seeing *r, const char *code,
    const char *source, struct why *w)
{
	struct query q;

	query_open(&q, r->store,
	    "UPDATE finding"
	    "   SET state = 'closed', closed_at = :now"
	    " WHERE state = 'open' AND code = :code"
	    "   AND (:source IS NULL OR source = :source)");
	query_text(&q, ":source", source);
	return close_some(out, &q, r, code, w);
}

/* What no check looks at any more, in all of the store. */
static enum status
sweep(struct inspected *out, struct seeing *r, struct why *w)
{
	const struct check *c;
	const char *code = "";
	enum status st;

	if ((st = store_because(r->store, NULL, w)) != SN_OK)
		return st;
	while ((st = next_code(&code, code, r, w)) == SN_OK && code != NULL) {
		c = checks_find(r->checks, code);
		if (c == NULL || !c->on)
			st = close_off(out, r, code, c != NULL &&
			    c->sql != NULL ? NULL : OWN_SOURCE, w);
		else if (!c->ended && c->by == NULL)
			st = close_ended(out, r, code, w);
		if (st != SN_OK)
			return st;
	}
	return st;
}

/* They are checked now, as far as the log has come. */
static enum status
leave_marks(struct store *s, struct why *w)
{
	return query_run(s,
	    "INSERT INTO checked (shipment, seq)"
	    "SELECT id, (SELECT coalesce(max(seq), 0) FROM change) FROM todo"
	    " WHERE true"
	    "    ON CONFLICT (shipment) DO UPDATE SET seq = excluded.seq",
	    "mark as checked", w);
}

enum status
inspect(struct inspected *out, struct store *s, const struct checks *checks,
    const struct conf *conf, const int64_t *id, size_t n, struct why *w)
{
	struct seeing r = { .store = s, .checks = checks, .conf = conf };
	const struct check *c;
	enum status st;
	size_t i;

	*out = (struct inspected){ 0, 0 };
	if ((st = clock_now(&r.now, w)) != SN_OK)
		return st;
	memcpy(r.today, r.now.text, sizeof(r.today) - 1);
	r.today[sizeof(r.today) - 1] = '\0';
	fitting_on(s, conf);
	if ((st = functions_on(s, w)) != SN_OK ||
	    (st = store_calendar_ready(s, w)) != SN_OK ||
	    (st = look_at(s, conf, id, n, w)) != SN_OK ||
	    (st = query_one(&r.todo, s, "SELECT count(*) FROM todo", 0,
	    w)) != SN_OK ||
	    (st = query_one(&r.ended, s, "SELECT count(*) FROM ended", 0,
	    w)) != SN_OK ||
	    (st = seen_all(&r, w)) != SN_OK ||
	    (st = read_standing(s, w)) != SN_OK)
		goto out;
	for (i = 0; i < checks->n && st == SN_OK; i++) {
		c = &checks->check[i];
		if (c->by == NULL)
			st = settle(out, &r, c, w);
	}
	if (st == SN_OK && n > 1)
		st = sweep(out, &r, w);
	if (st == SN_OK)
		st = leave_marks(s, w);
out:
	fitting_off(s);
	arena_free(&r.arena);
	return st;
}
