#ifndef STORE_BULK_H
#define STORE_BULK_H

/* For files in lib/store only. */

#include "store/query.h"

/*
 * One column of many rows in a few statements, as store_set() does it for
 * one row.  The rows and their new values stand in the temporary table
 * target (id, value): bulk_begin() makes it or empties it, the caller fills
 * it, bulk_set() writes.  A run is open.
 */
enum status	bulk_begin(struct store *s, struct why *w) SN_CHECK;

enum status	bulk_set(struct store *s, const struct table *t,
		    const struct column *c, struct why *w) SN_CHECK;

/* Run q, which fills target, and bulk_set(). */
enum status	bulk_fill(struct query *q, const struct table *t,
		    const struct column *c, struct why *w) SN_CHECK;

#endif
