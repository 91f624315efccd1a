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

/* From now on as if run op had never been, or had been after all. */
void		stand_without(struct stand *t, int64_t op, bool without);

/* Whether run op stands. */
bool		stand_stands(const struct stand *t, int64_t op);

/*
 * Whose work run op changed, as it shows to one who looks from just after
 * the change seq: its own, as long as it stands, or, when it is an undo,
 * that of runs before seq which it turned over and nobody turned back.
 * Start with *at 0; false at the end.
 */
bool		stand_next(int64_t *whose, const struct stand *t, int64_t op,
		    int64_t seq, size_t *at);

#endif
