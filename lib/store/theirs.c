#include <stdlib.h>
#include <string.h>

#include "store/query.h"
#include "store/theirs.h"

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

enum status
theirs_get(const char **out, bool *differs, struct store *s,
    const struct table *t, const struct column *c, int64_t id,
    struct arena *a, struct why *w)
{
	struct query q;

	*out = NULL;
	query_open(&q, s,
	    "SELECT value FROM theirs"
	    " WHERE tbl = :tbl AND id = :id AND col = :col");
	query_text(&q, ":tbl", t->name);
	query_num(&q, ":id", id);
	query_text(&q, ":col", c->name);
	if ((*differs = query_row(&q)))
		*out = query_col(&q, 0, a);
	return query_end(&q, "read theirs", w);
}

enum status
theirs_put(struct store *s, const struct table *t, const struct column *c,
    int64_t id, const char *value, struct why *w)
{
	enum status st;
	struct query q;
	int64_t key;

	if ((st = store_id(&key, s, "theirs", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO theirs (key, tbl, id, col, value)"
	    "VALUES (:key, :tbl, :id, :col, :value)"
	    "    ON CONFLICT (tbl, id, col) DO UPDATE SET value = :value");
	query_num(&q, ":key", key);
	query_text(&q, ":tbl", t->name);
	query_num(&q, ":id", id);
	query_text(&q, ":col", c->name);
	if (column_is_num(c) && value != NULL)
		query_num(&q, ":value", strtoll(value, NULL, 10));
	else
		query_text(&q, ":value", value);
	return query_do(&q, "keep theirs", w);
}

enum status
theirs_drop(struct store *s, const struct table *t, const struct column *c,
    int64_t id, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "DELETE FROM theirs"
	    " WHERE tbl = :tbl AND id = :id AND col = :col");
	query_text(&q, ":tbl", t->name);
	query_num(&q, ":id", id);
	query_text(&q, ":col", c->name);
	return query_do(&q, "drop theirs", w);
}

enum status
theirs_keep(struct store *s, const struct table *t, const struct column *c,
    int64_t id, const char *value, struct why *w)
{
	struct arena a = ARENA_INIT;
	void *rec = arena_alloc(&a, t->size);
	const char *theirs, *ours;
	enum status st;
	bool differs;

	if ((st = theirs_get(&theirs, &differs, s, t, c, id, &a, w)) != SN_OK)
		goto out;
	if (differs) {
		if (same(theirs, value))
			st = theirs_drop(s, t, c, id, w);
		goto out;
	}
	if ((st = store_get(rec, s, t, id, &a, w)) != SN_OK)
		goto out;
	ours = record_value(rec, c, &a);
	if (!same(ours, value))
		st = theirs_put(s, t, c, id, ours, w);
out:
	arena_free(&a);
	return st;
}
