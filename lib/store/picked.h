#ifndef STORE_PICKED_H
#define STORE_PICKED_H

/* For files in lib/store only. */

#include "store/query.h"

/*
 * Put n shipments into the temporary table picked (seq, id), in their order
 * and each once, for statements over all of them.
 */
enum status	picked_put(struct store *s, const int64_t *id, size_t n,
		    struct why *w) SN_CHECK;

#endif
