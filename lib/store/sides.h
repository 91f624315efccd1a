#ifndef STORE_SIDES_H
#define STORE_SIDES_H

/* For files in lib/store only: the parts of merging one order. */

#include "conf/conf.h"
#include "order/tree.h"
#include "store/import.h"
#include "store/merge.h"

/* Both sides of one order. */
struct sides {
	struct import		*im;
	const struct conf_shop	*shop;
	struct tree		*ours;
	struct tree		*in;
	const struct carried	*carried;
	struct merge		 merge;
	int64_t			*destination;	/* ours for each of in */
};

/* The first change: what follows has file:row as its reason. */
enum status	sides_begin(struct sides *b, struct why *w) SN_CHECK;

/* Open a finding on the order. */
enum status	sides_tell(struct sides *b, const char *code,
		    const char *severity, const char *saw,
		    const char *expected, struct why *w) SN_CHECK;

/* Merge destinations with their shipments, and fill in b->destination. */
enum status	sides_destinations(struct sides *b, struct why *w) SN_CHECK;

enum status	sides_charges(struct sides *b, struct why *w) SN_CHECK;
enum status	sides_payments(struct sides *b, struct why *w) SN_CHECK;

#endif
