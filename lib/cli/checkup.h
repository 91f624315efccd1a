#ifndef CLI_CHECKUP_H
#define CLI_CHECKUP_H

#include "cli/cmd.h"

enum verdict { VERDICT_OK, VERDICT_WARNING, VERDICT_ERROR };

struct verdict_line {
	enum verdict	 verdict;
	const char	*check;		/* a slug: conf permissions store ... */
	const char	*text;		/* for people, translated */
};

/* What a look at the whole shop directory found, in the cmd's arena. */
struct checkup {
	struct cmd		*cmd;
	bool			 all;	/* take the time for all of the store */
	struct verdict_line	*line;
	size_t			 n, cap;
	enum verdict		 worst;
};

/*
 * Look at everything: each check gives at least one line.  What cannot be
 * looked at is an error of its check; no check stops the others.
 */
void	checkup(struct checkup *k);

/* The word of a verdict: ok, warning, error. */
const char *verdict_word(enum verdict v);

/* The checks of the directory and its files, for checkup(). */
void	checkup_files(struct checkup *k);

/* One more line. */
void	checkup_say(struct checkup *k, enum verdict v, const char *check,
	    const char *fmt, ...) SN_PRINTF(4, 5);

#endif
