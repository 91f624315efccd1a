#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "text/rows.h"
#include "base/i18n.h"

enum {
	BLOCK = 128 * 1024,
	/* libcsv gets no more at once, so a field grows by no more. */
	PIECE = 64 * 1024,
	CSV_GROWTH = 4096
};

struct reader {
	struct rows_conf	 conf;
	rows_fn			*fn;
	void			*arg;
	struct why		*w;
	enum status		 st;	/* not SN_OK: the end */
	struct csv_parser	 csv;
	struct str		 part;	/* of a line, when not quoted */
	char			*text;	/* of the row, a NUL after each cell */
	size_t			 used;
	size_t			 size;
	struct cell		*cell;
	size_t			 n;
	size_t			 room;
	char			 eol;	/* ends a line; 0 until one is seen */
	bool			 begun;	/* not at the very first bytes */
	bool			 between; /* no row is begun */
	unsigned long		 line;
	unsigned long		 cell_line;	/* where the cell starts */
	unsigned long		 row_line;
	unsigned long		 number;
};

static void
refuse(struct reader *r, const char *what)
{
	r->st = fail(r->w, SN_INVALID, _("line %lu, column %zu: %s"),
	    r->cell_line, r->n + 1, what);
}

static bool
is_blank(const struct cell *c)
{
	size_t i;

	for (i = 0; i < c->len; i++)
		if (c->p[i] != ' ' && c->p[i] != '\t')
			return false;
	return true;
}

/* Room for len bytes more and one cell, the cells moved along. */
static bool
grow(struct reader *r, size_t len)
{
	size_t i, size, room;
	char *text;
	void *cell;

	room = r->n < r->room ? r->room : 2 * r->n + 64;
	size = 2 * r->size + len + BLOCK;
	if ((cell = realloc(r->cell, room * sizeof(*r->cell))) == NULL ||
	    (r->cell = cell, text = realloc(r->text, size)) == NULL) {
		r->st = fail(r->w, SN_IO, _("out of memory"));
		return false;
	}
	r->room = room;
	r->text = text;
	r->size = size;
	for (i = 0; i < r->n; i++) {
		r->cell[i].p = text;
		text += r->cell[i].len + 1;
	}
	return true;
}

/* One cell of the row, from either splitter. */
static void
take(struct reader *r, const char *p, size_t len)
{
	char *to;

	if (r->st != SN_OK)
		return;
	if (len > r->conf.max_field) {
		refuse(r, _("field too long"));
		return;
	}
	if (r->n >= r->conf.max_columns) {
		refuse(r, _("too many columns"));
		return;
	}
	if (r->used + len + 1 > r->conf.max_row) {
		refuse(r, _("row too long"));
		return;
	}
	if ((r->used + len + 1 > r->size || r->n == r->room) && !grow(r, len))
		return;
	if (r->n == 0)
		r->row_line = r->cell_line;
	to = r->text + r->used;
	if (len > 0)
		memcpy(to, p, len);
	to[len] = '\0';
	r->cell[r->n++] = (struct cell){ to, len };
	r->used += len + 1;
	r->cell_line = r->line;
}

/* The end of the row: hand it out. */
static void
hand(struct reader *r)
{
	struct row row = { r->n, r->cell, r->row_line, r->number + 1 };
	enum status st;

	if (r->st != SN_OK)
		return;
	if (r->n > 1 || (r->n == 1 && !is_blank(&r->cell[0]))) {
		r->number++;
		st = r->fn(&row, r->arg, r->w);
		if (status_stops(st))
			r->st = st;
	}
	r->n = r->used = 0;
	r->between = true;
}

static void
csv_cell(void *p, size_t len, void *arg)
{
	take(arg, p, len);
}

static void
csv_row(int c, void *arg)
{
	(void)c;
	hand(arg);
}

/* Blanks around a field are part of it. */
static int
csv_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
feed_quoted(struct reader *r, const char *p, size_t n)
{
	size_t piece;

	for (; n > 0 && r->st == SN_OK; p += piece, n -= piece) {
		piece = n < PIECE ? n : PIECE;
		if (csv_parse(&r->csv, p, piece, csv_cell, csv_row, r) !=
		    piece)
			r->st = fail(r->w, SN_IO, "%s",
			    csv_strerror(csv_error(&r->csv)));
		else if (r->st == SN_OK &&
		    r->csv.entry_pos > r->conf.max_field)
			refuse(r, _("field too long, maybe a quote that is "
			    "never closed"));
	}
}

/* One line without quotes; the other newline ends a row in it, too. */
static void
split(struct reader *r, const char *p, size_t n)
{
	const char *end = p + n, *stop, *q;
	char other = r->eol == '\r' ? '\n' : '\r';

	for (; p < end; p = stop + 1) {
		stop = memchr(p, other, (size_t)(end - p));
		if (stop == NULL)
			stop = end;
		while ((q = memchr(p, r->conf.delimiter,
		    (size_t)(stop - p))) != NULL) {
			take(r, p, (size_t)(q - p));
			p = q + 1;
		}
		take(r, p, (size_t)(stop - p));
		hand(r);
	}
}

/* A line, or a part of one where a block ends; whole has its newline. */
static void
feed_plain(struct reader *r, const char *p, size_t n, bool whole)
{
	if (r->part.len > 0 || !whole) {
		str_add(&r->part, p, n);
		if (r->part.len > r->conf.max_row)
			refuse(r, _("row too long"));
		p = r->part.p;
		n = r->part.len;
	}
	if (!whole || r->st != SN_OK)
		return;
	split(r, p, n - 1);
	str_reset(&r->part);
}

/* Which newline the file has: CR only where the first is one alone. */
static char
find_eol(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] == '\n')
			return '\n';
		else if (p[i] == '\r' && i + 1 < n)
			return p[i + 1] == '\n' ? '\n' : '\r';
	return 0;
}

/* Bytes without NUL, line by line so that the lines are counted. */
static void
feed_lines(struct reader *r, const char *p, size_t n)
{
	const char *end = p + n, *q;

	if (r->eol == 0)
		r->eol = find_eol(p, n);
	for (; p < end && r->st == SN_OK; p = q) {
		q = r->eol == 0 ? NULL : memchr(p, r->eol, (size_t)(end - p));
		q = q == NULL ? end : q + 1;
		if (r->between)
			r->cell_line = r->line;
		r->between = r->between && (*p == '\r' || *p == '\n');
		if (r->conf.quoted)
			feed_quoted(r, p, (size_t)(q - p));
		else
			feed_plain(r, p, (size_t)(q - p), q[-1] == r->eol);
		if (q[-1] == r->eol)
			r->line++;
	}
}

static void
feed(struct reader *r, const char *p, size_t n)
{
	const char *nul;

	if (!r->begun && n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		p += 3;
		n -= 3;
	} else if (!r->begun && n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 ||
	    memcmp(p, "\xfe\xff", 2) == 0)) {
		refuse(r, _("UTF-16, must be saved as UTF-8 or CP932 first"));
		return;
	}
	r->begun = true;
	nul = memchr(p, '\0', n);
	feed_lines(r, p, nul == NULL ? n : (size_t)(nul - p));
	if (nul != NULL && r->st == SN_OK) {
		r->cell_line = r->line;
		refuse(r, _("a NUL byte; is it UTF-16 or no CSV at all?"));
	}
}

static void
feed_end(struct reader *r)
{
	if (r->st != SN_OK)
		return;
	if (!r->conf.quoted) {
		if (r->part.len > 0)
			split(r, r->part.p, r->part.len);
		return;
	}
	/* Strict in this only: a stray quote within a line is a character. */
	csv_set_opts(&r->csv, CSV_STRICT | CSV_STRICT_FINI);
	if (csv_fini(&r->csv, csv_cell, csv_row, r) != 0 && r->st == SN_OK)
		r->st = fail(r->w, SN_INVALID, _("ends inside a quoted field "
		    "that opened at line %lu, column %zu"), r->cell_line,
		    r->n + 1);
}

static enum status
reader_open(struct reader *r, const struct rows_conf *conf, rows_fn *fn,
    void *arg, struct why *w)
{
	*r = (struct reader){ .conf = *conf, .fn = fn, .arg = arg, .w = w,
	    .line = 1, .cell_line = 1, .between = true };
	if (r->conf.delimiter == '\0')
		r->conf.delimiter = ',';
	if (r->conf.max_field == 0)
		r->conf.max_field = ROWS_FIELD_MAX;
	if (r->conf.max_columns == 0)
		r->conf.max_columns = ROWS_COLUMNS_MAX;
	if (r->conf.max_row == 0)
		r->conf.max_row = ROWS_ROW_MAX;
	if (csv_init(&r->csv, 0) != 0)
		return fail(w, SN_IO, _("out of memory"));
	csv_set_delim(&r->csv, (unsigned char)r->conf.delimiter);
	csv_set_space_func(&r->csv, csv_space);
	csv_set_blk_size(&r->csv, CSV_GROWTH);
	return SN_OK;
}

static void
reader_close(struct reader *r)
{
	csv_free(&r->csv);
	str_free(&r->part);
	free(r->text);
	free(r->cell);
}

enum status
rows_parse(const char *bytes, size_t n, const struct rows_conf *conf,
    rows_fn *fn, void *arg, struct why *w)
{
	struct reader r;
	enum status st;

	if ((st = reader_open(&r, conf, fn, arg, w)) != SN_OK)
		return st;
	feed(&r, bytes, n);
	feed_end(&r);
	reader_close(&r);
	return r.st;
}

enum status
rows_read(FILE *in, const struct rows_conf *conf, rows_fn *fn, void *arg,
    struct why *w)
{
	struct reader r;
	enum status st;
	size_t n;
	char *block;

	if ((st = reader_open(&r, conf, fn, arg, w)) != SN_OK)
		return st;
	if ((block = malloc(BLOCK)) == NULL)
		r.st = fail(w, SN_IO, _("out of memory"));
	while (r.st == SN_OK && (n = fread(block, 1, BLOCK, in)) > 0)
		feed(&r, block, n);
	if (r.st == SN_OK && ferror(in))
		r.st = fail(w, SN_IO, _("read error"));
	feed_end(&r);
	free(block);
	reader_close(&r);
	return r.st;
}
