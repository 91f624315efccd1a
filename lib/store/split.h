#ifndef STORE_SPLIT_H
#define STORE_SPLIT_H

#include "order/split.h"
#include "store/store.h"

/* A shipment that a split made, and what it was split from. */
struct split_made {
	int64_t	from, id;
};

/*
 * Split one shipment, and add the new ones to the list at *made in a.  One
 * that needs no split stays as it is, which is no failure.
 *
 * The new shipments have its destination and all that describes it: status
 * (print in place of number and notify), route, carrier, dates, wishes,
 * stamps, notes, tags, rules that fired and what the mall said; not its
 * label, weight, size or number of parcels.
 *
 * SN_NOTFOUND	no such shipment, or no such line in it
 * SN_INVALID	nothing would stay, more of a line than there is ...
 * SN_CONFLICT	it is cancelled, done or bundled into another, or it has its
 *		label and force is false
 */
enum status	store_split(struct split_made **made, size_t *n, size_t *cap,
		    struct store *s, int64_t id, const struct split *how,
		    bool force, struct arena *a, struct why *w) SN_CHECK;

/*
 * Of n shipments keep those that a split may change, without reading each:
 * most have one line only.
 */
enum status	store_split_some(int64_t *id, size_t *n, struct store *s,
		    const struct split *how, struct why *w) SN_CHECK;

/*
 * Give lines from one shipment to another one of the same destination; how
 * names them.  *emptied: nothing was left, and the shipment is gone: deleted
 * if nobody outside ever heard of it, else cancelled.
 *
 * SN_NOTFOUND	no such shipment, or no such line in it
 * SN_INVALID	it is the same one, of another destination or kind, or has
 *		less of a line
 * SN_CONFLICT	as store_split(), of either
 */
enum status	store_split_move(bool *emptied, struct store *s, int64_t from,
		    int64_t to, const struct split *how, bool force,
		    struct why *w) SN_CHECK;

/*
 * Put a shipment into the first one of its destination that is still open,
 * which *into says; of the first one itself, all others into it that have
 * no label.  Those are gone then, as above, and are added to the list at
 * *gone in a.
 *
 * The statuses of store_split().
 */
enum status	store_split_join(int64_t *into, int64_t **gone, size_t *n,
		    size_t *cap, struct store *s, int64_t id, bool force,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
