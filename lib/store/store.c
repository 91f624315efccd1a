/*
 * The store: one SQLite file.  Only this directory includes sqlite3.h;
 * statuses, text and structures of order/model.h leave it.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "data/blob.h"
#include "store/admin.h"
#include "store/book.h"
#include "store/calendar.h"
#include "store/query.h"

enum {
	WAIT = 20,		/* seconds: the longest step of an import, many
				   times */
	WAIT_MAX = 3600
};

/*
 * WAL: readers and the writer do not wait for each other.  FULL: what was
 * committed survives a power cut.  MEMORY: without it RETURNING writes
 * temporary files and imports take 1.7 times as long.
 */
static const char pragmas[] =
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -12288;"
    "PRAGMA trusted_schema = OFF;";
static const char pragmas_write[] =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;";

/* An import comes to each page of an index many times. */
static const char pragmas_bulk[] =
    "PRAGMA cache_size = -18432;"
    "PRAGMA wal_autocheckpoint = 8192;";

static enum status
version(struct store *s, int *out, struct why *w)
{
	struct query q;

	*out = 0;
	query_once(&q, s, "PRAGMA user_version");
	if (query_row(&q))
		*out = (int)query_int(&q, 0);
	return query_end(&q, "schema version", w);
}

/* The number in schema/NNNN-name.sql, or 0 when b is no step. */
static int
step(const struct blob *b)
{
	int n;

	return sscanf(b->name, "store/schema/%4d-", &n) == 1 ? n : 0;
}

int
store_schema(void)
{
	const struct blob *b;
	int newest = 0;

	for (b = blobs; b->name != NULL; b++)
		if (step(b) > newest)
			newest = step(b);
	return newest;
}

/* Run the steps after version have, inside the transaction of migrate(). */
static enum status
steps(struct store *s, int have, struct why *w)
{
	char pragma[64];
	const struct blob *b;
	enum status st;

	if ((st = log_off(s, w)) != SN_OK)
		return st;
	for (b = blobs; b->name != NULL; b++)
		if (step(b) > have && (st = query_run(s,
		    (const char *)b->data, b->name, w)) != SN_OK)
			return st;
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d",
	    store_schema());
	if ((st = query_run(s, pragma, "migrate", w)) != SN_OK)
		return st;
	return log_on(s, w);
}

static enum status
too_new(int have, struct why *w)
{
	return fail(w, SN_CONFLICT, _("the store has schema %d, this program "
	    "knows %d: use a newer sn"), have, store_schema());
}

/*
 * Bring the schema up to date in one transaction.  The version is read
 * again under the lock: two commands may start on an old store at once.
 */
static enum status
migrate(struct store *s, struct why *w)
{
	enum status st;
	char *copy;
	int have;

	if ((st = version(s, &have, w)) != SN_OK || have == store_schema())
		return st;
	if (have > store_schema())
		return too_new(have, w);
	if (have > 0) {
		copy = arena_printf(&s->arena, "%s.v%d", s->path, have);
		st = store_copy(s, copy, w);
		if (st != SN_OK && st != SN_CONFLICT)	/* there is one */
			return st;
	}
	if ((st = query_run(s, "BEGIN IMMEDIATE", "migrate", w)) != SN_OK ||
	    (st = version(s, &have, w)) != SN_OK)
		return st;
	if (have < store_schema() && (st = steps(s, have, w)) != SN_OK)
		return st;
	return query_run(s, "COMMIT", "migrate", w);
}

/* A reader takes the schema as it is, or says why it cannot. */
static enum status
check_version(struct store *s, struct why *w)
{
	enum status st;
	int have;

	if ((st = version(s, &have, w)) != SN_OK || have == store_schema())
		return st;
	if (have > store_schema())
		return too_new(have, w);
	return fail(w, SN_CONFLICT, _("the store has schema %d, this program "
	    "needs %d: run sn-doctor --migrate"), have, store_schema());
}

/*
 * One thread, and nobody asks how much memory SQLite has: no locks inside
 * it.  Room for the frames of triggers, which each logged row needs.
 */
static void
tune(void)
{
	static bool done;

	if (done)
		return;
	done = true;
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	(void)sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 4096, 100);
}

/* How long to wait for another writer: $SN_WAIT seconds, or WAIT. */
static int
wait_seconds(void)
{
	const char *text = getenv("SN_WAIT");
	char *end;
	long n;

	if (text == NULL || *text == '\0')
		return WAIT;
	n = strtol(text, &end, 10);
	return *end == '\0' && n >= 0 && n <= WAIT_MAX ? (int)n : WAIT;
}

static enum status
prepare(struct store *s, enum store_mode mode, struct why *w)
{
	enum status st;

	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, wait_seconds() * 1000);
	if ((st = query_run(s, pragmas, s->path, w)) != SN_OK ||
	    (mode != STORE_BULK && (st = query_run(s,
	    "PRAGMA foreign_keys = ON", s->path, w)) != SN_OK))
		return st;
	if (mode == STORE_READ)
		return check_version(s, w);
	if ((st = query_run(s, pragmas_write, s->path, w)) != SN_OK ||
	    (mode == STORE_BULK && (st = query_run(s, pragmas_bulk, s->path,
	    w)) != SN_OK))
		return st;
	return migrate(s, w);
}

enum status
store_open(struct store **out, const char *path, enum store_mode mode,
    struct why *w)
{
	struct store *s;
	enum status st;
	int flags;

	*out = NULL;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return fail(w, SN_IO, "out of memory");
	tune();
	s->path = arena_strdup(&s->arena, path);
	flags = mode == STORE_READ ? SQLITE_OPEN_READONLY :
	    SQLITE_OPEN_READWRITE;
	if (mode == STORE_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	flags |= SQLITE_OPEN_NOMUTEX;	/* there is one thread */
	if (sqlite3_open_v2(path, &s->db, flags, NULL) == SQLITE_OK)
		st = mode != STORE_READ &&
		    sqlite3_db_readonly(s->db, "main") == 1 ?
		    fail(w, SN_CONFLICT, _("%s: this user may only read it"),
		    path) : prepare(s, mode, w);
	else if (access(path, F_OK) == -1)
		st = fail(w, SN_USAGE, _("%s: no store; sn-init makes one"),
		    path);
	else
		st = fail(w, SN_IO, "%s: %s", path, sqlite3_errmsg(s->db));
	if (st == SN_OK)
		*out = s;
	else
		store_close(s);
	return st;
}

void
store_use(struct store *s, const struct conf *c, const char *home)
{
	s->conf = c;
	s->home = home;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	store_rollback(s);
	book_forget(s);
	query_forget(s);
	sqlite3_close(s->db);
	store_calendar_free(s);
	arena_free(&s->scratch);
	arena_free(&s->arena);
	free(s->touched);
	free(s);
}

void
store_rollback(struct store *s)
{
	if (s->db != NULL && sqlite3_get_autocommit(s->db) == 0)
		(void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	counter_forget(s);
	s->ntouched = 0;
}

int64_t
store_op(const struct store *s)
{
	return s->op;
}
