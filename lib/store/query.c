#include <assert.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/query.h"

struct statement {
	const char	*sql;	/* the caller's own text */
	sqlite3_stmt	*stmt;
	bool		 busy;	/* between query_open() and query_end() */
};

static enum status
status_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return SN_OK;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return SN_RETRY;
	case SQLITE_CONSTRAINT:
		return SN_CONFLICT;
	default:
		return SN_IO;
	}
}

static bool
good(const struct query *q)
{
	return status_of(q->rc) == SN_OK;
}

/*
 * The place of sql among the kept statements: its own, or a free one.  NULL
 * when all are taken, which is a program with too many statements and no
 * failure.
 */
static struct statement *
slot(struct store *s, const char *sql)
{
	size_t h = (size_t)(((uintptr_t)sql * UINT64_C(0x9e3779b97f4a7c15)) >>
	    32), i;
	struct statement *kept;

	if (s->statement == NULL)
		s->statement = arena_alloc(&s->arena,
		    STATEMENTS * sizeof(*s->statement));
	for (i = 0; i < STATEMENTS; i++) {
		kept = &s->statement[(h + i) % STATEMENTS];
		if (kept->sql == sql || kept->sql == NULL)
			return kept;
	}
	return NULL;
}

void
query_once(struct query *q, struct store *s, const char *sql)
{
	*q = (struct query){ .store = s };
	q->rc = sqlite3_prepare_v2(s->db, sql, -1, &q->stmt, NULL);
}

void
query_open(struct query *q, struct store *s, const char *sql)
{
	struct statement *kept = slot(s, sql);

	if (kept == NULL || kept->busy) {
		query_once(q, s, sql);
		return;
	}
	*q = (struct query){ .store = s };
	if (kept->stmt == NULL) {
		q->rc = sqlite3_prepare_v3(s->db, sql, -1,
		    SQLITE_PREPARE_PERSISTENT, &kept->stmt, NULL);
		kept->sql = sql;
	}
	q->stmt = kept->stmt;
	if (q->stmt != NULL) {
		kept->busy = true;
		q->kept = kept;
	}
}

void
query_forget(struct store *s)
{
	size_t i;

	if (s->statement == NULL)
		return;
	for (i = 0; i < STATEMENTS; i++) {
		sqlite3_finalize(s->statement[i].stmt);
		s->statement[i] = (struct statement){ .sql = NULL };
	}
}

static int
param_at(struct query *q, const char *param)
{
	int i = sqlite3_bind_parameter_index(q->stmt, param);

	assert(i > 0);
	return i;
}

void
query_text_at(struct query *q, int i, const char *v)
{
	if (good(q))
		q->rc = sqlite3_bind_text(q->stmt, i, v, -1, SQLITE_STATIC);
}

void
query_num_at(struct query *q, int i, int64_t v)
{
	if (good(q))
		q->rc = v == NUM_NULL ? sqlite3_bind_null(q->stmt, i) :
		    sqlite3_bind_int64(q->stmt, i, v);
}

void
query_value_at(struct query *q, int i, struct query *from, int col)
{
	if (good(q))
		q->rc = sqlite3_bind_value(q->stmt, i,
		    sqlite3_column_value(from->stmt, col));
}

void
query_text(struct query *q, const char *param, const char *v)
{
	if (good(q))
		query_text_at(q, param_at(q, param), v);
}

void
query_num(struct query *q, const char *param, int64_t v)
{
	if (good(q))
		query_num_at(q, param_at(q, param), v);
}

void
query_blob(struct query *q, const char *param, const void *v, size_t n)
{
	if (good(q))
		q->rc = sqlite3_bind_blob64(q->stmt, param_at(q, param), v, n,
		    SQLITE_STATIC);
}

bool
query_row(struct query *q)
{
	if (good(q))
		q->rc = sqlite3_step(q->stmt);
	return q->rc == SQLITE_ROW;
}

void
query_again(struct query *q)
{
	if (good(q))
		q->rc = sqlite3_reset(q->stmt);
}

const char *
query_col(struct query *q, int col, struct arena *a)
{
	const unsigned char *text = sqlite3_column_text(q->stmt, col);

	return text == NULL ? NULL : arena_strndup(a, (const char *)text,
	    (size_t)sqlite3_column_bytes(q->stmt, col));
}

int64_t
query_int(struct query *q, int col)
{
	return sqlite3_column_type(q->stmt, col) == SQLITE_NULL ? NUM_NULL :
	    sqlite3_column_int64(q->stmt, col);
}

const char *
query_peek(struct query *q, int col)
{
	return (const char *)sqlite3_column_text(q->stmt, col);
}

bool
query_failed(const struct query *q)
{
	return !good(q);
}

enum status
query_end(struct query *q, const char *what, struct why *w)
{
	enum status st = status_of(q->rc);

	if (st == SN_RETRY)
		fail(w, st, _("%s: the store is busy; try again"), what);
	else if (st != SN_OK)
		fail(w, st, "%s: %s", what, sqlite3_errmsg(q->store->db));
	if (q->kept != NULL) {
		sqlite3_reset(q->stmt);
		sqlite3_clear_bindings(q->stmt);
		q->kept->busy = false;
	} else
		sqlite3_finalize(q->stmt);
	q->stmt = NULL;
	return st;
}

enum status
query_do(struct query *q, const char *what, struct why *w)
{
	query_row(q);
	return query_end(q, what, w);
}

enum status
query_run(struct store *s, const char *sql, const char *what, struct why *w)
{
	struct query q = { .store = s };

	q.rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	return query_end(&q, what, w);
}

enum status
query_one(int64_t *out, struct store *s, const char *sql, int64_t fallback,
    struct why *w)
{
	struct query q;

	*out = fallback;
	query_open(&q, s, sql);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "query", w);
}
