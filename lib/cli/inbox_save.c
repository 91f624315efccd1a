/*
 * Attachments as files.  What a stranger calls a file is no path, names
 * nothing that a shell or a system takes for something else, and never stands
 * in the way of a file that is there.
 */

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/inbox.h"
#include "mail/parse.h"

enum {
	NAME_BYTES = 120,	/* of a name that are kept */
	TRIES = 1000		/* of names that are taken */
};

/*
 * A name without '/' and '\', control characters and what is not printed,
 * blanks and marks of the shell; it begins with a letter of ours, so that it
 * is neither hidden nor an option.
 */
static const char *
safe_name(int64_t letter, size_t at, const char *name, struct arena *a)
{
	char *out = arena_strdup(a, name != NULL ? name : "file"), *p;
	size_t n = strlen(out);

	for (p = out; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f ||
		    strchr("/\\:*?\"'`<>|&;$!~#%(){}[]", *p) != NULL)
			*p = '_';
	if (n > NAME_BYTES) {	/* the end tells what it is */
		p = out + n - NAME_BYTES;
		while (((unsigned char)*p & 0xc0) == 0x80)
			p++;
		out = p;
	}
	return arena_printf(a, "letter%" PRId64 "-%zu-%s", letter, at + 1,
	    out);
}

/* "name.jpg" and what to put before its last dot: "name-2.jpg". */
static const char *
numbered(const char *name, int i, struct arena *a)
{
	const char *dot = strrchr(name, '.');

	if (i == 1)
		return name;
	if (dot == NULL)
		dot = name + strlen(name);
	return arena_printf(a, "%.*s-%d%s", (int)(dot - name), name, i, dot);
}

static enum status
failed(const char *dir, const char *name, struct why *w)
{
	return fail(w, SN_IO, "%s/%s: %s", dir, name, strerror(errno));
}

static enum status
write_all(int fd, const char *p, size_t n)
{
	ssize_t done;

	for (; n > 0; p += done, n -= (size_t)done)
		if ((done = write(fd, p, n)) == -1)
			return SN_IO;
	return SN_OK;
}

static enum status
save(int dirfd, const char *dir, const char *name, const struct str *bytes,
    struct arena *a, struct why *w)
{
	enum status st = SN_OK;
	const char *one = name;
	int fd = -1, i;

	for (i = 1; i <= TRIES && fd == -1; i++) {
		one = numbered(name, i, a);
		fd = openat(dirfd, one, O_WRONLY | O_CREAT | O_EXCL |
		    O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd == -1 && errno != EEXIST)
			break;
	}
	if (fd == -1)
		return failed(dir, one, w);
	if (write_all(fd, str_text(bytes), bytes->len) != SN_OK)
		st = failed(dir, one, w);
	if (close(fd) == -1 && st == SN_OK)
		st = failed(dir, one, w);
	if (st != SN_OK)
		(void)unlinkat(dirfd, one, 0);
	return st;
}

enum status
inbox_save(size_t *n, const char *dir, int64_t letter, const char *bytes,
    size_t len, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct str file = STR_INIT;
	enum status st = SN_OK;
	struct message m;
	int fd;

	*n = 0;
	if (mkdir(dir, 0700) == -1 && errno != EEXIST)
		return fail(w, SN_IO, "%s: %s", dir, strerror(errno));
	if ((fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) == -1)
		return fail(w, SN_IO, "%s: %s", dir, strerror(errno));
	message_parse(&m, bytes, len, &a);
	for (; *n < m.npart && st == SN_OK; *n += st == SN_OK) {
		str_reset(&file);
		if ((st = message_file(&file, bytes, len, *n, w)) == SN_OK)
			st = save(fd, dir, safe_name(letter, *n,
			    m.part[*n].name, &a), &file, &a, w);
	}
	close(fd);
	str_free(&file);
	arena_free(&a);
	return st;
}
