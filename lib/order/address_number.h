#ifndef ORDER_ADDRESS_NUMBER_H
#define ORDER_ADDRESS_NUMBER_H

/* For files of addresses in lib/order only. */

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether nothing names a house in the key town, the end of which from
 * building on is the building, behind the used bytes that are the town's
 * name.  Where the town has chome the 丁目 alone is not enough.
 */
bool	address_lacks_number(const char *town, const char *building,
	    size_t used, bool chome);

#endif
