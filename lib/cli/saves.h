#ifndef CLI_SAVES_H
#define CLI_SAVES_H

#include "cli/cmd.h"

/* What sn-find(1) was asked to do with saved queries. */
struct saves {
	const char	*save, *forget;	/* names, or NULL */
	bool		 saved;		/* list them */
};

/* Whether it was asked for anything. */
bool	saves_wanted(const struct saves *wish);

/*
 * Do that, and end the command: query, NULL for none, is what is saved; see
 * store/saved.h.  Returns the exit status.
 */
int	saves_run(struct cmd *c, const struct saves *wish,
	    const char *query);

#endif
