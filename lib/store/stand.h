#ifndef STORE_STAND_H
#define STORE_STAND_H

/* For files in lib/store only. */

#include "store/query.h"

/*
 * Which runs stand, as far as undo has a part in it: runs that are undone,
 * undos, and what they undid.  All others stand.
 */
struct stand {
	struct stood	*run;		/* by id */
	size_t		 n, cap;
	struct arena	*arena;
};

enum status	stand_read(struct stand *out, struct store *s,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * Whether what run op did is still to be seen, for one who looks from just
 * after the change seq.  A run that was undone, and the undo of a run that
 * came later than seq, cancel out.
 */
bool		stand_shows(const struct stand *t, int64_t op, int64_t seq);

#endif
