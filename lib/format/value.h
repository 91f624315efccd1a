#ifndef FORMAT_VALUE_H
#define FORMAT_VALUE_H

#include "format/spec.h"
#include "text/rows.h"

/*
 * For files in lib/format only: the values of an order's rows, as its
 * format's specs say.
 */

/* A row that is kept while its order is put together. */
struct raw {
	struct row	 row;		/* its cells live as long as it */
	const char	*bad;		/* why it cannot be used, or NULL */
};

/* Some rows of one order, in the order of the file. */
struct scope {
	const struct raw *const *raw;
	size_t			 n;
};

/* What stays the same while a file is read, and what its cells gave. */
struct valuer {
	struct decoder	*decoder;
	struct arena	*arena;		/* of the values */
	const char	*unfixed[4];	/* amounts that mean "not fixed yet",
					   ended by NULL */
	bool		 open;		/* one was met */
	unsigned long	 repaired;	/* zeros put back, so far */
	unsigned long	 mended;	/* other things put right; see mend.c */
};

/*
 * The value of s in the rows; *out is NULL when there is none.  Text lives
 * in the arena or in the row.
 *
 * SN_INVALID	the column named by w has something else in it
 */
enum status	value_text(const char **out, struct valuer *v,
		    const struct spec *s, const struct scope *rows,
		    struct why *w) SN_CHECK;

/* The same of a number; *out is NUM_NULL when there is none. */
enum status	value_num(int64_t *out, struct valuer *v,
		    const struct spec *s, const struct scope *rows,
		    struct why *w) SN_CHECK;

/* Put the value of s into column c of the record at rec, if there is one. */
enum status	value_set(void *rec, const struct column *c,
		    struct valuer *v, const struct spec *s,
		    const struct scope *rows, struct why *w) SN_CHECK;

/*
 * The trimmed text of one cell, "" where the row has none.
 *
 * SN_INVALID	a byte is no character
 */
enum status	value_cell(const char **out, struct valuer *v,
		    const struct header *h, const struct raw *raw,
		    struct why *w) SN_CHECK;

#endif
