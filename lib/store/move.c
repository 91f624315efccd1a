#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/calendar.h"
#include "store/cancel.h"
#include "store/function.h"
#include "store/move.h"
#include "store/source.h"

const char *
store_name(struct store *s, int64_t id, struct arena *a)
{
	const char *name = NULL;
	struct query q;
	struct why w;

	query_open(&q, s,
	    "SELECT o.shop || ':' || o.number"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    "  JOIN orders o ON o.id = d.orders"
	    " WHERE s.id = :id");
	query_num(&q, ":id", id);
	if (query_row(&q))
		name = query_col(&q, 0, a);
	if (query_end(&q, "name shipment", &w) != SN_OK || name == NULL)
		return arena_printf(a, "%" PRId64, id);
	return arena_printf(a, "%" PRId64 " (%s)", id, name);
}

enum status
store_refuse(struct store *s, int64_t id, struct why *w, const char *fmt, ...)
{
	struct arena a = ARENA_INIT;
	char cause[400];
	enum status st;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(cause, sizeof(cause), fmt, ap);
	va_end(ap);
	st = fail(w, SN_CONFLICT, "%s: %s", store_name(s, id, &a), cause);
	arena_free(&a);
	return st;
}

enum status
store_place(struct place *out, struct store *s, int64_t id, struct arena *a,
    struct why *w)
{
	enum status st;
	struct query q;

	*out = (struct place){ .status = NULL };
	query_open(&q, s,
	    "   SELECT s.status, s.box, s.route, s.bundled_into,"
	    "          coalesce(p.labelled_at, s.labelled_at) IS NOT NULL"
	    "     FROM shipment s "
	    "LEFT JOIN shipment p ON p.id = s.bundled_into"
	    "    WHERE s.id = :id");
	query_num(&q, ":id", id);
	if (query_row(&q)) {
		out->status = query_col(&q, 0, a);
		out->box = query_col(&q, 1, a);
		out->route = query_col(&q, 2, a);
		out->parent = query_int(&q, 3);
		out->labelled = query_int(&q, 4) == 1;
	}
	if ((st = query_end(&q, "read shipment", w)) != SN_OK)
		return st;
	if (out->status == NULL)
		return fail(w, SN_NOTFOUND, _("%" PRId64 ": no such shipment"),
		    id);
	return SN_OK;
}

enum status
store_bundled(int64_t **id, size_t *n, size_t *cap, struct store *s,
    int64_t parent, struct arena *a, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT id FROM shipment WHERE bundled_into = :id ORDER BY id");
	query_num(&q, ":id", parent);
	while (query_row(&q)) {
		*id = arena_grow(a, *id, *n, cap, sizeof(**id));
		(*id)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "read bundle", w);
}

/* NULL in a move stands for whatever is there. */
static bool
stays(const char *want, const char *have)
{
	return want == NULL || (have != NULL && strcmp(want, have) == 0);
}

/* Say why the update passed shipment id by, or that it had no need to. */
static enum status
refused(struct store *s, int64_t id, const struct move *m, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct place now;
	enum status st;

	if ((st = store_place(&now, s, id, &a, w)) != SN_OK)
		goto out;
	if (stays(m->status, now.status) && stays(m->box, now.box) &&
	    stays(m->route, now.route))
		st = SN_OK;
	else if (now.parent != NUM_NULL)
		st = store_refuse(s, id, w, _("is bundled into %" PRId64
		    "; move that one"), now.parent);
	else if (strcmp(now.status, "cancel") == 0)
		st = store_refuse(s, id, w, _("is cancelled"));
	else
		st = store_refuse(s, id, w, _("is done"));
out:
	arena_free(&a);
	return st;
}

/* So many at once: a statement for each would cost twice as much. */
enum { CHUNK = 32 };
#define PLACES								\
	"(?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"	\
	" ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29,"	\
	" ?30, ?31, ?32, ?33, ?34, ?35, ?36)"
enum { FIRST_PLACE = 5 };

static const char sql_move[] =
    "   UPDATE shipment"
    "      SET status_at = CASE WHEN status = coalesce(?1, status)"
    "              THEN status_at ELSE ?4 END,"
    "          box = CASE WHEN coalesce(?1, status) = 'hold'"
    "              THEN coalesce(?2, box) END,"
    "          status = coalesce(?1, status),"
    "          route = coalesce(?3, route)"
    "    WHERE id IN " PLACES
    "      AND bundled_into IS NULL"
    "      AND (status NOT IN ('done', 'follow', 'cancel')"
    "          OR (status = 'done' AND ?1 = 'follow')"
    "          OR (status = 'follow' AND ?1 = 'done'))"
    "RETURNING id";

/* Write to the children of bundles what their parents have now. */
#define PLACES_FIRST							\
	"(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"	\
	" ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26,"	\
	" ?27, ?28, ?29, ?30, ?31, ?32)"
static const char sql_children[] =
    "UPDATE shipment"
    "   SET (status, status_at, box, route) ="
    "       (SELECT p.status, p.status_at, p.box, p.route"
    "          FROM shipment p WHERE p.id = shipment.bundled_into)"
    " WHERE bundled_into IN " PLACES_FIRST;

static const char sql_paid[] =
    "SELECT id FROM shipment"
    " WHERE status = 'payment' AND ship_date IS NOT NULL"
    "   AND id IN " PLACES_FIRST;

/*
 * A ship date that was set while payment was awaited is too early once that
 * has come late: it counts from the payment then.  Later ones stay.
 */
static const char sql_ship[] =
    "UPDATE shipment"
    "   SET ship_date = (SELECT sn_ship_on(" CALENDAR_FROM ", s.route,"
    "               s.carrier, NULL, NULL)"
    "          FROM " SOURCE_SHIPMENTS " WHERE s.id = shipment.id)"
    " WHERE id = :id AND ship_date <"
    "       (SELECT sn_ship_on(" CALENDAR_FROM ", s.route,"
    "               s.carrier, NULL, NULL)"
    "          FROM " SOURCE_SHIPMENTS " WHERE s.id = shipment.id)";

static enum status
ship_later(struct store *s, int64_t id, struct why *w)
{
	enum status st;
	struct query q;

	if ((st = functions_on(s, w)) != SN_OK ||
	    (st = store_calendar_ready(s, w)) != SN_OK)
		return st;
	query_open(&q, s, sql_ship);
	query_num(&q, ":id", id);
	return query_do(&q, "ship dates", w);
}

/* Those of a chunk that leave the status payment with a ship date. */
static enum status
find_paid(bool *paid, struct store *s, const int64_t *id, size_t n,
    const struct move *m, struct why *w)
{
	struct query q;
	int64_t one;
	size_t i;

	memset(paid, 0, n * sizeof(*paid));
	if (m->status == NULL || strcmp(m->status, "payment") == 0 ||
	    strcmp(m->status, "hold") == 0)
		return SN_OK;
	query_open(&q, s, sql_paid);
	for (i = 0; i < n; i++)
		query_num_at(&q, 1 + (int)i, id[i]);
	while (query_row(&q)) {
		one = query_int(&q, 0);
		for (i = 0; i < n; i++)
			paid[i] = paid[i] || id[i] == one;
	}
	return query_end(&q, "find paid shipments", w);
}

/* Move up to CHUNK shipments and what is bundled into them. */
static enum status
move_chunk(bool *moved, struct store *s, const int64_t *id, size_t n,
    const struct move *m, const struct stamp *now, struct why *w)
{
	bool paid[CHUNK];
	enum status st;
	struct query q;
	int64_t to;
	size_t i;

	if ((st = find_paid(paid, s, id, n, m, w)) != SN_OK)
		return st;
	query_open(&q, s, sql_move);
	query_text_at(&q, 1, m->status);
	query_text_at(&q, 2, m->box);
	query_text_at(&q, 3, m->route);
	query_text_at(&q, 4, now->text);
	for (i = 0; i < n; i++) {
		query_num_at(&q, FIRST_PLACE + (int)i, id[i]);
		moved[i] = false;
	}
	while (query_row(&q)) {
		to = query_int(&q, 0);
		for (i = 0; i < n; i++)
			moved[i] = moved[i] || id[i] == to;
	}
	if ((st = query_end(&q, "move shipments", w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++)
		if (moved[i] && paid[i] &&
		    (st = ship_later(s, id[i], w)) != SN_OK)
			return st;
	query_open(&q, s, sql_children);
	for (i = 0; i < n; i++)
		query_num_at(&q, 1 + (int)i, id[i]);
	return query_do(&q, "move bundles", w);
}

/* A person moved it there: its label, if it has one, is no hindrance. */
static enum status
cancel(struct store *s, int64_t id, struct why *w)
{
	static const struct cancel how = { .state = "done", .force = true };
	enum status st;
	bool changed;

	if ((st = store_cancel(&changed, s, id, &how, w)) != SN_OK ||
	    !changed)
		return st;
	return store_cancel_end(s, &id, 1, &how, w);
}

enum status
store_move_many(bool *moved, struct store *s, const int64_t *id, size_t n,
    const struct move *m, struct why *w)
{
	struct stamp now;
	enum status st;
	size_t i, some;

	assert(m->status == NULL || strcmp(m->status, "cancel") != 0);
	assert(m->box == NULL ||
	    (m->status != NULL && strcmp(m->status, "hold") == 0));
	st = clock_now(&now, w);
	for (i = 0; i < n && st == SN_OK; i += some) {
		some = n - i < CHUNK ? n - i : CHUNK;
		st = move_chunk(moved + i, s, id + i, some, m, &now, w);
	}
	return st;
}

enum status
store_move(struct store *s, int64_t id, const struct move *m, struct why *w)
{
	enum status st;
	bool moved;

	if (m->status != NULL && strcmp(m->status, "cancel") == 0)
		return cancel(s, id, w);
	if ((st = store_move_many(&moved, s, &id, 1, m, w)) != SN_OK)
		return st;
	return moved ? SN_OK : refused(s, id, m, w);
}
