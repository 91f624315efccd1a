/*
 * Where in sn.conf something is, for messages, and the texts of sections.
 */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "conf/reader.h"

/* Append "shop "x": sender: zip: " for the path of a key or section. */
static void
put_place(struct str *out, const char *path)
{
	static const char titled[] =
	    " shop route status carrier rank query phrase columns check rule "
	    "test inbox secret robo stop job ";
	char key[16];
	size_t n;

	while (*path != '\0') {
		n = strcspn(path, "\n");
		if (strspn(path, "0123456789") == strlen(path))
			break;		/* the place in a list: the line tells */
		str_add(out, path, n);
		snprintf(key, sizeof(key), " %.*s ", (int)n, path);
		path += n + (path[n] == '\n');
		if (strstr(titled, key) != NULL && *path != '\0') {
			n = strcspn(path, "\n");
			str_addf(out, " \"%.*s\"", (int)n, path);
			path += n + (path[n] == '\n');
		}
		str_puts(out, ": ");
	}
}

/* The line of path, or, when it is a key not given, of its section. */
static unsigned
line_of(const struct reader *r, const char *path)
{
	char *up = arena_strdup(r->arena, path), *cut;
	unsigned line;

	while ((line = source_line(r->source, up)) == 0 &&
	    (cut = strrchr(up, '\n')) != NULL)
		*cut = '\0';
	return line > 0 ? line : 1;
}

enum status
reader_bad(struct reader *r, const char *path, const char *fmt, ...)
{
	struct str place = STR_INIT;
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	put_place(&place, path);
	fail(r->why, SN_USAGE, "%s:%u: %s%s", r->source->name,
	    line_of(r, path), str_text(&place), text);
	str_free(&place);
	return SN_USAGE;
}

enum status
reader_text(const char **out, struct reader *r, cfg_t *sec, const char *path,
    const char *key, check_fn *check)
{
	const char *v = cfg_getstr(sec, key);

	*out = NULL;
	if (v == NULL || *v == '\0')
		return SN_OK;
	*out = arena_strdup(r->arena, v);
	return check(r, arena_printf(r->arena, "%s%s%s", path,
	    *path != '\0' ? "\n" : "", key), out);
}

enum status
reader_number(int64_t *out, struct reader *r, cfg_t *sec, const char *path,
    const char *key, check_fn *check, int64_t fallback)
{
	enum status st;
	const char *v;

	if ((st = reader_text(&v, r, sec, path, key, check)) != SN_OK)
		return st;
	*out = v != NULL ? strtol(v, NULL, 10) : fallback;
	return SN_OK;
}

enum status
reader_fill(void *rec, struct reader *r, cfg_t *sec, const char *path,
    const struct member *m)
{
	enum status st;
	const char *v;

	for (; m->key != NULL; m++) {
		st = reader_text(&v, r, sec, path, m->key, m->check);
		if (st != SN_OK)
			return st;
		if (v == NULL)
			v = m->fallback;
		memcpy((char *)rec + m->at, &v, sizeof(v));
	}
	return SN_OK;
}

enum status
reader_list(const char ***out, struct reader *r, cfg_t *sec, const char *path,
    const char *key, check_fn *check)
{
	unsigned i, j, n = cfg_size(sec, key);
	const char **v = arena_alloc(r->arena, (n + 1) * sizeof(*v));
	enum status st;

	for (i = 0; i < n; i++) {
		v[i] = arena_strdup(r->arena, cfg_getnstr(sec, key, i));
		if ((st = check(r, path, &v[i])) != SN_OK)
			return st;
		for (j = 0; j < i; j++)
			if (strcmp(v[j], v[i]) == 0)
				return reader_bad(r, path, _("%s: a second "
				    "time"), v[i]);
	}
	*out = v;
	return SN_OK;
}

enum status
reader_named(const char **name, const char **path, struct reader *r,
    cfg_t *sec, const char *kind, check_fn *check)
{
	*name = arena_strdup(r->arena, cfg_title(sec));
	*path = arena_printf(r->arena, "%s\n%s", kind, *name);
	return check(r, *path, name);
}
