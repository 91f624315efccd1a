/*
 * What stands against an undo, by name.
 */

#include <string.h>

#include "store/unwind.h"

static struct block *
add(struct unwind *u, int64_t op)
{
	size_t i;

	for (i = 0; i < u->nblock; i++)
		if (u->block[i].op == op)
			return NULL;
	u->block = arena_grow(u->arena, u->block, u->nblock, &u->capblock,
	    sizeof(*u->block));
	u->block[u->nblock] = (struct block){ .op = op };
	return &u->block[u->nblock++];
}

/*
 * Whether run op, before u->seq, changed that column of a row, or added or
 * removed it.
 */
static enum status
changed_by(bool *out, struct unwind *u, const struct shape *p, int64_t id,
    const char *col, int64_t op, struct why *w)
{
	struct query q;

	query_open(&q, u->store,
	    "SELECT 1 FROM change"
	    " WHERE tbl = :tbl AND id = :id AND seq < :seq AND op = :op"
	    "   AND col IN (:col, :key)");
	query_text(&q, ":tbl", p->name);
	query_num(&q, ":id", id);
	query_num(&q, ":seq", u->seq);
	query_num(&q, ":op", op);
	query_text(&q, ":col", col);
	query_text(&q, ":key", p->key);
	*out = query_row(&q);
	return query_end(&q, "look for later changes", w);
}

/*
 * Whether what run op did to the column is still to be seen: of an undo,
 * when a run that it turned over had changed it.
 */
static enum status
shows(bool *out, struct unwind *u, const struct shape *p, int64_t id,
    const char *col, int64_t op, struct why *w)
{
	enum status st = SN_OK;
	int64_t whose;
	size_t at = 0;

	*out = false;
	while (!*out && st == SN_OK &&
	    stand_next(&whose, &u->stand, op, u->seq, &at))
		if (whose == op)
			*out = true;
		else
			st = changed_by(out, u, p, id, col, whose, w);
	return st;
}

enum status
block_later(struct unwind *u, const struct shape *p, int64_t id,
    const char *col, struct why *w)
{
	enum status st = SN_OK, end;
	const char *changed;
	struct block *b;
	bool key, seen;
	struct query q;
	int64_t op;

	query_open(&q, u->store,
	    "SELECT op, col, old IS NULL FROM change"
	    " WHERE tbl = :tbl AND id = :id AND seq > :seq"
	    " ORDER BY seq");
	query_text(&q, ":tbl", p->name);
	query_num(&q, ":id", id);
	query_num(&q, ":seq", u->seq);
	while (st == SN_OK && query_row(&q)) {
		op = query_int(&q, 0);
		changed = query_peek(&q, 1);
		key = strcmp(changed, p->key) == 0;
		if (unwind_has(u, op) || op == u->store->op ||
		    !(col == NULL || key || strcmp(changed, col) == 0))
			continue;
		st = shows(&seen, u, p, id, changed, op, w);
		if (st != SN_OK || !seen || (b = add(u, op)) == NULL)
			continue;
		b->tbl = p->name;
		b->id = id;
		b->col = arena_strdup(u->arena, changed);
		b->came = key && query_int(&q, 2) == 1;
		b->went = key && !b->came;
	}
	end = query_end(&q, "look for later changes", w);
	return st != SN_OK ? st : end;
}

/*
 * Every row that find yields with id stands in the way: note the run that
 * gave it its column col, or the row.
 */
static enum status
block_found(struct unwind *u, const struct shape *p, const char *col,
    struct query *q, int64_t but, struct why *w)
{
	enum status st = SN_OK, end;
	int64_t id;

	while (st == SN_OK && query_row(q))
		if ((id = query_int(q, 0)) != but)
			st = block_later(u, p, id, col, w);
	end = query_end(q, p->name, w);
	return st != SN_OK ? st : end;
}

enum status
block_children(struct unwind *u, const struct shape *p, int64_t id,
    struct why *w)
{
	const struct ref *r;
	enum status st;
	struct query q;

	for (r = p->ref; r < p->ref + p->nref; r++) {
		query_open(&q, u->store, r->find);
		query_num_at(&q, 1, id);
		if ((st = block_found(u, r->from, r->col, &q, NUM_NULL,
		    w)) != SN_OK)
			return st;
	}
	return SN_OK;
}

enum status
block_theirs(struct unwind *u, const struct shape *p, int64_t id,
    struct why *w)
{
	const struct shape *theirs;
	enum status st;
	struct query q;

	if ((st = shape_find(&theirs, u->store, "theirs", w)) != SN_OK)
		return st;
	query_open(&q, u->store,
	    "SELECT key FROM theirs WHERE tbl = :tbl AND id = :id");
	query_text(&q, ":tbl", p->name);
	query_num(&q, ":id", id);
	return block_found(u, theirs, theirs->key, &q, NUM_NULL, w);
}

/* Note the run that removed the row id of p, if it is not there. */
static enum status
block_gone(struct unwind *u, const struct shape *p, int64_t id,
    struct why *w)
{
	enum status st;
	struct query q;
	bool here;

	query_open(&q, u->store, p->get);
	query_num_at(&q, 1, id);
	here = query_row(&q);
	if ((st = query_end(&q, p->name, w)) != SN_OK || here)
		return st;
	return block_later(u, p, id, p->key, w);
}

enum status
block_parents(struct unwind *u, const struct shape *p,
    sqlite3_value *const *value, struct why *w)
{
	const struct shape *up;
	const struct ref *r;
	enum status st;
	size_t at;

	if ((st = shape_all(&up, u->store, w)) != SN_OK)
		return st;
	for (; up->name != NULL; up++)
		for (r = up->ref; r < up->ref + up->nref; r++) {
			at = shape_col(p, r->col);
			if (r->from != p || at == p->n || value[at] == NULL ||
			    sqlite3_value_type(value[at]) == SQLITE_NULL)
				continue;
			if ((st = block_gone(u, up,
			    sqlite3_value_int64(value[at]), w)) != SN_OK)
				return st;
		}
	return SN_OK;
}

enum status
block_unique(struct unwind *u, const struct shape *p, int64_t id,
    sqlite3_value *const *value, struct why *w)
{
	const struct unique *n;
	enum status st;
	struct query q;
	size_t i;

	for (n = p->unique; n < p->unique + p->nunique; n++) {
		query_open(&q, u->store, n->find);
		for (i = 0; i < n->n; i++)
			if (value[n->col[i]] != NULL)
				sqlite3_bind_value(q.stmt, (int)i + 1,
				    value[n->col[i]]);
		if ((st = block_found(u, p, p->col[n->col[0]], &q, id,
		    w)) != SN_OK)
			return st;
	}
	return SN_OK;
}
