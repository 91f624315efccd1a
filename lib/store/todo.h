#ifndef STORE_TODO_H
#define STORE_TODO_H

/* For files in lib/store only. */

#include "store/query.h"

/*
 * The shipments that a set-based run works on, in the temporary table todo
 * (id, destination, orders), so that their order and destination are found
 * without reading the shipment.
 */

/* Make the table, empty. */
enum status	todo_begin(struct store *s, struct why *w) SN_CHECK;

/* Add shipments; what is there already, or is none, adds nothing. */
enum status	todo_put(struct store *s, const int64_t *id, size_t n,
		    struct why *w) SN_CHECK;

#endif
