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
	REMEMBERED = 1 << 19	/* addresses: 12 MB */
};

/* 128 bits of hash stand for an address: they do not meet by accident. */
struct verdict {
	uint64_t	 one, two;	/* 0 and 0: a free place */
	unsigned	 bits;
};

static void
note(struct book *b, enum status st)
{
	if (b->st == SN_OK)
		b->st = st;
}

static size_t
rows(const struct postal_row **out, struct book *b, struct arena *a,
    struct query *q)
{
	struct postal_row *row = NULL;
	size_t n = 0, cap = 0;

	for (arena_reset(a); query_row(q); n++) {
		row = arena_grow(a, row, n, &cap, sizeof(*row));
		row[n] = (struct postal_row){
			.zip = query_col(q, 0, a), .jis = query_col(q, 1, a),
			.town = query_col(q, 2, a), .name = query_col(q, 3, a),
			.rest = query_col(q, 4, a),
			.flags = (unsigned)query_int(q, 5),
		};
	}
	note(b, query_end(q, "postal codes", &b->why));
	*out = row;
	return n;
}

static size_t
by_zip(const struct postal_row **out, const char *zip, void *arg)
{
	struct book *b = arg;
	struct query q;

	query_open(&q, b->store,
	    "SELECT zip, jis, town, name, rest, flags FROM postal"
	    " WHERE zip = :zip");
	query_text(&q, ":zip", zip);
	return rows(out, b, &b->by_zip, &q);
}

static size_t
by_city(const struct postal_row **out, const char *jis, void *arg)
{
	struct book *b = arg;
	struct query q;

	query_open(&q, b->store,
	    "SELECT zip, jis, town, name, rest, flags FROM postal"
	    " WHERE jis = :jis AND name = ''");
	query_text(&q, ":jis", jis);
	return rows(out, b, &b->by_city, &q);
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
	arena_free(&b->by_zip);
	arena_free(&b->by_city);
	arena_free(&b->scratch);
	free(b->verdict);
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

/* Eight bytes at a time: each address comes once for every check. */
static void
hash(struct verdict *v, const char *text)
{
	size_t n = text == NULL ? 0 : strlen(text), len;
	uint64_t word = n + 1;

	for (;;) {
		v->one = (v->one ^ word) * UINT64_C(0x9fb21c651e98df25);
		v->one ^= v->one >> 35;
		v->two = (v->two + word) * UINT64_C(0x9e3779b97f4a7c15);
		v->two ^= v->two >> 29;
		if (n == 0)
			return;
		len = n < sizeof(word) ? n : sizeof(word);
		word = 0;
		memcpy(&word, text, len);
		text += len;
		n -= len;
	}
}

static struct verdict *
place(struct verdict *set, size_t places, const struct verdict *v)
{
	size_t i = (size_t)(v->two >> 20) % places;

	for (; (set[i].one | set[i].two) != 0; i = (i + 1) % places)
		if (set[i].one == v->one && set[i].two == v->two)
			break;
	return &set[i];
}

/*
 * Have room for one more, if need be by forgetting all.  False: there is no
 * memory, and nothing is remembered.
 */
static bool
make_room(struct book *b)
{
	size_t i, places = b->places * 4 + 256;
	struct verdict *set;

	if (b->verdicts * 2 < b->places)
		return true;
	if (b->verdicts >= REMEMBERED) {
		memset(b->verdict, 0, b->places * sizeof(*b->verdict));
		b->verdicts = 0;
		return true;
	}
	if ((set = calloc(places, sizeof(*set))) == NULL)
		return false;
	for (i = 0; i < b->places; i++)
		if ((b->verdict[i].one | b->verdict[i].two) != 0)
			*place(set, places, &b->verdict[i]) = b->verdict[i];
	free(b->verdict);
	b->verdict = set;
	b->places = places;
	return true;
}

static unsigned
verdict(struct book *b, const struct address *ad)
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

unsigned
book_verdict(struct book *b, const struct address *ad)
{
	const char *const text[] = { ad->zip, ad->pref, ad->city, ad->town,
	    ad->building, ad->company, ad->name };
	struct verdict v = { .one = UINT64_C(0xcbf29ce484222325), .two = 1 };
	struct verdict *at;
	size_t i;

	for (i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		hash(&v, text[i]);
	if (!make_room(b))
		return verdict(b, ad);
	at = place(b->verdict, b->places, &v);
	if ((at->one | at->two) != 0)
		return at->bits;
	v.bits = verdict(b, ad);
	*at = v;
	b->verdicts++;
	return v.bits;
}
