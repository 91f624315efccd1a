#ifndef STORE_ADMIN_H
#define STORE_ADMIN_H

#include "store/store.h"

/*
 * Copy the store to a new file at path while others work on it (SQLite's
 * online backup), mode 0600, and open the copy to see that it is whole: its
 * rows are counted against the snapshot that was copied.
 *
 * SN_CONFLICT	there is a file at path already
 * SN_IO	it could not be written or is not whole; it was removed
 */
enum status	store_copy(struct store *s, const char *path, struct why *w)
		    SN_CHECK;

/*
 * Whether a store may come to path.
 *
 * SN_CONFLICT	there is one, or the log that one left when it was open
 */
enum status	store_vacant(const char *path, struct why *w) SN_CHECK;

/*
 * Make a store at tmp, in place of what a restore that was cut short left
 * there, from the copy at from, which is checked as above and stays as it
 * is.  store_install() gives it its name, once it is closed.
 *
 * SN_USAGE	from is not there, or no store
 * SN_CONFLICT	the copy is newer than this program; or, when installing,
 *		path is not vacant any more
 */
enum status	store_restore(const char *tmp, const char *from,
		    struct why *w) SN_CHECK;
enum status	store_install(const char *path, const char *tmp,
		    struct why *w) SN_CHECK;

/*
 * What only a restored store needs, within a run: ids given out after the
 * copy was made must not be given again, and effects that were unsent then
 * may have been sent since.  Counters skip far ahead; unsent effects become
 * unknown, *unknown of them.
 */
enum status	store_restored(int64_t *unknown, struct store *s,
		    struct why *w) SN_CHECK;

/* text is borrowed.  Any status but SN_OK ends the walk. */
typedef enum status problem_fn(const char *text, void *arg, struct why *w);

/*
 * Look for damage and for what must not be, and call fn for each finding.
 * Derived columns are computed again for the newest orders, with full for
 * all, which also reads the bytes of every batch.
 */
enum status	store_check(struct store *s, bool full, problem_fn *fn,
		    void *arg, struct why *w) SN_CHECK;

/* Facts about a store. */
struct store_info {
	int64_t		 schema, pages, page_size, free_pages;
	int64_t		 wal;		/* bytes not yet in the file itself */
	int64_t		 op;		/* the last run; NUM_NULL: none */
};
enum status	store_info(struct store_info *out, struct store *s,
		    struct why *w) SN_CHECK;

/* Call fn for each table, with its rows, by name. */
typedef enum status count_fn(const char *tbl, int64_t rows, void *arg,
		    struct why *w);
enum status	store_counts(struct store *s, count_fn *fn, void *arg,
		    struct why *w) SN_CHECK;

#endif
