/*
 * Messages of files: a Maildir, an mbox, standard input.  A Maildir is told
 * which of them are read; an mbox is read whole each time, for what the store
 * has is known by its bytes.
 */

#include <ctype.h>
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/inbox_letterbox.h"

enum { MBOX_MAX = 1 << 30 };	/* bytes: years of a small shop's mail */

static enum status
failed(const char *path, struct why *w)
{
	return fail(w, SN_IO, "%s: %s", path, strerror(errno));
}

static bool
starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Whether the flags of a file in cur/ say that somebody has read it. */
static bool
is_seen(const char *name)
{
	const char *flags = strstr(name, ":2,");

	return flags != NULL && strchr(flags + 3, 'S') != NULL;
}

static enum status
scan(struct letterbox *p, const char *sub, size_t *cap, struct why *w)
{
	const char *path = arena_printf(&p->arena, "%s/%s", p->dir, sub);
	struct dirent *e;
	DIR *d;

	if ((d = opendir(path)) == NULL)
		return failed(path, w);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.' || (p->store != NULL && *sub == 'c' &&
		    is_seen(e->d_name)))
			continue;
		p->file = arena_grow(&p->arena, p->file, p->nlisted, cap,
		    sizeof(*p->file));
		p->file[p->nlisted++] = arena_printf(&p->arena, "%s/%s", sub,
		    e->d_name);
	}
	closedir(d);
	return SN_OK;
}

/* By their names, which begin with the time, whichever directory. */
static int
by_name(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x + 4, *y + 4);
}

static enum status
maildir_open(struct letterbox *p, struct why *w)
{
	enum status st;
	size_t cap = 0;

	p->dir = p->inbox->url + strlen("maildir:");
	if (*p->dir != '/')
		p->dir = cmd_path(p->cmd, p->dir);
	if ((st = scan(p, "new", &cap, w)) != SN_OK ||
	    (st = scan(p, "cur", &cap, w)) != SN_OK)
		return st;
	if (p->nlisted > 0)
		qsort(p->file, p->nlisted, sizeof(*p->file), by_name);
	return SN_OK;
}

static enum status
maildir_more(struct letterbox *p, struct why *w)
{
	struct piece *piece;
	const char *path;
	struct stat sb;
	enum status st;

	for (; p->at < p->nlisted && p->n < LETTERBOX_AT_ONCE &&
	    p->bytes.len < LETTERBOX_BYTES; p->at++) {
		path = arena_printf(&p->arena, "%s/%s", p->dir,
		    p->file[p->at]);
		piece = &p->piece[p->n];
		*piece = (struct piece){ .from = p->bytes.len,
		    .path = p->file[p->at] };
		if (stat(path, &sb) == -1)
			continue;	/* somebody took or read it */
		if (sb.st_size > LETTERBOX_MESSAGE_MAX)
			piece->cause = N_("it is too large; it is still in "
			    "its place");
		else if ((st = file_read(&p->bytes, path, LETTERBOX_MESSAGE_MAX,
		    w)) == SN_NOTFOUND)
			continue;
		else if (st != SN_OK) {
			warnx("%s", w->text);
			p->bytes.len = piece->from;
			p->refused++;
			continue;
		}
		piece->len = p->bytes.len - piece->from;
		p->n++;
	}
	return SN_OK;
}

/* "cur/NAME:2,S", with the flags that it has, in order. */
static const char *
seen_name(const char *file, struct arena *a)
{
	const char *name = file + 4, *flags = strstr(name, ":2,");
	size_t n = flags != NULL ? (size_t)(flags - name) : strlen(name);
	size_t before;

	flags = flags != NULL ? flags + 3 : "";
	before = strspn(flags, "ABCDEFGHIJKLMNOPQR");
	return arena_printf(a, "cur/%.*s:2,%.*sS%s", (int)n, name,
	    (int)before, flags, flags + before);
}

static enum status
maildir_settle(struct letterbox *p, struct why *w)
{
	const char *from, *to;
	size_t i;

	for (i = 0; i < p->n; i++) {
		from = arena_printf(&p->arena, "%s/%s", p->dir,
		    p->piece[i].path);
		to = arena_printf(&p->arena, "%s/%s", p->dir,
		    seen_name(p->piece[i].path, &p->arena));
		if (rename(from, to) == -1 && errno != ENOENT)
			return failed(from, w);
	}
	return SN_OK;
}

/* Read an mbox while nobody delivers into it. */
static enum status
mbox_open(struct letterbox *p, struct why *w)
{
	struct flock lock = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
	const char *path = p->inbox->url + strlen("mbox:");
	enum status st;
	int fd;

	if (*path != '/')
		path = cmd_path(p->cmd, path);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return failed(path, w);
	if (fcntl(fd, F_SETLK, &lock) == -1)
		st = errno == EACCES || errno == EAGAIN ? fail(w, SN_RETRY,
		    _("%s: somebody else writes to it"), path) :
		    failed(path, w);
	else
		st = file_read(&p->whole, path, MBOX_MAX, w);
	close(fd);
	return st;
}

/* "From a@b Thu Dec 24 09:30:00 2026": a sentence has no time in it. */
static bool
is_from_line(const char *p, const char *end)
{
	const char *stop = memchr(p, '\n', (size_t)(end - p));

	for (stop = stop != NULL ? stop : end; p + 5 < stop; p++)
		if (*p == ':' && isdigit((unsigned char)p[-1]) &&
		    isdigit((unsigned char)p[1]) &&
		    isdigit((unsigned char)p[2]) && p[3] == ':')
			return true;
	return false;
}

/* Where the message that begins at from ends: at the next "From " line. */
static size_t
mbox_end(const struct str *s, size_t from)
{
	const char *p = s->p + from, *end = s->p + s->len;

	while ((p = memmem(p, (size_t)(end - p), "\nFrom ", 6)) != NULL) {
		p++;
		if (p - s->p >= 3 && (p[-2] == '\n' || (p[-2] == '\r' &&
		    p[-3] == '\n')) && is_from_line(p, end))
			return (size_t)(p - s->p);
	}
	return s->len;
}

/* Without the empty line that an mbox puts behind each but maybe the last. */
static size_t
without_gap(const char *p, size_t n)
{
	if (n > 2 && p[n - 1] == '\n' && p[n - 2] == '\n')
		return n - 1;
	if (n > 4 && memcmp(p + n - 4, "\r\n\r\n", 4) == 0)
		return n - 2;
	return n;
}

static enum status
mbox_more(struct letterbox *p)
{
	bool many = starts(str_text(&p->whole), "From ");
	struct piece *piece;
	size_t end;

	while (p->at < p->whole.len && p->n < LETTERBOX_AT_ONCE &&
	    p->bytes.len < LETTERBOX_BYTES) {
		end = many ? mbox_end(&p->whole, p->at) : p->whole.len;
		piece = &p->piece[p->n++];
		*piece = (struct piece){ .from = p->bytes.len,
		    .len = !many ? end - p->at :
		    without_gap(p->whole.p + p->at, end - p->at) };
		if (piece->len > LETTERBOX_MESSAGE_MAX) {
			piece->len = 0;
			piece->cause = N_("it is too large; it is still in "
			    "its place");
		} else
			str_add(&p->bytes, p->whole.p + p->at, piece->len);
		p->at = end;
	}
	return SN_OK;
}

enum status
letterbox_open(struct letterbox *out, struct cmd *c, struct store *s,
    const struct conf_inbox *inbox, const char *name, struct why *w)
{
	*out = (struct letterbox){ .cmd = c, .store = s, .inbox = inbox,
	    .name = name, .floor = -1 };
	if (inbox == NULL)
		return file_read(&out->whole, "-", MBOX_MAX, w);
	if (starts(inbox->url, "maildir:"))
		return maildir_open(out, w);
	if (starts(inbox->url, "mbox:"))
		return mbox_open(out, w);
	return letterbox_imap_open(out, w);
}

void
letterbox_close(struct letterbox *p)
{
	imap_close(p->imap);
	str_free(&p->bytes);
	str_free(&p->whole);
	arena_free(&p->arena);
}

enum status
letterbox_more(struct letterbox *p, struct why *w)
{
	str_reset(&p->bytes);
	p->n = 0;
	return p->imap != NULL ? letterbox_imap_more(p, w) :
	    p->dir != NULL ? maildir_more(p, w) : mbox_more(p);
}

enum status
letterbox_settle(struct letterbox *p, struct why *w)
{
	if (p->imap != NULL)
		return letterbox_imap_settle(p, w);
	if (p->cmd->dry)
		return SN_OK;
	return p->dir != NULL ? maildir_settle(p, w) : SN_OK;
}
