#ifndef STORE_RELABEL_H
#define STORE_RELABEL_H

#include "store/store.h"

/*
 * label_check() for every labelled shipment of an order: for whoever changes
 * something of the order or of a destination.
 */
enum status	label_check_order(struct store *s, int64_t order,
		    struct why *w) SN_CHECK;

#endif
