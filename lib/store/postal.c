/*
 * Postal codes: loading them, and what they say.
 */

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "data/blob.h"
#include "store/book.h"
#include "store/postal.h"

enum status
postal_loads(struct postal_load out[POSTAL_LOADS], size_t *n,
    struct store *s, struct arena *a, struct why *w)
{
	struct query q;

	*n = 0;
	query_open(&q, s,
	    "SELECT name, date, source, rows, loaded_at FROM loaded"
	    " ORDER BY name = 'towns' DESC, name");
	while (*n < POSTAL_LOADS && query_row(&q))
		out[(*n)++] = (struct postal_load){
			.name = query_col(&q, 0, a),
			.date = query_col(&q, 1, a),
			.source = query_col(&q, 2, a),
			.rows = query_int(&q, 3),
			.loaded_at = query_col(&q, 4, a),
		};
	return query_end(&q, "what was loaded", w);
}

static enum status
put_loaded(struct store *s, const char *name, const char *date,
    const char *source, size_t rows, struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO loaded (name, date, source, rows, loaded_at)"
	    "VALUES (:name, :date, :source, :rows, :now)"
	    "    ON CONFLICT (name) DO UPDATE SET date = :date,"
	    "       source = :source, rows = :rows, loaded_at = :now");
	query_text(&q, ":name", name);
	query_text(&q, ":date", date);
	query_text(&q, ":source", source);
	query_num(&q, ":rows", (int64_t)rows);
	query_text(&q, ":now", now.text);
	return query_do(&q, "what was loaded", w);
}

enum status
islands_list(struct island **out, size_t *n, struct store *s,
    struct arena *a, struct why *w)
{
	struct island *list = NULL;
	const struct blob *b;
	size_t cap = 0;
	struct query q;
	enum status st;

	*n = 0;
	query_open(&q, s, "SELECT area, town, name FROM island");
	for (; query_row(&q); (*n)++) {
		list = arena_grow(a, list, *n, &cap, sizeof(*list));
		list[*n] = (struct island){
			.area = query_col(&q, 0, a),
			.town = query_col(&q, 1, a),
			.name = query_col(&q, 2, a),
		};
	}
	if ((st = query_end(&q, "islands", w)) != SN_OK)
		return st;
	if (*n == 0 && (b = blob_find("data/islands.tsv")) != NULL &&
	    (st = islands_read(&list, n, (const char *)b->data, a, w)) !=
	    SN_OK)
		return st;
	islands_sort(list, *n, a);
	*out = list;
	return SN_OK;
}

enum status
islands_put(struct store *s, const struct island *list, size_t n,
    const char *date, const char *source, struct why *w)
{
	enum status st;
	struct query q;
	size_t i;

	book_forget(s);
	if ((st = query_run(s, "DELETE FROM island;"
	    "DELETE FROM loaded WHERE name = 'islands'", "islands", w)) !=
	    SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		query_open(&q, s,
		    "INSERT INTO island (area, town, name)"
		    "VALUES (:area, :town, :name)"
		    "    ON CONFLICT (area, town) DO UPDATE SET name = :name");
		query_text(&q, ":area", list[i].area);
		query_text(&q, ":town", list[i].town);
		query_text(&q, ":name", list[i].name);
		if ((st = query_do(&q, "islands", w)) != SN_OK)
			return st;
	}
	return n == 0 ? SN_OK : put_loaded(s, "islands", date, source, n, w);
}

/* Rows as they stand, in the order of postal_row_order(). */
struct standing {
	struct postal_record *record;
	size_t		 n, cap;
};

static enum status
read_standing(struct standing *out, struct store *s, enum postal_kind kind,
    struct arena *a, struct why *w)
{
	struct postal_record *to;
	struct query q;

	*out = (struct standing){ .record = NULL };
	query_open(&q, s,
	    "SELECT zip, p.jis, town, name, rest, kana, flags, pref, city"
	    "  FROM postal p"
	    "  JOIN municipality m ON m.jis = p.jis"
	    " WHERE (name = '') = :towns"
	    " ORDER BY zip, p.jis, town, name, rest");
	query_num(&q, ":towns", kind == POSTAL_TOWNS);
	while (query_row(&q)) {
		out->record = arena_grow(a, out->record, out->n, &out->cap,
		    sizeof(*out->record));
		to = &out->record[out->n++];
		to->row = (struct postal_row){
			.zip = query_col(&q, 0, a), .jis = query_col(&q, 1, a),
			.town = query_col(&q, 2, a),
			.name = query_col(&q, 3, a),
			.rest = query_col(&q, 4, a),
			.flags = (unsigned)query_int(&q, 6),
		};
		to->kana = query_col(&q, 5, a);
		to->pref = query_col(&q, 7, a);
		to->city = query_col(&q, 8, a);
	}
	return query_end(&q, "postal codes", w);
}

static enum status
put_row(struct store *s, const struct postal_record *r, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "INSERT INTO postal (zip, jis, town, name, rest, kana, flags)"
	    "VALUES (:zip, :jis, :town, :name, :rest, :kana, :flags)"
	    "    ON CONFLICT (zip, jis, town, name, rest)"
	    "    DO UPDATE SET kana = :kana, flags = :flags");
	query_text(&q, ":zip", r->row.zip);
	query_text(&q, ":jis", r->row.jis);
	query_text(&q, ":town", r->row.town);
	query_text(&q, ":name", r->row.name);
	query_text(&q, ":rest", r->row.rest);
	query_text(&q, ":kana", r->kana);
	query_num(&q, ":flags", r->row.flags);
	return query_do(&q, "postal codes", w);
}

static enum status
drop_row(struct store *s, const struct postal_record *r, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "DELETE FROM postal"
	    " WHERE zip = :zip AND jis = :jis AND town = :town"
	    "   AND name = :name AND rest = :rest");
	query_text(&q, ":zip", r->row.zip);
	query_text(&q, ":jis", r->row.jis);
	query_text(&q, ":town", r->row.town);
	query_text(&q, ":name", r->row.name);
	query_text(&q, ":rest", r->row.rest);
	return query_do(&q, "postal codes", w);
}

static enum status
put_places(struct store *s, const struct postal_file *f, struct why *w)
{
	const char *last = "";
	enum status st;
	struct query q;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (strcmp(f->record[i].row.jis, last) == 0)
			continue;
		last = f->record[i].row.jis;
		query_open(&q, s,
		    "INSERT INTO municipality (jis, pref, city)"
		    "VALUES (:jis, :pref, :city)"
		    "    ON CONFLICT (jis) DO UPDATE"
		    "   SET pref = :pref, city = :city"
		    " WHERE pref <> :pref OR city <> :city");
		query_text(&q, ":jis", last);
		query_text(&q, ":pref", f->record[i].pref);
		query_text(&q, ":city", f->record[i].city);
		if ((st = query_do(&q, "municipalities", w)) != SN_OK)
			return st;
	}
	return query_run(s, "DELETE FROM municipality"
	    " WHERE jis NOT IN (SELECT jis FROM postal)", "municipalities", w);
}

/* How many records from r on have its code. */
static size_t
same_zip(const struct postal_record *r, const struct postal_record *end)
{
	size_t n = 0;

	while (r + n < end && strcmp(r[n].row.zip, r->row.zip) == 0)
		n++;
	return n;
}

/* What n records of a code say together; NULL: there are none. */
static const char *
say(const struct postal_record *r, size_t n, struct arena *a)
{
	struct municipality m;
	const char *text = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		m = (struct municipality){ r[i].row.jis, r[i].pref,
		    r[i].city };
		text = text == NULL ? postal_text(&r[i].row, &m, a) + 9 :
		    arena_printf(a, "%s / %s", text,
		    postal_text(&r[i].row, &m, a) + 9);
	}
	return text;
}

static void
note_change(struct postal_update *u, const struct postal_record *before,
    size_t nbefore, const struct postal_record *after, size_t nafter,
    struct arena *a)
{
	u->change = arena_grow(a, u->change, u->n, &u->cap,
	    sizeof(*u->change));
	u->change[u->n++] = (struct postal_change){
		.zip = nbefore > 0 ? before->row.zip : after->row.zip,
		.before = say(before, nbefore, a),
		.after = say(after, nafter, a),
	};
	u->added += nbefore == 0;
	u->removed += nafter == 0;
	u->changed += nbefore > 0 && nafter > 0;
}

/* Whether the rows of a code say the same; what they say is in *places. */
static bool
same_rows(bool *places, const struct postal_record *x, size_t nx,
    const struct postal_record *y, size_t ny)
{
	bool same = nx == ny;
	size_t i;

	*places = nx == ny;
	for (i = 0; i < nx && i < ny; i++) {
		if (postal_row_order(&x[i].row, &y[i].row) != 0 ||
		    strcmp(x[i].pref, y[i].pref) != 0 ||
		    strcmp(x[i].city, y[i].city) != 0)
			*places = false;
		if (x[i].row.flags != y[i].row.flags ||
		    strcmp(x[i].kana, y[i].kana) != 0)
			same = false;
	}
	return same && *places;
}

/* Write the rows of one code anew, if they are others. */
static enum status
put_code(struct postal_update *u, struct store *s,
    const struct postal_record *before, size_t nbefore,
    const struct postal_record *after, size_t nafter, struct arena *a,
    struct why *w)
{
	enum status st = SN_OK;
	bool places;
	size_t i;

	if (same_rows(&places, before, nbefore, after, nafter))
		return SN_OK;
	if (!places)
		note_change(u, before, nbefore, after, nafter, a);
	for (i = 0; i < nbefore && st == SN_OK; i++)
		st = drop_row(s, &before[i], w);
	for (i = 0; i < nafter && st == SN_OK; i++)
		st = put_row(s, &after[i], w);
	return st;
}

/* Step through both by their codes. */
static enum status
merge(struct postal_update *u, struct store *s, const struct standing *old,
    const struct postal_file *f, struct arena *a, struct why *w)
{
	const struct postal_record *x = old->record, *xend = x + old->n;
	const struct postal_record *y = f->record, *yend = y + f->n;
	enum status st;
	size_t nx, ny;
	int order;

	while (x < xend || y < yend) {
		order = x == xend ? 1 : y == yend ? -1 :
		    strcmp(x->row.zip, y->row.zip);
		nx = order <= 0 ? same_zip(x, xend) : 0;
		ny = order >= 0 ? same_zip(y, yend) : 0;
		if ((st = put_code(u, s, x, nx, y, ny, a, w)) != SN_OK)
			return st;
		x += nx;
		y += ny;
	}
	return SN_OK;
}

enum status
postal_put(struct postal_update *out, struct store *s,
    const struct postal_file *f, const char *date, const char *source,
    struct arena *a, struct why *w)
{
	struct standing old;
	enum status st;

	*out = (struct postal_update){ .change = NULL };
	book_forget(s);
	if ((st = read_standing(&old, s, f->kind, a, w)) != SN_OK ||
	    (st = merge(out, s, &old, f, a, w)) != SN_OK ||
	    (st = put_places(s, f, w)) != SN_OK)
		return st;
	return put_loaded(s, f->kind == POSTAL_TOWNS ? "towns" :
	    "businesses", date, source, f->n, w);
}
