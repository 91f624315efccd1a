#include <string.h>

#include "base/i18n.h"
#include "format/member.h"
#include "format/returns.h"
#include "order/tracking.h"
#include "text/date.h"
#include "text/fold.h"

enum place { KEY, NUMBER, DATE, DELETED, PLACES };

static const char *const place_name[PLACES] = { "key", "number", "date",
    "deleted" };

struct return_file {
	const struct format	*format;
	returns_fn		*fn;
	void			*arg;
	struct decoder		*decoder;
	long			 at[PLACES];	/* column; -1: none */
	json_t			*header[PLACES];	/* names of each */
	bool			 check;		/* 7DR */
	bool			 begun;		/* the header was seen */
	struct arena		 arena;		/* of one row */
};

/* The text of a cell, or NULL when it is not of the encoding. */
static const char *
cell_text(struct decoder *d, const struct row *row, long at,
    struct arena *a)
{
	const char *s;
	struct why w;

	if (at < 0 || (size_t)at >= row->n)
		return "";
	if (decoder_text(&s, d, row->cell[at].p, row->cell[at].len, a,
	    &w) != SN_OK)
		return NULL;
	return s;
}

static bool
is_header(const char *cell, json_t *names, struct arena *a)
{
	const char *have = fold_header(cell, a);
	json_t *v;
	size_t i;

	json_array_foreach(names, i, v)
		if (strcmp(fold_header(json_string_value(v), a), have) == 0)
			return true;
	return false;
}

/* The column that is called by one of the names, or -1. */
static long
find_header(struct decoder *d, const struct row *row, json_t *names,
    struct arena *a)
{
	const char *s;
	size_t i;

	for (i = 0; i < row->n; i++) {
		s = cell_text(d, row, (long)i, a);
		if (s != NULL && is_header(s, names, a))
			return (long)i;
	}
	return -1;
}

/* Whether the row has all headers that identify f. */
static bool
has_headers(const struct format *f, struct decoder *d, const struct row *row,
    struct arena *a)
{
	json_t *list = json_object_get(f->json, "identify"), *names;
	json_t *refuses = json_object_get(f->json, "refuses");
	size_t i;

	if (refuses != NULL && find_header(d, row, refuses, a) >= 0)
		return false;
	json_array_foreach(list, i, names)
		if (find_header(d, row, names, a) < 0)
			return false;
	return json_array_size(list) > 0;
}

struct asking {
	const char	*dir;
	struct arena	*arena;
	enum enc	 enc;
	struct format	*found;
};

/*
 * A row_fn for the first row: which format it heads.  One that cannot be read
 * matters only when no other is the one.
 */
static enum status
ask_formats(const struct row *row, void *arg, struct why *w)
{
	struct asking *q = arg;
	enum status st, broken = SN_OK;
	struct decoder *d;
	const char **name;
	struct format *f;

	if ((st = format_names(&name, q->dir, q->arena, w)) != SN_OK ||
	    (st = decoder_open(&d, q->enc, w)) != SN_OK)
		return st;
	for (; *name != NULL && q->found == NULL; name++) {
		if ((st = format_load(&f, *name, q->dir, q->arena,
		    w)) != SN_OK) {
			broken = st;
			continue;
		}
		if (f->kind == FORMAT_TRACKING &&
		    has_headers(f, d, row, q->arena))
			q->found = f;
		else
			format_free(f);
	}
	decoder_close(d);
	return q->found != NULL ? SN_OK : broken;
}

/* Call fn with the first row of the file. */
static enum status
first_row(const char *bytes, size_t n, rows_fn *fn, void *arg, struct why *w)
{
	struct rows_conf conf = { .quoted = true };
	const char *end = memchr(bytes, '\n', n);
	enum status st;

	st = rows_parse(bytes, end != NULL ? (size_t)(end - bytes) : n,
	    &conf, fn, arg, w);
	return st == SN_INVALID ? SN_OK : st;	/* of several lines */
}

enum status
returns_recognise(struct format **out, const char *bytes, size_t n,
    const char *dir, struct arena *a, struct why *w)
{
	struct asking q = { dir, a, ENC_UTF8, NULL };
	enum status st;
	bool bom;

	enc_detect(&q.enc, bytes, n, &bom);
	if ((st = first_row(bytes, n, ask_formats, &q, w)) != SN_OK)
		return st;
	if (q.found == NULL)
		return fail(w, SN_USAGE, _("no tracking format has such "
		    "headers; name one with -f"));
	*out = q.found;
	return SN_OK;
}

struct naming {
	enum enc	 enc;
	json_t		*identify;
	struct arena	*arena;
	const char	*missing;	/* the first header that is not there */
};

/* A row_fn for the first row: whether it has the headers. */
static enum status
ask_headers(const struct row *row, void *arg, struct why *w)
{
	struct naming *q = arg;
	struct decoder *d;
	enum status st;
	json_t *names;
	size_t i;

	if ((st = decoder_open(&d, q->enc, w)) != SN_OK)
		return st;
	json_array_foreach(q->identify, i, names)
		if (q->missing == NULL &&
		    find_header(d, row, names, q->arena) < 0)
			q->missing = json_string_value(json_array_get(names,
			    0));
	decoder_close(d);
	return SN_OK;
}

enum status
returns_named(struct format **out, const char *key, const char *number,
    const char *bytes, size_t n, struct arena *a, struct why *w)
{
	struct format *f = arena_alloc(a, sizeof(*f));
	struct naming q = { .arena = a };
	enum status st;
	bool bom;

	f->name = "--key";
	f->kind = FORMAT_TRACKING;
	f->delimiter = ',';
	f->quoted = true;
	f->json = json_pack("{s:[[s],[s]], s:{s:[s]}, s:{s:[s]}}", "identify",
	    key, number, "key", "header", key, "number", "header", number);
	if (f->json == NULL)
		return fail(w, SN_USAGE, _("--key, --number: no UTF-8"));
	q.identify = json_object_get(f->json, "identify");
	enc_detect(&q.enc, bytes, n, &bom);
	st = first_row(bytes, n, ask_headers, &q, w);
	if (st == SN_OK && q.missing != NULL)
		st = fail(w, SN_USAGE, _("there is no column %s"), q.missing);
	if (st != SN_OK)
		format_free(f);
	else
		*out = f;
	return st;
}

/* Read where the parts of a row are, by header and by place. */
static enum status
read_places(struct return_file *r, struct why *w)
{
	const struct format *f = r->format;
	const char *check;
	enum status st;
	json_t *o;
	int i;

	for (i = 0; i < PLACES; i++) {
		if ((st = member_object(&o, f, f->json, "", place_name[i],
		    i == KEY || i == NUMBER, w)) != SN_OK)
			return st;
		r->at[i] = -1;
		if (o == NULL)
			continue;
		if ((st = member_texts(&r->header[i], f, o, place_name[i],
		    "header", true, w)) != SN_OK)
			return st;
		r->at[i] = json_integer_value(json_object_get(o, "at")) - 1;
	}
	if ((st = member_text(&check, f, f->json, "", "check", false,
	    w)) != SN_OK)
		return st;
	r->check = check != NULL && strcmp(check, "7dr") == 0;
	if (check != NULL && !r->check)
		return member_fail(f, "", "check", w, _("7dr is expected"));
	return SN_OK;
}

/*
 * The first row: headers say where things are.  One whose number is a
 * number is no header, and the places of the format hold.
 */
static bool
take_header(struct return_file *r, const struct row *row)
{
	const char *s = cell_text(r->decoder, row, r->at[NUMBER], &r->arena);
	long at;
	int i;

	if (find_header(r->decoder, row, r->header[NUMBER], &r->arena) < 0 &&
	    s != NULL && *s >= '0' && *s <= '9')
		return false;
	for (i = 0; i < PLACES; i++) {
		at = r->header[i] == NULL ? -1 : find_header(r->decoder, row,
		    r->header[i], &r->arena);
		if (at >= 0)
			r->at[i] = at;
		else if (i == DELETED)
			r->at[i] = -1;	/* no place to guess at */
	}
	return true;
}

static const char *
trim(const char *s, struct arena *a)
{
	size_t n;

	s += strspn(s, " \t'");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return arena_strndup(a, s, n);
}

static void
judge_number(struct return_file *r, struct returned *out, const char *given)
{
	if (*out->number == '\0')
		out->bad = _("no tracking number");
	else if (strstr(out->number, "E+") != NULL)
		out->bad = arena_printf(&r->arena,
		    _("%s: a spreadsheet has spoiled this number"), given);
	else if (r->check && !tracking_7dr(out->number))
		out->bad = arena_printf(&r->arena,
		    _("%s: the check digit is wrong"), given);
}

static enum status
take_row(const struct row *row, void *arg, struct why *w)
{
	struct return_file *r = arg;
	struct returned out = { .line = row->line };
	const char *cell[PLACES];
	char date[DATE_SIZE];
	int i;

	arena_reset(&r->arena);
	if (!r->begun) {
		r->begun = true;
		if (take_header(r, row))
			return SN_OK;
	}
	for (i = 0; i < PLACES; i++)
		if ((cell[i] = cell_text(r->decoder, row, r->at[i],
		    &r->arena)) == NULL) {
			cell[i] = "";
			out.bad = _("not of the encoding of the file");
		}
	out.key = trim(fold_width(cell[KEY], &r->arena), &r->arena);
	out.number = tracking_clean(cell[NUMBER], &r->arena);
	if (date_parse(date, cell[DATE]) == SN_OK)
		out.date = date;
	if (out.bad == NULL && *cell[DELETED] != '\0' &&
	    strcmp(cell[DELETED], "0") != 0)
		out.bad = _("deleted at the carrier");
	if (out.bad == NULL)
		judge_number(r, &out, cell[NUMBER]);
	return r->fn(&out, r->arg, w);
}

enum status
returns_read(const struct format *f, const char *bytes, size_t n,
    returns_fn *fn, void *arg, struct why *w)
{
	struct return_file r = { .format = f, .fn = fn, .arg = arg };
	struct rows_conf conf = { .delimiter = f->delimiter,
	    .quoted = f->quoted };
	enum enc enc;
	enum status st;
	bool bom;

	if (f->kind != FORMAT_TRACKING)
		return fail(w, SN_USAGE, _("%s: is no format of tracking "
		    "files"), f->name);
	enc_detect(&enc, bytes, n, &bom);
	if ((st = read_places(&r, w)) != SN_OK ||
	    (st = decoder_open(&r.decoder, enc, w)) != SN_OK)
		return st;
	st = rows_parse(bytes, n, &conf, take_row, &r, w);
	decoder_close(r.decoder);
	arena_free(&r.arena);
	return st == SN_INVALID ? SN_USAGE : st;
}
