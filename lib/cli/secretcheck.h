#ifndef CLI_SECRETCHECK_H
#define CLI_SECRETCHECK_H

#include "cli/cmd.h"

/* What is wrong with a file of secrets/, or soon will be. */
enum secret_flaw {
	SECRET_SOON,		/* it expires within SECRET_DAYS */
	SECRET_EXPIRED,
	SECRET_MISSING,		/* sn.conf names it, and it is not there */
	SECRET_OPEN		/* others may read it */
};

enum { SECRET_DAYS = 14 };	/* time to ask for a new one, and get it */

struct secret_state {
	enum secret_flaw flaw;
	const char	*path;		/* of the file */
	const char	*expires;	/* a date; NULL: no matter of time */
	const char	*text;		/* what is wrong, translated */
};

/*
 * Look at the secrets that sn.conf dates, and at those that mail and inboxes
 * are about to use; *out is an array of *n in c's arena.
 */
enum status	secrets_check(struct secret_state **out, size_t *n,
		    struct cmd *c, struct why *w) SN_CHECK;

#endif
