#ifndef FORMAT_ORDERS_H
#define FORMAT_ORDERS_H

#include <stdio.h>

#include "format/format.h"
#include "order/carried.h"
#include "order/tree.h"

/*
 * One order as a file gave it.  tree->order has source_row set to the
 * number of its first row; shop, mall and source are the caller's to fill
 * in.  All of it lasts until the function returns.
 */
struct orders_got {
	struct tree		*tree;
	const struct carried	*carried;
	unsigned long		 rows;		/* that made it */
	unsigned long		 line;		/* physical line of the first */
};

/*
 * Called for each order, once, when all its rows are there.  A status that
 * status_stops() ends the reading; with any other but SN_OK and SN_SOME the
 * rows of the order are refused, for the reason in w.
 */
typedef enum status orders_fn(const struct orders_got *got, void *arg,
		    struct why *w);

/*
 * A row that was refused, with all rows of its order: no order comes in
 * parts.
 */
struct orders_refused {
	const struct row	*row;		/* raw cells */
	const struct row	*header;	/* likewise */
	const struct format	*format;	/* its delimiter and quoting */
	const char		*file;
	bool			 second;	/* of a pair's second file */
	bool			 culprit;	/* this row is the reason, and not
						   another one of its order */
	const char		*reason;	/* names the line otherwise */
};
typedef enum status orders_refused_fn(const struct orders_refused *r,
		    void *arg, struct why *w);

struct orders_conf {
	FILE			*second;	/* of a format of two files */
	const char		*second_name;
	orders_refused_fn	*refused;	/* NULL: nobody asks */
};

/* Rows without headers: read is what made orders and what was refused. */
struct orders_count {
	unsigned long	read, refused;
	unsigned long	orders;		/* given to the function and taken */
	unsigned long	repaired;	/* phones and postal codes that got
					   their zeros back */
	unsigned long	mended;		/* numbers that lost an apostrophe,
					   ".0" or full-width digits again */
	enum enc	encoding;	/* as found */
};

/*
 * Read the orders of in, which can be set back, by f.  Memory does not grow
 * with the file: rows of an order that stand apart are kept on disk until
 * its end.  count may be NULL.
 *
 * SN_USAGE	f is wrong; or a file is cut off, or a pair's second one is
 *		missing: nothing was given to fn
 * SN_INVALID	a file is no such one at all, or breaks in the middle: orders
 *		before that were given to fn
 * SN_IO	read error
 */
enum status	orders_read(struct orders_count *count, FILE *in,
		    const char *name, const struct format *f,
		    const struct orders_conf *conf, orders_fn *fn, void *arg,
		    struct why *w) SN_CHECK;

/* Whether f takes two files, as Yahoo!'s does. */
bool		orders_pair(const struct format *f);

#endif
