#ifndef STORE_SHAPE_H
#define STORE_SHAPE_H

/* For files in lib/store only. */

#include "store/query.h"

/*
 * The tables that the log follows, read from the schema itself, and the
 * statements that write any row of them: undo needs no code for a new
 * table.  What a migration adds is there at once.
 */
struct shape {
	const char	*name;
	const char	*key;		/* the INTEGER PRIMARY KEY */
	const char	**col;		/* other columns, derived ones not */
	size_t		 n, cap;
	const char	**fill;		/* derived columns that are NOT NULL */
	size_t		 nfill, capfill;
	const struct table *table;	/* in the dictionary, or NULL */
	struct ref	*ref;		/* columns elsewhere that point here */
	size_t		 nref, capref;
	struct unique	*unique;
	size_t		 nunique, capunique;

	const char	*get;		/* col of the row ?1 */
	const char	*folds;		/* derived columns of the row ?1, in the
					   order of derived[]; NULL: none */
	const char	*highest;	/* the highest key, NULL for none */
	const char	*insert;	/* ?1 the key, then col */
	const char	*drop;		/* the row ?1, returning its order */
	const char	**set;		/* per col: ?1 the value, ?2 the key, ?3
					   the value that is there now */
};

struct ref {
	const struct shape *from;
	const char	*col;
	const char	*find;		/* keys of rows whose col is ?1 */
};

struct unique {
	const char	*index;
	size_t		*col;		/* positions in shape.col */
	size_t		 n, cap;
	const char	*find;		/* keys of rows that have ?1 ... */
};

/* All of them, ended by a NULL name; they live as long as s. */
enum status	shape_all(const struct shape **out, struct store *s,
		    struct why *w) SN_CHECK;

/* The one of that name; SN_IO when the log names a table that is none. */
enum status	shape_find(const struct shape **out, struct store *s,
		    const char *tbl, struct why *w) SN_CHECK;

/*
 * The same for readers: col, ref and get are there, what writes is not
 * always, and takes no time.
 */
enum status	shape_read(const struct shape **out, struct store *s,
		    const char *tbl, struct why *w) SN_CHECK;

/* Position of a column in shape.col, or shape.n: the key or a derived one. */
size_t		shape_col(const struct shape *p, const char *col);

#endif
