/*
 * One job, now: run it once at a time, keep its log, and tell when it fails.
 */

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/lock.h"
#include "cli/alerts.h"
#include "cli/child.h"
#include "cli/crons.h"
#include "data/blob.h"

enum {
	LOG_MAX = 4 << 20,	/* bytes: then it becomes log.1 */
	TEXT_MAX = 64 * 1024,	/* of a job's output, its end, in an alert */
	COUNT_MAX = 64,		/* bytes of a file with a number */
	EXIT_BUSY = 5, EXIT_IO = 6
};

struct run {
	struct crons	 crons;
	const struct cron_job *job;
	FILE		*said;		/* what the job printed; NULL: it did not
					   run */
	long		 len;		/* its bytes */
	int		 status;
};

/* A file of this job in cron/. */
static const char *
file_of(const struct run *r, const char *suffix)
{
	return cmd_path(r->crons.cmd, arena_printf(&r->crons.cmd->arena,
	    "cron/%s.%s", r->job->name, suffix));
}

/* What the job's script wants to know. */
static void
set_environment(const struct run *r)
{
	const struct conf_cron *c = &r->crons.conf->cron;
	char keep[24];

	snprintf(keep, sizeof(keep), "%" PRId64, c->keep);
	setenv("SN_CRON_BACKUP", c->backup, 1);
	setenv("SN_CRON_KEEP", keep, 1);
	if (c->import != NULL)
		setenv("SN_CRON_IMPORT", c->import, 1);
}

/* The text for sh(1): its own, or the one that comes along. */
static char *
script(const struct run *r)
{
	struct arena *a = &r->crons.cmd->arena;
	const struct blob *b;

	if (r->job->command != NULL)
		return arena_strdup(a, r->job->command);
	b = blob_find(arena_printf(a, "data/cron-%s.sh", r->job->name));
	return arena_strndup(a, (const char *)b->data, b->len);
}

/* Run it in the shop directory; nothing is read, all that it prints kept. */
static enum status
work(struct run *r, struct why *w)
{
	struct arena *a = &r->crons.cmd->arena;
	char *argv[] = { arena_strdup(a, "sh"), arena_strdup(a, "-c"),
	    script(r), NULL };
	struct child k = { .home = r->crons.dir, .dir = r->crons.dir,
	    .argv = argv };
	enum status st;

	if ((r->said = k.out = k.err = tmpfile()) == NULL)
		return fail(w, SN_IO, _("temporary file: %s"),
		    strerror(errno));
	set_environment(r);
	if ((st = child_run(&r->status, &k, w)) != SN_OK)
		return st;
	if (fseek(r->said, 0, SEEK_END) == -1 ||
	    (r->len = ftell(r->said)) == -1)
		return fail(w, SN_IO, _("temporary file: %s"),
		    strerror(errno));
	return SN_OK;
}

/* Append what was printed, each line indented, behind a line about it. */
static bool
append(const struct run *r, FILE *log, const char *now)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	fprintf(log, "%s %s: exit %d\n", now, r->job->name, r->status);
	rewind(r->said);
	while ((len = getline(&line, &cap, r->said)) != -1)
		fprintf(log, "\t%s%s", line, line[len - 1] == '\n' ? "" :
		    "\n");
	free(line);
	return !ferror(log);
}

/* A job that did nothing and said nothing leaves no line. */
static enum status
write_log(const struct run *r, struct why *w)
{
	const char *name = r->crons.conf->cron.log, *path;
	struct stamp now;
	enum status st;
	struct stat sb;
	bool good;
	FILE *log;
	int fd;

	if (r->status == 0 && r->len == 0)
		return SN_OK;
	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	path = *name == '/' ? name : cmd_path(r->crons.cmd, name);
	if (stat(path, &sb) == 0 && sb.st_size > LOG_MAX)
		(void)rename(path, arena_printf(&r->crons.cmd->arena, "%s.1",
		    path));
	/* what programs print of buyers is for nobody else */
	fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (fd == -1 || (log = fdopen(fd, "a")) == NULL)
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	good = append(r, log, now.text);
	if (fclose(log) == EOF || !good)
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	return SN_OK;
}

/*
 * How often in a row the job was put off, this time counted; 0 when it was
 * not now.  A count that cannot be kept counts as one more than enough.
 */
static int64_t
put_off(const struct run *r)
{
	const char *path = file_of(r, "again");
	struct str text = STR_INIT;
	struct why ignored;
	int64_t n;
	FILE *f;

	if (r->status != EXIT_BUSY) {
		unlink(path);
		return 0;
	}
	n = file_read(&text, path, COUNT_MAX, &ignored) == SN_OK ?
	    strtoll(str_text(&text), NULL, 10) + 1 : 1;
	str_free(&text);
	if ((f = fopen(path, "w")) == NULL)
		return r->crons.conf->cron.retries;
	fprintf(f, "%" PRId64 "\n", n);
	return fclose(f) == 0 ? n : r->crons.conf->cron.retries;
}

/* Whether people are to be told. */
static bool
is_news(const struct run *r)
{
	int64_t off = put_off(r);

	if (r->status == EXIT_BUSY)
		return off >= r->crons.conf->cron.retries;
	if (r->job->alert == 0)
		return r->len > 0 || r->status > 0;
	return r->status >= r->job->alert;
}

/* The end of what was printed, from the beginning of a line on. */
static void
put_said(struct str *out, const struct run *r)
{
	char buf[4096];
	int ch = '\n';
	size_t n;

	rewind(r->said);
	if (r->len > TEXT_MAX && fseek(r->said, r->len - TEXT_MAX,
	    SEEK_SET) == 0) {
		str_puts(out, "...\n");
		while ((ch = getc(r->said)) != EOF && ch != '\n')
			;
	}
	while ((n = fread(buf, 1, sizeof(buf), r->said)) > 0)
		str_add(out, buf, n);
	if (out->len > 0 && out->p[out->len - 1] != '\n')
		str_putc(out, '\n');
}

static enum status
tell(struct run *r, const char *why, struct why *w)
{
	struct arena *a = &r->crons.cmd->arena;
	const char *name = strrchr(r->crons.dir, '/') + 1, *subject;
	struct str text = STR_INIT;
	enum status st;

	if (r->status == 0)
		subject = arena_printf(a, "[%s] %s: %s", name, r->job->name,
		    gettext(r->job->title));
	else
		subject = arena_printf(a, _("[%s] %s: exit %d"), name,
		    r->job->name, r->status);
	if (r->said != NULL)
		put_said(&text, r);
	else
		str_addf(&text, "%s\n", why);
	if (r->status != 0) {
		str_putc(&text, '\n');
		crons_command(&text, &r->crons, r->job);
		str_putc(&text, '\n');
	}
	st = alert_tell(r->crons.cmd, subject, str_text(&text), w);
	str_free(&text);
	return st;
}

/* All of a run; the job's own status is in r. */
static enum status
run(struct run *r, struct why *w)
{
	struct lock lock = LOCK_INIT;
	enum status st, told;
	struct why why = { "" };

	(void)mkdir(cmd_path(r->crons.cmd, "cron"), 0700);
	if ((st = lock_take(&lock, file_of(r, "lock"), &why)) == SN_OK)
		st = work(r, &why);
	if (st != SN_OK)
		r->status = status_exit(st);
	else if ((st = write_log(r, &why)) != SN_OK)
		warnx("%s", why.text);
	if (is_news(r) && (told = tell(r, why.text, w)) != SN_OK) {
		warnx("%s", w->text);
		st = st > told ? st : told;
	}
	lock_drop(&lock);
	return st;
}

int
crons_run(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("run a job, and tell when it fails"),
		.synopsis = "run [-H dir] job",
		.example = "sn-cron run backup",
	};
	struct run r = { .said = NULL };
	int status, worst;
	struct why w;

	while (cmd_getopt(&cmd, argc, argv) != -1)
		;
	if (argc - optind != 1)
		cmd_usage(&cmd);
	crons_open(&r.crons, &cmd, NULL);
	r.job = crons_job(&r.crons, argv[optind]);
	worst = status_exit(run(&r, &w));
	if (r.said != NULL)
		fclose(r.said);
	worst = r.status > worst ? r.status : worst;
	status = cmd_end(&cmd, SN_OK);
	worst = worst > EXIT_IO ? EXIT_IO : worst;
	return status > worst ? status : worst;
}
