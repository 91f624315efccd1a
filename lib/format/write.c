#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "format/column.h"
#include "format/write.h"

enum {
	CODE_POINTS = 1 << 16,
	HEADER_COLUMNS = 36	/* of a preview; the longest header is wider */
};

enum status
writer_open(struct writer **out, const struct format *f,
    const struct source *src, bool replace, struct arena *a, struct why *w)
{
	struct writer *wr = arena_alloc(a, sizeof(*wr));
	enum status st;

	wr->format = f;
	wr->source = src;
	wr->replace = replace;
	if (f->kind != FORMAT_LABEL && f->kind != FORMAT_REPORT)
		return fail(w, SN_USAGE, _("%s: is a format that is read"),
		    f->name);
	if ((st = columns_read(wr, a, w)) != SN_OK ||
	    (st = encoder_open(&wr->encoder, f->encoding, w)) != SN_OK)
		return st;
	wr->known = arena_alloc(a, CODE_POINTS);
	wr->cell = arena_alloc(a, wr->n * sizeof(*wr->cell));
	wr->part = arena_alloc(a, wr->n * sizeof(*wr->part));
	*out = wr;
	return SN_OK;
}

void
writer_close(struct writer *wr)
{
	size_t i;

	if (wr == NULL)
		return;
	encoder_close(wr->encoder);
	str_free(&wr->bytes);
	for (i = 0; i < wr->n; i++)
		str_free(&wr->part[i]);
	for (i = 0; i < wr->n; i++)
		str_free(&wr->column[i].above);
	arena_free(&wr->row);
}

bool
writer_wants(const struct writer *wr, const char *value)
{
	json_t *column, *columns = json_object_get(wr->format->json, "columns");
	const char *made;
	size_t i;

	json_array_foreach(columns, i, column) {
		made = json_string_value(json_object_get(column, "value"));
		if (made != NULL && strcmp(made, value) == 0 &&
		    json_is_true(json_object_get(column, "required")))
			return true;
	}
	return false;
}

enum row_per
writer_per(const struct writer *wr)
{
	return wr->per;
}

size_t
writer_numbers(const struct writer *wr)
{
	return wr->numbers;
}

int64_t
writer_days_ahead(const struct writer *wr)
{
	return wr->days_ahead;
}

int64_t
writer_rows_per_file(const struct writer *wr)
{
	return wr->rows_per_file;
}

bool
writer_unnumbered(const struct writer *wr, const char *service)
{
	json_t *v;
	size_t i;

	json_array_foreach(wr->unnumbered, i, v)
		if (service != NULL &&
		    strcmp(json_string_value(v), service) == 0)
			return true;
	return false;
}

/* Whether a column is made of values whose names begin with prefix. */
static bool
made_of(json_t *column, const char *prefix)
{
	json_t *v, *made = json_object_get(column, "value");
	size_t i, n = strlen(prefix);

	if (json_is_string(made))
		return strncmp(json_string_value(made), prefix, n) == 0;
	json_array_foreach(made, i, v)
		if (strncmp(json_string_value(v), prefix, n) != 0)
			return false;
	return json_array_size(made) > 0;
}

void
writer_only(struct writer *wr, const char *prefix)
{
	json_t *column, *columns = json_object_get(wr->format->json, "columns");
	size_t i;

	json_array_foreach(columns, i, column)
		if (!made_of(column, prefix))
			wr->column[i].empty = true;
	wr->nlist = 0;
}

void
writer_judge(struct writer *wr, const void *rec, struct notes *notes)
{
	cells_fill(wr, rec, notes);
}

const char *
writer_suffix(const struct writer *wr)
{
	return wr->suffix;
}

/* Append one field and, before all but the first, the delimiter. */
static enum status
put(struct writer *wr, struct str *out, size_t i, const char *text,
    struct why *w)
{
	const struct format *f = wr->format;
	enum status st;

	if (i > 0)
		str_putc(out, f->delimiter);
	if (text == NULL) {
		if (f->quoting == QUOTE_ALL)
			str_puts(out, "\"\"");
		return SN_OK;
	}
	str_reset(&wr->bytes);
	if ((st = encoder_text(&wr->bytes, wr->encoder, text, w)) != SN_OK)
		return st;
	return rows_put(out, str_text(&wr->bytes), f->quoting, f->delimiter,
	    w);
}

/* A row of texts, as the format itself has them. */
static enum status
put_texts(struct writer *wr, struct str *out, json_t *row, struct why *w)
{
	enum status st;
	json_t *v;
	size_t i;

	json_array_foreach(row, i, v)
		if ((st = put(wr, out, i, json_string_value(v), w)) != SN_OK)
			return fail_at(w, SN_USAGE, "%s: head",
			    wr->format->name);
	str_puts(out, wr->format->newline);
	return SN_OK;
}

enum status
writer_head(struct writer *wr, struct str *out, struct why *w)
{
	enum status st;
	json_t *row;
	size_t i;

	if (wr->format->encoding == ENC_UTF8_BOM)
		str_puts(out, "\xef\xbb\xbf");
	json_array_foreach(wr->head, i, row)
		if ((st = put_texts(wr, out, row, w)) != SN_OK)
			return st;
	if (!wr->header || wr->head != NULL)
		return SN_OK;
	for (i = 0; i < wr->n; i++)
		if (!wr->column[i].unwritten &&
		    (st = put(wr, out, i, wr->column[i].header, w)) != SN_OK)
			return fail_at(w, SN_USAGE, "%s: columns[%zu]",
			    wr->format->name, i);
	str_puts(out, wr->format->newline);
	return SN_OK;
}

/* Say the first error in w as well, for callers that show one line. */
static enum status
verdict(const struct notes *notes, size_t from, struct why *w)
{
	for (; from < notes->n; from++)
		if (notes->note[from].kind == NOTE_ERROR)
			return fail(w, SN_INVALID, "%s",
			    notes->note[from].text);
	return SN_OK;
}

/* Columns that say so do not say again what the row above does. */
static void
repeat(struct writer *wr)
{
	struct out_column *c;
	const char *text;
	size_t i;

	for (i = 0; i < wr->n; i++) {
		c = &wr->column[i];
		if (c->again == NULL)
			continue;
		text = wr->cell[i] != NULL ? wr->cell[i] : "";
		if (*text != '\0' && strcmp(str_text(&c->above), text) == 0) {
			wr->cell[i] = c->again;
			continue;
		}
		str_reset(&c->above);
		str_puts(&c->above, text);
	}
}

void
writer_forget(struct writer *wr)
{
	size_t i;

	for (i = 0; i < wr->n; i++)
		str_reset(&wr->column[i].above);
}

enum status
writer_row(struct writer *wr, struct str *out, const void *rec,
    struct notes *notes, struct why *w)
{
	size_t was = out->len, noted = notes->n, i;
	enum status st;

	cells_fill(wr, rec, notes);
	if ((st = verdict(notes, noted, w)) != SN_OK)
		return st;
	repeat(wr);
	for (i = 0; i < wr->n && st == SN_OK; i++)
		if (!wr->column[i].unwritten)
			st = put(wr, out, i, wr->cell[i], w);
	if (st == SN_OK) {
		str_puts(out, wr->format->newline);
		return SN_OK;
	}
	note(notes, NOTE_ERROR, wr->column[i - 1].header, "%s", w->text);
	out->len = was;
	if (out->p != NULL)
		out->p[was] = '\0';
	return st;
}

enum status
writer_preview(struct writer *wr, struct str *out, const void *rec,
    struct notes *notes, struct why *w)
{
	size_t noted = notes->n, i;

	cells_fill(wr, rec, notes);
	for (i = 0; i < wr->n; i++) {
		if (wr->cell[i] == NULL || wr->column[i].unwritten)
			continue;
		str_puts(out, "  ");
		width_pad(out, wr->column[i].header, HEADER_COLUMNS,
		    ALIGN_LEFT);
		str_addf(out, "  %s\n", wr->cell[i]);
	}
	return verdict(notes, noted, w);
}
