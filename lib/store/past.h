#ifndef STORE_PAST_H
#define STORE_PAST_H

/* For files in lib/store only. */

#include "store/store.h"

/*
 * All changes of an order and of every row that hangs or hung off it, in
 * a, oldest first.  Bundles and reships are other orders.
 */
enum status	past_changes(struct change **out, size_t *n, struct store *s,
		    int64_t order, struct arena *a, struct why *w) SN_CHECK;

#endif
