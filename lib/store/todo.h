#ifndef STORE_TODO_H
#define STORE_TODO_H

/* For files in lib/store only. */

#include "store/query.h"

/*
 * The shipments that a set-based run works on, in the temporary table todo
 * (id, destination, orders), so that their order and destination are found
 * without reading the shipment.
 */

/* Make the table, or empty it. */
enum status	todo_begin(struct store *s, struct why *w) SN_CHECK;

/* Add a shipment; one that is there already, or that is none, adds nothing. */
enum status	todo_put(struct store *s, int64_t id, struct why *w) SN_CHECK;

#endif
