#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/formats.h"
#include "cli/output.h"
#include "format/difference.h"
#include "format/sheet.h"

static enum status
put_sheet(struct cmd *c, const struct sheet *s, FILE *out, struct why *w)
{
	const struct report_column columns[] = {
		{ "column", _("column"), false },
		{ "header", _("header"), false },
		{ "holds", _("what it holds"), false },
		{ "width", _("width"), false },
		{ "required", _("required"), false },
		{ "words", _("words"), false },
	};
	struct report *r = report_new(c, columns, sizeof(columns) /
	    sizeof(columns[0]));
	bool people = c->output == OUT_AUTO || c->output == OUT_TABLE;
	const struct sheet_row *row;
	size_t i;

	for (i = 0; i < s->n; i++) {
		row = &s->row[i];
		report_cell(r, row->number == 0 ? "" :
		    arena_printf(&c->arena, "%zu", row->number));
		report_cell(r, row->header);
		report_cell(r, row->holds);
		report_cell(r, row->width);
		report_cell(r, people && *row->required != '\0' ?
		    _("yes") : row->required);
		report_cell(r, row->words);
	}
	return report_end(r, out, w);
}

enum status
formats_spec(struct cmd *c, const char *name, const char *dir, FILE *out,
    struct why *w)
{
	struct sheet s = { .arena = &c->arena };
	struct format *f;
	enum status st;

	if ((st = format_load(&f, name, dir, &c->arena, w)) != SN_OK)
		return st;
	if (c->output == OUT_AUTO || c->output == OUT_TABLE)
		fprintf(out, "%s: %s\n%s: %s (%s)\n\n", f->name, f->title,
		    _("source"), f->source, f->confidence);
	sheet_fill(&s, f);
	st = put_sheet(c, &s, out, w);
	format_free(f);
	return st;
}

static void
put_difference(const char *where, const char *old, const char *now,
    void *arg)
{
	FILE *out = arg;

	fprintf(out, "%s\n", where);
	if (old != NULL)
		fprintf(out, "- %s\n", old);
	if (now != NULL)
		fprintf(out, "+ %s\n", now);
}

enum status
formats_diff(struct cmd *c, const char *name, const char *dir, FILE *out,
    struct why *w)
{
	struct format *shipped, *own;
	enum status st;

	if ((st = format_load(&own, name, dir, &c->arena, w)) != SN_OK)
		return st;
	if (own->path == NULL)
		st = fail(w, SN_NOTFOUND,
		    _("%s: the shop has no format of its own"), name);
	else if ((st = format_load(&shipped, name, NULL, &c->arena, w)) ==
	    SN_OK) {
		difference_tell(shipped->json, own->json, put_difference, out,
		    &c->arena);
		format_free(shipped);
	}
	format_free(own);
	return st;
}
