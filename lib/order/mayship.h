#ifndef ORDER_MAYSHIP_H
#define ORDER_MAYSHIP_H

#include "order/tree.h"

enum {
	MAYSHIP_MAX = 8		/* reasons that are told at once */
};

/*
 * Why a shipment must not leave yet: the mall says so, it is cancelled or
 * about to be, or a payment that comes first is not there.  Writes reasons
 * for people, in the tree's arena, and returns how many; 0: it may.
 */
size_t	mayship(const char *why[MAYSHIP_MAX], const struct tree *t,
	    size_t shipment);

#endif
