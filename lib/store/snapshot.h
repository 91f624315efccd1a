#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include <stdbool.h>

#include "store/store.h"

/*
 * Read from one state of the store until snapshot_end(), whoever writes
 * meanwhile, and without taking the reader's lock for each statement.  No
 * writer waits for it.  Within a run, or another snapshot, there is nothing
 * to do, and *mine is false.
 */
enum status	snapshot_begin(bool *mine, struct store *s, struct why *w)
		    SN_CHECK;
void		snapshot_end(struct store *s, bool mine);

#endif
