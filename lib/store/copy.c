/*
 * Copies of a whole store: SQLite's online backup, which takes one
 * snapshot while others read and write.
 */

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/admin.h"
#include "store/query.h"

/* Open a file as it is: no migration, no check of its version. */
static enum status
open_plain(struct store **out, const char *path, int flags, struct why *w)
{
	struct store *s = calloc(1, sizeof(*s));

	if ((*out = s) == NULL)
		return fail(w, SN_IO, "out of memory");
	s->path = arena_strdup(&s->arena, path);
	if (sqlite3_open_v2(path, &s->db, flags, NULL) == SQLITE_OK)
		return SN_OK;
	return fail(w, SN_IO, "%s: %s", path, sqlite3_errmsg(s->db));
}

/* How many rows each table has, as one text. */
static enum status
count_rows(const char **out, struct store *s, struct arena *a, struct why *w)
{
	const char *sql = NULL;
	enum status st;
	struct query q;

	*out = NULL;
	query_once(&q, s,
	    "SELECT 'SELECT ' || group_concat('''' || name ||"
	    "       ' '' || (SELECT count(*) FROM \"' || name || '\")',"
	    "       '||'',''||')"
	    "  FROM sqlite_schema WHERE type = 'table'");
	if (query_row(&q))
		sql = query_col(&q, 0, a);
	if ((st = query_end(&q, s->path, w)) != SN_OK)
		return st;
	if (sql == NULL)
		return fail(w, SN_INVALID, _("%s: no store"), s->path);
	query_once(&q, s, sql);
	if (query_row(&q))
		*out = query_col(&q, 0, a);
	return query_end(&q, s->path, w);
}

static enum status
backup(struct store *to, struct store *from, struct why *w)
{
	sqlite3_backup *b;

	if ((b = sqlite3_backup_init(to->db, "main", from->db, "main")) ==
	    NULL)
		return fail(w, SN_IO, "%s: %s", to->path,
		    sqlite3_errmsg(to->db));
	(void)sqlite3_backup_step(b, -1);
	if (sqlite3_backup_finish(b) != SQLITE_OK)
		return fail(w, SN_IO, "%s: %s", to->path,
		    sqlite3_errmsg(to->db));
	return SN_OK;
}

static enum status
integrity(struct store *s, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *said = NULL;
	enum status st;
	struct query q;

	query_once(&q, s, "PRAGMA integrity_check(1)");
	if (query_row(&q))
		said = query_col(&q, 0, &a);
	st = query_end(&q, s->path, w);
	if (st == SN_OK && (said == NULL || strcmp(said, "ok") != 0))
		st = fail(w, SN_IO, _("%s: not whole: %s"), s->path,
		    said == NULL ? "?" : said);
	arena_free(&a);
	return st;
}

/* Open the copy again, to see what is on the disk and not in memory. */
static enum status
verify(const char *path, const char *counts, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *have;
	struct store *s;
	enum status st;

	if ((st = open_plain(&s, path, SQLITE_OPEN_READONLY, w)) == SN_OK &&
	    (st = integrity(s, w)) == SN_OK &&
	    (st = count_rows(&have, s, &a, w)) == SN_OK &&
	    strcmp(have, counts) != 0)
		st = fail(w, SN_IO, _("%s: the copy has other rows"), path);
	store_close(s);
	arena_free(&a);
	return st;
}

/* Rows are counted in the snapshot that is copied. */
static enum status
fill(const char *path, struct store *s, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct store *to = NULL;
	const char *counts;
	enum status st;

	if ((st = query_run(s, "BEGIN", s->path, w)) != SN_OK)
		return st;
	if ((st = count_rows(&counts, s, &a, w)) == SN_OK &&
	    (st = open_plain(&to, path, SQLITE_OPEN_READWRITE, w)) ==
	    SN_OK)
		st = backup(to, s, w);
	/* One file, that a read-only disk can hold. */
	if (st == SN_OK)
		st = query_run(to, "PRAGMA journal_mode = DELETE", path, w);
	store_close(to);
	store_rollback(s);
	if (st == SN_OK)
		st = verify(path, counts, w);
	arena_free(&a);
	return st;
}

/*
 * Give the file its name, unless there is one already.  A file system
 * without links (a memory stick) gets a rename after a look.
 */
static enum status
put_name(const char *tmp, const char *path, struct why *w)
{
	if (link(tmp, path) == 0)
		return SN_OK;
	if (errno == EEXIST || access(path, F_OK) == 0)
		return fail(w, SN_CONFLICT, _("%s: is there already; nothing "
		    "was written"), path);
	if (rename(tmp, path) == 0)
		return SN_OK;
	return fail(w, SN_IO, "%s: %s", path, strerror(errno));
}

/* Have the disk keep what is at path, a file or a directory. */
static enum status
keep(const char *path, struct why *w)
{
	enum status st = SN_OK;
	int fd;

	if ((fd = open(path, O_RDONLY)) == -1 ||
	    (fsync(fd) == -1 && errno != EINVAL))
		st = fail(w, SN_IO, "%s: %s", path, strerror(errno));
	if (fd != -1)
		close(fd);
	return st;
}

/* Copy to a name beside path, then give the whole file its own. */
static enum status
copy_to(const char *path, struct store *s, struct arena *a, struct why *w)
{
	char *tmp = arena_printf(a, "%s.XXXXXX", path);
	enum status st;
	int fd;

	if ((fd = mkstemp(tmp)) == -1)
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	close(fd);
	if ((st = fill(tmp, s, w)) == SN_OK &&
	    (st = keep(tmp, w)) == SN_OK &&
	    (st = put_name(tmp, path, w)) == SN_OK)
		st = keep(dirname(arena_strdup(a, path)), w);
	unlink(tmp);
	unlink(arena_printf(a, "%s-wal", tmp));
	unlink(arena_printf(a, "%s-shm", tmp));
	unlink(arena_printf(a, "%s-journal", tmp));
	return st;
}

enum status
store_copy(struct store *s, const char *path, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st;

	if (access(path, F_OK) == 0)
		return fail(w, SN_CONFLICT, _("%s: is there already; nothing "
		    "was written"), path);
	st = copy_to(path, s, &a, w);
	arena_free(&a);
	return st;
}

enum status
store_vacant(const char *path, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *log = arena_printf(&a, "%s-wal", path);
	enum status st = SN_OK;

	if (access(path, F_OK) == 0)
		st = fail(w, SN_CONFLICT, _("%s: is there already; move it "
		    "away first"), path);
	else if (access(log, F_OK) == 0)
		st = fail(w, SN_CONFLICT, _("%s: is of a store that is gone; "
		    "move it away first"), log);
	arena_free(&a);
	return st;
}

/* Whether s is a store that this program can use. */
static enum status
is_store(struct store *s, struct why *w)
{
	int64_t version, table;
	enum status st;

	if ((st = query_one(&version, s, "PRAGMA user_version", 0, w)) !=
	    SN_OK || (st = query_one(&table, s, "SELECT 1 FROM sqlite_schema"
	    " WHERE type = 'table' AND name = 'op'", 0, w)) != SN_OK) {
		if (sqlite3_errcode(s->db) == SQLITE_NOTADB)
			return fail(w, SN_USAGE, _("%s: no store"), s->path);
		return fail_at(w, st, "%s", s->path);
	}
	if (version == 0 || table == 0)
		return fail(w, SN_USAGE, _("%s: no store"), s->path);
	if (version > store_schema())
		return fail(w, SN_CONFLICT, _("%s has schema %d, this program "
		    "knows %d: use a newer sn"), s->path, (int)version,
		    store_schema());
	return SN_OK;
}

/* Remove a store that never got its name. */
static void
discard(const char *tmp, struct arena *a)
{
	unlink(tmp);
	unlink(arena_printf(a, "%s-wal", tmp));
	unlink(arena_printf(a, "%s-shm", tmp));
}

enum status
store_restore(const char *tmp, const char *from, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct store *s = NULL;
	enum status st;

	if (access(from, R_OK) == -1)
		return fail(w, SN_USAGE, "%s: %s", from, strerror(errno));
	discard(tmp, &a);
	if ((st = open_plain(&s, from, SQLITE_OPEN_READONLY, w)) == SN_OK &&
	    (st = is_store(s, w)) == SN_OK)
		st = copy_to(tmp, s, &a, w);
	store_close(s);
	arena_free(&a);
	return st;
}

enum status
store_install(const char *path, const char *tmp, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st;

	if ((st = store_vacant(path, w)) == SN_OK &&
	    (st = keep(tmp, w)) == SN_OK &&
	    (st = put_name(tmp, path, w)) == SN_OK)
		st = keep(dirname(arena_strdup(&a, path)), w);
	discard(tmp, &a);
	arena_free(&a);
	return st;
}
