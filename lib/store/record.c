/*
 * Rows of the dictionary's tables as structures.  The statements are made
 * from order/model.h, once for each table and store, and bind by position:
 * looking ninety names up for each of a hundred thousand orders would cost
 * more than the inserts.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "order/tree.h"
#include "store/query.h"
#include "store/theirs.h"

enum { TABLES = 16, DERIVED = 16, PARENTS = 4 };

struct record_sql {
	const struct table	*table;	/* NULL: a free slot */
	const char		*insert;
	const char		*get;
	const char		*derive;	/* update of all derived columns */
	const struct derived	*derived[DERIVED];
	size_t			 nderived;
	const char		*by[PARENTS];	/* columns of store_list() */
	const char		*list[PARENTS];
	const char		*set[64];	/* by the column's position */
};

static void
add_columns(struct str *s, const struct table *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		str_addf(s, "%s%s", i > 0 ? ", " : "", t->column[i].name);
}

static const char *
take(struct str *s, struct arena *a)
{
	const char *text = arena_strdup(a, str_text(s));

	str_free(s);
	return text;
}

/*
 * OR FAIL: nothing of one row is written when a constraint forbids it, and
 * SQLite need not copy each page beforehand to take the statement back,
 * which would double the time of an import.
 */
static const char *
make_insert(const struct record_sql *r, struct arena *a)
{
	struct str s = STR_INIT;
	size_t i;

	str_addf(&s, "INSERT OR FAIL INTO %s (", r->table->name);
	add_columns(&s, r->table);
	for (i = 0; i < r->nderived; i++)
		str_addf(&s, ", %s", r->derived[i]->name);
	str_puts(&s, ") VALUES (");
	for (i = 0; i < r->table->n + r->nderived; i++)
		str_puts(&s, i > 0 ? ", ?" : "?");
	str_puts(&s, ")");
	return take(&s, a);
}

static const char *
make_select(const struct table *t, const char *by, struct arena *a)
{
	struct str s = STR_INIT;

	str_puts(&s, "SELECT ");
	add_columns(&s, t);
	str_addf(&s, " FROM %s WHERE %s = ? ORDER BY id", t->name, by);
	return take(&s, a);
}

static const char *
make_derive(const struct record_sql *r, struct arena *a)
{
	struct str s = STR_INIT;
	size_t i;

	str_addf(&s, "UPDATE %s SET ", r->table->name);
	for (i = 0; i < r->nderived; i++)
		str_addf(&s, "%s%s = ?", i > 0 ? ", " : "",
		    r->derived[i]->name);
	str_puts(&s, " WHERE id = ?");
	return take(&s, a);
}

/* The statements of t in this store. */
static struct record_sql *
sql_of(struct store *s, const struct table *t)
{
	const struct derived *d;
	struct record_sql *r;

	if (s->record_sql == NULL)
		s->record_sql = arena_alloc(&s->arena,
		    TABLES * sizeof(*s->record_sql));
	for (r = s->record_sql; r->table != NULL; r++)
		if (r->table == t)
			return r;
	r->table = t;
	for (d = derived; d->name != NULL; d++)
		if (d->table == t)
			r->derived[r->nderived++] = d;
	r->insert = make_insert(r, &s->arena);
	r->get = make_select(t, "id", &s->arena);
	if (r->nderived > 0)
		r->derive = make_derive(r, &s->arena);
	return r;
}

static void
bind(struct query *q, int at, const void *rec, const struct column *c)
{
	if (column_is_num(c))
		query_num_at(q, at, record_num(rec, c));
	else
		query_text_at(q, at, record_text(rec, c));
}

static void
read_row(void *rec, struct query *q, const struct table *t, struct arena *a)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (column_is_num(&t->column[i]))
			record_set_num(rec, &t->column[i],
			    query_int(q, (int)i));
		else
			record_set_text(rec, &t->column[i],
			    query_col(q, (int)i, a));
}

enum status
store_insert(struct store *s, const struct table *t, void *rec, struct why *w)
{
	struct record_sql *r = sql_of(s, t);
	const struct column *id = &t->column[0];
	const char *value;
	enum status st;
	struct query q;
	int64_t fresh;
	size_t i;

	if (record_num(rec, id) == NUM_NULL) {
		if ((st = store_id(&fresh, s, t->name, w)) != SN_OK)
			return st;
		record_set_num(rec, id, fresh);
	}
	query_open(&q, s, r->insert);
	for (i = 0; i < t->n; i++)
		bind(&q, (int)i + 1, rec, &t->column[i]);
	for (i = 0; i < r->nderived; i++) {
		value = derived_value(r->derived[i], rec, &s->scratch);
		query_text_at(&q, (int)(t->n + i) + 1, value);
		if (s->words != NULL && r->derived[i]->word)
			tree_add_word(s->words, value);
	}
	st = query_do(&q, t->name, w);
	arena_reset(&s->scratch);
	return st;
}

enum status
store_get(void *rec, struct store *s, const struct table *t, int64_t id,
    struct arena *a, struct why *w)
{
	enum status st;
	struct query q;
	bool found;

	query_open(&q, s, sql_of(s, t)->get);
	query_num_at(&q, 1, id);
	if ((found = query_row(&q)))
		read_row(rec, &q, t, a);
	if ((st = query_end(&q, t->name, w)) != SN_OK || found)
		return st;
	return fail(w, SN_NOTFOUND, _("%s %" PRId64 ": no such row"), t->name,
	    id);
}

/* The statement that lists rows of r's table by the column by. */
static const char *
list_sql(struct store *s, struct record_sql *r, const char *by)
{
	size_t i;

	for (i = 0; i < PARENTS - 1 && r->by[i] != NULL; i++)
		if (strcmp(r->by[i], by) == 0)
			return r->list[i];
	r->by[i] = arena_strdup(&s->arena, by);
	r->list[i] = make_select(r->table, by, &s->arena);
	return r->list[i];
}

enum status
store_list(void ***out, size_t *n, struct store *s, const struct table *t,
    const char *by, int64_t id, struct arena *a, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s, list_sql(s, sql_of(s, t), by));
	query_num_at(&q, 1, id);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[*n] = arena_alloc(a, t->size);
		read_row((*out)[(*n)++], &q, t, a);
	}
	return query_end(&q, t->name, w);
}

enum status
store_derive(struct store *s, const struct table *t, int64_t id,
    struct why *w)
{
	struct record_sql *r = sql_of(s, t);
	struct arena a = ARENA_INIT;
	enum status st;
	struct query q;
	void *rec;
	size_t i;

	if (r->nderived == 0)
		return SN_OK;
	rec = arena_alloc(&a, t->size);
	if ((st = store_get(rec, s, t, id, &a, w)) != SN_OK)
		goto out;
	query_open(&q, s, r->derive);
	for (i = 0; i < r->nderived; i++)
		query_text_at(&q, (int)i + 1,
		    derived_value(r->derived[i], rec, &a));
	query_num_at(&q, (int)r->nderived + 1, id);
	st = query_do(&q, t->name, w);
out:
	arena_free(&a);
	return st;
}

bool
record_derives(const struct table *t, const struct column *c)
{
	const struct derived *d;

	for (d = derived; d->name != NULL; d++)
		if (d->table == t && derived_from(d, c))
			return true;
	return false;
}

/* The second phones are found by the search words alone. */
bool
record_sums(const struct table *t, const struct column *c)
{
	const struct derived *d;

	if (t == &table_line || t == &table_charge ||
	    strcmp(c->name, "unfixed") == 0 || strstr(c->name, "phone2"))
		return true;
	for (d = derived; d->name != NULL; d++)
		if (d->table == t && d->word && derived_from(d, c))
			return true;
	return false;
}

/* The order that a row of t belongs to, or NUM_NULL. */
static enum status
order_of(int64_t *out, struct store *s, const struct table *t, int64_t id,
    struct why *w)
{
	struct query q;

	*out = t == &table_orders ? id : NUM_NULL;
	if (column_find(t, "orders") == NULL)
		return SN_OK;
	query_once(&q, s, arena_printf(&s->scratch,
	    "SELECT orders FROM %s WHERE id = :id", t->name));
	query_num(&q, ":id", id);
	if (query_row(&q))
		*out = query_int(&q, 0);
	arena_reset(&s->scratch);
	return query_end(&q, "find order", w);
}

enum status
store_set_quiet(struct store *s, const struct table *t,
    const struct column *c, int64_t id, const char *value, struct why *w)
{
	struct record_sql *r = sql_of(s, t);
	size_t at = (size_t)(c - t->column);
	enum status st;
	struct query q;
	int64_t order;
	bool found;

	if (r->set[at] == NULL)
		r->set[at] = arena_printf(&s->arena,
		    "UPDATE %s SET %s = ? WHERE id = ? RETURNING id", t->name,
		    c->name);
	query_open(&q, s, r->set[at]);
	if (column_is_num(c) && value != NULL)
		query_num_at(&q, 1, strtoll(value, NULL, 10));
	else
		query_text_at(&q, 1, value);
	query_num_at(&q, 2, id);
	found = query_row(&q);
	if ((st = query_end(&q, t->name, w)) != SN_OK)
		return st;
	if (!found)
		return fail(w, SN_NOTFOUND, _("%s %" PRId64 ": no such row"),
		    t->name, id);
	if (record_derives(t, c) &&
	    (st = store_derive(s, t, id, w)) != SN_OK)
		return st;
	if (!record_sums(t, c) ||
	    (st = order_of(&order, s, t, id, w)) != SN_OK)
		return st;
	return order == NUM_NULL ? SN_OK : store_touch(s, order, w);
}

enum status
store_set(struct store *s, const struct table *t, const struct column *c,
    int64_t id, const char *value, struct why *w)
{
	enum status st;

	if ((c->flags & COL_MALL) != 0 &&
	    (st = theirs_keep(s, t, c, id, value, w)) != SN_OK)
		return st;
	return store_set_quiet(s, t, c, id, value, w);
}
