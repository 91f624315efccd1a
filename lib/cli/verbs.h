#ifndef CLI_VERBS_H
#define CLI_VERBS_H

#include "base/status.h"

/*
 * A command of several verbs, "sn-mail send": each has options, a usage and
 * a main function of its own, whose argv[0] is "sn-mail send".
 */
struct verb {
	const char	*name;
	const char	*about;		/* as in the manual, N_() */
	int		(*run)(int argc, char *argv[]);
};

/*
 * Run the verb that argv[1] names; about is what the whole command is.
 * Without one, or with one that is none of the list, which a NULL name ends,
 * say which there are and return status 2.
 */
int		verbs_run(const struct verb *v, const char *about, int argc,
		    char *argv[]);

#endif
