/*
 * Finding shipments by a query.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/function.h"
#include "store/select.h"
#include "store/source.h"
#include "store/where.h"

/* What the words of a query are looked up in. */
struct world {
	struct store		*store;
	const struct conf	*conf;
	struct arena		*arena;
	enum status		 st;	/* of reading a saved query */
	struct why		*w;
};

static const char *
saved(const char *name, void *arg)
{
	struct world *in = arg;
	const struct conf_query *kept = conf_query(in->conf, name);
	const char *text = NULL;
	struct query q;

	if (kept != NULL)
		return kept->query;
	query_open(&q, in->store,
	    "SELECT query FROM saved_query WHERE name = :name");
	query_text(&q, ":name", name);
	if (query_row(&q))
		text = query_col(&q, 0, in->arena);
	in->st = query_end(&q, "saved query", in->w);
	return text;
}

static const char *
word(const struct field *f, const char *text, void *arg)
{
	const struct world *in = arg;
	const struct conf_carrier *carrier;

	if (f->words == words_status)
		return conf_status(in->conf, NULL, text);
	if (f->words != words_carrier)
		return NULL;
	carrier = conf_carrier(in->conf, text);
	return carrier != NULL ? carrier->name : NULL;
}

enum status
select_parse(const struct expr **out, struct store *s, const struct conf *c,
    const char *query, bool words, struct arena *a, struct why *w)
{
	struct why failed;
	struct world in = { s, c, a, SN_OK, &failed };
	struct expr_context cx = { .words = words, .saved = saved,
	    .word = word, .arg = &in };
	char today[11];
	enum status st;

	if ((st = clock_today(today, w)) != SN_OK)
		return st;
	cx.today = today;
	st = expr_parse(out, query, &cx, a, w);
	if (in.st != SN_OK)
		return fail(w, in.st, "%s", failed.text);
	return st;
}

static enum status
sort_one(struct select_sort *out, const char *name, struct why *w)
{
	const char *near;

	out->down = *name == '-';
	name += out->down;
	if (!field_find(&out->field, name)) {
		near = field_suggest(name);
		return near == NULL ?
		    fail(w, SN_USAGE, _("%s: no such field"), name) :
		    fail(w, SN_USAGE, _("%s: no such field; did you mean %s?"),
		    name, near);
	}
	if (out->field.of >= FIELD_LINE)
		return fail(w, SN_USAGE,
		    _("%s: a shipment has several: not to sort by"), name);
	return SN_OK;
}

enum status
select_sort(struct select_sort **out, size_t *n, const char *text,
    struct arena *a, struct why *w)
{
	size_t cap = 0, len;
	enum status st;

	*out = NULL;
	for (*n = 0;; text += len + 1) {
		len = strcspn(text, ",");
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		if ((st = sort_one(&(*out)[(*n)++],
		    arena_strndup(a, text, len), w)) != SN_OK)
			return st;
		if (text[len] == '\0')
			return SN_OK;
	}
}

static void
order_by(struct str *sql, const struct select_sort *sort, size_t n)
{
	struct str x = STR_INIT;
	size_t i;

	str_puts(sql, " ORDER BY ");
	for (i = 0; i < n; i++) {
		str_reset(&x);
		if (sort[i].field.derived != NULL && sort[i].field.alone)
			str_addf(&x, "%s.%s",
			    sources[sort[i].field.of].alias,
			    sort[i].field.derived->name);
		else
			source_value(&x, &sort[i].field);
		str_addf(sql, "%s IS NULL, %s%s, ", str_text(&x),
		    str_text(&x), sort[i].down ? " DESC" : "");
	}
	str_puts(sql, "s.id");
	str_free(&x);
}

/* The whole statement; tables that it does not need are not joined. */
static void
make(struct str *sql, struct where *where, const struct expr *e,
    const struct select_sort *sort, size_t nsort, int64_t limit)
{
	size_t i;

	where_add(where, e);
	for (i = 0; i < nsort; i++)
		where_use(where, &sort[i].field);
	str_puts(sql, "SELECT s.id FROM ");
	if (where->order)
		str_puts(sql, SOURCE_SHIPMENTS);
	else if (where->destination)
		str_puts(sql, "shipment s"
		    " JOIN destination d ON d.id = s.destination");
	else
		str_puts(sql, "shipment s");
	str_addf(sql, " WHERE %s", str_text(&where->sql));
	order_by(sql, sort, nsort);
	if (limit > 0)
		str_puts(sql, " LIMIT ?");
}

enum status
select_ids(int64_t **out, size_t *n, struct store *s, const struct expr *e,
    const struct select_sort *sort, size_t nsort, int64_t limit,
    struct arena *a, struct why *w)
{
	struct where where = { .sql = STR_INIT, .arena = a };
	struct str sql = STR_INIT;
	enum status st;
	struct query q;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	if ((st = functions_on(s, w)) != SN_OK)
		return st;
	make(&sql, &where, e, sort, nsort, limit);
	query_once(&q, s, str_text(&sql));
	where_bind(&q, &where);
	if (limit > 0)
		query_num_at(&q, (int)where.n + 1, limit);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = query_int(&q, 0);
	}
	str_free(&where.sql);
	str_free(&sql);
	return query_end(&q, "find shipments", w);
}

/*
 * CROSS: from those that are selected, however many the store has; of the
 * other tables only what the condition is about.
 */
static void
from_todo(struct str *sql, const struct where *where)
{
	if (where->shipment)
		str_puts(sql, " FROM todo t CROSS JOIN shipment s"
		    " ON s.id = t.id");
	else
		str_puts(sql, " FROM todo s");
	if (where->destination)
		str_addf(sql, " CROSS JOIN destination d ON d.id ="
		    " %s.destination", where->shipment ? "t" : "s");
	if (where->order)
		str_addf(sql, " CROSS JOIN orders o ON o.id = %s.orders",
		    where->shipment ? "t" : "s");
}

enum status
select_none(struct store *s, struct why *w)
{
	return query_run(s,
	    "CREATE TEMP TABLE IF NOT EXISTS hit"
	    " (id INTEGER PRIMARY KEY) STRICT;"
	    "DELETE FROM hit", "find shipments", w);
}

enum status
select_hits(struct store *s, const struct expr *e, struct arena *a,
    struct why *w)
{
	struct where where = { .sql = STR_INIT, .arena = a };
	struct str sql = STR_INIT;
	enum status st;
	struct query q;

	if ((st = select_none(s, w)) != SN_OK ||
	    (st = functions_on(s, w)) != SN_OK)
		return st;
	if (e == NULL)
		return query_run(s, "INSERT INTO hit SELECT id FROM todo",
		    "find shipments", w);
	where_add(&where, e);
	str_puts(&sql, "INSERT INTO hit SELECT s.id");
	from_todo(&sql, &where);
	str_addf(&sql, " WHERE %s", str_text(&where.sql));
	query_once(&q, s, str_text(&sql));
	where_bind(&q, &where);
	st = query_do(&q, "find shipments", w);
	str_free(&where.sql);
	str_free(&sql);
	return st;
}

/* The bits of all queries, added up. */
static void
add_bits(struct where *where, const struct expr *const *e, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		str_puts(&where->sql, i > 0 ? " + " : "");
		if (e[i] == NULL) {
			str_addf(&where->sql, "%" PRIu64, UINT64_C(1) << i);
			continue;
		}
		str_puts(&where->sql, "CASE WHEN ");
		where_add(where, e[i]);
		str_addf(&where->sql, " THEN %" PRIu64 " ELSE 0 END",
		    UINT64_C(1) << i);
	}
}

enum status
select_met(struct store *s, const struct expr *const *e, size_t n,
    struct arena *a, struct why *w)
{
	struct where where = { .sql = STR_INIT, .arena = a };
	struct str sql = STR_INIT;
	enum status st;
	struct query q;

	if ((st = query_run(s,
	    "CREATE TEMP TABLE IF NOT EXISTS met"
	    " (id INTEGER PRIMARY KEY, mask INTEGER NOT NULL) STRICT;"
	    "DELETE FROM met", "find shipments", w)) != SN_OK ||
	    (st = functions_on(s, w)) != SN_OK)
		return st;
	add_bits(&where, e, n);
	str_addf(&sql, "INSERT INTO met SELECT s.id, %s",
	    str_text(&where.sql));
	from_todo(&sql, &where);
	query_once(&q, s, str_text(&sql));
	where_bind(&q, &where);
	st = query_do(&q, "find shipments", w);
	str_free(&where.sql);
	str_free(&sql);
	return st;
}

enum status
select_plan(const char **out, struct store *s, const struct expr *e,
    struct arena *a, struct why *w)
{
	struct where where = { .sql = STR_INIT, .arena = a };
	struct str sql = STR_INIT, plan = STR_INIT;
	enum status st;
	struct query q;

	if ((st = functions_on(s, w)) != SN_OK)
		return st;
	str_puts(&sql, "EXPLAIN QUERY PLAN ");
	make(&sql, &where, e, NULL, 0, 0);
	query_once(&q, s, str_text(&sql));
	where_bind(&q, &where);
	while (query_row(&q))
		str_addf(&plan, "%s\n", query_peek(&q, 3));
	*out = arena_strdup(a, str_text(&plan));
	str_free(&where.sql);
	str_free(&plan);
	str_free(&sql);
	return query_end(&q, "plan", w);
}
