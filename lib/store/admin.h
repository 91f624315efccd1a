#ifndef STORE_ADMIN_H
#define STORE_ADMIN_H

#include "store/store.h"

/*
 * Copy the store to a new file at path while others work on it (SQLite's
 * online backup), mode 0600, and open the copy to see that it is whole.
 *
 * SN_CONFLICT	there is a file at path already
 * SN_IO	it could not be written or is not whole; it was removed
 */
enum status	store_copy(struct store *s, const char *path, struct why *w)
		    SN_CHECK;

#endif
