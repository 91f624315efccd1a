#ifndef CLI_CANCELS_H
#define CLI_CANCELS_H

#include "cli/select.h"
#include "store/cancel.h"

/* What sn-cancel(1) was asked for. */
struct cancels {
	const char	*by, *line, *reason;	/* as typed */
	bool		 asked, refuse, done;	/* at most one */
	struct cancel	 how;
};

/* Read what was typed; leave with the usage or a message when it is wrong. */
void		cancels_take(struct cancels *wish, struct cmd *c);

/*
 * Cancel, or note the state of a cancellation, within a run, and what follows
 * for the orders.  done gets those that are as they should be now; refused
 * ones are reported.
 */
enum status	cancels_all(struct ids *done, struct cmd *c,
		    struct store *s, const struct ids *ids,
		    const struct cancel *how, struct tally *t, struct why *w)
		    SN_CHECK;

/* The same as a run, and write who has to be told what. */
enum status	cancels_run(struct cmd *c, struct store *s,
		    const struct ids *ids, const struct cancels *wish,
		    struct tally *t, struct why *w) SN_CHECK;

#endif
