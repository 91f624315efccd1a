#ifndef ORDER_GAZETTEER_H
#define ORDER_GAZETTEER_H

/* For files of addresses in lib/order only. */

#include "order/address.h"

enum {
	GAZETTEER_PREFS = 47,
	LOCATION_MAX = 32,	/* a city has 24 wards; so many villages of
				   one name there are not */
	NO_PREF = GAZETTEER_PREFS
};

/* Where an address lies. */
struct location {
	const char	*pref;		/* NULL: it does not say */
	const struct municipality *city[LOCATION_MAX]; /* those it may mean */
	size_t		 n;
	const char	*rest;		/* what follows in the text */
};

/*
 * Read prefecture and municipality off the beginning of text, which is as
 * address_key() makes it; pref is the field that it begins with, or NULL.
 */
void	gazetteer_locate(struct location *l, const struct gazetteer *g,
	    const char *pref, const char *text, struct arena *a);

bool	location_has(const struct location *l, const char *jis);

#endif
