#ifndef STORE_UNDO_H
#define STORE_UNDO_H

#include "store/store.h"

struct undo {
	int64_t		 op;		/* the run to take back */
	bool		 with_later;	/* and all that stand against it */
	struct arena	*arena;		/* of what follows */

	int64_t		*undone;	/* runs taken back, newest first */
	size_t		 n;
	int64_t		 changes;	/* changes taken back */
	int64_t		 cancelled;	/* effects that will not be sent now */
	int64_t		 queued;	/* effects of a redo, to be sent again */
	const char	**left;		/* what has left the shop and is not
					   taken back, in words */
	size_t		 nleft, capleft;
};

/*
 * Take back run u->op, exactly, as the first thing in a run begun with
 * store_begin(), which may begin again on the way, with another id: each
 * value it changed becomes what it was, rows it added go, rows it removed
 * come back with all they had.  Undoing an undo is the redo.
 *
 * SN_NOTFOUND	there is no such run
 * SN_CONFLICT	it is undone already, or later changes or rows that depend
 *		on its stand against it and u->with_later is not set: w
 *		names one and the runs of all.  Roll back.
 */
enum status	store_undo(struct undo *u, struct store *s, struct why *w)
		    SN_CHECK;

#endif
