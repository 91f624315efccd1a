#ifndef CLI_EACH_H
#define CLI_EACH_H

#include "cli/cmd.h"

/*
 * The same command over many shop directories: for each of them a process
 * of its own, whose SN_HOME it is.  What one prints is kept together and
 * never mixed with another's.
 */
struct each {
	struct cmd	*cmd;
	char		*const *argv;	/* the command, ended by NULL */
	size_t		 jobs;		/* at once */
	bool		 stop;		/* start no more after a failure */
	bool		 quiet;		/* show only those that failed */
	bool		 bare;		/* no names before the lines */
	struct each_job	*job;
	size_t		 n, cap;
};

/* One more directory; one that is there already is not taken twice. */
void		each_add(struct each *e, const char *dir);

/*
 * Those of a file, "-" for standard input: one a line, without blank ones
 * and those that begin with a #.
 */
enum status	each_add_file(struct each *e, const char *path,
		    struct why *w) SN_CHECK;

/*
 * Run it everywhere; a signal that ends us ends what we started first.  The
 * worst exit status is in *worst, 6 for what is none of sn's.
 */
enum status	each_run(int *worst, struct each *e, struct why *w) SN_CHECK;

#endif
