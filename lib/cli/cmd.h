#ifndef CLI_CMD_H
#define CLI_CMD_H

#include <stdbool.h>
#include <stdio.h>

#include <getopt.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/status.h"
#include "conf/conf.h"
#include "store/store.h"

enum output {
	OUT_AUTO,		/* a table to a terminal, else NDJSON */
	OUT_NDJSON, OUT_JSON, OUT_CSV, OUT_TSV, OUT_TABLE
};

/*
 * What every command has.  A command fills in the first part, calls
 * cmd_getopt() in place of getopt_long(3), and returns cmd_end().
 */
struct cmd {
	const char	*about;		/* as NAME in the manual, N_() */
	const char	*synopsis;	/* as in the manual, after the name */
	const char	*example;	/* one call that makes sense */
	const struct option *options;	/* its own, ended by zeros, or NULL;
					   val is the short letter, or above
					   0x7f for long only */
	bool		 writes;	/* takes -n, outlives a broken pipe */
	bool		 selects;	/* takes -q and operands */
	bool		 records;	/* takes --full, --csv, --tsv, --json,
					   --table, --ndjson */

	const char	*home;		/* the shop directory */
	const char	*query;		/* -q, or NULL */
	bool		 dry;		/* -n */
	bool		 full;		/* --full */
	bool		 yes;		/* --yes */
	bool		 verbose;	/* -v */
	enum output	 output;
	int		 argc;
	char		**argv;		/* options first, as getopt_long(3) puts
					   them */
	char		**given;	/* as it was typed */
	FILE		*spool;		/* output held back until the commit */
	struct arena	 arena;		/* lives as long as the run */
	struct conf	*conf;		/* once cmd_conf() was called */
	const char	*more_conf;	/* hash of a second file in force; NULL */
	bool		 committed;
};

/*
 * Like getopt_long(3), but takes -H, -h, -v, --yes and, as the flags above
 * say, -n, -q and the output options itself, and ends the process with the
 * usage on an option that nobody knows.  The language of messages is set at
 * the first call.
 */
int	cmd_getopt(struct cmd *c, int argc, char *argv[]);

/* The operands from the one at first on, joined by blanks, in c's arena. */
const char *cmd_joined(struct cmd *c, int first);

/* Say what the command is, with an example, and leave with status 2. */
void	cmd_usage(const struct cmd *c) SN_NORETURN;

/* Leave with a message, and with the exit status of st. */
void	cmd_die(enum status st, const struct why *w) SN_NORETURN;

/*
 * The path of a file in the shop directory, which is -H, else $SN_HOME,
 * else the current directory if it holds sn.conf, else $XDG_DATA_HOME/sn.
 */
const char	*cmd_path(struct cmd *c, const char *name);

/* The shop's configuration, read once, or leave with a message. */
const struct conf *cmd_conf(struct cmd *c);

/*
 * Speak the shop's language, for a command that needs nothing else of
 * sn.conf: it must work although the file is wrong or gone.
 */
void		cmd_language(struct cmd *c);

/* Open the shop's store, or leave with a message. */
struct store	*cmd_store(struct cmd *c, enum store_mode mode);

/*
 * A day as people type it, 2026-12-24, yesterday or -2d, as a date in c's
 * arena; or leave with a message.
 */
const char	*cmd_day(struct cmd *c, const char *text);

/*
 * The value of an option that is a number, least or more, which is not below
 * 0; or leave with a message.
 */
int64_t		cmd_number(const char *option, const char *text,
		    int64_t least);

/* Who runs this command: the login name, else the user id; in a. */
const char	*cmd_who(struct arena *a);

/*
 * A run of this command on s; why is the person's reason or NULL.  What the
 * run prints goes to c->spool: no lock is held while a reader of standard
 * output makes us wait.
 */
enum status	cmd_begin(struct cmd *c, struct store *s, const char *why,
		    struct why *w) SN_CHECK;

/*
 * Commit the run and print the spool.  With -n: put the diff in its place,
 * roll back, and print that.  On failure nothing has changed since the last
 * commit once store_rollback() was called.
 */
enum status	cmd_commit(struct cmd *c, struct store *s, struct why *w)
		    SN_CHECK;

/*
 * Commit what a long run did so far and go on in the same run; with -n it
 * does nothing, so that the rehearsal stays one transaction.
 */
enum status	cmd_step(struct cmd *c, struct store *s, struct why *w)
		    SN_CHECK;

/*
 * Ask on /dev/tty before something that is hard to take back, unless --yes
 * was given.  SN_CONFLICT: no, or nobody to ask.
 */
enum status	cmd_ask(struct cmd *c, const char *question, struct why *w)
		    SN_CHECK;

/*
 * After a write to standard output that failed: a reader that went away ends
 * a writer that changed nothing, as it does a command that only reads.
 */
void	cmd_unread(const struct cmd *c);

/*
 * Flush and close standard output, so that a full disk or a broken pipe is
 * not taken for success, and turn st into the exit status.
 */
int		cmd_end(struct cmd *c, enum status st) SN_CHECK;

#endif
