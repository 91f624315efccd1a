#ifndef STORE_ADMIT_H
#define STORE_ADMIT_H

#include "conf/conf.h"
#include "order/tree.h"
#include "store/store.h"

/*
 * Make an order that records of sn-shipment(5) described fit for this
 * store: it gets ids of ours, and has statuses and routes of ours or none.
 * What points out of the order is dropped.  A run is open.
 *
 * SN_INVALID	a value is missing or out of bounds, or there is no such
 *		status or route here; w says where
 */
enum status	tree_admit(struct tree *t, struct store *s,
		    const struct conf *conf, struct why *w) SN_CHECK;

#endif
