#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "order/model.h"

struct store;

enum store_mode {
	STORE_READ,		/* never writes, works while others do */
	STORE_WRITE,
	STORE_BULK,		/* as STORE_WRITE, without looking references
				   up: for imports, which make whole orders,
				   and checks, which refer to what they read */
	STORE_CREATE		/* as STORE_WRITE; makes the file if need be */
};

/*
 * Open the store at path.  Writers bring an older schema up to date, after
 * a copy of the file was made beside it (path.v<N>).  On success *out is
 * the caller's, to store_close().
 *
 * SN_USAGE	there is no store; sn-init(1) makes one
 * SN_CONFLICT	its schema is newer than this program, or, with STORE_READ,
 *		older
 * SN_RETRY	somebody else wrote for longer than the timeout
 */
enum status	store_open(struct store **out, const char *path,
		    enum store_mode mode, struct why *w) SN_CHECK;

/* Roll back what is open and close.  NULL is allowed. */
void		store_close(struct store *s);

/*
 * Let the SQL of s know the configuration c, NULL for none, and the shop
 * directory home, NULL for none: ranks of buyers, the calendar, what goes
 * into one parcel.  Both must live as long as the store; nothing is read
 * before it is needed.
 */
struct conf;
void		store_use(struct store *s, const struct conf *c,
		    const char *home);

/* The schema version this program makes and knows. */
int		store_schema(void);

/* A writing run as the log keeps it. */
struct op {
	const char	*who;
	const char	*argv;	/* JSON array */
	const char	*why;	/* the person's reason; NULL: none */
	const char	*conf;	/* hash of the configuration; NULL: not read */
};

/*
 * Begin a run: one row of op, and the write lock at once, so that waiting
 * happens here and never later.  A long run commits now and then and goes
 * on with store_resume() in the same op.  store_rollback() undoes what came
 * after the last commit; it does nothing when nothing is open, so it may
 * stand on every way out.
 */
enum status	store_begin(struct store *s, const struct op *op,
		    struct why *w) SN_CHECK;
enum status	store_resume(struct store *s, struct why *w) SN_CHECK;
enum status	store_commit(struct store *s, struct why *w) SN_CHECK;
void		store_rollback(struct store *s);

/* The id of the run that store_begin() opened last. */
int64_t		store_op(const struct store *s);

/*
 * The reason that the following changes of the open run get: file:line,
 * rule:line or a person's.  NULL: the op's own.
 */
enum status	store_because(struct store *s, const char *why,
		    struct why *w) SN_CHECK;

/* One changed column, as in schema/0001-log.sql.  NULL is SQL's NULL. */
struct change {
	int64_t		 seq, op;
	const char	*tbl;
	int64_t		 id;
	const char	*col;
	const char	*old;
	const char	*new;
	const char	*why;
};

/* c is borrowed.  Any status but SN_OK ends the walk. */
typedef enum status change_fn(const struct change *c, void *arg,
		    struct why *w);

/* Call fn for each change of a run, oldest first. */
enum status	store_changes(struct store *s, int64_t op, change_fn *fn,
		    void *arg, struct why *w) SN_CHECK;

/* A new id for a row of tbl, never used before.  Within a run only. */
enum status	store_id(int64_t *out, struct store *s, const char *tbl,
		    struct why *w) SN_CHECK;

/* The same for n rows: *out and the n - 1 ids after it. */
enum status	store_ids(int64_t *out, struct store *s, const char *tbl,
		    int64_t n, struct why *w) SN_CHECK;

/*
 * Insert rec as a row of t; derived columns are filled in.  An id of
 * NUM_NULL is replaced by a new one, also in rec.
 */
enum status	store_insert(struct store *s, const struct table *t,
		    void *rec, struct why *w) SN_CHECK;

/*
 * Read a row, its strings in a.
 *
 * SN_NOTFOUND	no such row
 */
enum status	store_get(void *rec, struct store *s, const struct table *t,
		    int64_t id, struct arena *a, struct why *w) SN_CHECK;

/*
 * Read the rows of t whose column by (an id, such as "orders") is id, in
 * the order of their ids.  *out is an array of *n pointers in a.
 */
enum status	store_list(void ***out, size_t *n, struct store *s,
		    const struct table *t, const char *by, int64_t id,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * Set one column of a row; derived columns, search words and sums follow
 * by the end of the run.  value is text, digits for a number, NULL for
 * none.  The value must fit the column: see edit.h for what people type.
 *
 * store_set() is a change of ours: where malls give the column, the mall's
 * value is kept in theirs.  store_set_quiet() leaves theirs alone.
 *
 * SN_NOTFOUND	no such row
 */
enum status	store_set(struct store *s, const struct table *t,
		    const struct column *c, int64_t id, const char *value,
		    struct why *w) SN_CHECK;
enum status	store_set_quiet(struct store *s, const struct table *t,
		    const struct column *c, int64_t id, const char *value,
		    struct why *w) SN_CHECK;

/*
 * Have the search words and the sums of an order computed again before the
 * run commits.
 */
enum status	store_touch(struct store *s, int64_t order, struct why *w)
		    SN_CHECK;

/* Compute the derived columns of one row again. */
enum status	store_derive(struct store *s, const struct table *t,
		    int64_t id, struct why *w) SN_CHECK;

#endif
