#ifndef CONF_CRONTAB_H
#define CONF_CRONTAB_H

#include <stddef.h>

#include "base/arena.h"

/*
 * A user's crontab, as crontab(5) has it, read to be compared: what is wrong
 * with a line is for the reader to say.
 */
struct crontab_entry {
	unsigned	 line;
	const char	*when;		/* five fields with a blank between, or
					   @daily; NULL: it is none */
	const char	*command;	/* up to a % that is not escaped */
	const char	**word;		/* of its first program, as sh(1) takes
					   them apart; ended by NULL */
	size_t		 nword;
	const char	*path;		/* PATH in force; NULL: cron's own */
	const char	*home;		/* SN_HOME; NULL: not set */
};

/* All entries of the text, an array of *n; everything lives in a. */
void		crontab_read(struct crontab_entry **out, size_t *n,
		    const char *text, struct arena *a);

#endif
