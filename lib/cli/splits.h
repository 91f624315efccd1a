#ifndef CLI_SPLITS_H
#define CLI_SPLITS_H

#include "cli/select.h"
#include "order/split.h"

/* What sn-split(1) was asked for: one of by, move and join. */
struct splits {
	const char	*by, *move, *to;	/* as typed */
	bool		 join;
	const char	*reason;
	bool		 force;			/* labelled ones, too */
	struct split	 how;
	int64_t		 other;			/* shipment that --to names */
};

/*
 * What follows --by, within the loop over options: "line LINE" and
 * "parcels-of N" may be two arguments.
 */
const char	*splits_by(struct cmd *c, const char *by);

/* Read what was typed; leave with the usage or a message when it is wrong. */
void		splits_take(struct splits *wish, struct cmd *c);

/*
 * Split the shipments in one run, or move lines between them, or put them
 * together again; report what is refused, and write all that the goods are
 * in now.
 */
enum status	splits_run(struct cmd *c, struct store *s,
		    const struct ids *ids, const struct splits *wish,
		    struct tally *t, struct why *w) SN_CHECK;

#endif
