#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/finding.h"
#include "store/merge.h"
#include "store/query.h"
#include "store/theirs.h"

enum { THEIRS = 128 };		/* more than any table has columns */

struct kept {
	const char	*col;
	const char	*value;
};

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* What the mall said where ours differs, for one row. */
static enum status
read_theirs(struct kept *kept, size_t *n, struct merge *m,
    const struct table *t, int64_t id, struct why *w)
{
	struct query q;

	*n = 0;
	query_open(&q, m->store,
	    "SELECT col, value FROM theirs WHERE tbl = :tbl AND id = :id");
	query_text(&q, ":tbl", t->name);
	query_num(&q, ":id", id);
	while (*n < THEIRS && query_row(&q)) {
		kept[*n].col = query_col(&q, 0, m->arena);
		kept[(*n)++].value = query_col(&q, 1, m->arena);
	}
	return query_end(&q, "read theirs", w);
}

static enum status
begin(struct merge *m, struct why *w)
{
	if (m->changed)
		return SN_OK;
	m->changed = true;
	return store_because(m->store, m->why, w);
}

/* The mall changed what was edited here: ours stays, a person is told. */
static enum status
tell(struct merge *m, const struct table *t, const struct column *c,
    int64_t id, const char *ours, const char *value, struct why *w)
{
	struct finding *f = record_new(&table_finding, m->arena);

	f->orders = m->order;
	f->code = "mall-changed";
	f->severity = "warning";
	f->field = arena_printf(m->arena, "%s.%" PRId64 ".%s", t->name, id,
	    c->name);
	f->saw = value;
	f->expected = ours;
	f->source = m->why;
	m->conflict = true;
	return finding_open(m->store, f, w);
}

/* The mall says again what we have: nothing differs any more. */
static enum status
agree(struct merge *m, const struct table *t, const struct column *c,
    int64_t id, struct why *w)
{
	enum status st;

	if ((st = begin(m, w)) != SN_OK ||
	    (st = theirs_drop(m->store, t, c, id, w)) != SN_OK)
		return st;
	return finding_close(m->store, m->order, "mall-changed",
	    arena_printf(m->arena, "%s.%" PRId64 ".%s", t->name, id, c->name),
	    w);
}

static enum status
take(struct merge *m, const struct table *t, const struct column *c,
    void *ours, int64_t id, const char *value, struct why *w)
{
	enum status st;

	if ((st = begin(m, w)) != SN_OK ||
	    (st = store_set_quiet(m->store, t, c, id, value, w)) != SN_OK)
		return st;
	if (!column_is_num(c))
		record_set_text(ours, c, value);
	else
		record_set_num(ours, c, value == NULL ? NUM_NULL :
		    strtoll(value, NULL, 10));
	return SN_OK;
}

static enum status
merge_one(struct merge *m, const struct table *t, const struct column *c,
    void *ours, const char *value, const struct kept *kept, struct why *w)
{
	int64_t id = record_num(ours, &t->column[0]);
	const char *now = record_value(ours, c, m->arena);
	enum status st;

	if (same(now, value))
		return kept != NULL ? agree(m, t, c, id, w) : SN_OK;
	if (kept == NULL)
		return take(m, t, c, ours, id, value, w);
	if (same(kept->value, value))
		return SN_OK;
	if ((st = begin(m, w)) != SN_OK ||
	    (st = theirs_put(m->store, t, c, id, value, w)) != SN_OK)
		return st;
	return tell(m, t, c, id, now, value, w);
}

static const struct kept *
kept_of(const struct kept *kept, size_t n, const struct column *c)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(kept[i].col, c->name) == 0)
			return &kept[i];
	return NULL;
}

enum status
merge_value(struct merge *m, const struct table *t, const struct column *c,
    void *ours, const char *value, struct why *w)
{
	struct kept kept[THEIRS];
	enum status st;
	size_t n;

	st = read_theirs(kept, &n, m, t, record_num(ours, &t->column[0]), w);
	if (st != SN_OK)
		return st;
	return merge_one(m, t, c, ours, value, kept_of(kept, n, c), w);
}

enum status
merge_row(struct merge *m, const struct table *t, void *ours, const void *in,
    struct why *w)
{
	struct kept kept[THEIRS];
	const struct column *c;
	enum status st;
	size_t n;

	st = read_theirs(kept, &n, m, t, record_num(ours, &t->column[0]), w);
	for (c = t->column; st == SN_OK && c < t->column + t->n; c++)
		if ((c->flags & COL_MALL) != 0 &&
		    carried_has(m->carried, t, c) &&
		    (n > 0 || !record_same(ours, in, c)))
			st = merge_one(m, t, c, ours,
			    record_value(in, c, m->arena),
			    kept_of(kept, n, c), w);
	return st;
}
