#ifndef STORE_TREE_H
#define STORE_TREE_H

#include "order/tree.h"
#include "store/store.h"

/*
 * Read an order with all that hangs off it.
 *
 * SN_NOTFOUND	no such order
 */
enum status	store_tree_get(struct tree *out, struct store *s,
		    int64_t order, struct arena *a, struct why *w) SN_CHECK;

/*
 * Insert a whole new order.  Every shipment has its status and its route.
 * Members get their ids.
 *
 * SN_CONFLICT	the shop has an order of that number
 */
enum status	store_tree_insert(struct store *s, struct tree *t,
		    struct why *w) SN_CHECK;

/* The order of a shop's number; NUM_NULL when there is none. */
enum status	store_order_find(int64_t *out, struct store *s,
		    const char *shop, const char *number, struct why *w)
		    SN_CHECK;

/* The order that a shipment belongs to.  SN_NOTFOUND: no such shipment. */
enum status	store_order_of(int64_t *out, struct store *s,
		    int64_t shipment, struct why *w) SN_CHECK;

#endif
