#ifndef ORDER_IMPLY_H
#define ORDER_IMPLY_H

#include "order/expr.h"

/*
 * What can be proved about queries without any order: what they say is true
 * whatever is in the store, what they do not say may be true all the same.
 * NULL is the query that finds everything.
 */

/* Every shipment that a finds, b finds too. */
bool	expr_implies(const struct expr *a, const struct expr *b);

/* No shipment is found by both. */
bool	expr_disjoint(const struct expr *a, const struct expr *b);

/* It finds nothing, ever. */
bool	expr_empty(const struct expr *e);

#endif
