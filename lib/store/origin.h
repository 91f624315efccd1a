#ifndef STORE_ORIGIN_H
#define STORE_ORIGIN_H

#include "order/field.h"
#include "store/row.h"
#include "store/run.h"

/*
 * Where one value came from.  Runs that were undone, and undos, play no
 * part.  Everything is borrowed.
 */
struct origin {
	const char		*name;		/* of the row, for people */
	struct row		 row;
	const struct column	*column;
	const char		*value;
	bool			 changed;	/* since the row came: */
	struct change		 change;	/* by this change */
	struct run		 by;		/* of this run */
	struct run		 came;		/* what brought the row */
	const char		*came_why;	/* file:line or reason, or NULL */
	const char		*source;	/* file the order came from, NULL:
						   the row came otherwise */
	int64_t			 source_row;
	bool			 differs;	/* from what the mall says: */
	const char		*theirs;
};

/* Any status but SN_OK ends the walk. */
typedef enum status origin_fn(const struct origin *o, void *arg,
		    struct why *w);

/*
 * Call fn for the field in each row of the order that has it; with a
 * shipment, which may be NUM_NULL, in those that belong to that.  A field
 * that is derived is told by those it comes from.
 *
 * SN_USAGE	it is computed by the store, and nothing sets it
 */
enum status	origin_each(struct store *s, int64_t order, int64_t shipment,
		    const struct field *f, origin_fn *fn, void *arg,
		    struct why *w) SN_CHECK;

/* The shipments of an order, or the one; *out in a. */
enum status	origin_shipments(int64_t **out, size_t *n, struct store *s,
		    int64_t order, int64_t shipment, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
