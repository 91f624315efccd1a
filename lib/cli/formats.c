#include <err.h>
#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/formats.h"
#include "cli/output.h"
#include "data/blob.h"
#include "format/letter.h"
#include "format/orders.h"
#include "format/write.h"
#include "order/label.h"

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

enum status
formats_show(const char *name, const char *dir, FILE *out, struct why *w)
{
	struct arena a = ARENA_INIT;
	const struct blob *b;
	enum status st = SN_OK;
	char buf[4096];
	size_t n, read = 0;
	FILE *in = NULL;

	if (strchr(name, '/') == NULL)
		in = fopen(arena_printf(&a, "%s/%s.json", dir, name), "r");
	b = blob_find(arena_printf(&a, "format/format/%s.json", name));
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
		st = fail(w, SN_NOTFOUND,
		    _("%s: no such format; sn-format list shows them"), name);
	arena_free(&a);
	return st;
}

/* What only the kind of a format can tell of it. */
static enum status
lint_kind(const struct format *f, struct arena *a, struct why *w)
{
	struct letter_layout *letter;
	struct writer *wr;
	enum status st;

	switch (f->kind) {
	case FORMAT_ORDER:
		return orders_lint(f, w);
	case FORMAT_MAIL:
		return letter_layout(&letter, f, a, w);
	case FORMAT_LABEL:
	case FORMAT_REPORT:
		st = writer_open(&wr, f, &label_source, false, a, w);
		if (st == SN_OK)
			writer_close(wr);
		return st;
	case FORMAT_TRACKING:
		break;
	}
	return SN_OK;
}

/* A name, or a file: the format NAME of its directory. */
static enum status
lint_one(struct cmd *c, const char *operand, const char *dir, struct why *w)
{
	const char *name = operand, *slash = strrchr(operand, '/');
	size_t n = strlen(operand);
	struct format *f;
	enum status st;

	if (n > 5 && strcmp(operand + n - 5, ".json") == 0) {
		dir = slash == NULL ? "." : arena_strndup(&c->arena, operand,
		    (size_t)(slash - operand));
		name = slash == NULL ? operand : slash + 1;
		name = arena_strndup(&c->arena, name, strlen(name) - 5);
	}
	if ((st = format_load(&f, name, dir, &c->arena, w)) != SN_OK)
		return st;
	st = lint_kind(f, &c->arena, w);
	format_free(f);
	return st;
}

enum status
formats_lint(struct cmd *c, char *operand[], const char *dir,
    struct tally *t, struct why *w)
{
	const char **name, *const *p;
	struct why wrong;
	enum status st;

	p = (const char *const *)operand;
	if (*operand == NULL) {
		st = format_names(&name, dir, &c->arena, w);
		if (st != SN_OK)
			return st;
		p = name;
	}
	for (; *p != NULL; p++) {
		if ((st = lint_one(c, *p, dir, &wrong)) == SN_OK) {
			t->done++;
			continue;
		}
		if (st == SN_IO) {
			*w = wrong;
			return st;
		}
		warnx("%s", wrong.text);
		t->refused++;
	}
	return SN_OK;
}
