#ifndef STORE_SHIPFACTS_H
#define STORE_SHIPFACTS_H

#include <stdbool.h>

#include "store/store.h"

/* What the ship date of a shipment comes from; NULL: there is none. */
struct ship_facts {
	const char	*name;		/* 12 (rakuten-main:1002) */
	const char	*ordered_at, *paid_at, *released_at, *available_on;
	const char	*counts_from;	/* the latest of them */
	const char	*route, *carrier, *service;
	const char	*from_pref, *to_pref;
	const char	*ship_date, *deliver_on, *deliver_slot;
	bool		 unpaid;	/* a payment that comes first is not
					   there yet */
};

/* SN_NOTFOUND: no such shipment. */
enum status	store_ship_facts(struct ship_facts *out, struct store *s,
		    int64_t id, struct arena *a, struct why *w) SN_CHECK;

#endif
