/*
 * Facts about a store, and what a restored one needs.
 */

#include <sys/stat.h>

#include "store/admin.h"
#include "store/query.h"

static enum status
wal_size(int64_t *out, struct store *s)
{
	struct stat sb;

	*out = stat(arena_printf(&s->scratch, "%s-wal", s->path), &sb) == 0 ?
	    (int64_t)sb.st_size : 0;
	arena_reset(&s->scratch);
	return SN_OK;
}

enum status
store_info(struct store_info *out, struct store *s, struct why *w)
{
	enum status st;

	if ((st = query_one(&out->schema, s, "PRAGMA user_version", 0,
	    w)) != SN_OK ||
	    (st = query_one(&out->pages, s, "PRAGMA page_count", 0,
	    w)) != SN_OK ||
	    (st = query_one(&out->page_size, s, "PRAGMA page_size", 0,
	    w)) != SN_OK ||
	    (st = query_one(&out->free_pages, s, "PRAGMA freelist_count", 0,
	    w)) != SN_OK ||
	    (st = query_one(&out->op, s, "SELECT max(id) FROM op", NUM_NULL,
	    w)) != SN_OK)
		return st;
	return wal_size(&out->wal, s);
}

static enum status
count(struct store *s, const char *tbl, count_fn *fn, void *arg,
    struct why *w)
{
	enum status st;
	struct query q;
	int64_t n = 0;

	query_once(&q, s, arena_printf(&s->scratch,
	    "SELECT count(*) FROM %s", tbl));
	if (query_row(&q))
		n = query_int(&q, 0);
	arena_reset(&s->scratch);
	if ((st = query_end(&q, tbl, w)) != SN_OK)
		return st;
	return fn(tbl, n, arg, w);
}

enum status
store_counts(struct store *s, count_fn *fn, void *arg, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK, end;
	struct query q;

	query_open(&q, s,
	    "SELECT name FROM sqlite_schema WHERE type = 'table'"
	    "   AND name <> 'running' ORDER BY name");
	while (st == SN_OK && query_row(&q))
		st = count(s, query_col(&q, 0, &a), fn, arg, w);
	end = query_end(&q, "count rows", w);
	arena_free(&a);
	return st != SN_OK ? st : end;
}

/*
 * A copy is seldom older than half of what the shop ever did; if it is, a
 * number that a carrier knows might come again, which sn-track finds.
 */
enum status
store_restored(int64_t *unknown, struct store *s, struct why *w)
{
	enum status st;
	struct query q;

	*unknown = 0;
	if ((st = counter_flush(s, w)) != SN_OK)
		return st;
	query_open(&q, s, "UPDATE counter SET next = 2 * next + 1000");
	if ((st = query_do(&q, "skip ids", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO handled (op, effect, old, new)"
	    " SELECT :op, id, state, 'unknown' FROM outbox"
	    "  WHERE state IN ('queued', 'claimed', 'failed')");
	query_num(&q, ":op", s->op);
	if ((st = query_do(&q, "effects", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "   UPDATE outbox SET state = 'unknown', error = 'restored'"
	    "    WHERE state IN ('queued', 'claimed', 'failed')"
	    "RETURNING id");
	while (query_row(&q))
		(*unknown)++;
	return query_end(&q, "effects", w);
}
