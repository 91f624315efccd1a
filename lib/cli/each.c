#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/child.h"
#include "cli/each.h"
#include "text/width.h"

enum {
	LIST_MAX = 1 << 20,	/* bytes: ten thousand directories */
	EXIT_IO = 6,		/* the worst that sn(7) knows */
	NOT_RUN = -1,
	WORD_WIDTH = 16		/* columns of how it ended */
};

struct each_job {
	const char	*name;		/* as it was given, without a last / */
	const char	*home;		/* absolute; NULL: there is none */
	FILE		*out, *err;
	pid_t		 pid;		/* 0: not running */
	bool		 ended;
	int		 status;	/* exit status, or NOT_RUN */
	double		 began, took;	/* seconds */
};

/* For the handler: whom to tell, and what told us. */
static struct each *running;
static volatile sig_atomic_t told;

static void
pass_on(int sig)
{
	size_t i;

	told = sig;
	/* one that has no group of its own yet is alone */
	for (i = 0; i < running->n; i++)
		if (running->job[i].pid > 0 &&
		    kill(-running->job[i].pid, sig) == -1)
			kill(running->job[i].pid, sig);
}

/* A program's exit status as a severity of sn(7). */
static int
severity(int status)
{
	return status >= 0 && status <= EXIT_IO ? status : EXIT_IO;
}

void
each_add(struct each *e, const char *dir)
{
	char *home = realpath(dir, NULL);
	struct each_job *job;
	size_t i, len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/')
		len--;
	for (i = 0; i < e->n; i++)
		if (home != NULL && e->job[i].home != NULL &&
		    strcmp(e->job[i].home, home) == 0)
			break;
	if (i == e->n) {
		e->job = arena_grow(&e->cmd->arena, e->job, e->n, &e->cap,
		    sizeof(*e->job));
		job = &e->job[e->n++];
		*job = (struct each_job){ .status = NOT_RUN,
		    .name = arena_strndup(&e->cmd->arena, dir, len),
		    .home = arena_strdup(&e->cmd->arena, home) };
	}
	free(home);
}

enum status
each_add_file(struct each *e, const char *path, struct why *w)
{
	struct str all = STR_INIT;
	char *line, *rest, *end;
	enum status st;

	if ((st = file_read(&all, path, LIST_MAX, w)) == SN_OK)
		for (rest = all.p; rest != NULL &&
		    (line = strsep(&rest, "\n")) != NULL;) {
			line += strspn(line, " \t\r");
			end = line + strlen(line);
			while (end > line && strchr(" \t\r", end[-1]) != NULL)
				*--end = '\0';
			if (*line != '\0' && *line != '#')
				each_add(e, line);
		}
	str_free(&all);
	return st == SN_NOTFOUND ? SN_USAGE : st;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Whether sn.conf is there: what else is missing the command itself says. */
static bool
is_shop(struct each *e, const struct each_job *job)
{
	return job->home != NULL && access(arena_printf(&e->cmd->arena,
	    "%s/sn.conf", job->home), F_OK) == 0;
}

/* It is known to the handler before a signal can come. */
static enum status
start(struct each *e, struct each_job *job, const sigset_t *signals,
    struct why *w)
{
	struct child k = { .home = job->home, .argv = e->argv };
	enum status st = SN_OK;
	sigset_t before;

	if (!is_shop(e, job)) {
		warnx(_("%s: no shop directory"), job->name);
		job->status = status_exit(SN_USAGE);
		job->ended = true;
		return SN_OK;
	}
	if ((k.out = job->out = tmpfile()) == NULL ||
	    (k.err = job->err = tmpfile()) == NULL)
		return fail(w, SN_IO, _("temporary file: %s"),
		    strerror(errno));
	job->began = seconds();
	sigprocmask(SIG_BLOCK, signals, &before);
	if (told == 0)
		st = child_start(&job->pid, &k, w);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return st;
}

/* Wait until one of them ends. */
static enum status
reap(struct each *e, struct why *w)
{
	int wstatus;
	size_t i;
	pid_t pid;

	while ((pid = waitpid(-1, &wstatus, 0)) == -1)
		if (errno != EINTR)
			return fail(w, SN_IO, "waitpid: %s", strerror(errno));
	for (i = 0; i < e->n; i++)
		if (e->job[i].pid == pid) {
			e->job[i].pid = 0;
			e->job[i].ended = true;
			e->job[i].took = seconds() - e->job[i].began;
			e->job[i].status = child_status(wstatus);
		}
	return SN_OK;
}

/* What one printed, each line with its name before it. */
static void
print(const struct each *e, const char *name, FILE *from, FILE *to)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	if (from == NULL)
		return;
	rewind(from);
	while ((len = getline(&line, &cap, from)) != -1) {
		if (!e->bare)
			fprintf(to, "%s: ", name);
		fwrite(line, 1, (size_t)len, to);
		if (line[len - 1] != '\n' && !e->bare)
			putc('\n', to);
	}
	free(line);
	fflush(to);
	fclose(from);
}

static void
finish(const struct each *e, struct each_job *job)
{
	bool shown = !e->quiet || job->status != 0;

	if (shown) {
		print(e, job->name, job->out, stdout);
		print(e, job->name, job->err, stderr);
	} else {
		fclose(job->out);
		fclose(job->err);
	}
	job->out = job->err = NULL;
}

static const char *
word(const struct each *e, int status)
{
	switch (status) {
	case NOT_RUN:
		return _("not run");
	case 0:
		return _("done");
	case 1:
		return _("some refused");
	case 2:
		return _("bad input");
	case 3:
		return _("refused");
	case 4:
		return _("no credentials");
	case 5:
		return _("busy");
	case EXIT_IO:
		return _("I/O failure");
	default:
		return status > 128 ? arena_printf(&e->cmd->arena,
		    _("signal %d"), status - 128) :
		    arena_printf(&e->cmd->arena, _("exit %d"), status);
	}
}

/* A line for each of them, at the end. */
static void
sum_up(const struct each *e)
{
	const struct each_job *job;
	struct str line = STR_INIT;

	for (job = e->job; job < e->job + e->n; job++) {
		if (e->quiet && job->status == 0)
			continue;
		str_reset(&line);
		width_pad(&line, word(e, job->status), WORD_WIDTH,
		    ALIGN_LEFT);
		warnx("%s %7.1f s  %s", str_text(&line), job->took,
		    job->name);
	}
	str_free(&line);
}

/* Start what may be started, and show in order what has ended. */
static enum status
work(struct each *e, const sigset_t *signals, struct why *w)
{
	size_t next = 0, shown = 0, busy, i;
	bool stopped = false;
	enum status st = SN_OK;

	for (;;) {
		for (i = 0, busy = 0; i < next; i++) {
			busy += e->job[i].pid > 0;
			stopped |= e->stop && e->job[i].ended &&
			    severity(e->job[i].status) > 1;
		}
		for (; shown < next && e->job[shown].ended; shown++)
			finish(e, &e->job[shown]);
		if (st == SN_OK && !stopped && told == 0 &&
		    busy < e->jobs && next < e->n)
			st = start(e, &e->job[next++], signals, w);
		else if (busy == 0)
			return st;
		else if (reap(e, st == SN_OK ? w : &(struct why){ "" }) !=
		    SN_OK)
			return SN_IO;
	}
}

/* What was ignored when we came stays so, as nohup(1) wants it. */
static void
catch(int sig, const sigset_t *signals)
{
	struct sigaction act = { .sa_handler = pass_on }, was;

	act.sa_mask = *signals;
	if (sigaction(sig, NULL, &was) == 0 && was.sa_handler != SIG_IGN)
		sigaction(sig, &act, NULL);
}

enum status
each_run(int *worst, struct each *e, struct why *w)
{
	enum status st;
	sigset_t signals;
	size_t i;

	running = e;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	catch(SIGINT, &signals);
	catch(SIGTERM, &signals);
	catch(SIGHUP, &signals);
	st = work(e, &signals, w);
	sum_up(e);
	for (i = 0, *worst = 0; i < e->n; i++)
		if (e->job[i].status != NOT_RUN &&
		    severity(e->job[i].status) > *worst)
			*worst = severity(e->job[i].status);
	if (told != 0) {
		signal(told, SIG_DFL);
		raise(told);
	}
	return st;
}
