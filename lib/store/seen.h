#ifndef STORE_SEEN_H
#define STORE_SEEN_H

/* For files in lib/store only. */

#include "base/clock.h"
#include "store/inspect.h"
#include "store/query.h"

/* A run of checks, within the transaction of a command. */
struct seeing {
	struct store		*store;
	const struct checks	*checks;
	const struct conf	*conf;
	struct stamp		 now;
	char			 today[11];
	int64_t			 todo, ended;	/* how many of them */
	struct arena		 arena;
};

/* What findings of a shop's own checks have as their source. */
#define OWN_SOURCE "checks.conf"

/*
 * Have the checks that are on look at the shipments of the temporary tables
 * todo (those that are to leave, with the carrier and service of their
 * labels) and ended (done or cancelled), and put what they see into the
 * table seen: code, orders, shipment or 0, field or '', saw, expected,
 * source, and learned, which is 1 where a person called that right once and
 * for all.
 */
enum status	seen_all(struct seeing *r, struct why *w) SN_CHECK;

#endif
