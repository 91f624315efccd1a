/*
 * Changes taken back, last first: the store goes through the states it
 * had, in reverse, so what it enforced then holds again.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/unwind.h"

bool
unwind_has(const struct unwind *u, int64_t op)
{
	size_t lo = 0, hi = u->n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (u->op[mid] == op)
			return true;
		if (u->op[mid] < op)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

/* Have the search words and sums of the order computed again. */
static enum status
touch(struct unwind *u, const struct shape *p, int64_t order, struct why *w)
{
	if (order == NUM_NULL || (p->table != &table_orders &&
	    p->table != &table_destination && p->table != &table_line &&
	    p->table != &table_charge))
		return SN_OK;
	return store_touch(u->store, order, w);
}

/* Derived columns of a row are computed once, after its last change. */
static enum status
derive(struct unwind *u, struct why *w)
{
	const struct shape *p = u->derive;

	u->derive = NULL;
	return p == NULL ? SN_OK :
	    store_derive(u->store, p->table, u->derive_id, w);
}

static enum status
derive_later(struct unwind *u, const struct shape *p, int64_t id,
    struct why *w)
{
	enum status st = SN_OK;

	if (u->derive != p || u->derive_id != id)
		st = derive(u, w);
	u->derive = p;
	u->derive_id = id;
	return st;
}

/*
 * Run a statement that returns the order of the row it writes.  A
 * constraint that refuses it is no failure here: *done is false, and the
 * reason in w.
 */
static enum status
write_row(bool *done, int64_t *order, struct query *q,
    const struct shape *p, struct why *w)
{
	enum status st;

	if ((*done = query_row(q)))
		*order = query_int(q, 0);
	if ((st = query_end(q, p->name, w)) == SN_CONFLICT)
		return SN_OK;
	if (st == SN_OK && !*done)
		fail(w, SN_IO, _("%s: the log does not fit the row; run "
		    "sn-store check"), p->name);
	return st;
}

/* What could not be written is explained by a run, or is an error in w. */
static enum status
explained(const struct unwind *u)
{
	return u->nblock > 0 ? SN_OK : SN_CONFLICT;
}

static enum status
drop(struct unwind *u, const struct shape *p, int64_t id, struct why *w)
{
	enum status st;
	int64_t order;
	struct query q;
	struct why why;
	bool done;

	if (u->derive == p && u->derive_id == id)
		u->derive = NULL;
	query_open(&q, u->store, p->drop);
	query_num_at(&q, 1, id);
	if ((st = write_row(&done, &order, &q, p, w)) != SN_OK)
		return st;
	if (done) {
		if (!u->quiet && p->table != NULL &&
		    (st = block_theirs(u, p, id, w)) != SN_OK)
			return st;
		return touch(u, p, order, w);
	}
	if ((st = block_children(u, p, id, &why)) != SN_OK) {
		*w = why;
		return st;
	}
	return explained(u);
}

static void
forget(struct back *b)
{
	size_t i;

	for (i = 0; i < b->shape->n; i++)
		sqlite3_value_free(b->value[i]);
	free(b->value);
	*b = (struct back){ .shape = NULL };
}

static enum status
put_back(struct unwind *u, struct why *w)
{
	const struct back *b = &u->back;
	const struct shape *p = b->shape;
	enum status st;
	int64_t order;
	struct query q;
	struct why why;
	bool done;
	size_t i;

	query_open(&q, u->store, p->insert);
	query_num_at(&q, 1, b->id);
	for (i = 0; i < p->n; i++)
		if (b->value[i] != NULL)
			sqlite3_bind_value(q.stmt, (int)i + 2, b->value[i]);
	if ((st = write_row(&done, &order, &q, p, w)) != SN_OK)
		return st;
	if (!done) {
		if ((st = block_unique(u, p, b->id, b->value, &why)) !=
		    SN_OK ||
		    (st = block_parents(u, p, b->value, &why)) != SN_OK) {
			*w = why;
			return st;
		}
		return explained(u);
	}
	if (p->table != NULL &&
	    (st = store_derive(u->store, p->table, b->id, w)) != SN_OK)
		return st;
	return touch(u, p, order, w);
}

/* The removed row that was being read is complete: insert it. */
static enum status
flush(struct unwind *u, struct why *w)
{
	int64_t seq = u->seq;
	enum status st;

	if (u->back.shape == NULL)
		return SN_OK;
	u->seq = u->back.seq;
	st = put_back(u, w);
	u->seq = seq;
	forget(&u->back);
	return st;
}

/* Why a value could not be set back: the whole row as it would be tells. */
static enum status
set_refused(struct unwind *u, const struct shape *p, int64_t id, size_t at,
    sqlite3_value *old, struct why *w)
{
	sqlite3_value **value;
	enum status st, end;
	struct query q;
	size_t i;

	if ((value = calloc(p->n, sizeof(*value))) == NULL)
		return fail(w, SN_IO, "out of memory");
	query_open(&q, u->store, p->get);
	query_num_at(&q, 1, id);
	if (query_row(&q))
		for (i = 0; i < p->n; i++)
			value[i] = sqlite3_value_dup(i == at ? old :
			    sqlite3_column_value(q.stmt, (int)i));
	end = query_end(&q, p->name, w);
	if ((st = block_unique(u, p, id, value, w)) == SN_OK)
		st = block_parents(u, p, value, w);
	for (i = 0; i < p->n; i++)
		sqlite3_value_free(value[i]);
	free(value);
	return st != SN_OK ? st : end;
}

/* Set one value back to what the row at q of the log has as old. */
static enum status
set_back(struct unwind *u, const struct shape *p, int64_t id, size_t at,
    struct query *log, struct why *w)
{
	const struct column *c;
	struct why why;
	enum status st;
	int64_t order;
	struct query q;
	bool done;

	query_open(&q, u->store, p->set[at]);
	query_value_at(&q, 1, log, 5);
	query_num_at(&q, 2, id);
	query_value_at(&q, 3, log, 6);
	if ((st = write_row(&done, &order, &q, p, w)) != SN_OK)
		return u->nblock > 0 && st == SN_IO ? SN_OK : st;
	if (!done) {
		if ((st = set_refused(u, p, id, at,
		    sqlite3_column_value(log->stmt, 5), &why)) != SN_OK) {
			*w = why;
			return st;
		}
		return explained(u);
	}
	c = p->table == NULL ? NULL : column_find(p->table, p->col[at]);
	if (c != NULL && record_derives(p->table, c) &&
	    (st = derive_later(u, p, id, w)) != SN_OK)
		return st;
	return c == NULL || !record_sums(p->table, c) ? SN_OK :
	    touch(u, p, order, w);
}

/*
 * Keep a value of a removed row when the one at q is the next of it.  A
 * value that became NULL right before the row went looks the same, and
 * putting it into the row at once comes to the same.
 */
static bool
collect(struct unwind *u, const struct shape *p, int64_t id, size_t at,
    struct query *log)
{
	struct back *b = &u->back;

	if (b->shape != p || b->id != id || at == p->n ||
	    b->value[at] != NULL || b->seq != u->seq + 1 ||
	    sqlite3_column_type(log->stmt, 6) != SQLITE_NULL)
		return false;
	b->value[at] = sqlite3_value_dup(sqlite3_column_value(log->stmt, 5));
	b->seq = u->seq;
	return true;
}

static enum status
start_back(struct unwind *u, const struct shape *p, int64_t id,
    struct why *w)
{
	u->back = (struct back){ .shape = p, .id = id, .seq = u->seq };
	u->back.value = calloc(p->n + 1, sizeof(*u->back.value));
	if (u->back.value == NULL) {
		u->back.shape = NULL;
		return fail(w, SN_IO, "out of memory");
	}
	return SN_OK;
}

/* Take back the change that q stands on, u->seq. */
static enum status
one(struct unwind *u, struct query *q, struct why *w)
{
	const char *tbl = query_peek(q, 2), *col;
	size_t had = u->nblock, at;
	int64_t id = query_int(q, 3);
	enum status st;
	bool key;

	if (u->shape == NULL || strcmp(u->shape->name, tbl) != 0)
		if ((st = shape_find(&u->shape, u->store, tbl, w)) != SN_OK)
			return st;
	col = query_peek(q, 4);
	key = strcmp(col, u->shape->key) == 0;
	at = key ? u->shape->n : shape_col(u->shape, col);
	u->changes++;
	if (collect(u, u->shape, id, at, q))
		return SN_OK;
	if ((st = flush(u, w)) != SN_OK)
		return st;
	if (!u->quiet && (st = block_later(u, u->shape, id, key ? NULL :
	    col, w)) != SN_OK)
		return st;
	if (u->nblock > had)
		return SN_OK;
	if (!key)
		return at < u->shape->n ? set_back(u, u->shape, id, at, q,
		    w) : SN_OK;
	return sqlite3_column_type(q->stmt, 6) == SQLITE_NULL ?
	    start_back(u, u->shape, id, w) : drop(u, u->shape, id, w);
}

/* The part of the log that holds all changes of the runs. */
static enum status
bounds(int64_t *after, int64_t *upto, struct unwind *u, struct why *w)
{
	enum status st;
	struct query q;
	int64_t from, to;
	size_t i;

	*after = INT64_MAX;
	*upto = 0;
	for (i = 0; i < u->n; i++) {
		query_open(&q, u->store, "SELECT after, upto FROM op"
		    " WHERE id = :op");
		query_num(&q, ":op", u->op[i]);
		if (query_row(&q)) {
			from = query_int(&q, 0);
			to = query_int(&q, 1);
			*after = from < *after ? from : *after;
			*upto = to == NUM_NULL ? INT64_MAX :
			    to > *upto ? to : *upto;
		}
		if ((st = query_end(&q, "read run", w)) != SN_OK)
			return st;
	}
	return SN_OK;
}

/* No other run changed anything after the first of these began. */
static enum status
look_around(struct unwind *u, int64_t after, struct why *w)
{
	enum status st;
	struct query q;

	u->quiet = true;
	if (u->alone)
		return SN_OK;
	query_open(&q, u->store,
	    "SELECT id FROM op"
	    " WHERE (upto > :after AND upto > after OR upto IS NULL)"
	    "   AND id <> :now");
	query_num(&q, ":after", after);
	query_num(&q, ":now", u->store->op);
	while (query_row(&q))
		if (!unwind_has(u, query_int(&q, 0)))
			u->quiet = false;
	st = query_end(&q, "read runs", w);
	return st;
}

enum status
unwind(struct unwind *u, struct why *w)
{
	enum status st, end;
	int64_t after, upto;
	struct query q;

	u->changes = 0;
	u->nblock = 0;
	u->shape = u->derive = NULL;
	if ((st = bounds(&after, &upto, u, w)) != SN_OK ||
	    (st = look_around(u, after, w)) != SN_OK)
		return st;
	query_open(&q, u->store,
	    "SELECT seq, op, tbl, id, col, old, new FROM change"
	    " WHERE seq > :after AND seq <= :upto"
	    " ORDER BY seq DESC");
	query_num(&q, ":after", after);
	query_num(&q, ":upto", upto);
	while (st == SN_OK && query_row(&q)) {
		if (!unwind_has(u, query_int(&q, 1)))
			continue;
		u->seq = query_int(&q, 0);
		st = one(u, &q, w);
	}
	if (st == SN_OK)
		st = flush(u, w);
	else if (u->back.shape != NULL)
		forget(&u->back);
	if (st == SN_OK)
		st = derive(u, w);
	end = query_end(&q, "read changes", w);
	return st != SN_OK ? st : end;
}
