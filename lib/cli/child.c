#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/child.h"

enum { NO_PROGRAM = 127 };	/* as sh(1) has it */

static void
redirect(FILE *f, int fd)
{
	if (f != NULL && dup2(fileno(f), fd) == -1)
		_exit(NO_PROGRAM);
}

/* Signals that our handlers were for end it, unless they are ignored. */
static void
reset_signals(void)
{
	static const int ends[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction now;
	sigset_t none;
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (sigaction(ends[i], NULL, &now) == 0 &&
		    now.sa_handler != SIG_IGN)
			signal(ends[i], SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void
become(const struct child *k) SN_NORETURN;

static void
become(const struct child *k)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

	setsid();
	if (k->in != NULL && lseek(fileno(k->in), 0, SEEK_SET) == -1)
		_exit(NO_PROGRAM);
	redirect(k->in, STDIN_FILENO);
	if (k->in == NULL && dup2(nothing, STDIN_FILENO) == -1)
		_exit(NO_PROGRAM);
	redirect(k->out, STDOUT_FILENO);
	redirect(k->err, STDERR_FILENO);
	reset_signals();
	if ((k->home != NULL && setenv("SN_HOME", k->home, 1) == -1) ||
	    (k->dir != NULL && chdir(k->dir) == -1)) {
		warn("%s", k->dir);
		_exit(NO_PROGRAM);
	}
	execvp(k->argv[0], k->argv);
	warn("%s", k->argv[0]);
	_exit(NO_PROGRAM);
}

enum status
child_start(pid_t *out, const struct child *k, struct why *w)
{
	/* what waits in a buffer would be written twice */
	fflush(NULL);
	if ((*out = fork()) == -1)
		return fail(w, SN_IO, "fork: %s", strerror(errno));
	if (*out == 0)
		become(k);
	return SN_OK;
}

int
child_status(int wstatus)
{
	return WIFEXITED(wstatus) ? WEXITSTATUS(wstatus) :
	    128 + WTERMSIG(wstatus);
}

enum status
child_run(int *status, const struct child *k, struct why *w)
{
	enum status st;
	int wstatus;
	pid_t pid;

	*status = NO_PROGRAM;
	if ((st = child_start(&pid, k, w)) != SN_OK)
		return st;
	while (waitpid(pid, &wstatus, 0) == -1)
		if (errno != EINTR)
			return fail(w, SN_IO, "waitpid: %s", strerror(errno));
	*status = child_status(wstatus);
	return SN_OK;
}
