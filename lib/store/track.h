#ifndef STORE_TRACK_H
#define STORE_TRACK_H

#include <stdbool.h>

#include "store/store.h"

/* A number that a carrier gave a parcel of a shipment. */
struct track {
	int64_t			 shipment;
	const char		*carrier;	/* NULL: the shipment's own */
	const char		*number;
	const char		*date;		/* it left, or NULL */
	const char		*now;		/* time of the run */
	const char *const	*beside;	/* all numbers that the same
						   run has for it */
	size_t			 nbeside;
	bool			 replace;	/* one that it had before */
};

/*
 * Store a number.  The shipment, and all that is bundled into it, moves from
 * number to notify.  *fresh is false when it had the number already, and
 * then nothing is written.  A number that takes the place of another makes
 * that one void; when the mall knows the old one, a finding opens.
 *
 * SN_NOTFOUND	no such shipment
 * SN_CONFLICT	w names the shipment and why: cancelled, a child of a bundle,
 *		by another carrier, more numbers than parcels, or the number
 *		is that of another shipment of late
 */
enum status	store_track(bool *fresh, struct store *s,
		    const struct track *t, struct why *w) SN_CHECK;

#endif
