#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "data/head.h"
#include "store/function.h"
#include "store/next.h"
#include "store/picked.h"
#include "text/date.h"

enum {
	DAY = DATE_SIZE - 1,	/* characters of YYYY-MM-DD */
	COLUMNS = 4,		/* that a kind yields */
	OLD_MONTHS = 6		/* postal codes change every month */
};

static void
head_line(struct next_kind *k, const char *key, const char *value)
{
	if (strcmp(key, "title") == 0)
		k->title = value;
	else if (strcmp(key, "ja") == 0)
		k->ja = value;
	else if (strcmp(key, "urgency") == 0)
		k->urgency = strtol(value, NULL, 10);
	else if (strcmp(key, "group") == 0)
		k->group = value;
	else if (strcmp(key, "severity") == 0)
		k->severity = value;
	else if (strcmp(key, "command") == 0)
		k->command = value;
}

static int
by_urgency(const void *x, const void *y)
{
	const struct next_kind *k = x, *l = y;
	int order = (k->urgency > l->urgency) - (k->urgency < l->urgency);

	return order != 0 ? order : strcmp(k->name, l->name);
}

static void
read_kinds(struct next *out, struct arena *a)
{
	const struct blob *b;
	struct next_kind *k;
	const char *name;
	struct head h;
	size_t cap = 0;

	for (b = blobs; b->name != NULL; b++) {
		name = head_name(b, "store/next/", ".sql", a);
		if (name == NULL)
			continue;
		out->kind = arena_grow(a, out->kind, out->nkind, &cap,
		    sizeof(*out->kind));
		k = &out->kind[out->nkind++];
		*k = (struct next_kind){ .name = name,
		    .sql = (const char *)b->data };
		for (head_open(&h, b, a); head_next(&h);)
			head_line(k, h.key, h.value);
	}
	qsort(out->kind, out->nkind, sizeof(*out->kind), by_urgency);
}

static const char temporary[] =
    "DROP TABLE IF EXISTS temp.todo;"	/* of another shape, maybe */
    "CREATE TEMP TABLE todo ("
    " id INTEGER PRIMARY KEY, head INTEGER, orders INTEGER, status TEXT,"
    " route TEXT, status_at TEXT, cancel TEXT, ship_date TEXT,"
    " shipped_at TEXT, reported_at TEXT, mall_state TEXT, confirm_by TEXT,"
    " pay_by TEXT, ship_by TEXT, cancel_by TEXT);"
    "CREATE TEMP TABLE IF NOT EXISTS asked (orders INTEGER PRIMARY KEY);"
    "DELETE FROM asked";

#define FILL								\
	"INSERT OR IGNORE INTO todo"					\
	" SELECT s.id, coalesce(s.bundled_into, s.id), d.orders, s.status," \
	"        s.route, s.status_at, s.cancel, s.ship_date, s.shipped_at," \
	"        s.reported_at, o.mall_state, o.confirm_by, o.pay_by,"	\
	"        o.ship_by, o.cancel_by"
#define OPEN								\
	"  JOIN destination d ON d.id = s.destination"			\
	"  JOIN orders o ON o.id = d.orders"				\
	" WHERE (s.status < 'cancel'"	/* by ranges of the index */	\
	"    OR s.status > 'cancel' AND s.status < 'done'"		\
	"    OR s.status > 'done');"

static enum status
fill(struct store *s, const struct next_frame *f, struct why *w)
{
	enum status st;

	if ((st = functions_on(s, w)) != SN_OK ||
	    (st = query_run(s, temporary, "what is next", w)) != SN_OK)
		return st;
	if (f->all)
		return query_run(s, FILL "  FROM shipment s" OPEN
		    "ANALYZE temp.todo", "what is next", w);
	if ((st = picked_put(s, f->id, f->nid, w)) != SN_OK)
		return st;
	return query_run(s,
	    FILL "  FROM picked p JOIN shipment s ON s.id = p.id" OPEN
	    FILL "  FROM picked p JOIN shipment s ON s.bundled_into = p.id"
	    OPEN
	    "INSERT OR IGNORE INTO asked"
	    " SELECT d.orders"
	    "   FROM picked p JOIN shipment s ON s.id = p.id"
	    "   JOIN destination d ON d.id = s.destination;"
	    "ANALYZE temp.todo", "what is next", w);
}

/*
 * Whether the time at has passed.  A date, and midnight, which is how a date
 * is stored as a time, mean the whole day.
 */
static bool
passed(const char *at, const char *now)
{
	int day = strncmp(at, now, DAY);

	return day < 0 || (day == 0 && at[DAY] == 'T' &&
	    strcmp(at + DAY, "T00:00:00") != 0 && strcmp(at, now) < 0);
}

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

static void
take(struct next *out, const struct next_kind *k, struct query *q,
    const char *now, struct arena *a)
{
	struct next_item *last = out->nitem > 0 ?
	    &out->item[out->nitem - 1] : NULL;
	struct next_item new = { .kind = k, .n = query_int(q, 0),
	    .at = query_peek(q, 1), .what = query_peek(q, 2),
	    .cause = query_peek(q, 3) };

	if (new.n == 0 || new.n == NUM_NULL)
		return;
	if (strcmp(k->group, "deadline") == 0 && passed(new.at, now))
		new.late = new.n;
	if (last != NULL && last->kind == k && same(last->what, new.what) &&
	    same(last->cause, new.cause)) {
		last->n += new.n;
		last->late += new.late;
		if (new.at != NULL && strcmp(new.at, last->at) < 0)
			last->at = arena_strdup(a, new.at);
		return;
	}
	new.at = arena_strdup(a, new.at);
	new.what = arena_strdup(a, new.what);
	new.cause = arena_strdup(a, new.cause);
	out->item = arena_grow(a, out->item, out->nitem, &out->cap,
	    sizeof(*out->item));
	out->item[out->nitem++] = new;
}

static void
bind(struct query *q, const char *param, const char *v)
{
	if (sqlite3_bind_parameter_index(q->stmt, param) > 0)
		query_text(q, param, v);
}

static enum status
one(struct next *out, const struct next_kind *k, struct store *s,
    const struct next_frame *f, struct arena *a, struct why *w)
{
	char today[DATE_SIZE] = "", tomorrow[DATE_SIZE], old[DATE_SIZE];
	struct query q;

	memcpy(today, f->now, DAY);
	if (date_add(tomorrow, today, 1) != SN_OK ||
	    date_add_months(old, today, -OLD_MONTHS) != SN_OK)
		return fail(w, SN_USAGE, _("%s: no such day"), today);
	query_open(&q, s, k->sql);
	if (!query_failed(&q)) {
		assert(sqlite3_column_count(q.stmt) == COLUMNS);
		bind(&q, ":now", f->now);
		bind(&q, ":today", today);
		bind(&q, ":tomorrow", tomorrow);
		bind(&q, ":since", f->since);
		bind(&q, ":old", old);
		if (sqlite3_bind_parameter_index(q.stmt, ":all") > 0)
			query_num(&q, ":all", f->all);
	}
	while (query_row(&q))
		take(out, k, &q, f->now, a);
	return query_end(&q, k->name, w);
}

enum status
store_next(struct next *out, struct store *s, const struct next_frame *f,
    struct arena *a, struct why *w)
{
	enum status st;
	size_t i;

	*out = (struct next){ .nkind = 0 };
	read_kinds(out, a);
	st = fill(s, f, w);
	for (i = 0; i < out->nkind && st == SN_OK; i++)
		st = one(out, &out->kind[i], s, f, a, w);
	return st;
}

void
next_add(struct next *n, const struct next_item *item, struct arena *a)
{
	size_t i;

	n->item = arena_grow(a, n->item, n->nitem, &n->cap, sizeof(*n->item));
	for (i = n->nitem++; i > 0 && n->item[i - 1].kind->urgency >
	    item->kind->urgency; i--)
		n->item[i] = n->item[i - 1];
	n->item[i] = *item;
}
