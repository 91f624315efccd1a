#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "store/row.h"
#include "store/run.h"

/* One change as history tells it; all of it is borrowed. */
struct event {
	const struct change	*change;
	const struct run	*run;
	struct row		 row;	/* as it was after the change; of a row
					   that went: before */
	bool			 came, went;	/* the row did */
	bool			 part;	/* a value of a row that went, which
					   another event tells */
	bool			 implied; /* the row came or went with its
					     whole order, which another event
					     tells */
	int64_t			 order, shipment;	/* NUM_NULL: none */
	const char		*number;	/* shop:number, NULL: none */
};

/* Any status but SN_OK ends the walk. */
typedef enum status event_fn(const struct event *e, void *arg,
		    struct why *w);

/*
 * Call fn for each change of an order and of all that hangs or hung off
 * it, oldest first.  The order may be gone.
 */
enum status	history_order(struct store *s, int64_t order, event_fn *fn,
		    void *arg, struct why *w) SN_CHECK;

/* Call fn for each change of a run, oldest first. */
enum status	history_run(struct store *s, int64_t op, event_fn *fn,
		    void *arg, struct why *w) SN_CHECK;

/*
 * The order that an operand means, also one that is gone: a shipment's id,
 * shop:number, or order=N.
 *
 * SN_USAGE	it is none of these
 * SN_NOTFOUND	there never was such an order
 */
enum status	history_find(int64_t *order, struct store *s,
		    const char *operand, struct why *w) SN_CHECK;

#endif
