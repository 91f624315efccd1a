#ifndef CLI_MOVES_H
#define CLI_MOVES_H

#include "cli/select.h"

/* Where shipments are asked to go; NULL: as it is. */
struct moves {
	const char	*status;	/* as typed */
	const char	*slug;		/* of it, in the route if one is given */
	const char	*box, *route, *reason;
};

/*
 * Move the shipments in one run, report those that are refused, and write
 * those that are there now.
 */
enum status	moves_run(struct cmd *c, struct store *s,
		    const struct ids *ids, const struct moves *wish,
		    struct tally *t, struct why *w) SN_CHECK;

#endif
