#ifndef CLI_CRONS_H
#define CLI_CRONS_H

#include "cli/cmd.h"
#include "conf/cron.h"

/* The verbs of sn-cron(1), each as main() is. */
int	crons_print(int argc, char *argv[]);
int	crons_check(int argc, char *argv[]);
int	crons_run(int argc, char *argv[]);
int	crons_systemd(int argc, char *argv[]);

/* For files in lib/cli only. */

/* What runs for a shop directory, and from when on in the hour. */
struct crons {
	struct cmd	*cmd;
	const struct conf *conf;
	const char	*dir;		/* absolute */
	unsigned	 minute;
	struct cron_job	*job;
	size_t		 n;
};

/*
 * Read sn.conf, or leave with a message.  at: the directory that is meant,
 * when it is not the one that is read; or NULL.
 */
void		crons_open(struct crons *k, struct cmd *c, const char *at);

/* The job of that name, or leave with a message. */
const struct cron_job *crons_job(const struct crons *k, const char *name);

/* Append the command of a job as sh(1) takes it. */
void		crons_command(struct str *out, const struct crons *k,
		    const struct cron_job *j);

/* Append the whole crontab, between its first and its last line. */
void		crons_crontab(struct str *out, const struct crons *k);

/*
 * The user's crontab, or the file at path, "-" for standard input; an empty
 * one when the user has none.
 */
enum status	crons_installed(const char **out, struct cmd *c,
		    const char *path, struct why *w) SN_CHECK;

#endif
