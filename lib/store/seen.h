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
	unsigned		 closer;	/* which tables are filled */
	struct arena		 arena;
};

/* What findings of a shop's own checks have as their source. */
#define OWN_SOURCE "checks.conf"

/*
 * Put into temporary tables what checks look at, of n shipments and what is
 * bundled into them: todo, those that are to leave, with the carrier and
 * service of their labels and the columns that decide most often; ended,
 * those that are done or cancelled.  See sn-checks(5).
 */
enum status	look_at(struct store *s, const struct conf *conf,
		    const int64_t *id, size_t n, struct why *w) SN_CHECK;

/*
 * Fill the table of that name, once in a run, with what is dearer to know of
 * todo: packed, what is in each; flawed, the bits VERDICT_... of addresses
 * that have some; says, what labels have to say, where they do.  NULL is
 * none.
 */
enum status	look_closer(struct seeing *r, const char *name,
		    struct why *w) SN_CHECK;

/*
 * Have the checks that are on look at them, and put what they see into the
 * table seen: code, orders, shipment or 0, field or '', saw, expected,
 * source, and learned, which is 1 where a person called that right once and
 * for all.
 */
enum status	seen_all(struct seeing *r, struct why *w) SN_CHECK;

#endif
