#ifndef STORE_MOVE_H
#define STORE_MOVE_H

#include "store/store.h"

/* Where to; what is NULL stays as it is. */
struct move {
	const char	*status;	/* slug; checked against the route */
	const char	*box;		/* with status hold only */
	const char	*route;
};

/*
 * Move a shipment, and with it all that is bundled with it.  One that is
 * there already stays as it is, which is no failure.  Leaving hold forgets
 * the box.  A ship date that a payment came too late for moves with one that
 * leaves the status payment.
 *
 * A shipment that moves to cancel goes alone; see cancel.h.
 *
 * SN_NOTFOUND	no such shipment
 * SN_CONFLICT	it is a child of a bundle (w names the parent), cancelled,
 *		done and not going to follow, or in follow and not going to
 *		done; nothing was changed
 */
enum status	store_move(struct store *s, int64_t id, const struct move *m,
		    struct why *w) SN_CHECK;

/*
 * The same for many, to a status that is not cancel.  moved[i] says whether
 * id[i] is there now; ask store_move() why one is not.
 */
enum status	store_move_many(bool *moved, struct store *s,
		    const int64_t *id, size_t n, const struct move *m,
		    struct why *w) SN_CHECK;

/*
 * Where a shipment stands; strings in a.
 *
 * SN_NOTFOUND	no such shipment
 */
struct place {
	const char	*status, *box, *route;
	int64_t		 parent;	/* of its bundle, or NUM_NULL */
	bool		 labelled;	/* it, or its parent, has a label */
};
enum status	store_place(struct place *out, struct store *s, int64_t id,
		    struct arena *a, struct why *w) SN_CHECK;

/* Add what is bundled into a shipment to the list at *id in a. */
enum status	store_bundled(int64_t **id, size_t *n, size_t *cap,
		    struct store *s, int64_t parent, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * The shipment as people know it, in a: "1041 (rakuten-main:1002)"; the id
 * alone when the store has no such shipment.
 */
const char	*store_name(struct store *s, int64_t id, struct arena *a);

/* That the shipment is not as it should be, with its name before cause. */
enum status	store_refuse(struct store *s, int64_t id, struct why *w,
		    const char *fmt, ...) SN_PRINTF(4, 5);

#endif
