/*
 * Japan Post's files of postal codes.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "order/postal_file.h"
#include "text/decode.h"
#include "text/fold.h"
#include "text/rows.h"

enum {
	RECORDS_MAX = 1000000,	/* there are 125,000 */
	TOWN_MAX = 4096,	/* bytes; the longest record has 1,500 */
	FIELD_MAX = 1024,
	SAMPLE = 1 << 16
};

/* The columns of the files, from 0. */
enum { T_JIS, T_ZIP = 2, T_KANA = 5, T_PREF, T_CITY, T_TOWN, T_FLAGS,
	T_COLUMNS = 15 };
enum { B_JIS, B_KANA, B_NAME, B_PREF, B_CITY, B_TOWN, B_REST, B_ZIP,
	B_COLUMNS = 13 };

struct reader {
	struct postal_file *file;
	struct decoder	*decoder;
	struct arena	*arena;
	struct arena	 scratch;
	bool		 open;		/* a （ that no row closed so far */
	const char	*kana;		/* of the row before, as it stands */
};

static bool
digits(const struct cell *c, size_t n)
{
	return c->len == n && strspn(c->p, "0123456789") == n;
}

static enum status
decode(const char **out, struct reader *r, const struct row *row, size_t i,
    struct arena *a, struct why *w)
{
	return decoder_text(out, r->decoder, row->cell[i].p,
	    row->cell[i].len, a, w);
}

/* The same text as before, or its own copy: rows of a city stand together. */
static enum status
repeated(const char **out, const char *before, struct reader *r,
    const struct row *row, size_t i, struct why *w)
{
	const char *text;
	enum status st;

	if ((st = decode(&text, r, row, i, &r->scratch, w)) != SN_OK)
		return st;
	*out = before != NULL && strcmp(text, before) == 0 ? before :
	    arena_strdup(r->arena, text);
	return SN_OK;
}

/* More （ than ）: the record goes on in the next row. */
static bool
is_open(const char *town)
{
	const char *p;
	int depth = 0;

	for (p = town; (p = strstr(p, "（")) != NULL; p += strlen("（"))
		depth++;
	for (p = town; (p = strstr(p, "）")) != NULL; p += strlen("）"))
		depth--;
	return depth > 0;
}

static enum status
add(struct postal_record **out, struct reader *r, const struct row *row,
    size_t jis, size_t zip, size_t pref, struct why *w)
{
	struct postal_file *f = r->file;
	struct postal_record *to, *before;
	enum status st;

	if (f->n == RECORDS_MAX)
		return fail(w, SN_INVALID, _("line %lu: more than %d records"),
		    row->line, RECORDS_MAX);
	f->record = arena_grow(r->arena, f->record, f->n, &f->cap,
	    sizeof(*f->record));
	to = &f->record[f->n];
	before = f->n > 0 ? to - 1 : NULL;
	*to = (struct postal_record){ .row = { .name = "", .rest = "" } };
	if ((st = repeated(&to->row.jis, before == NULL ? NULL :
	    before->row.jis, r, row, jis, w)) != SN_OK ||
	    (st = repeated(&to->pref, before == NULL ? NULL : before->pref,
	    r, row, pref, w)) != SN_OK ||
	    (st = repeated(&to->city, before == NULL ? NULL : before->city,
	    r, row, pref + 1, w)) != SN_OK ||
	    (st = decode(&to->row.zip, r, row, zip, r->arena, w)) != SN_OK ||
	    (st = decode(&to->row.town, r, row, pref + 2, r->arena, w)) !=
	    SN_OK)
		return st;
	if (*to->pref == '\0' || *to->city == '\0')
		return fail(w, SN_INVALID, _("line %lu: no prefecture or no "
		    "municipality"), row->line);
	f->n++;
	*out = to;
	return SN_OK;
}

/* The next row of a record: the town goes on, the kana only if it differs. */
static enum status
join(struct reader *r, const struct row *row, struct why *w)
{
	struct postal_record *to = &r->file->record[r->file->n - 1];
	const char *town, *kana;
	enum status st;

	if (strcmp(row->cell[T_ZIP].p, to->row.zip) != 0 ||
	    strcmp(row->cell[T_JIS].p, to->row.jis) != 0)
		return fail(w, SN_INVALID, _("line %lu: the record above it "
		    "does not end"), row->line);
	if ((st = decode(&town, r, row, T_TOWN, &r->scratch, w)) != SN_OK ||
	    (st = decode(&kana, r, row, T_KANA, &r->scratch, w)) != SN_OK)
		return st;
	if (strlen(to->row.town) + strlen(town) > TOWN_MAX)
		return fail(w, SN_INVALID, _("line %lu: a record of more than "
		    "%d bytes"), row->line, TOWN_MAX);
	to->row.town = arena_printf(r->arena, "%s%s", to->row.town, town);
	kana = fold_width(kana, r->arena);
	if (strcmp(kana, r->kana) != 0)
		to->kana = arena_printf(r->arena, "%s%s", to->kana, kana);
	r->kana = kana;
	r->open = is_open(to->row.town);
	return SN_OK;
}

static enum status
read_town(struct reader *r, const struct row *row, struct why *w)
{
	struct postal_record *to;
	const char *kana;
	enum status st;
	unsigned i;

	if (!digits(&row->cell[T_JIS], 5) || !digits(&row->cell[T_ZIP], 7))
		return fail(w, SN_INVALID, _("line %lu: no code in column 1 "
		    "or 3"), row->line);
	if (r->open)
		return join(r, row, w);
	if ((st = add(&to, r, row, T_JIS, T_ZIP, T_PREF, w)) != SN_OK ||
	    (st = decode(&kana, r, row, T_KANA, &r->scratch, w)) != SN_OK)
		return st;
	if (strlen(to->row.town) > TOWN_MAX)
		return fail(w, SN_INVALID, _("line %lu: a record of more than "
		    "%d bytes"), row->line, TOWN_MAX);
	to->kana = r->kana = fold_width(kana, r->arena);
	for (i = 0; i < 4; i++)
		if (*row->cell[T_FLAGS + i].p == '1')
			to->row.flags |= 1U << i;
	r->open = is_open(to->row.town);
	return SN_OK;
}

static enum status
read_business(struct reader *r, const struct row *row, struct why *w)
{
	struct postal_record *to;
	const char *kana;
	enum status st;

	if (!digits(&row->cell[B_JIS], 5) || !digits(&row->cell[B_ZIP], 7))
		return fail(w, SN_INVALID, _("line %lu: no code in column 1 "
		    "or 8"), row->line);
	if ((st = add(&to, r, row, B_JIS, B_ZIP, B_PREF, w)) != SN_OK ||
	    (st = decode(&to->row.name, r, row, B_NAME, r->arena, w)) !=
	    SN_OK ||
	    (st = decode(&to->row.rest, r, row, B_REST, r->arena, w)) !=
	    SN_OK ||
	    (st = decode(&kana, r, row, B_KANA, &r->scratch, w)) != SN_OK)
		return st;
	if (*to->row.name == '\0')
		return fail(w, SN_INVALID, _("line %lu: no name of a business"),
		    row->line);
	to->kana = fold_width(kana, r->arena);
	return SN_OK;
}

static enum status
read_row(const struct row *row, void *arg, struct why *w)
{
	struct reader *r = arg;
	enum postal_kind kind = row->n == B_COLUMNS ? POSTAL_BUSINESSES :
	    POSTAL_TOWNS;
	enum status st;

	if ((row->n != T_COLUMNS && row->n != B_COLUMNS) ||
	    (row->number > 1 && kind != r->file->kind))
		return fail(w, SN_USAGE, _("line %lu: %zu columns, a file of "
		    "Japan Post has %d or %d"), row->line, row->n, T_COLUMNS,
		    B_COLUMNS);
	r->file->kind = kind;
	r->file->rows++;
	st = kind == POSTAL_TOWNS ? read_town(r, row, w) :
	    read_business(r, row, w);
	arena_reset(&r->scratch);
	/* A broken row is not left out: all of the file is refused. */
	return st == SN_OK ? SN_OK : SN_USAGE;
}

int
postal_row_order(const struct postal_row *x, const struct postal_row *y)
{
	int d;

	if ((d = strcmp(x->zip, y->zip)) != 0 ||
	    (d = strcmp(x->jis, y->jis)) != 0 ||
	    (d = strcmp(x->town, y->town)) != 0 ||
	    (d = strcmp(x->name, y->name)) != 0)
		return d;
	return strcmp(x->rest, y->rest);
}

static int
by_row(const void *x, const void *y)
{
	return postal_row_order(&((const struct postal_record *)x)->row,
	    &((const struct postal_record *)y)->row);
}

static void
sort(struct postal_file *f)
{
	size_t i, n = 0;

	if (f->n > 0)
		qsort(f->record, f->n, sizeof(*f->record), by_row);
	f->codes = 0;
	for (i = 0; i < f->n; i++) {
		if (n > 0 && by_row(&f->record[n - 1], &f->record[i]) == 0)
			continue;
		if (n == 0 || strcmp(f->record[n - 1].row.zip,
		    f->record[i].row.zip) != 0)
			f->codes++;
		f->record[n++] = f->record[i];
	}
	f->n = n;
}

enum status
postal_file_read(struct postal_file *out, const char *bytes, size_t n,
    struct arena *a, struct why *w)
{
	const struct rows_conf conf = { .quoted = true,
	    .max_field = FIELD_MAX, .max_columns = T_COLUMNS };
	struct reader r = { .file = out, .arena = a };
	enum status st;
	enum enc enc;
	bool bom;

	*out = (struct postal_file){ .record = NULL };
	enc_detect(&enc, bytes, n < SAMPLE ? n : SAMPLE, &bom);
	if ((st = decoder_open(&r.decoder, enc, w)) != SN_OK)
		return st;
	st = rows_parse(bytes, n, &conf, read_row, &r, w);
	if (st == SN_OK && r.open)
		st = fail(w, SN_INVALID, "%s",
		    _("it ends in the middle of a record"));
	else if (st == SN_OK && out->n == 0)
		st = fail(w, SN_INVALID, "%s", _("no row is in it"));
	decoder_close(r.decoder);
	arena_free(&r.scratch);
	if (st != SN_OK)
		return st == SN_USAGE ? SN_INVALID : st;
	sort(out);
	return SN_OK;
}
