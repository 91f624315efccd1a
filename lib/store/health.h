#ifndef STORE_HEALTH_H
#define STORE_HEALTH_H

#include "store/store.h"

/* How the store is, for sn-doctor(1). */
struct health {
	const char	*damage;	/* the first that SQLite found, or NULL */
	int64_t		 dangling;	/* rows that refer to none; NUM_NULL:
					   not looked for */
	int64_t		 orders;
	const char	*last_run;	/* when the last run began, or NULL */
	int64_t		 unwritten;	/* batches not known to be written */
	int64_t		 unsent;	/* effects that failed for good or
					   that nobody knows to have happened */
};

/* Look; all: compare the indexes too, and follow every reference. */
enum status	store_health(struct health *out, struct store *s, bool all,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
