#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/lock.h"

/* Who holds it, as its holder wrote it: "1234 2026-12-24T09:30:00". */
static enum status
held(int fd, const char *path, struct why *w)
{
	char text[64], since[32];
	ssize_t n = pread(fd, text, sizeof(text) - 1, 0);
	long pid;

	text[n > 0 ? n : 0] = '\0';
	if (sscanf(text, "%ld %31s", &pid, since) == 2)
		return fail(w, SN_RETRY, _("%s: held by process %ld since %s"),
		    path, pid, since);
	return fail(w, SN_RETRY, _("%s: held by another process"), path);
}

enum status
lock_take(struct lock *out, const char *path, struct why *w)
{
	struct stamp now;
	enum status st;
	int fd;

	out->fd = -1;
	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	if ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) == -1)
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) == -1) {
		st = errno == EWOULDBLOCK ? held(fd, path, w) :
		    fail(w, SN_IO, "%s: %s", path, strerror(errno));
		close(fd);
		return st;
	}
	/* A disk too full for a word to others is no reason to stop. */
	if (ftruncate(fd, 0) == 0)
		(void)dprintf(fd, "%ld %s\n", (long)getpid(), now.text);
	out->fd = fd;
	return SN_OK;
}

void
lock_drop(struct lock *l)
{
	if (l->fd != -1)
		close(l->fd);
	l->fd = -1;
}
