#ifndef STORE_MERGE_H
#define STORE_MERGE_H

/* For files in lib/store only: merging what a mall says into a row. */

#include "order/carried.h"
#include "store/store.h"

struct merge {
	struct store		*store;
	const struct carried	*carried;
	int64_t			 order;
	const char		*why;		/* file:row */
	bool			 changed;	/* anything was written */
	bool			 conflict;	/* a finding was opened */
	struct arena		*arena;
};

/*
 * Merge the columns that malls give from in into the row ours of t.  What
 * is taken over is written to ours too.
 */
enum status	merge_row(struct merge *m, const struct table *t, void *ours,
		    const void *in, struct why *w) SN_CHECK;

/* One column, with its new value; the same rules. */
enum status	merge_value(struct merge *m, const struct table *t,
		    const struct column *c, void *ours, const char *value,
		    struct why *w) SN_CHECK;

#endif
