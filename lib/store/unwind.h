#ifndef STORE_UNWIND_H
#define STORE_UNWIND_H

/* For files in lib/store only. */

#include "store/shape.h"
#include "store/stand.h"

/* What stands against an undo: a run, and the first change of it seen. */
struct block {
	int64_t		 op, id;
	const char	*tbl, *col;
	bool		 came, went;	/* it added or removed the row */
};

/* A removed row, as far as its values were read from the log. */
struct back {
	const struct shape *shape;	/* NULL: none */
	int64_t		 id;
	int64_t		 seq;		/* of the value read last */
	sqlite3_value	**value;	/* by shape.col; NULL: not read */
};

/* An undo at work: the runs to take back, and what stands against it. */
struct unwind {
	struct store	*store;
	struct arena	*arena;
	struct stand	 stand;
	int64_t		*op;		/* to take back, in order */
	size_t		 n, cap;
	bool		 alone;		/* in a copy that nobody else sees: nothing
					   stands against it */
	bool		 quiet;		/* no other run changed anything since */
	struct block	*block;		/* one for each run */
	size_t		 nblock, capblock;
	int64_t		 changes;	/* taken back in this pass */
	const struct shape *shape;	/* of the change at hand */
	int64_t		 seq;		/* and its place in the log */
	const struct shape *derive;	/* a row whose derived columns wait */
	int64_t		 derive_id;
	struct back	 back;
};

/*
 * Take back every change of the runs, last first.  A change that another
 * run stands against is left and its run put into u->block; so is one that
 * a constraint refuses.
 */
enum status	unwind(struct unwind *u, struct why *w) SN_CHECK;

/* Whether run op is one of those to take back. */
bool		unwind_has(const struct unwind *u, int64_t op);

/*
 * Note the runs that since u->seq changed column col of a row (NULL: any),
 * added or removed it.
 */
enum status	block_later(struct unwind *u, const struct shape *p,
		    int64_t id, const char *col, struct why *w) SN_CHECK;

/* Note the runs that made rows refer to row id of p, which must go. */
enum status	block_children(struct unwind *u, const struct shape *p,
		    int64_t id, struct why *w) SN_CHECK;

/* Note the runs that removed what a row of p refers to by value[]. */
enum status	block_parents(struct unwind *u, const struct shape *p,
		    sqlite3_value *const *value, struct why *w) SN_CHECK;

/* Note the runs that gave another row of p what must be unique. */
enum status	block_unique(struct unwind *u, const struct shape *p,
		    int64_t id, sqlite3_value *const *value, struct why *w)
		    SN_CHECK;

/* Note the runs that kept a value of the mall for row id of p. */
enum status	block_theirs(struct unwind *u, const struct shape *p,
		    int64_t id, struct why *w) SN_CHECK;

#endif
