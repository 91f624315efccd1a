#ifndef FORMAT_GUESS_H
#define FORMAT_GUESS_H

#include <stdio.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/status.h"
#include "format/table.h"

/*
 * What the columns of an unknown file of orders are likely to be, by the
 * names that people usually give them: lib/data/synonyms.tsv.
 *
 * A target is "order.by_zip", "line.quantity", "charges.postage" and so on,
 * with "/2" behind it for the second part of a value in several columns;
 * "-" is a column that is known and that no order needs.
 */
struct guess_column {
	const char	*header;	/* as it stands in the file */
	const char	*target;	/* NULL: not understood */
	bool		 recipient;	/* something of the buyer, who is the
					   recipient too: nobody is named */
};

struct guess {
	struct guess_column	*column;
	size_t			 n;
	json_t			*format;	/* new: of sn-format(5) */
	const char		*missing;	/* what no order can be without
						   and no column has, as
						   "a, b"; "" for nothing */
};

/*
 * Find the targets of n columns, whose headers are filled in; those that
 * have one keep it.  Where a name may mean two things it is the one that no
 * other column is; their order says nothing.
 */
void		guess_targets(struct guess_column *c, size_t n,
		    struct arena *a);

/*
 * Propose a format called name for the orders in in, which stands at its
 * start again; file is what messages call it.  own, or NULL, is an object of
 * headers and their targets, which come before the usual ones and must live
 * as long as a.  All lives in a, but for out->format, which is the caller's.
 *
 * SN_INVALID	there is no header: the file is empty, or no CSV
 */
enum status	guess_format(struct guess *out, FILE *in, const char *file,
		    const char *name, json_t *own, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Complete a format of orders that leaves what it does not say itself to
 * the usual names of columns, for the file in.  Nothing is done to any other
 * format, and out has no columns then; its format is always NULL.
 *
 * SN_INVALID	as above; or no column is for what no order can be without
 */
enum status	guess_complete(struct guess *out, struct format *f, FILE *in,
		    const char *file, struct arena *a, struct why *w)
		    SN_CHECK;

/* The headers of the columns without a target, as "a, b"; in a. */
const char	*guess_unknown(size_t *n, const struct guess *g,
		    struct arena *a);

#endif
