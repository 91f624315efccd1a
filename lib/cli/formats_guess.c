#include <err.h>
#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/formats.h"
#include "cli/output.h"
#include "format/detect.h"
#include "format/guess.h"

/* The name of a format for path: that of the file, without its ending. */
static const char *
name_for(const char *path, struct arena *a)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	size_t n = strcspn(name, ".");

	return n == 0 ? "guess" : arena_strndup(a, name, n);
}

static void
show_columns(const struct guess *g, const char *path)
{
	size_t i, known = 0;

	for (i = 0; i < g->n; i++)
		if (g->column[i].target != NULL)
			known++;
		else
			warnx(_("%s: column %s: not understood"), path,
			    g->column[i].header);
	warnx(_("%s: %zu of %zu columns understood; the format is unverified: "
	    "read it before you use it"), path, known, g->n);
}

void
formats_tell_unknown(struct cmd *c, const struct guess *g, const char *path)
{
	const char *list;
	size_t n;

	list = guess_unknown(&n, g, &c->arena);
	if (n > 0)
		warnx(_("%s: %zu of %zu columns not understood and left "
		    "out: %s"), path, n, g->n, list);
}

/* Which column is what, for a look. */
static enum status
list_columns(struct cmd *c, const struct guess *g, FILE *out, struct why *w)
{
	const struct report_column columns[] = {
		{ "header", _("header"), false },
		{ "target", _("what it is"), false },
	};
	struct report *r = report_new(c, columns, 2);
	const char *target;
	size_t i;

	for (i = 0; i < g->n; i++) {
		target = g->column[i].target;
		report_cell(r, g->column[i].header);
		if (target == NULL)
			target = "?";
		else if (g->column[i].recipient)
			target = arena_printf(&c->arena,
			    "%s destination.to_%s", target,
			    target + strlen("order.by_"));
		report_cell(r, target);
	}
	return report_end(r, out, w);
}

/* Say so when a format is there already. */
static enum status
show_known(struct cmd *c, FILE *in, const char *path, const char *dir,
    struct why *w)
{
	struct format *f;
	enum status st;
	struct why none;
	bool second;

	st = format_detect(&f, &second, in, path, dir, &c->arena, &none);
	if (st == SN_OK) {
		warnx(_("%s: is a file of %s (%s)"), path, f->name, f->title);
		format_free(f);
	} else if (st == SN_IO) {
		*w = none;
		return st;
	}
	return SN_OK;
}

enum status
formats_guess(struct cmd *c, const char *path, const char *dir, FILE *out,
    struct why *w)
{
	struct guess g;
	enum status st;
	FILE *in;

	if ((in = fopen(path, "r")) == NULL)
		return fail(w, SN_USAGE, "%s: %s", path, strerror(errno));
	st = show_known(c, in, path, dir, w);
	if (st == SN_OK)
		st = guess_format(&g, in, path, name_for(path, &c->arena),
		    NULL, &c->arena, w);
	fclose(in);
	if (st != SN_OK)
		return st;
	if (c->output != OUT_AUTO)
		st = list_columns(c, &g, out, w);
	else if (json_dumpf(g.format, out, JSON_INDENT(2)) != 0 ||
	    fputc('\n', out) == EOF)
		st = fail(w, SN_IO, "%s", strerror(errno));
	json_decref(g.format);
	if (st != SN_OK)
		return st;
	show_columns(&g, path);
	if (*g.missing == '\0')
		return SN_OK;
	warnx(_("%s: no column for: %s"), path, g.missing);
	return SN_SOME;
}
