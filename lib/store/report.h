#ifndef STORE_REPORT_H
#define STORE_REPORT_H

#include <stdbool.h>

#include "store/store.h"

/* The day that an order counts at. */
enum report_base {
	REPORT_ORDERED,
	REPORT_SHIPPED,		/* when its last shipment left */
	REPORT_PAID		/* when its last payment came */
};

struct digest {
	enum report_base base;
	const char	*from, *to;	/* days, both included; NULL: open */
	bool		 by_month;
	bool		 some;		/* only orders of shipments in id */
	const int64_t	*id;		/* in ascending order */
	size_t		 n;
};

/* A day or a month of one shop. */
struct digest_row {
	const char	*period;
	const char	*shop;
	int64_t		 orders, shipments;
	int64_t		 amount;	/* yen; of the orders that have one */
	int64_t		 unknown;	/* orders whose total is not known */
};

/*
 * Sum up orders by period and shop, as an array of *n in a.  Cancelled
 * shipments, reships and exchanges count nothing, and an order without
 * another one neither.  What a mall or a maker paid for is a sale: their
 * coupons and points do not lessen the amount.
 */
enum status	report_digest(struct digest_row **out, size_t *n,
		    struct store *s, const struct digest *d, struct arena *a,
		    struct why *w) SN_CHECK;

/* So many of one item are to be fetched. */
struct pick_row {
	const char	*category;	/* NULL: none */
	const char	*code;		/* the item's, else SKU or code */
	const char	*name;		/* to print */
	const char	*options;
	const char	*temperature;
	int64_t		 quantity, shipments;
};

/*
 * What is in the shipments and in those bundled into them, each once, by
 * item; sorted by category, code, name and options, as an array of *nrow in
 * a.  Fees and discounts are no goods; a set with parts is its parts.
 */
enum status	report_pick(struct pick_row **out, size_t *nrow,
		    struct store *s, const int64_t *id, size_t n,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
