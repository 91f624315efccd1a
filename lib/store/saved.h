#ifndef STORE_SAVED_H
#define STORE_SAVED_H

#include "conf/conf.h"
#include "store/store.h"

/*
 * Save a query as @name, in place of one of that name.  Within a run only;
 * on failure the caller rolls back.
 *
 * SN_USAGE	it is no name, sn.conf has a query of that name, or the query
 *		is wrong (w shows where) or would use itself
 */
enum status	saved_put(struct store *s, const struct conf *c,
		    const char *name, const char *query, struct why *w)
		    SN_CHECK;

/*
 * Forget the query of that name.
 *
 * SN_USAGE	the store has none
 * SN_CONFLICT	another query, which w names, uses it
 */
enum status	saved_drop(struct store *s, const struct conf *c,
		    const char *name, struct why *w) SN_CHECK;

/* The saved queries by their names, as an array of *n in a. */
enum status	saved_list(struct conf_query **out, size_t *n,
		    struct store *s, struct arena *a, struct why *w) SN_CHECK;

#endif
