#ifndef STORE_MATE_H
#define STORE_MATE_H

/* For files in lib/store only. */

#include "conf/conf.h"
#include "store/query.h"

/*
 * A shipment that could go in one parcel with others, as sn.conf's section
 * bundle has it; nobody looked yet at what stands against that.
 */
struct mate {
	int64_t		 id, order;
	const char	*ordered_at;
	uint64_t	 hash;		/* of what mates have in common */
	size_t		 of;		/* how many go together */
};

/*
 * All that have mates, in a: those that go together stand one behind the
 * other, the first order first, and each says how many they are.  With among,
 * sorted, only these are looked at.
 */
enum status	mates_find(struct mate **out, size_t *n, struct store *s,
		    const struct conf *conf, const int64_t *among,
		    size_t namong, struct arena *a, struct why *w) SN_CHECK;

/*
 * The same for the shipments of the temporary table todo: those of them that
 * have mates are in it, with these, and maybe others.
 */
enum status	mates_near(struct mate **out, size_t *n, struct store *s,
		    const struct conf *conf, struct arena *a, struct why *w)
		    SN_CHECK;

#endif
