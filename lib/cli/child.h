#ifndef CLI_CHILD_H
#define CLI_CHILD_H

#include <sys/types.h>

#include <stdio.h>

#include "base/status.h"

/*
 * Another program, run in a shop directory: SN_HOME names it, whatever the
 * program's own current directory is.
 */
struct child {
	const char	*home;		/* absolute; NULL: as ours */
	const char	*dir;		/* its current directory; NULL: ours */
	char		*const *argv;	/* ended by NULL; [0] is found in PATH */
	FILE		*in;		/* read from its start; NULL: nothing */
	FILE		*out, *err;	/* may be the same; NULL: as ours */
};

/*
 * Start it, in a session of its own, so that it can be ended with all that
 * it started and asks nobody on a terminal.  SN_IO: no process can be made.
 */
enum status	child_start(pid_t *out, const struct child *k, struct why *w)
		    SN_CHECK;

/*
 * The exit status of what waitpid(2) gave: 128 and the signal when one ended
 * it, 127 when there is no such program.
 */
int		child_status(int wstatus);

/*
 * Start it and wait until it ends.  SN_IO: it could not be started; then
 * *status is 127.
 */
enum status	child_run(int *status, const struct child *k, struct why *w)
		    SN_CHECK;

#endif
