#ifndef ORDER_SHARE_H
#define ORDER_SHARE_H

#include <stdbool.h>

#include "order/tree.h"

/*
 * Which shipments of an order have a share of what its courier collects:
 * the first that is not cancelled and no reship, or, by goods, all like it
 * that go to the same destination.
 */
bool	share_takes(const struct tree *t, size_t shipment);

/*
 * What of yen, of which paid came in already, is still to be collected with
 * a shipment.  By goods, each has its part of yen by what its goods cost,
 * rounded down, and the first has the rest; where a price is unknown the
 * first has all.  What was paid is taken off those that are done, then off
 * the others in order.  Over all shipments this is yen - paid, or 0.
 */
int64_t	share_of(const struct tree *t, size_t shipment, int64_t yen,
	    int64_t paid);

#endif
