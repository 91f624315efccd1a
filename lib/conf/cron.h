#ifndef CONF_CRON_H
#define CONF_CRON_H

#include "base/str.h"
#include "conf/conf.h"

/* The jobs that cron(8) or systemd(1) runs for a shop, and when. */

/* The hour, or the day and hour, of a job in a day or month. */
struct cron_job {
	const char	*name;		/* import route autorobo ... or own */
	const char	*title;		/* for people, N_(); own: the name */
	int64_t		 every;		/* minutes, a part of an hour; 0: at */
	const char	*at;		/* 02:30 */
	bool		 exact;		/* at that minute, not at the shop's */
	int64_t		 day;		/* of the month; 0: every day */
	const char	*hours;		/* of every: 06:00-23:00, whole ones;
					   NULL: all */
	const char	*command;	/* for sh(1); NULL: of lib/data/cron */
	int64_t		 alert;		/* from which exit status on a failure is
					   told; 0: what it prints is told */
	const char	*off;		/* why it does not run, N_(); NULL: it
					   does */
};

/*
 * All jobs, as sn.conf(5) has them: those that come along, then the shop's
 * own; *out is an array of *n in a.
 */
void		 cron_jobs(struct cron_job **out, size_t *n,
		    const struct conf *c, struct arena *a);

/*
 * The minute of the hour at which the jobs of the directory dir, an absolute
 * path, begin: another for each directory, so that many shops do not all
 * start at once; or the one that sn.conf names.
 */
unsigned	 cron_minute(const struct conf *c, const char *dir);

/* Append the five fields of crontab(5), or OnCalendar of systemd.timer(5). */
void		 cron_when(struct str *out, const struct cron_job *j,
		    unsigned minute);
void		 cron_calendar(struct str *out, const struct cron_job *j,
		    unsigned minute);

#endif
