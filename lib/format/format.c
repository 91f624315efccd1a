#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "data/blob.h"
#include "format/format.h"
#include "format/member.h"
#include "text/date.h"
#include "text/fold.h"

static const char prefix[] = "format/format/";	/* of embedded ones */
static const char suffix[] = ".json";

/* The NAME of NAME.json, in a, or NULL when file is not called so. */
static const char *
name_of(const char *file, struct arena *a)
{
	size_t len = strlen(file), n = sizeof(suffix) - 1;

	if (len <= n || strcmp(file + len - n, suffix) != 0 ||
	    *file == '.' || strchr(file, '/') != NULL)
		return NULL;
	return arena_strndup(a, file, len - n);
}

/* A name is no path. */
static bool
is_name(const char *s)
{
	return *s != '\0' && *s != '.' && strchr(s, '/') == NULL;
}

struct names {
	const char	**name;
	size_t		  n, cap;
	struct arena	 *arena;
};

static void
add_name(struct names *l, const char *file)
{
	const char *name = name_of(file, l->arena);

	if (name == NULL)
		return;
	l->name = arena_grow(l->arena, l->name, l->n, &l->cap,
	    sizeof(*l->name));
	l->name[l->n++] = name;
}

static enum status
add_dir(struct names *l, const char *path, struct why *w)
{
	struct dirent *e;
	DIR *d;

	if ((d = opendir(path)) == NULL)
		return errno == ENOENT || errno == ENOTDIR ? SN_OK :
		    fail(w, SN_IO, "%s: %s", path, strerror(errno));
	while ((e = readdir(d)) != NULL)
		add_name(l, e->d_name);
	closedir(d);
	return SN_OK;
}

static void
add_embedded(struct names *l)
{
	const struct blob *b;

	for (b = blobs; b->name != NULL; b++)
		if (strncmp(b->name, prefix, sizeof(prefix) - 1) == 0)
			add_name(l, b->name + sizeof(prefix) - 1);
}

/* The day from which NAME@DATE is in force; "" of NAME alone. */
static const char *
since(const char *stem)
{
	const char *at = strchr(stem, '@');

	return at == NULL ? "" : at + 1;
}

enum status
format_in_force(const char **out, const char *name, const char *dir,
    struct arena *a, struct why *w)
{
	struct names l = { .arena = a };
	size_t i, n = strcspn(name, "@");
	struct stamp now;
	enum status st;

	*out = NULL;
	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	now.text[DATE_SIZE - 1] = '\0';
	if (dir == NULL)
		add_embedded(&l);
	else if ((st = add_dir(&l, dir, w)) != SN_OK)
		return st;
	for (i = 0; i < l.n; i++) {
		if (name[n] == '@' ? strcmp(l.name[i], name) != 0 :
		    strcspn(l.name[i], "@") != n ||
		    strncmp(l.name[i], name, n) != 0 ||
		    strcmp(since(l.name[i]), now.text) > 0)
			continue;
		if (*out == NULL || strcmp(since(l.name[i]), since(*out)) > 0)
			*out = l.name[i];
	}
	return SN_OK;
}

/* Read the file of the shop, else the embedded one. */
static enum status
read_json(struct format *f, const char *dir, struct arena *a,
    struct why *w)
{
	const char *file = NULL;
	const struct blob *b;
	enum status st;
	json_error_t e;
	FILE *in;

	if (!is_name(f->name))
		return fail(w, SN_NOTFOUND, _("%s: no such format"), f->name);
	if (dir != NULL && (st = format_in_force(&file, f->name, dir, a, w)) !=
	    SN_OK)
		return st;
	if (file != NULL) {
		f->path = arena_printf(a, "%s/%s%s", dir, file, suffix);
		if ((in = fopen(f->path, "r")) == NULL)
			return fail(w, SN_IO, "%s: %s", f->path,
			    strerror(errno));
		f->json = json_loadf(in, JSON_REJECT_DUPLICATES, &e);
		fclose(in);
	} else {
		st = format_in_force(&file, f->name, NULL, a, w);
		if (st != SN_OK)
			return st;
		b = file == NULL ? NULL : blob_find(arena_printf(a, "%s%s%s",
		    prefix, file, suffix));
		if (b == NULL)
			return fail(w, SN_NOTFOUND,
			    _("%s: no such format; sn-format list shows them"),
			    f->name);
		f->json = json_loadb((const char *)b->data, b->len,
		    JSON_REJECT_DUPLICATES, &e);
	}
	if (f->json == NULL)
		return fail(w, SN_USAGE, "%s:%d:%d: %s",
		    f->path != NULL ? f->path : f->name, e.line, e.column,
		    e.text);
	if (!json_is_object(f->json))
		return member_fail(f, "", NULL, w, _("an object is expected"));
	return SN_OK;
}

static enum status
read_delimiter(struct format *f, struct why *w)
{
	const char *s;
	enum status st;

	st = member_text(&s, f, f->json, "", "delimiter", false, w);
	if (st != SN_OK)
		return st;
	f->delimiter = s == NULL ? ',' : *s;
	if (s != NULL && (s[1] != '\0' || (*s & 0x80) != 0 ||
	    strchr("\"\r\n", *s) != NULL))
		return member_fail(f, "", "delimiter", w,
		    _("one ASCII character is expected"));
	return SN_OK;
}

static enum status
read_encoding(struct format *f, struct why *w)
{
	const char *s;
	enum status st;
	struct why ew;

	f->encoding = ENC_CP932;
	st = member_text(&s, f, f->json, "", "encoding", false, w);
	if (st != SN_OK || s == NULL)
		return st;
	if (enc_find(&f->encoding, s, &ew) != SN_OK)
		return member_fail(f, "", "encoding", w, "%s", ew.text);
	return SN_OK;
}

/* How it is written: quoting, newline; whether quotes count when read. */
static enum status
read_style(struct format *f, struct why *w)
{
	static const char *const quotings[] = { "minimal", "all", "none",
	    NULL };
	static const char *const newlines[] = { "crlf", "lf", NULL };
	int quoting = QUOTE_MINIMAL, newline = 0;
	json_t *o = f->json;
	enum status st;

	f->quoted = true;
	if ((st = read_delimiter(f, w)) != SN_OK ||
	    (st = read_encoding(f, w)) != SN_OK ||
	    (st = member_bool(&f->quoted, f, o, "", "quoted", w)) != SN_OK ||
	    (st = member_choice(&quoting, f, o, "", "quoting", quotings,
	    w)) != SN_OK ||
	    (st = member_choice(&newline, f, o, "", "newline", newlines,
	    w)) != SN_OK)
		return st;
	f->quoting = (enum quoting)quoting;
	f->newline = newline == 0 ? "\r\n" : "\n";
	return SN_OK;
}

/* What every format says of itself. */
static enum status
read_head(struct format *f, struct why *w)
{
	static const char *const kinds[] = { "order", "label", "tracking",
	    "report", "mail", NULL };
	static const char *const sure[] = { "high", "medium", "low",
	    "unverified", NULL };
	json_t *o = f->json;
	const char *name;
	int kind = -1, i = -1;
	bool mall, carrier;
	enum status st;

	if ((st = member_text(&name, f, o, "", "name", true, w)) != SN_OK ||
	    (st = member_choice(&kind, f, o, "", "kind", kinds, w)) != SN_OK)
		return st;
	if (strcmp(name, f->name) != 0)
		return member_fail(f, "", "name", w,
		    _("%s is expected, as the file is called"), f->name);
	if (kind < 0)
		return member_fail(f, "", "kind", w, _("missing"));
	f->kind = (enum format_kind)kind;
	carrier = kind == FORMAT_LABEL || kind == FORMAT_TRACKING;
	mall = !carrier;
	if ((st = member_text(&f->title, f, o, "", "title", true, w)) !=
	    SN_OK ||
	    (st = member_text(&f->mall, f, o, "", "mall", mall, w)) != SN_OK ||
	    (st = member_text(&f->carrier, f, o, "", "carrier", carrier,
	    w)) != SN_OK ||
	    (st = member_text(&f->source, f, o, "", "source", true, w)) !=
	    SN_OK ||
	    (st = member_texts(&f->aliases, f, o, "", "aliases", false,
	    w)) != SN_OK ||
	    (st = member_text(&f->confidence, f, o, "", "confidence", true,
	    w)) != SN_OK ||
	    (st = member_text(&f->valid_from, f, o, "", "valid_from", false,
	    w)) != SN_OK)
		return st;
	return member_choice(&i, f, o, "", "confidence", sure, w);
}

static enum status
read_dates(const struct format *f, struct why *w)
{
	static const char *const keys[] = { "valid_from", "seen", NULL };
	char date[DATE_SIZE];
	const char *s;
	enum status st;
	int i;

	for (i = 0; keys[i] != NULL; i++) {
		st = member_text(&s, f, f->json, "", keys[i], false, w);
		if (st != SN_OK)
			return st;
		if (s != NULL && (date_parse(date, s) != SN_OK ||
		    strcmp(date, s) != 0))
			return member_fail(f, "", keys[i], w,
			    _("a date as 2026-11-22 is expected"));
	}
	return SN_OK;
}

/* Load it by its own name. */
static enum status
load(struct format **out, const char *name, const char *dir,
    struct arena *a, struct why *w)
{
	struct format *f = arena_alloc(a, sizeof(*f));
	enum status st;

	f->name = arena_strdup(a, name);
	st = read_json(f, dir, a, w);
	/* NAME@DATE is one of the files that are the format NAME. */
	f->name = arena_strndup(a, name, strcspn(name, "@"));
	if (st != SN_OK ||
	    (st = read_head(f, w)) != SN_OK ||
	    (st = read_dates(f, w)) != SN_OK ||
	    (st = read_style(f, w)) != SN_OK) {
		format_free(f);
		return st;
	}
	*out = f;
	return SN_OK;
}

void
format_free(struct format *f)
{
	if (f == NULL)
		return;
	json_decref(f->json);
	f->json = NULL;
}

static int
compare(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

enum status
format_names(const char ***out, const char *dir, struct arena *a,
    struct why *w)
{
	struct names l = { .arena = a };
	struct stamp now;
	enum status st;
	size_t i, n = 0;

	if ((st = clock_now(&now, w)) != SN_OK || (dir != NULL &&
	    (st = add_dir(&l, dir, w)) != SN_OK))
		return st;
	now.text[DATE_SIZE - 1] = '\0';
	add_embedded(&l);
	for (i = 0; i < l.n; i++)
		if (strcmp(since(l.name[i]), now.text) <= 0)
			l.name[n++] = arena_strndup(a, l.name[i],
			    strcspn(l.name[i], "@"));
	l.n = n;
	n = 0;
	if (l.n > 0)
		qsort(l.name, l.n, sizeof(*l.name), compare);
	for (i = 0; i < l.n; i++)
		if (n == 0 || strcmp(l.name[n - 1], l.name[i]) != 0)
			l.name[n++] = l.name[i];
	l.name = arena_grow(a, l.name, n, &l.cap, sizeof(*l.name));
	l.name[n] = NULL;
	*out = l.name;
	return SN_OK;
}

/* Whether people call f by the folded name as well. */
static bool
is_alias(const struct format *f, const char *folded, struct arena *a)
{
	json_t *v;
	size_t i;

	json_array_foreach(f->aliases, i, v)
		if (strcmp(fold_text(json_string_value(v), a), folded) == 0)
			return true;
	return false;
}

/* A format that cannot be read is called by its own name only. */
enum status
format_load(struct format **out, const char *name, const char *dir,
    struct arena *a, struct why *w)
{
	const char **other, *folded;
	enum status st;
	struct why ow;

	if ((st = load(out, name, dir, a, w)) != SN_NOTFOUND)
		return st;
	if ((st = format_names(&other, dir, a, &ow)) != SN_OK) {
		*w = ow;
		return st;
	}
	folded = fold_text(name, a);
	for (; *other != NULL; other++) {
		if (load(out, *other, dir, a, &ow) != SN_OK)
			continue;
		if (is_alias(*out, folded, a))
			return SN_OK;
		format_free(*out);
	}
	*out = NULL;
	return SN_NOTFOUND;
}
