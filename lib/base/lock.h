#ifndef BASE_LOCK_H
#define BASE_LOCK_H

#include "base/status.h"

/*
 * One program of a kind at a time: a lock on a file, held until it is given
 * back or the process ends, however it ends.
 */
struct lock {
	int	fd;		/* -1: not held */
};

#define LOCK_INIT { -1 }

/*
 * Take the lock at path, a file that is made and stays, and leave word in it
 * of who holds it.
 *
 * SN_RETRY	somebody else holds it; w says who, since when
 * SN_IO	the file cannot be made
 */
enum status	lock_take(struct lock *out, const char *path, struct why *w)
		    SN_CHECK;

/* Does nothing when it is not held. */
void		lock_drop(struct lock *l);

#endif
