#ifndef ORDER_TRACKING_H
#define ORDER_TRACKING_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * The number as it is stored: half-width, without hyphens, blanks and the
 * apostrophe that spreadsheets put before it.
 */
const char	*tracking_clean(const char *s, struct arena *a);

/*
 * Whether s is twelve digits, the last of which is the rest of the eleven
 * before it divided by seven (7DR), as Yamato, Sagawa and Japan Post make
 * them.
 */
bool		 tracking_7dr(const char *s);

/*
 * The page that shows where the parcel is, in a; NULL: the carrier has none
 * that lib/data/tracking.tsv knows.
 */
const char	*tracking_url(const char *carrier, const char *number,
		    struct arena *a);

#endif
