#include <string.h>

#include "store/health.h"
#include "store/query.h"

/* The first line of a check of SQLite's, or NULL when it says ok. */
static enum status
damage(const char **out, struct store *s, const char *sql, struct arena *a,
    struct why *w)
{
	struct query q;

	*out = NULL;
	query_once(&q, s, sql);
	if (query_row(&q))
		*out = query_col(&q, 0, a);
	if (*out != NULL && strcmp(*out, "ok") == 0)
		*out = NULL;
	return query_end(&q, "integrity", w);
}

static enum status
last_run(struct health *h, struct store *s, struct arena *a, struct why *w)
{
	struct query q;

	query_open(&q, s, "SELECT at FROM op ORDER BY id DESC LIMIT 1");
	if (query_row(&q))
		h->last_run = query_col(&q, 0, a);
	return query_end(&q, "last run", w);
}

enum status
store_health(struct health *out, struct store *s, bool all, struct arena *a,
    struct why *w)
{
	enum status st;

	*out = (struct health){ .dangling = NUM_NULL };
	if ((st = damage(&out->damage, s, all ? "PRAGMA integrity_check(1)" :
	    "PRAGMA quick_check(1)", a, w)) != SN_OK)
		return st;
	if (all && (st = query_one(&out->dangling, s,
	    "SELECT count(*) FROM pragma_foreign_key_check", 0, w)) != SN_OK)
		return st;
	if ((st = query_one(&out->orders, s,
	    "SELECT count(*) FROM orders", 0, w)) != SN_OK ||
	    (st = query_one(&out->unwritten, s,
	    "SELECT count(*) FROM batch WHERE written_at IS NULL", 0, w)) !=
	    SN_OK ||
	    (st = query_one(&out->unsent, s,
	    "SELECT count(*) FROM outbox"
	    " WHERE state IN ('dead', 'unknown', 'failed')", 0, w)) != SN_OK)
		return st;
	return last_run(out, s, a, w);
}
