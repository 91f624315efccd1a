/*
 * Tables as the schema has them.
 */

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "store/shape.h"

enum { SHAPES = 64 };		/* many more than there are tables */

static struct shape *
find(struct store *s, const char *tbl)
{
	struct shape *p;

	for (p = s->shape; p->name != NULL; p++)
		if (strcmp(p->name, tbl) == 0)
			return p;
	return NULL;
}

size_t
shape_col(const struct shape *p, const char *col)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (strcmp(p->col[i], col) == 0)
			break;
	return i;
}

static bool
is_derived(const char *col)
{
	return strncmp(col, "fold_", 5) == 0 || strncmp(col, "sum_", 4) == 0;
}

/* The tables with a trigger of the log, and their columns. */
static enum status
read_columns(struct store *s, struct why *w)
{
	struct arena *a = &s->arena;
	const char *tbl, *col;
	struct shape *p = s->shape;
	struct query q;

	query_once(&q, s,
	    "SELECT t.tbl_name, c.name, c.pk, c.\"notnull\""
	    "  FROM sqlite_schema t"
	    "  JOIN pragma_table_info(t.tbl_name) c"
	    " WHERE t.type = 'trigger' AND t.name = t.tbl_name || '_i'"
	    " ORDER BY t.tbl_name, c.cid");
	while (query_row(&q)) {
		tbl = query_col(&q, 0, a);
		col = query_col(&q, 1, a);
		if (p->name != NULL && strcmp(p->name, tbl) != 0)
			p++;
		if (p - s->shape == SHAPES)
			break;
		p->name = tbl;
		p->table = table_find(tbl);
		if (query_int(&q, 2) == 1)
			p->key = col;
		else if (!is_derived(col)) {
			p->col = arena_grow(a, p->col, p->n, &p->cap,
			    sizeof(*p->col));
			p->col[p->n++] = col;
		} else if (query_int(&q, 3) == 1) {
			p->fill = arena_grow(a, p->fill, p->nfill,
			    &p->capfill, sizeof(*p->fill));
			p->fill[p->nfill++] = col;
		}
	}
	return query_end(&q, "read schema", w);
}

static enum status
read_refs(struct store *s, struct why *w)
{
	struct arena *a = &s->arena;
	struct shape *from, *to;
	struct query q;
	struct ref *r;

	query_once(&q, s,
	    "SELECT t.tbl_name, f.\"from\", f.\"table\""
	    "  FROM sqlite_schema t"
	    "  JOIN pragma_foreign_key_list(t.tbl_name) f"
	    " WHERE t.type = 'trigger' AND t.name = t.tbl_name || '_i'");
	while (query_row(&q)) {
		from = find(s, query_col(&q, 0, a));
		to = find(s, query_col(&q, 2, a));
		if (from == NULL || to == NULL)
			continue;
		to->ref = arena_grow(a, to->ref, to->nref, &to->capref,
		    sizeof(*to->ref));
		r = &to->ref[to->nref++];
		r->from = from;
		r->col = query_col(&q, 1, a);
		r->find = arena_printf(a, "SELECT %s FROM %s WHERE %s = ?",
		    from->key, from->name, r->col);
	}
	return query_end(&q, "read schema", w);
}

static enum status
read_uniques(struct store *s, struct why *w)
{
	struct arena *a = &s->arena;
	struct unique *u = NULL;
	const char *index;
	struct shape *p;
	struct query q;

	query_once(&q, s,
	    "SELECT t.tbl_name, i.name, c.name"
	    "  FROM sqlite_schema t"
	    "  JOIN pragma_index_list(t.tbl_name) i"
	    "  JOIN pragma_index_info(i.name) c"
	    " WHERE t.type = 'trigger' AND t.name = t.tbl_name || '_i'"
	    "   AND i.\"unique\" = 1"
	    " ORDER BY t.tbl_name, i.name, c.seqno");
	while (query_row(&q)) {
		p = find(s, query_col(&q, 0, a));
		index = query_col(&q, 1, a);
		if (shape_col(p, query_col(&q, 2, a)) == p->n)
			continue;	/* no derived column is unique */
		if (u == NULL || strcmp(u->index, index) != 0) {
			p->unique = arena_grow(a, p->unique, p->nunique,
			    &p->capunique, sizeof(*p->unique));
			u = &p->unique[p->nunique++];
			u->index = index;
		}
		u->col = arena_grow(a, u->col, u->n, &u->cap,
		    sizeof(*u->col));
		u->col[u->n++] = shape_col(p, query_col(&q, 2, a));
	}
	return query_end(&q, "read schema", w);
}

static const char *
take(struct str *t, struct arena *a)
{
	const char *text = arena_strdup(a, str_text(t));

	str_free(t);
	return text;
}

/* The order that a written row belongs to; NULL: of none. */
static const char *
order_col(const struct shape *p)
{
	if (p->table == &table_orders)
		return p->key;
	return shape_col(p, "orders") < p->n ? "orders" : "NULL";
}

static const char *
make_insert(const struct shape *p, struct arena *a)
{
	struct str t = STR_INIT;
	size_t i;

	str_addf(&t, "INSERT INTO %s (%s", p->name, p->key);
	for (i = 0; i < p->n; i++)
		str_addf(&t, ", %s", p->col[i]);
	for (i = 0; i < p->nfill; i++)
		str_addf(&t, ", %s", p->fill[i]);
	str_puts(&t, ") VALUES (?");
	for (i = 0; i < p->n; i++)
		str_puts(&t, ", ?");
	for (i = 0; i < p->nfill; i++)
		str_puts(&t, ", ''");
	str_addf(&t, ") RETURNING %s", order_col(p));
	return take(&t, a);
}

static const char *
make_folds(const struct shape *p, struct arena *a)
{
	struct str t = STR_INIT;
	const struct derived *d;

	for (d = derived; d->name != NULL; d++)
		if (p->table != NULL && d->table == p->table)
			str_addf(&t, "%s%s", t.len > 0 ? ", " : "SELECT ",
			    d->name);
	if (t.len == 0)
		return NULL;
	str_addf(&t, " FROM %s WHERE %s = ?", p->name, p->key);
	return take(&t, a);
}

static void
make_unique(struct unique *u, const struct shape *p, struct arena *a)
{
	struct str t = STR_INIT;
	size_t i;

	str_addf(&t, "SELECT %s FROM %s WHERE ", p->key, p->name);
	for (i = 0; i < u->n; i++)
		str_addf(&t, "%s%s = ?", i > 0 ? " AND " : "",
		    p->col[u->col[i]]);
	u->find = take(&t, a);
}

static void
make_get(struct shape *p, struct arena *a)
{
	struct str t = STR_INIT;
	size_t i;

	str_puts(&t, "SELECT ");
	for (i = 0; i < p->n; i++)
		str_addf(&t, "%s%s", i > 0 ? ", " : "", p->col[i]);
	str_addf(&t, " FROM %s WHERE %s = ?", p->name, p->key);
	p->get = take(&t, a);
}

static void
make_sql(struct shape *p, struct arena *a)
{
	size_t i;

	p->folds = make_folds(p, a);
	p->highest = arena_printf(a, "SELECT max(%s) FROM %s", p->key,
	    p->name);
	p->insert = make_insert(p, a);
	p->drop = arena_printf(a, "DELETE FROM %s WHERE %s = ? RETURNING %s",
	    p->name, p->key, order_col(p));
	p->set = arena_alloc(a, p->n * sizeof(*p->set));
	for (i = 0; i < p->n; i++)
		p->set[i] = arena_printf(a, "UPDATE %s SET %s = ?1"
		    " WHERE %s = ?2 AND %s IS NOT DISTINCT FROM ?3"
		    " RETURNING %s", p->name, p->col[i], p->key, p->col[i],
		    order_col(p));
	for (i = 0; i < p->nunique; i++)
		make_unique(&p->unique[i], p, a);
}

/* What history needs: columns, who points where, and how to read a row. */
static enum status
load(struct store *s, struct why *w)
{
	struct shape *p;
	enum status st;

	if (s->shape != NULL)
		return SN_OK;
	s->shape = arena_alloc(&s->arena, (SHAPES + 1) * sizeof(*s->shape));
	if ((st = read_columns(s, w)) != SN_OK ||
	    (st = read_refs(s, w)) != SN_OK)
		return st;
	for (p = s->shape; p->name != NULL; p++)
		make_get(p, &s->arena);
	return SN_OK;
}

enum status
shape_all(const struct shape **out, struct store *s, struct why *w)
{
	struct shape *p;
	enum status st;

	if ((st = load(s, w)) != SN_OK)
		return st;
	if (s->shape->insert == NULL) {
		if ((st = read_uniques(s, w)) != SN_OK)
			return st;
		for (p = s->shape; p->name != NULL; p++)
			make_sql(p, &s->arena);
	}
	*out = s->shape;
	return SN_OK;
}

static enum status
named(const struct shape **out, struct store *s, const char *tbl,
    struct why *w)
{
	if ((*out = find(s, tbl)) == NULL)
		return fail(w, SN_IO, _("the log names a table %s, which the "
		    "store has not"), tbl);
	return SN_OK;
}

enum status
shape_find(const struct shape **out, struct store *s, const char *tbl,
    struct why *w)
{
	enum status st;

	if ((st = shape_all(out, s, w)) != SN_OK)
		return st;
	return named(out, s, tbl, w);
}

enum status
shape_read(const struct shape **out, struct store *s, const char *tbl,
    struct why *w)
{
	enum status st;

	if ((st = load(s, w)) != SN_OK)
		return st;
	return named(out, s, tbl, w);
}
