#ifndef STORE_INSPECT_H
#define STORE_INSPECT_H

#include "conf/checks.h"
#include "conf/conf.h"
#include "store/store.h"

/*
 * Checks and what they find.  A finding stands once for each order,
 * shipment, code and field: open, or acknowledged by a person, until its
 * cause is gone.
 */

/*
 * See that the queries of the shop's own checks can be read.
 *
 * SN_USAGE	one cannot; w says which
 */
enum status	inspect_queries(struct store *s, const struct checks *checks,
		    const struct conf *conf, struct why *w) SN_CHECK;

/* What a run changed. */
struct inspected {
	int64_t	opened;		/* also those that say something else now */
	int64_t	closed;
};

/*
 * Run all checks that are on over n shipments and what is bundled into
 * them, and have their findings, and those of their orders as a whole, say
 * what was seen: new ones open, others change or close; one that was
 * acknowledged opens again only when it says something else than it did.
 * Of shipments that are done or cancelled only those checks find anything
 * that look at such ones.  A run over more than one shipment also closes,
 * in all of the store, open findings of checks that are off, and of the
 * others against what is done or cancelled.  What other programs find is
 * left alone.  Those that are to leave are marked as checked; see
 * checked.h.  A run is open.
 *
 * SN_USAGE	a query of the shop's own checks is wrong
 */
enum status	inspect(struct inspected *out, struct store *s,
		    const struct checks *checks, const struct conf *conf,
		    const int64_t *id, size_t n, struct why *w) SN_CHECK;

#endif
