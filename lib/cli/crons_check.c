/*
 * The crontab that is installed against the one that sn.conf wants.
 */

#include <err.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/crons.h"
#include "conf/crontab.h"

enum { JAPAN = 9 * 60 * 60 };	/* seconds from UTC */

/* Where cron(8) itself looks for programs. */
static const char usual_path[] = "/usr/bin:/bin";

struct checker {
	struct crons	 crons;
	struct crontab_entry *entry;
	size_t		 n;
	size_t		 found;		/* problems */
};

static void	say(struct checker *k, const char *fmt, ...) SN_PRINTF(2, 3);

static void
say(struct checker *k, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	k->found++;
}

/* The name of a program without its directory. */
static const char *
base(const char *program)
{
	const char *slash = strrchr(program, '/');

	return slash != NULL ? slash + 1 : program;
}

/* Whether two paths are one directory; what is not there is by its name. */
static bool
same_directory(const char *x, const char *y)
{
	struct stat a, b;

	if (stat(x, &a) == 0 && stat(y, &b) == 0)
		return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
	return strcmp(x, y) == 0;
}

/*
 * The job that an entry runs for our directory, or NULL: "sn-cron run -H dir
 * job", in any order that getopt_long(3) takes.
 */
static const char *
job_of(const struct crons *k, const struct crontab_entry *e)
{
	const char *dir = e->home, *job = NULL, *w;
	bool run = false;
	size_t i;

	if (e->nword == 0 || strcmp(base(e->word[0]), "sn-cron") != 0)
		return NULL;
	for (i = 1; i < e->nword; i++) {
		w = e->word[i];
		if ((strcmp(w, "-H") == 0 || strcmp(w, "--home") == 0) &&
		    i + 1 < e->nword)
			dir = e->word[++i];
		else if (strncmp(w, "--home=", 7) == 0)
			dir = w + 7;
		else if (strncmp(w, "-H", 2) == 0)
			dir = w + 2;
		else if (strcmp(w, "run") == 0 && !run)
			run = true;
		else if (*w != '-' && run && job == NULL)
			job = w;
	}
	return run && job != NULL && dir != NULL &&
	    same_directory(dir, k->dir) ? job : NULL;
}

/* Whether there is a program of that name along path. */
static bool
is_program(struct arena *a, const char *name, const char *path)
{
	const char *file;
	size_t n;

	if (strchr(name, '/') != NULL)
		return access(name, X_OK) == 0;
	for (;; path += n + 1) {
		n = strcspn(path, ":");
		file = arena_printf(a, "%.*s/%s", (int)n, path, name);
		if (access(file, X_OK) == 0)
			return true;
		if (path[n] == '\0')
			return false;
	}
}

/* One of ours, by its name. */
static bool
is_ours(const char *program)
{
	return strncmp(base(program), "sn-", 3) == 0 ||
	    strcmp(base(program), "sn") == 0;
}

static void
check_entry(struct checker *k, const struct crontab_entry *e)
{
	const char *path = e->path != NULL ? e->path : usual_path, *job;
	struct arena *a = &k->crons.cmd->arena;
	size_t i;

	if (e->when == NULL) {
		say(k, _("line %u: neither a setting nor a job: %s"), e->line,
		    e->command);
		return;
	}
	if (e->nword > 0 && is_ours(e->word[0]) &&
	    !is_program(a, e->word[0], path))
		say(k, _("line %u: %s is not in %s"), e->line, e->word[0],
		    path);
	if ((job = job_of(&k->crons, e)) == NULL)
		return;
	for (i = 0; i < k->crons.n; i++)
		if (strcmp(k->crons.job[i].name, job) == 0)
			break;
	if (i == k->crons.n)
		say(k, _("line %u: %s: no such job"), e->line, job);
	else if (k->crons.job[i].off != NULL)
		say(k, _("line %u: %s: should not run: %s"), e->line, job,
		    gettext(k->crons.job[i].off));
}

/* One that should run stands there once, at its time, and can. */
static void
check_job(struct checker *k, const struct cron_job *j)
{
	struct arena *a = &k->crons.cmd->arena;
	const struct crontab_entry *e;
	struct str when = STR_INIT;
	const char *job, *program;
	unsigned first = 0;

	cron_when(&when, j, k->crons.minute);
	for (e = k->entry; e < k->entry + k->n; e++) {
		job = job_of(&k->crons, e);
		if (e->when == NULL || job == NULL || strcmp(job, j->name) != 0)
			continue;
		if (first > 0)
			say(k, _("line %u: %s: a second time, after line %u"),
			    e->line, j->name, first);
		else if (strcmp(e->when, str_text(&when)) != 0)
			say(k, _("line %u: %s: runs at %s, not at %s"),
			    e->line, j->name, e->when, str_text(&when));
		first = first > 0 ? first : e->line;
	}
	if (first == 0)
		say(k, _("%s: is missing: %s"), j->name, gettext(j->title));
	str_free(&when);
	if (j->command == NULL)
		return;
	program = arena_strndup(a, j->command, strcspn(j->command, " "));
	if (is_ours(program) && !is_program(a, program,
	    k->crons.conf->cron.path))
		say(k, _("%s: %s is not in %s"), j->name, program,
		    k->crons.conf->cron.path);
}

/* cron knows no zone but the machine's, and the shop's hours are Japan's. */
static void
check_zone(struct checker *k)
{
	time_t now = time(NULL);
	struct tm tm;

	if (localtime_r(&now, &tm) != NULL && tm.tm_gmtoff != JAPAN)
		say(k, _("the time of this machine is not Japan's: jobs run "
		    "%+ld hours off"), (JAPAN - tm.tm_gmtoff) / 3600);
}

int
crons_check(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("compare the crontab with sn.conf"),
		.synopsis = "check [-v] [-H dir] [file | -]",
		.example = "sn-cron check",
	};
	struct checker k = { .found = 0 };
	const char *text;
	enum status st;
	struct why w;
	size_t i;

	while (cmd_getopt(&cmd, argc, argv) != -1)
		;
	if (argc - optind > 1)
		cmd_usage(&cmd);
	crons_open(&k.crons, &cmd, NULL);
	if ((st = crons_installed(&text, &cmd, argv[optind], &w)) != SN_OK)
		cmd_die(st, &w);
	crontab_read(&k.entry, &k.n, text, &cmd.arena);
	check_zone(&k);
	for (i = 0; i < k.n; i++)
		check_entry(&k, &k.entry[i]);
	for (i = 0; i < k.crons.n; i++)
		if (k.crons.job[i].off == NULL)
			check_job(&k, &k.crons.job[i]);
	if (k.found == 0 && cmd.verbose)
		puts(_("the crontab is as sn.conf wants it"));
	return cmd_end(&cmd, k.found > 0 ? SN_SOME : SN_OK);
}
