/*
 * A shop directory to try things out in.
 */

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/rehearsal.h"
#include "store/admin.h"
#include "store/property.h"

static const char mark[] = "rehearsal";	/* a property of the store */

enum { DEEP = 8, FILES = 16 };	/* directories below a directory; open files */

static enum status
failed(const char *path, struct why *w)
{
	return fail(w, SN_IO, "%s: %s", path, strerror(errno));
}

static enum status
copy_file(const char *to, const char *from, struct why *w)
{
	enum status st = SN_OK;
	char buf[1 << 14];
	FILE *in, *out;
	size_t n;

	if ((in = fopen(from, "r")) == NULL)
		return failed(from, w);
	if ((out = fopen(to, "wx")) == NULL) {
		st = failed(to, w);
		fclose(in);
		return st;
	}
	while ((n = fread(buf, 1, sizeof(buf), in)) > 0)
		if (fwrite(buf, 1, n, out) < n)
			break;
	if (ferror(in))
		st = failed(from, w);
	if ((fclose(out) == EOF || n > 0) && st == SN_OK)
		st = failed(to, w);
	fclose(in);
	return st;
}

static enum status	copy_any(const char *to, const char *from, int deep,
			    struct arena *a, struct why *w);

static enum status
copy_dir(const char *to, const char *from, int deep, struct arena *a,
    struct why *w)
{
	enum status st = SN_OK;
	struct dirent *e;
	DIR *d;

	if (deep > DEEP)
		return fail(w, SN_USAGE, _("%s: too many directories in each "
		    "other"), from);
	if (mkdir(to, 0700) == -1)
		return failed(to, w);
	if ((d = opendir(from)) == NULL)
		return failed(from, w);
	while (st == SN_OK && (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 &&
		    strcmp(e->d_name, "..") != 0)
			st = copy_any(arena_printf(a, "%s/%s", to, e->d_name),
			    arena_printf(a, "%s/%s", from, e->d_name), deep,
			    a, w);
	closedir(d);
	return st;
}

/* A file or a directory; what is not there, or neither, is left out. */
static enum status
copy_any(const char *to, const char *from, int deep, struct arena *a,
    struct why *w)
{
	struct stat sb;

	if (stat(from, &sb) == -1)
		return errno == ENOENT ? SN_OK : failed(from, w);
	if (S_ISDIR(sb.st_mode))
		return copy_dir(to, from, deep + 1, a, w);
	return S_ISREG(sb.st_mode) ? copy_file(to, from, w) : SN_OK;
}

static enum status
fill(struct cmd *c, struct store *s, const char *dir, struct why *w)
{
	const char *store = arena_printf(&c->arena, "%s/store.db", dir);
	static const char *const parts[] = { "sn.conf", "rules.conf",
	    "robo.conf", "checks.conf", "formats", "templates", NULL };
	struct store *copy;
	struct stamp now;
	enum status st;
	size_t i;

	st = clock_now(&now, w);
	for (i = 0; parts[i] != NULL && st == SN_OK; i++)
		st = copy_any(arena_printf(&c->arena, "%s/%s", dir, parts[i]),
		    cmd_path(c, parts[i]), 0, &c->arena, w);
	/* A writer makes it ready for several, as a pipe starts them. */
	if (st != SN_OK || (st = store_copy(s, store, w)) != SN_OK ||
	    (st = store_open(&copy, store, STORE_WRITE, w)) != SN_OK)
		return st;
	st = property_set(copy, mark, now.text, w);
	store_close(copy);
	return st;
}

enum status
rehearsal_refuse(struct store *s, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *since;
	enum status st;

	if ((st = property_get(&since, s, mark, &a, w)) == SN_OK &&
	    since != NULL)
		st = fail(w, SN_CONFLICT, _("this is a copy to rehearse in, "
		    "made at %s: nothing leaves it"), since);
	arena_free(&a);
	return st;
}

static int
remove_one(const char *path, const struct stat *sb, int type,
    struct FTW *ftw)
{
	(void)sb;
	(void)type;
	(void)ftw;
	return remove(path);
}

enum status
rehearsal_make(struct cmd *c, struct store *s, const char *dir,
    struct why *w)
{
	char *tmp = arena_printf(&c->arena, "%s.XXXXXX", dir);
	struct stat sb;
	enum status st;

	if (lstat(dir, &sb) == 0)
		return fail(w, SN_CONFLICT, _("%s: is there already; nothing "
		    "was written"), dir);
	if (mkdtemp(tmp) == NULL)
		return failed(dir, w);
	if ((st = fill(c, s, tmp, w)) == SN_OK && rename(tmp, dir) == -1)
		st = failed(dir, w);
	if (st != SN_OK)
		nftw(tmp, remove_one, FILES, FTW_DEPTH | FTW_PHYS);
	return st;
}
