#ifndef ORDER_CARRIED_H
#define ORDER_CARRIED_H

#include <stdbool.h>
#include <stdint.h>

#include "order/model.h"

/*
 * What a source of orders says anything about.  A column that it does not
 * carry is left as it is when the order is merged: Amazon's two reports
 * complete each other, and shops choose the columns of their downloads.
 */
struct carried {
	uint64_t	column[8][2];	/* a bit for each column of a table */
	bool		lines;		/* all lines: a missing one is gone */
	bool		charges;	/* all charges: a missing one is 0 */
	bool		payments;
	bool		to_ship;	/* how many of a line are still to ship:
					   its quantities in shipments */
};

/* Everything, as sn's own records carry it. */
void	carried_all(struct carried *c);

void	carried_add(struct carried *c, const struct table *t,
	    const struct column *col);
bool	carried_has(const struct carried *c, const struct table *t,
	    const struct column *col);

/*
 * hash, of what a source says, with what it says anything about: an empty
 * column is not the same as none.
 */
int64_t	carried_hash(const struct carried *c, int64_t hash);

#endif
