#ifndef ORDER_JSON_H
#define ORDER_JSON_H

#include <jansson.h>

#include "order/tree.h"

/*
 * The records of sn-shipment(5), and the only place that makes and reads
 * them.  A full record is one shipment with its order, destination, lines
 * and all else; the shipments of an order make one record each, which say
 * the same of the order.
 */

/* The full record of t's shipment at that position, new. */
json_t		*tree_json(const struct tree *t, size_t shipment);

/*
 * Add the shipment that a full record holds to t.  The first record of an
 * order fills in the order; further ones of the same shop and number add
 * their shipment, and what they say of the order is not read again.
 * Unknown keys, wrong types and words outside their vocabulary are refused.
 *
 * SN_INVALID	w names the key and what was expected; t must not be used
 */
enum status	tree_add_json(struct tree *t, json_t *v, struct why *w)
		    SN_CHECK;

/*
 * After the last record of an order: whether they were all there.
 *
 * SN_INVALID	a destination or a shipment is missing: w says which
 */
enum status	tree_json_end(const struct tree *t, struct why *w) SN_CHECK;

#endif
