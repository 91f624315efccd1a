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
 * the box.
 *
 * SN_NOTFOUND	no such shipment
 * SN_CONFLICT	it is a child of a bundle (w names the parent), cancelled, or
 *		done and not going to follow; nothing was changed
 */
enum status	store_move(struct store *s, int64_t id, const struct move *m,
		    struct why *w) SN_CHECK;

#endif
