#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "format/table.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { SAMPLE = 256 * 1024 };

/*
 * Whether most lines with something but ASCII in them are UTF-8.  Text in
 * another encoding hardly ever is by chance, so a few damaged lines must
 * not make the whole file look like another one.
 */
static bool
mostly_utf8(const char *p, size_t n)
{
	const char *end = p + n, *q;
	size_t good = 0, bad = 0, len;

	for (; p < end; p = q) {
		q = memchr(p, '\n', (size_t)(end - p));
		q = q == NULL ? end : q + 1;
		len = (size_t)(q - p);
		if (utf8_ascii(p, len) == len)
			continue;
		if (utf8_valid(p, len))
			good++;
		else
			bad++;
	}
	return good > bad;
}

static enum status
sample(enum enc *out, FILE *in, char *block)
{
	bool bom;
	size_t n;

	*out = ENC_UTF8;
	while ((n = fread(block, 1, SAMPLE, in)) > 0) {
		if (utf8_ascii(block, n) == n)
			continue;
		enc_detect(out, block, n, &bom);
		if (!bom && mostly_utf8(block, n))
			*out = ENC_UTF8;
		break;
	}
	return ferror(in) ? SN_IO : SN_OK;
}

enum status
table_encoding(enum enc *out, FILE *in, const char *name, struct why *w)
{
	enum status st;
	off_t here;
	char *block;

	if ((here = ftello(in)) == -1)
		return fail(w, SN_USAGE, _("%s: a pipe cannot be read twice"),
		    name);
	if ((block = malloc(SAMPLE)) == NULL)
		return fail(w, SN_IO, _("out of memory"));
	st = sample(out, in, block);
	free(block);
	if (st != SN_OK || fseeko(in, here, SEEK_SET) == -1)
		return fail(w, SN_IO, _("%s: read error"), name);
	if (*out == ENC_UTF16LE || *out == ENC_UTF16BE)
		return fail(w, SN_INVALID, _("%s: UTF-16, must be saved as "
		    "UTF-8 or CP932 first"), name);
	return SN_OK;
}

/* The reader lays the cells of a row out one after the other. */
static bool
is_one_piece(const struct row *row)
{
	size_t i;

	for (i = 1; i < row->n; i++)
		if (row->cell[i].p !=
		    row->cell[i - 1].p + row->cell[i - 1].len + 1)
			return false;
	return row->n > 0;
}

void
row_copy(struct row *out, const struct row *row, struct arena *a)
{
	bool piece = is_one_piece(row);
	struct cell *cell;
	size_t i, len = 0;
	char *text;

	for (i = 0; i < row->n; i++)
		len += row->cell[i].len + 1;
	cell = arena_alloc(a, (row->n + 1) * sizeof(*cell));
	text = piece ? arena_strndup(a, row->cell[0].p, len) :
	    arena_alloc(a, len + 1);
	for (i = 0; i < row->n; i++) {
		cell[i] = (struct cell){ text, row->cell[i].len };
		if (!piece)
			memcpy(text, row->cell[i].p, cell[i].len + 1);
		text += cell[i].len + 1;
	}
	*out = *row;
	out->cell = cell;
}

/* Where the header goes when it is read. */
struct heading {
	struct row	*out;
	struct arena	*arena;
	bool		 found;
};

/* The first row is all that is wanted, so any status that stops will do. */
static enum status
take_header(const struct row *row, void *arg, struct why *w)
{
	struct heading *h = arg;

	row_copy(h->out, row, h->arena);
	h->found = true;
	return fail(w, SN_USAGE, "%s", "");
}

static enum status
fold_headers(struct table_file *t, struct arena *a, struct why *w)
{
	struct decoder *d;
	const char *text;
	enum status st;
	size_t i;

	if ((st = decoder_open(&d, t->encoding, w)) != SN_OK)
		return st;
	t->headers.name = arena_alloc(a, (t->header.n + 1) *
	    sizeof(*t->headers.name));
	t->headers.n = t->header.n;
	for (i = 0; st == SN_OK && i < t->header.n; i++) {
		st = decoder_text(&text, d, t->header.cell[i].p,
		    t->header.cell[i].len, a, w);
		t->headers.name[i] = st == SN_OK ? fold_header(text, a) : "";
	}
	decoder_close(d);
	return st == SN_OK ? SN_OK : fail_at(w, st, _("%s: header, column "
	    "%zu"), t->name, i);
}

enum status
table_open(struct table_file *out, FILE *in, const char *name, enum enc e,
    const struct format *f, struct arena *a, struct why *w)
{
	struct heading h = { &out->header, a, false };
	enum status st;
	off_t here;

	*out = (struct table_file){ .in = in, .name = name, .encoding = e,
	    .conf = { .delimiter = f->delimiter, .quoted = f->quoted } };
	if ((here = ftello(in)) == -1)
		return fail(w, SN_USAGE, _("%s: a pipe cannot be read twice"),
		    name);
	st = rows_read(in, &out->conf, take_header, &h, w);
	if (fseeko(in, here, SEEK_SET) == -1)
		return fail(w, SN_IO, _("%s: read error"), name);
	if (h.found)
		return fold_headers(out, a, w);
	if (st != SN_OK)
		return fail_at(w, st, "%s", name);
	return fail(w, SN_INVALID, _("%s: the file is empty"), name);
}

int
table_fit(const struct table_file *t, const struct file_layout *l)
{
	struct header h;
	int n = 0;
	size_t i;

	for (i = 0; i < l->nrefuses; i++) {
		h = l->refuses[i];
		if (header_resolve(&h, &t->headers))
			return -1;
	}
	for (i = 0; i < l->nrequires; i++) {
		h = l->requires[i];
		n += header_resolve(&h, &t->headers);
	}
	return n;
}

const char *
table_missing(const struct table_file *t, const struct file_layout *l,
    struct arena *a)
{
	struct str s = STR_INIT;
	const char *text;
	struct header h;
	size_t i;

	for (i = 0; i < l->nrequires; i++) {
		h = l->requires[i];
		if (header_resolve(&h, &t->headers))
			continue;
		if (s.len > 0)
			str_puts(&s, ", ");
		str_puts(&s, h.name);
	}
	text = arena_strdup(a, str_text(&s));
	str_free(&s);
	return text;
}
