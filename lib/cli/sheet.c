#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli/sheet.h"
#include "text/fold.h"
#include "text/rows.h"

struct reading {
	struct sheet	*sheet;
	struct decoder	*decoder;
	size_t		 width;		/* of the file, reasons included */
};

static const char reason_header[] = "sn:reason";

static bool
is_called(const char *header, const char *const *names, struct arena *a)
{
	const char *folded = fold_header(header, a);

	for (; *names != NULL; names++)
		if (strcmp(folded, *names) == 0)
			return true;
	return false;
}

/* Cell i in UTF-8 without blanks at its ends, "" where there is none. */
static enum status
decode(const char **out, struct reading *r, const struct row *row, size_t i,
    struct why *w)
{
	const char *text = "";
	enum status st;
	size_t n;

	if (i < row->n && (st = decoder_text(&text, r->decoder,
	    row->cell[i].p, row->cell[i].len, r->sheet->arena, w)) != SN_OK)
		return st;
	text += strspn(text, " \t\r\n");
	for (n = strlen(text); n > 0 && strchr(" \t\r\n", text[n - 1]); n--)
		continue;
	*out = arena_strndup(r->sheet->arena, text, n);
	return SN_OK;
}

static enum status
read_header(struct reading *r, const struct row *row, struct why *w)
{
	struct sheet *sh = r->sheet;
	enum status st;
	size_t i;

	r->width = row->n;
	sh->columns = row->n;
	sh->header = arena_alloc(sh->arena, row->n * sizeof(*sh->header));
	sh->raw_header = arena_alloc(sh->arena,
	    row->n * sizeof(*sh->raw_header));
	for (i = 0; i < row->n; i++) {
		if ((st = decode(&sh->header[i], r, row, i, w)) != SN_OK)
			return fail_at(w, SN_USAGE, _("%s: header"), sh->name);
		sh->raw_header[i] = arena_strndup(sh->arena, row->cell[i].p,
		    row->cell[i].len);
	}
	if (sh->columns > 1 &&
	    strcmp(sh->header[sh->columns - 1], reason_header) == 0)
		sh->columns--;
	return SN_OK;
}

static enum status
read_row(const struct row *row, void *arg, struct why *w)
{
	struct reading *r = arg;
	struct sheet *sh = r->sheet;
	struct sheet_row *to;
	struct why bad;
	size_t i;

	if (sh->header == NULL)
		return read_header(r, row, w);
	sh->row = arena_grow(sh->arena, sh->row, sh->n, &sh->cap,
	    sizeof(*sh->row));
	to = &sh->row[sh->n++];
	*to = (struct sheet_row){ .line = row->line };
	to->cell = arena_alloc(sh->arena, sh->columns * sizeof(*to->cell));
	to->raw = arena_alloc(sh->arena, sh->columns * sizeof(*to->raw));
	for (i = 0; i < sh->columns; i++) {
		to->cell[i] = "";
		to->raw[i] = i < row->n ? arena_strndup(sh->arena,
		    row->cell[i].p, row->cell[i].len) : "";
		if (to->refused == NULL &&
		    decode(&to->cell[i], r, row, i, &bad) != SN_OK)
			sheet_refuse(sh, to, sh->header[i], &bad);
	}
	if (to->refused == NULL && row->n > r->width) {
		fail(&bad, SN_INVALID, _("%zu columns, the header has %zu"),
		    row->n, r->width);
		sheet_refuse(sh, to, NULL, &bad);
	}
	return SN_OK;
}

/* A tab in the header makes it TSV, unless there are more commas. */
static char
find_delimiter(const char *bytes, size_t n)
{
	size_t tabs = 0, commas = 0, i;

	for (i = 0; i < n && bytes[i] != '\n' && bytes[i] != '\r'; i++) {
		tabs += bytes[i] == '\t';
		commas += bytes[i] == ',';
	}
	return tabs > commas ? '\t' : ',';
}

/* UTF-16 has no rows of bytes: it becomes UTF-8 as a whole. */
static enum status
to_utf8(struct sheet *sh, const char **bytes, size_t *n, struct why *w)
{
	struct decoder *d;
	enum status st;

	if (sh->encoding != ENC_UTF16LE && sh->encoding != ENC_UTF16BE)
		return SN_OK;
	if ((st = decoder_open(&d, sh->encoding, w)) != SN_OK)
		return st;
	st = decoder_text(bytes, d, *bytes, *n, sh->arena, w);
	decoder_close(d);
	if (st != SN_OK)
		return fail_at(w, SN_USAGE, "%s", sh->name);
	*n = strlen(*bytes);
	sh->encoding = ENC_UTF8_BOM;
	return SN_OK;
}

enum status
sheet_read(struct sheet *out, const char *path, struct arena *a,
    struct why *w)
{
	struct rows_conf conf = { .quoted = true };
	struct reading r = { .sheet = out };
	struct str s = STR_INIT;
	const char *bytes;
	enum status st;
	size_t n;
	bool bom;

	*out = (struct sheet){ .arena = a };
	out->name = strcmp(path, "-") == 0 ? "stdin" : path;
	if ((st = file_read(&s, path, SHEET_MAX, w)) != SN_OK) {
		st = st == SN_NOTFOUND ? SN_USAGE : st;
		goto out;
	}
	bytes = str_text(&s);
	n = s.len;
	enc_detect(&out->encoding, bytes, n, &bom);
	if ((st = to_utf8(out, &bytes, &n, w)) != SN_OK)
		goto out;
	conf.delimiter = out->delimiter = find_delimiter(bytes, n);
	if ((st = decoder_open(&r.decoder, out->encoding, w)) != SN_OK)
		goto out;
	st = rows_parse(bytes, n, &conf, read_row, &r, w);
	if (st == SN_INVALID)
		st = fail_at(w, SN_USAGE, "%s", out->name);
	else if (st == SN_OK && out->header == NULL)
		st = fail(w, SN_USAGE, _("%s: empty, a header was expected"),
		    out->name);
out:
	decoder_close(r.decoder);
	str_free(&s);
	return st;
}

long
sheet_column(const struct sheet *sh, const char *const *names)
{
	size_t i;

	for (i = 0; i < sh->columns; i++)
		if (is_called(sh->header[i], names, sh->arena))
			return (long)i;
	return -1;
}

void
sheet_refuse(struct sheet *sh, struct sheet_row *row, const char *field,
    const struct why *w)
{
	row->refused = field == NULL ? arena_strdup(sh->arena, w->text) :
	    arena_printf(sh->arena, "%s: %s", field, w->text);
	warnx("%s:%lu: %s", sh->name, row->line, row->refused);
}

static enum status
put_row(struct str *out, const struct sheet *sh, const char **raw,
    const char *reason, struct encoder *e, struct why *w)
{
	struct str cell = STR_INIT;
	enum status st;
	size_t i;

	for (i = 0; i < sh->columns; i++) {
		if ((st = rows_put(out, raw[i], QUOTE_MINIMAL, sh->delimiter,
		    w)) != SN_OK)
			return st;
		str_putc(out, sh->delimiter);
	}
	/* A character that the file cannot hold came from another one. */
	if ((st = encoder_text(&cell, e, reason, w)) != SN_OK)
		str_puts(&cell, "?");
	st = rows_put(out, str_text(&cell), QUOTE_MINIMAL, sh->delimiter, w);
	str_puts(out, "\r\n");
	str_free(&cell);
	return st;
}

static enum status
put_file(const char *path, const struct str *s, struct why *w)
{
	FILE *f = fopen(path, "wx");

	if (f == NULL)
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	fwrite(s->p, 1, s->len, f);
	if (ferror(f) | (fclose(f) == EOF))
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	return SN_OK;
}

enum status
sheet_rejects_free(const char *path, struct why *w)
{
	if (path != NULL && access(path, F_OK) == 0)
		return fail(w, SN_USAGE, _("%s: is there already"), path);
	return SN_OK;
}

enum status
sheet_rejects(const struct sheet *sh, const char *path, struct why *w)
{
	struct encoder *e = NULL;
	struct str s = STR_INIT;
	size_t i, refused = 0;
	enum status st;

	if ((st = encoder_open(&e, sh->encoding, w)) != SN_OK)
		return st;
	if (sh->encoding == ENC_UTF8_BOM)
		str_puts(&s, "\xef\xbb\xbf");
	st = put_row(&s, sh, sh->raw_header, reason_header, e, w);
	for (i = 0; i < sh->n && st == SN_OK; i++)
		if (sh->row[i].refused != NULL) {
			refused++;
			st = put_row(&s, sh, sh->row[i].raw,
			    sh->row[i].refused, e, w);
		}
	if (st == SN_OK && refused > 0)
		st = put_file(path, &s, w);
	encoder_close(e);
	str_free(&s);
	return st;
}
