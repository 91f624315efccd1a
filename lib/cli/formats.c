#include <err.h>
#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/formats.h"
#include "cli/output.h"
#include "data/blob.h"
#include "format/format.h"

static const char *const kinds[] = {
	N_("order"), N_("label"), N_("tracking"), N_("report"), N_("mail")
};

static void
list_one(struct report *r, const struct format *f)
{
	report_cell(r, f->name);
	report_cell(r, _(kinds[f->kind]));
	report_cell(r, f->mall != NULL ? f->mall :
	    f->carrier != NULL ? f->carrier : "");
	report_cell(r, f->title);
	report_cell(r, f->confidence);
	report_cell(r, f->path != NULL ? f->path : _("built in"));
}

enum status
formats_list(struct cmd *c, const char *dir, FILE *out, struct why *w)
{
	const struct report_column columns[] = {
		{ "name", _("name"), false },
		{ "kind", _("kind"), false },
		{ "for", _("for"), false },
		{ "title", _("title"), false },
		{ "confidence", _("confidence"), false },
		{ "from", _("kept in"), false },
	};
	enum status st, ret = SN_OK;
	struct report *r;
	const char **name;
	struct format *f;

	if ((st = format_names(&name, dir, &c->arena, w)) != SN_OK)
		return st;
	r = report_new(c, columns, sizeof(columns) / sizeof(columns[0]));
	for (; *name != NULL; name++) {
		st = format_load(&f, *name, dir, &c->arena, w);
		if (st == SN_OK) {
			list_one(r, f);
			format_free(f);
		} else {
			warnx("%s", w->text);
			ret = SN_SOME;
		}
	}
	st = report_end(r, out, w);
	return st != SN_OK ? st : ret;
}

/* By an alias. */
static enum status
show_named(const char *name, const char *dir, FILE *out, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct format *f;
	enum status st;

	if ((st = format_load(&f, name, dir, &a, w)) == SN_OK) {
		st = formats_show(f->name, dir, out, w);
		format_free(f);
	}
	arena_free(&a);
	return st;
}

enum status
formats_show(const char *name, const char *dir, FILE *out, struct why *w)
{
	struct arena a = ARENA_INIT;
	const struct blob *b;
	const char *own, *embedded;
	enum status st;
	char buf[4096];
	size_t n, read = 0;
	FILE *in = NULL;

	if ((st = format_in_force(&own, name, dir, &a, w)) != SN_OK ||
	    (st = format_in_force(&embedded, name, NULL, &a, w)) != SN_OK) {
		arena_free(&a);
		return st;
	}
	if (own != NULL)
		in = fopen(arena_printf(&a, "%s/%s.json", dir, own), "r");
	b = embedded == NULL ? NULL : blob_find(arena_printf(&a,
	    "format/format/%s.json", embedded));
	if (in != NULL) {
		while ((n = fread(buf, 1, sizeof(buf), in)) > 0)
			read += fwrite(buf, 1, n, out);
		if (ferror(in))
			st = fail(w, SN_IO, "%s/%s.json: %s", dir, name,
			    strerror(errno));
		fclose(in);
	}
	/*
	 * An empty file is none: the shell has made it before this runs, as in
	 * sn-format show rakuten >formats/rakuten.json.
	 */
	if (st == SN_OK && read == 0 && b != NULL)
		fwrite(b->data, 1, b->len, out);
	else if (in == NULL)
		st = show_named(name, dir, out, w);
	arena_free(&a);
	return st;
}
