#include "base/str.h"
#include "store/bulk.h"
#include "store/function.h"

enum status
bulk_begin(struct store *s, struct why *w)
{
	return query_run(s,
	    "CREATE TEMP TABLE IF NOT EXISTS target"
	    " (id INTEGER PRIMARY KEY, value ANY) STRICT;"
	    "DELETE FROM target", "prepare changes", w);
}

/* A statement made of names of the dictionary. */
static void
open_made(struct query *q, struct store *s, const char *sql)
{
	query_once(q, s, sql);
	arena_reset(&s->scratch);
}

/* Rows that hold their new value already have no part in it. */
static enum status
leave_out(int64_t *n, struct store *s, const struct table *t,
    const struct column *c, struct why *w)
{
	enum status st;
	struct query q;

	open_made(&q, s, arena_printf(&s->scratch,
	    "DELETE FROM target"
	    " WHERE value IS NOT DISTINCT FROM"
	    "       (SELECT t.%s FROM %s t WHERE t.id = target.id)", c->name,
	    t->name));
	if ((st = query_do(&q, "compare", w)) != SN_OK)
		return st;
	return query_one(n, s, "SELECT count(*) FROM target", 0, w);
}

/* Keep what the mall said of the n rows, or forget it where it is said now. */
static enum status
keep_theirs(struct store *s, const struct table *t, const struct column *c,
    int64_t n, struct why *w)
{
	enum status st;
	struct query q;
	int64_t first;

	if ((st = store_ids(&first, s, "theirs", n, w)) != SN_OK)
		return st;
	open_made(&q, s, arena_printf(&s->scratch,
	    "INSERT INTO theirs (key, tbl, id, col, value)"
	    "SELECT :first - 1 + row_number() OVER (ORDER BY n.id), :tbl,"
	    "       n.id, :col, t.%s"
	    "  FROM target n JOIN %s t ON t.id = n.id"
	    " WHERE NOT EXISTS (SELECT 1 FROM theirs h"
	    "       WHERE h.tbl = :tbl AND h.id = n.id AND h.col = :col)",
	    c->name, t->name));
	query_num(&q, ":first", first);
	query_text(&q, ":tbl", t->name);
	query_text(&q, ":col", c->name);
	if ((st = query_do(&q, "keep theirs", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "DELETE FROM theirs"
	    " WHERE tbl = :tbl AND col = :col"
	    "   AND id IN (SELECT id FROM target)"
	    "   AND value IS NOT DISTINCT FROM"
	    "       (SELECT n.value FROM target n WHERE n.id = theirs.id)");
	query_text(&q, ":tbl", t->name);
	query_text(&q, ":col", c->name);
	return query_do(&q, "drop theirs", w);
}

/* A derived column as derived_value() computes it, in SQL. */
static enum status
derive(struct store *s, const struct derived *d, struct why *w)
{
	struct str sql = STR_INIT;
	struct query q;
	size_t i;

	str_addf(&sql, "UPDATE %s SET %s = %s(nullif(", d->table->name,
	    d->name, d->how == FOLD_DIGITS ? "sn_digits" : "sn_fold");
	for (i = 0; d->from[i] != NULL; i++)
		str_addf(&sql, "%scoalesce(%s, '')", i > 0 ? " || " : "",
		    d->from[i]);
	str_puts(&sql, ", '')) WHERE id IN (SELECT id FROM target)");
	query_once(&q, s, str_text(&sql));
	str_free(&sql);
	return query_do(&q, d->name, w);
}

/* Search words and sums of the orders are computed again. */
static enum status
touch(struct store *s, const struct table *t, struct why *w)
{
	enum status st = SN_OK, end;
	struct query q;

	open_made(&q, s, arena_printf(&s->scratch,
	    "SELECT DISTINCT t.%s FROM target n JOIN %s t ON t.id = n.id",
	    t == &table_orders ? "id" : "orders", t->name));
	while (st == SN_OK && query_row(&q))
		st = store_touch(s, query_int(&q, 0), w);
	end = query_end(&q, t->name, w);
	return st != SN_OK ? st : end;
}

static enum status
derive_all(struct store *s, const struct table *t, const struct column *c,
    struct why *w)
{
	const struct derived *d;
	enum status st;

	if ((st = functions_on(s, w)) != SN_OK)
		return st;
	for (d = derived; d->name != NULL; d++)
		if (d->table == t && derived_from(d, c) &&
		    (st = derive(s, d, w)) != SN_OK)
			return st;
	return record_sums(t, c) ? touch(s, t, w) : SN_OK;
}

enum status
bulk_set(struct store *s, const struct table *t, const struct column *c,
    struct why *w)
{
	enum status st;
	struct query q;
	int64_t n;

	if ((st = leave_out(&n, s, t, c, w)) != SN_OK || n == 0)
		return st;
	if ((c->flags & COL_MALL) != 0 &&
	    (st = keep_theirs(s, t, c, n, w)) != SN_OK)
		return st;
	open_made(&q, s, arena_printf(&s->scratch,
	    "UPDATE %s SET %s ="
	    "       (SELECT n.value FROM target n WHERE n.id = %s.id)"
	    " WHERE id IN (SELECT id FROM target)", t->name, c->name,
	    t->name));
	st = query_do(&q, t->name, w);
	return st == SN_OK ? derive_all(s, t, c, w) : st;
}

enum status
bulk_fill(struct query *q, const struct table *t, const struct column *c,
    struct why *w)
{
	struct store *s = q->store;
	enum status st = query_do(q, "find rows", w);

	return st == SN_OK ? bulk_set(s, t, c, w) : st;
}
