#ifndef CLI_MAILS_LINT_H
#define CLI_MAILS_LINT_H

/* For files in lib/cli only: a look over all templates. */

#include "cli/mails_make.h"

/* Something that is wrong, once for each place however often it shows. */
struct lint_line {
	const char	*place;
	unsigned	 line;		/* 0: none in particular */
	bool		 error;		/* or something to think of */
	const char	*text;
};

struct lint {
	struct cmd		*cmd;
	struct store		*store;
	struct mails		*m;
	const char		*kind;		/* only this one, or NULL */
	const char		*sample;	/* what is being rendered */
	struct lint_line	*line;
	size_t			 n, cap;
};

enum {
	LINT_LINES = 2000	/* beyond, there is enough to do */
};

void		lint_say(struct lint *l, bool error, const char *place,
		    unsigned line, const char *text);

/*
 * An error that a library told as "place:line: cause", while t was made: said
 * of the place once, whatever order it showed in.  in: " (in such an order)",
 * or "".
 */
void		lint_told(struct lint *l, const struct template *t,
		    const char *told, const char *in);

/* Names of files, names in them, characters; no order is looked at. */
enum status	lint_files(struct lint *l, struct why *w) SN_CHECK;

/* Whether the mails of that kind are looked at. */
bool		lint_wants(const struct lint *l, const char *kind);

#endif
