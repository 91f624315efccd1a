/*
 * The postal data as checks of addresses use them.
 */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "data/blob.h"
#include "store/book.h"
#include "store/postal.h"
#include "text/date.h"

enum {
	MONTHS = 3,		/* a code that older data lack may be new */
	SHELVED = 1 << 15	/* rows of a shelf: 6 MB */
};

/* What one code or municipality stands for. */
struct entry {
	const char	*key;
	const struct postal_row *row;
	size_t		 n;
	struct entry	*next;		/* of the bucket */
};

static void
note(struct book *b, enum status st)
{
	if (b->st == SN_OK)
		b->st = st;
}

static struct entry **
bucket(struct shelf *f, const char *key)
{
	size_t h = 0;

	for (; *key != '\0'; key++)
		h = h * 31 + (unsigned char)*key;
	return &f->bucket[h % SHELF_BUCKETS];
}

/* Read what q yields for key, which is not there yet, and keep it. */
static struct entry *
shelve(struct book *b, struct shelf *f, const char *key, struct query *q)
{
	struct postal_row *row = NULL;
	struct arena *a = &f->arena;
	struct entry *e, **at;
	size_t cap = 0;

	if (f->rows > SHELVED) {
		arena_reset(a);
		memset(f->bucket, 0, sizeof(f->bucket));
		f->rows = 0;
	}
	e = arena_alloc(a, sizeof(*e));
	e->key = arena_strdup(a, key);
	query_text(q, ":key", e->key);
	for (; query_row(q); e->n++) {
		row = arena_grow(a, row, e->n, &cap, sizeof(*row));
		row[e->n] = (struct postal_row){
			.zip = query_col(q, 0, a), .jis = query_col(q, 1, a),
			.town = query_col(q, 2, a), .name = query_col(q, 3, a),
			.rest = query_col(q, 4, a),
			.flags = (unsigned)query_int(q, 5),
		};
	}
	note(b, query_end(q, "postal codes", &b->why));
	e->row = row;
	at = bucket(f, key);
	e->next = *at;
	*at = e;
	f->rows += e->n + 1;
	return e;
}

static size_t
rows(const struct postal_row **out, struct book *b, struct shelf *f,
    const char *key, const char *sql)
{
	struct entry *e = *bucket(f, key);
	struct query q;

	while (e != NULL && strcmp(e->key, key) != 0)
		e = e->next;
	if (e == NULL) {
		query_open(&q, b->store, sql);
		e = shelve(b, f, key, &q);
	}
	*out = e->row;
	return e->n;
}

static size_t
by_zip(const struct postal_row **out, const char *zip, void *arg)
{
	struct book *b = arg;

	return rows(out, b, &b->by_zip, zip,
	    "SELECT zip, jis, town, name, rest, flags FROM postal"
	    " WHERE zip = :key");
}

static size_t
by_city(const struct postal_row **out, const char *jis, void *arg)
{
	struct book *b = arg;

	return rows(out, b, &b->by_city, jis,
	    "SELECT zip, jis, town, name, rest, flags FROM postal"
	    " WHERE jis = :key AND name = ''");
}

static enum status
read_places(struct book *b, struct why *w)
{
	struct municipality *m = NULL;
	size_t n = 0, cap = 0;
	struct query q;
	enum status st;

	query_open(&q, b->store,
	    "SELECT jis, pref, city FROM municipality ORDER BY jis");
	for (; query_row(&q); n++) {
		m = arena_grow(&b->arena, m, n, &cap, sizeof(*m));
		m[n] = (struct municipality){
			.jis = query_col(&q, 0, &b->arena),
			.pref = query_col(&q, 1, &b->arena),
			.city = query_col(&q, 2, &b->arena),
		};
	}
	if ((st = query_end(&q, "municipalities", w)) != SN_OK)
		return st;
	b->postal = (struct postal){
		.gazetteer = gazetteer_new(m, n, &b->arena),
		.by_zip = by_zip, .by_city = by_city, .arg = b,
	};
	return SN_OK;
}

/*
 * Whether towns are there, and whether all codes are and are young: new
 * ones appear every month.
 */
static enum status
read_age(struct book *b, struct why *w)
{
	char today[DATE_SIZE], limit[DATE_SIZE];
	struct postal_load load[POSTAL_LOADS];
	size_t n, i, recent = 0;
	enum status st;

	if ((st = postal_loads(load, &n, b->store, &b->arena, w)) != SN_OK ||
	    (st = clock_today(today, w)) != SN_OK)
		return st;
	if (date_add_months(limit, today, -MONTHS) != SN_OK)
		return fail(w, SN_USAGE, "%s", today);
	for (i = 0; i < n; i++) {
		b->loaded |= strcmp(load[i].name, "towns") == 0;
		recent += strcmp(load[i].name, "islands") != 0 &&
		    strcmp(load[i].date, limit) >= 0;
	}
	b->postal.recent = recent == 2;
	return SN_OK;
}

enum status
book_open(struct book **out, struct store *s, struct why *w)
{
	struct book *b = s->book;
	enum status st;

	*out = b;
	if (b != NULL)
		return SN_OK;
	if ((b = calloc(1, sizeof(*b))) == NULL)
		return fail(w, SN_IO, "out of memory");
	s->book = b;
	b->store = s;
	if ((st = read_places(b, w)) != SN_OK ||
	    (st = read_age(b, w)) != SN_OK ||
	    (st = islands_list(&b->island, &b->islands, s, &b->arena, w)) !=
	    SN_OK) {
		book_forget(s);
		return st;
	}
	*out = b;
	return SN_OK;
}

void
book_forget(struct store *s)
{
	struct book *b = s->book;

	s->book = NULL;
	if (b == NULL)
		return;
	arena_free(&b->arena);
	arena_free(&b->by_zip.arena);
	arena_free(&b->by_city.arena);
	arena_free(&b->scratch);
	free(b);
}

enum status
book_judge(struct judgement *out, const struct island **island,
    struct book *b, const struct address *ad, struct arena *a, struct why *w)
{
	address_judge(out, ad, &b->postal, a);
	*island = island_find(b->island, b->islands, ad, out, a);
	if (b->st == SN_OK)
		return SN_OK;
	*w = b->why;
	return b->st;
}

unsigned
book_verdict(struct book *b, const struct address *ad)
{
	const struct island *island;
	struct judgement j;
	unsigned bits = 0;
	struct why w;

	if (!b->loaded)
		return ad->zip == NULL || *ad->zip == '\0' ?
		    VERDICT_NO_ZIP : 0;
	if (book_judge(&j, &island, b, ad, &b->scratch, &w) == SN_OK) {
		bits |= j.level == ADDRESS_WRONG ? VERDICT_WRONG : 0;
		bits |= j.level == ADDRESS_DOUBTFUL ? VERDICT_DOUBTFUL : 0;
		bits |= j.no_number ? VERDICT_NO_NUMBER : 0;
		bits |= j.no_zip ? VERDICT_NO_ZIP : 0;
		bits |= island != NULL ? VERDICT_ISLAND : 0;
	}
	arena_reset(&b->scratch);
	return bits;
}
