/*
 * Making a shop directory.
 */

#include <sys/stat.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli/shopdir.h"
#include "data/blob.h"

/* Make the directory and those above it; says so when it is new. */
static enum status
make_directory(const char *path, struct why *w)
{
	char part[4096];
	size_t n, len = strlen(path);

	if (len >= sizeof(part))
		return fail(w, SN_USAGE, _("%s: too long"), path);
	for (n = 1; n <= len; n++) {
		if (path[n] != '/' && path[n] != '\0')
			continue;
		memcpy(part, path, n);
		part[n] = '\0';
		if (mkdir(part, 0700) == 0 && n == len)
			printf(_("made %s\n"), path);
		else if (errno != EEXIST && n == len)
			return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	}
	return SN_OK;
}

/* Write a file through a new one beside it, so that none is ever half. */
static enum status
write_file(struct cmd *c, const char *path, const char *text, struct why *w)
{
	const char *new = arena_printf(&c->arena, "%s.new", path);
	bool good;
	FILE *f;

	if ((f = fopen(new, "w")) == NULL)
		return fail(w, SN_IO, "%s: %s", new, strerror(errno));
	good = fputs(text, f) != EOF;
	good = fflush(f) != EOF && fsync(fileno(f)) == 0 && good;
	if (fclose(f) == EOF || !good || rename(new, path) == -1) {
		fail(w, SN_IO, "%s: %s", path, strerror(errno));
		unlink(new);
		return SN_IO;
	}
	return SN_OK;
}

/* What is to be added to sn.conf: the shops that c has not. */
static enum status
sections(struct str *out, const struct conf *c, const struct wish *wish,
    size_t n, struct why *w)
{
	const struct conf_shop *shop;
	size_t i;

	for (i = 0; i < n; i++) {
		shop = c != NULL ? conf_shop(c, wish[i].name) : NULL;
		if (shop == NULL)
			str_addf(out, "\nshop \"%s\" {\n\tmall = \"%s\"\n}\n",
			    wish[i].name, wish[i].mall);
		else if (strcmp(shop->mall, wish[i].mall) != 0)
			return fail(w, SN_CONFLICT, _("shop %s is there "
			    "already, at the mall %s"), wish[i].name,
			    shop->mall);
	}
	return SN_OK;
}

/* The text of the file at path; false when there is none. */
static bool
read_file(struct str *out, const char *path)
{
	char buf[BUFSIZ];
	size_t n;
	FILE *f;

	if ((f = fopen(path, "r")) == NULL)
		return false;
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		str_add(out, buf, n);
	fclose(f);
	return true;
}

/* Check text as sn.conf before it stands there. */
static enum status
put_conf(struct cmd *c, const char *path, const char *text, struct why *w)
{
	const char *trial = arena_printf(&c->arena, "%s.trial", path);
	enum status st;

	if ((st = write_file(c, trial, text, w)) != SN_OK)
		return st;
	if ((st = conf_read(&c->conf, trial, &c->arena, w)) == SN_OK)
		st = write_file(c, path, text, w);
	unlink(trial);
	return st;
}

/* Make sn.conf, or add to it what it lacks. */
static enum status
make_conf(struct cmd *c, const struct wish *wish, size_t n, struct why *w)
{
	static const struct wish usual = { "own-main", "own" };
	const struct blob *b = blob_find("data/sn.conf");
	const char *path = cmd_path(c, "sn.conf");
	struct str text = STR_INIT;
	bool old = read_file(&text, path);
	enum status st = SN_OK;
	size_t had;

	if (old)
		(void)cmd_conf(c);
	else
		str_add(&text, (const char *)b->data, b->len);
	if (!old && n == 0) {
		wish = &usual;
		n = 1;
	}
	had = text.len;
	st = sections(&text, c->conf, wish, n, w);
	if (st == SN_OK && (!old || text.len > had) &&
	    (st = put_conf(c, path, str_text(&text), w)) == SN_OK)
		printf(old ? _("added to %s\n") : _("made %s\n"), path);
	str_free(&text);
	return st;
}

/* A file that changes nothing, to be filled in. */
static enum status
make_empty(struct cmd *c, const char *name, struct why *w)
{
	const struct blob *b = blob_find(arena_printf(&c->arena, "data/%s",
	    name));
	const char *path = cmd_path(c, name);
	enum status st;

	if (access(path, F_OK) == 0)
		return SN_OK;
	if ((st = write_file(c, path, (const char *)b->data, w)) == SN_OK)
		printf(_("made %s\n"), path);
	return st;
}

/* What git must not take. */
static enum status
make_ignore(struct cmd *c, struct why *w)
{
	const char *path = cmd_path(c, ".gitignore");

	if (access(path, F_OK) == 0)
		return SN_OK;
	return write_file(c, path, "store.db*\nsecrets/\ncron/\n"
	    "backup/\n", w);
}

enum status
shopdir_make(struct cmd *c, const struct wish *wish, size_t n, struct why *w)
{
	static const char *const dirs[] = { "formats", "templates", "secrets" };
	const char *store = cmd_path(c, "store.db");
	bool old = access(store, F_OK) == 0;
	enum status st;
	size_t i;

	if ((st = make_directory(c->home, w)) != SN_OK)
		return st;
	for (i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++)
		if ((st = make_directory(cmd_path(c, dirs[i]), w)) != SN_OK)
			return st;
	if ((st = make_conf(c, wish, n, w)) != SN_OK ||
	    (st = make_empty(c, "rules.conf", w)) != SN_OK ||
	    (st = make_empty(c, "checks.conf", w)) != SN_OK ||
	    (st = make_empty(c, "robo.conf", w)) != SN_OK ||
	    (st = make_ignore(c, w)) != SN_OK)
		return st;
	store_close(cmd_store(c, STORE_CREATE));
	if (!old)
		printf(_("made %s\n"), store);
	return SN_OK;
}
