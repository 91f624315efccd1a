#ifndef STORE_PROPERTY_H
#define STORE_PROPERTY_H

#include "store/store.h"

/*
 * Facts about the store as a whole, by name: that it is a rehearsal, how far
 * somebody has read the log.  They are not logged, and no undo takes them
 * back.
 */

/* Its value in a, or NULL: there is none of that name. */
enum status	property_get(const char **out, struct store *s,
		    const char *name, struct arena *a, struct why *w)
		    SN_CHECK;

/* Within a transaction.  A NULL value forgets it. */
enum status	property_set(struct store *s, const char *name,
		    const char *value, struct why *w) SN_CHECK;

/* The same for a number; fallback stands for none. */
enum status	property_num(int64_t *out, struct store *s, const char *name,
		    int64_t fallback, struct why *w) SN_CHECK;
enum status	property_set_num(struct store *s, const char *name, int64_t v,
		    struct why *w) SN_CHECK;

#endif
