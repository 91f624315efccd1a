#include <string.h>

#include "store/board.h"
#include "store/query.h"

enum { DAY = 10 };		/* characters of YYYY-MM-DD */

/* One more shipment of that status and route. */
static void
count(struct board *b, const char *status, const char *route, struct arena *a)
{
	struct board_count *c;
	size_t i;

	for (i = 0; i < b->ncount; i++) {
		c = &b->count[i];
		if (strcmp(c->status, status) == 0 &&
		    strcmp(c->route, route) == 0) {
			c->n++;
			return;
		}
	}
	b->count = arena_grow(a, b->count, b->ncount, &b->capcount,
	    sizeof(*b->count));
	b->count[b->ncount++] = (struct board_count){
	    arena_strdup(a, status), arena_strdup(a, route), 1 };
}

/*
 * Whether the time at has passed, or is today.  A date, and midnight, which
 * is how a date is stored as a time, mean the whole day.
 */
static void
watch(struct board_due *d, const char *at, const char *now)
{
	int day;

	if (at == NULL)
		return;
	day = strncmp(at, now, DAY);
	if (day < 0 || (day == 0 && at[DAY] == 'T' &&
	    strcmp(at + DAY, "T00:00:00") != 0 && strcmp(at, now) < 0))
		d->late++;
	else if (day == 0)
		d->due++;
}

/* The orders bundled into s. */
#define BUNDLED								\
	" FROM shipment m"						\
	" JOIN destination md ON md.id = m.destination"			\
	" JOIN orders mo ON mo.id = md.orders"				\
	" WHERE m.bundled_into = s.id"

/* What is due first of s and of all that is bundled into it. */
#define EARLIEST(own, bundled)						\
	"coalesce((SELECT min(" bundled ")" BUNDLED			\
	"   AND (" own " IS NULL OR " bundled " < " own ")), " own ")"

/* Whether a payment is there, of s or of what is bundled into it. */
#define PAYMENT(test)							\
	"(EXISTS (SELECT 1 FROM payment p WHERE p.orders = o.id"	\
	" AND " test ") OR EXISTS (SELECT 1" BUNDLED			\
	" AND EXISTS (SELECT 1 FROM payment p WHERE p.orders = mo.id"	\
	" AND " test ")))"

/* All that is neither done nor cancelled, by ranges of the index. */
static enum status
open_ones(struct board *b, struct store *s, const struct board_now *now,
    struct arena *a, struct why *w)
{
	struct arena row = ARENA_INIT;
	struct query q;
	int i;

	query_open(&q, s,
	    "SELECT s.status, s.route, s.status_at,"
	    "       " EARLIEST("CASE WHEN o.mall_state = 'unconfirmed'"
	    "            THEN o.confirm_by END",
	    "CASE WHEN mo.mall_state = 'unconfirmed' THEN mo.confirm_by END")
	    ","
	    "       CASE WHEN s.status = 'payment'"
	    "            THEN " EARLIEST("o.pay_by", "mo.pay_by") " END,"
	    "       CASE WHEN s.shipped_at IS NULL"
	    "             AND s.status NOT IN ('notify', 'follow')"
	    "            THEN " EARLIEST("o.ship_by", "mo.ship_by") " END,"
	    "       CASE WHEN s.shipped_at IS NULL"
	    "             AND s.status NOT IN ('notify', 'follow')"
	    "            THEN " EARLIEST("s.ship_date", "m.ship_date")
	    "            END,"
	    "       s.status = 'new' AND " PAYMENT("p.timing = 'before'"
	    "          AND p.state NOT IN ('paid', 'over')") ","
	    "       s.status IN ('new', 'ready', 'print')"
	    "       AND " PAYMENT("p.timing = 'auth'"
	    "          AND p.state IN ('none', 'asked', 'hold', 'ng')") ","
	    "       CASE WHEN s.status = 'notify'"
	    "            THEN s.reported_at IS NOT NULL AND NOT EXISTS"
	    "             (SELECT 1" BUNDLED " AND m.reported_at IS NULL) END"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    "  JOIN orders o ON o.id = d.orders"
	    " WHERE (s.status < 'cancel'"
	    "    OR s.status > 'cancel' AND s.status < 'done'"
	    "    OR s.status > 'done')"
	    "   AND s.bundled_into IS NULL");
	while (query_row(&q)) {
		count(b, query_col(&q, 0, &row), query_col(&q, 1, &row), a);
		if (strcmp(query_col(&q, 2, &row), now->since) < 0)
			b->deadline[BOARD_STUCK].late++;
		for (i = BOARD_CONFIRM; i <= BOARD_SHIP_DATE; i++)
			watch(&b->deadline[i], query_col(&q, 3 + i, &row),
			    now->now);
		b->unpaid += query_int(&q, 7);
		b->uncredited += query_int(&q, 8);
		b->reported += query_int(&q, 9) == 1;
		b->unreported += query_int(&q, 9) == 0;
		arena_reset(&row);
	}
	arena_free(&row);
	return query_end(&q, "board", w);
}

static enum status
findings(struct board *b, struct store *s, struct arena *a, struct why *w)
{
	struct board_finding *f;
	struct query q;

	query_open(&q, s,
	    "SELECT code, severity, count(*)"
	    "  FROM finding"
	    " WHERE state = 'open'"
	    " GROUP BY code, severity"
	    " ORDER BY CASE severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2"
	    "         ELSE 3 END, count(*) DESC, code");
	while (query_row(&q)) {
		b->finding = arena_grow(a, b->finding, b->nfinding,
		    &b->capfinding, sizeof(*b->finding));
		f = &b->finding[b->nfinding++];
		f->code = query_col(&q, 0, a);
		f->severity = query_col(&q, 1, a);
		f->n = query_int(&q, 2);
	}
	return query_end(&q, "board", w);
}

static enum status
unrouted(struct board *b, struct store *s, struct why *w)
{
	return query_one(&b->unrouted, s,
	    "SELECT count(*) FROM shipment s"
	    " WHERE s.status = 'new' AND s.bundled_into IS NULL"
	    "   AND EXISTS (SELECT 1 FROM fired)"
	    "   AND NOT EXISTS (SELECT 1 FROM fired f"
	    "           WHERE f.shipment = s.id)", 0, w);
}

/* Counted by the index alone: these are nearly all of an old store. */
static enum status
ended(struct board *b, struct store *s, struct why *w)
{
	enum status st;

	if ((st = query_one(&b->done, s,
	    "SELECT count(*) - (SELECT count(*) FROM shipment"
	    "        WHERE bundled_into IS NOT NULL AND status = 'done')"
	    "  FROM shipment WHERE status = 'done'", 0, w)) != SN_OK)
		return st;
	return query_one(&b->cancelled, s,
	    "SELECT count(*) - (SELECT count(*) FROM shipment"
	    "        WHERE bundled_into IS NOT NULL AND status = 'cancel')"
	    "  FROM shipment WHERE status = 'cancel'", 0, w);
}

enum status
store_board(struct board *out, struct store *s, const struct board_now *now,
    struct arena *a, struct why *w)
{
	enum status st;

	*out = (struct board){ .count = NULL };
	if ((st = open_ones(out, s, now, a, w)) != SN_OK ||
	    (st = ended(out, s, w)) != SN_OK ||
	    (st = unrouted(out, s, w)) != SN_OK ||
	    (st = findings(out, s, a, w)) != SN_OK)
		return st;
	if ((st = query_one(&out->unwritten, s,
	    "SELECT min(id) FROM batch WHERE written_at IS NULL", NUM_NULL,
	    w)) != SN_OK)
		return st;
	return query_one(&out->unsent, s,
	    "SELECT count(*) FROM outbox"
	    " WHERE state IN ('dead', 'unknown', 'failed')", 0, w);
}
