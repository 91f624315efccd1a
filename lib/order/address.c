/*
 * Whether a postal code and an address belong together.
 */

#include <string.h>

#include "order/address.h"
#include "order/address_number.h"
#include "order/address_town.h"
#include "order/gazetteer.h"
#include "text/fold.h"

enum { ZIP_DIGITS = 7, NEAREST = 3 /* codes to suggest, at most */ };

/* An address taken apart, as keys. */
struct reading {
	const struct address *ad;
	const struct postal *postal;
	struct arena	*arena;
	struct location	 at;
	const char	*town;		/* what follows the municipality */
	const char	*building;	/* where in town the building begins */
	bool		 streets;	/* 三条通烏丸東入, as in Kyoto */
};

/* How the rows of the code fit. */
struct fit {
	bool	 pref, city;		/* one of them is there */
	bool	 rest;			/* stands for places not listed */
	bool	 inside;		/* its town stands within the text */
	bool	 business, named;	/* and the address names it */
	bool	 chome;			/* the town fits, the 丁目 does not */
	size_t	 town;			/* how much its town begins */
	unsigned flags;			/* of the rows that fit */
	const char *jis;		/* of the row that fits */
	const char *where;		/* the town inside the text, or NULL */
	const char *tower;		/* town and building, of a row for a
					   floor; or NULL */
};

/* The towns of the municipality that the address fits best. */
struct nearest {
	struct postal_row row[NEAREST];
	size_t	 n;
	size_t	 town;			/* how much they begin; with streets,
					   how long they are */
	bool	 has_zip;		/* the code is among all of them */
	struct postal_row rest;		/* 以下に掲載がない場合; zip NULL: none */
};

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
has_streets(const char *town)
{
	return strstr(town, "東入") != NULL || strstr(town, "西入") != NULL ||
	    strstr(town, "上ル") != NULL || strstr(town, "下ル") != NULL;
}

static void
read_address(struct reading *r, const struct address *ad,
    const struct postal *p, struct arena *a)
{
	const char *front, *back, *text;

	*r = (struct reading){ .ad = ad, .postal = p, .arena = a };
	front = address_key(arena_printf(a, "%s%s%s", or_empty(ad->pref),
	    or_empty(ad->city), or_empty(ad->town)), a);
	back = address_key(or_empty(ad->building), a);
	text = arena_printf(a, "%s%s", front, back);
	gazetteer_locate(&r->at, p->gazetteer, ad->pref, text, a);
	r->town = r->at.rest;
	r->building = text + strlen(front);
	if (r->building < r->town)
		r->building = r->town;
	r->streets = r->at.n > 0 && strncmp(r->at.city[0]->city, "京都市",
	    strlen("京都市")) == 0 && has_streets(r->town);
}

/* Whether the name of a business stands in the address or on its door. */
static bool
names(const struct reading *r, const char *business)
{
	const char *name = address_key(business, r->arena);
	const char *who;

	if (strlen(name) < 2 * 3)
		return false;
	who = address_key(arena_printf(r->arena, "%s %s",
	    or_empty(r->ad->company), or_empty(r->ad->name)), r->arena);
	return strstr(r->town, name) != NULL || strstr(who, name) != NULL;
}

/* What follows n bytes of a town's name and is no part of a longer one. */
static bool
clean(const struct reading *r, size_t n)
{
	static const char *const series[] = { "甲", "乙", "丙", "丁", "戊",
	    "イ", "ロ", "ハ", "ニ", "ホ", "ヘ", "ト", "第" };
	const char *s = r->town + n;
	size_t i, len;

	if (*s == '\0' || *s == '-' || *s == '(' || is_digit(*s) ||
	    s == r->building)
		return true;
	for (i = 0; i < sizeof(series) / sizeof(series[0]); i++) {
		len = strlen(series[i]);
		if (strncmp(s, series[i], len) == 0)
			return s[len] == '-' || is_digit(s[len]);
	}
	return false;
}

static void
fit_town(struct fit *f, const struct reading *r, const struct postal_row *row,
    const struct municipality *m)
{
	const char *where;
	struct town t;
	size_t n;

	town_read(&t, row, m->city, r->arena);
	f->rest |= t.rest;
	if (t.n > 0 && t.part != NULL && strstr(t.part, "階") != NULL)
		f->tower = t.name[0];
	n = town_begins(&t, r->town);
	if (n > 0 && !town_part(&t, r->town + n)) {
		f->chome = true;
		return;
	}
	if (n > f->town) {
		f->town = n;
		f->flags = row->flags;
	}
	if (n == 0 && (where = town_inside(&t, r->town)) != NULL) {
		f->inside = true;
		f->where = where;
	}
}

static void
fit_rows(struct fit *f, const struct reading *r, const struct postal_row *row,
    size_t n)
{
	const struct municipality *m;
	size_t i;

	*f = (struct fit){ .jis = NULL };
	for (i = 0; i < n; i++) {
		m = gazetteer_find(r->postal->gazetteer, row[i].jis);
		if (m == NULL)
			continue;
		if (*row[i].name != '\0') {
			f->business = true;
			f->named |= names(r, row[i].name);
		}
		if (r->at.pref == NULL || strcmp(r->at.pref, m->pref) == 0)
			f->pref = true;
		if (r->at.n > 0 && !location_has(&r->at, m->jis))
			continue;
		f->city |= r->at.n > 0;
		f->jis = f->jis == NULL ? m->jis : f->jis;
		fit_town(f, r, &row[i], m);
	}
}

/* A copy of the row of a town that outlives what by_city gave. */
static struct postal_row
keep(const struct postal_row *row, const char *town, struct arena *a)
{
	return (struct postal_row){
		.zip = arena_strdup(a, row->zip),
		.jis = arena_strdup(a, row->jis),
		.town = arena_strdup(a, town), .name = "", .rest = "",
		.flags = row->flags,
	};
}

/*
 * Note a row that the address fits in n bytes; a part of a town stands behind
 * what is for all of it, or for the rest.
 */
static void
keep_nearest(struct nearest *near, const struct postal_row *row, size_t n,
    bool part, const char *zip, struct arena *a)
{
	size_t i;

	if (n < near->town)
		return;
	if (n > near->town) {
		near->n = 0;
		near->has_zip = false;
	}
	near->town = n;
	near->has_zip |= strcmp(row->zip, zip) == 0;
	for (i = 0; i < near->n; i++)
		if (strcmp(near->row[i].zip, row->zip) == 0)
			return;
	if (near->n < NEAREST)
		near->n++;
	else if (part)
		return;
	i = near->n - 1;
	for (; i > 0 && !part; i--)
		near->row[i] = near->row[i - 1];
	near->row[i] = keep(row, row->town, a);
}

/* Look through the towns of one municipality. */
static void
near_in(struct nearest *near, const struct reading *r,
    const struct municipality *m, const char *zip)
{
	struct arena a = ARENA_INIT;
	const struct postal_row *row;
	size_t rows, i, n;
	struct town t;

	rows = r->postal->by_city(&row, m->jis, r->postal->arg);
	for (i = 0; i < rows; i++) {
		arena_reset(&a);
		if (*row[i].name != '\0' || (!r->streets &&
		    !town_may_begin(row[i].town, r->town, &a)))
			continue;
		town_read(&t, &row[i], m->city, &a);
		if (t.rest && near->rest.zip == NULL)
			near->rest = keep(&row[i], "", r->arena);
		n = r->streets ? town_stands(&t, r->town) :
		    town_begins(&t, r->town);
		if (n > 0 && (r->streets || town_part(&t, r->town + n)))
			keep_nearest(near, &row[i], n, town_some(&t), zip,
			    r->arena);
	}
	arena_free(&a);
}

static void
find_nearest(struct nearest *near, const struct reading *r, const char *zip)
{
	size_t i;

	*near = (struct nearest){ .n = 0 };
	for (i = 0; i < r->at.n; i++)
		near_in(near, r, r->at.city[i], zip);
}

static void
set(struct judgement *j, enum address_level level, enum address_cause cause)
{
	j->level = level;
	j->cause = cause;
}

/*
 * Whether the row for a floor is of a building in the town of the address;
 * NULL, or what follows the town in its name: the building.
 */
static const char *
tower_there(const struct reading *r, const struct fit *f,
    const struct nearest *near)
{
	return f->tower != NULL && near->town > 0 &&
	    strncmp(f->tower, r->town, near->town) == 0 ?
	    f->tower + near->town : NULL;
}

/*
 * The code's municipality fits and its town does not begin the rest of the
 * address, or a longer name may.
 */
static void
judge_town(struct judgement *j, const struct reading *r, const struct fit *f,
    const struct nearest *near)
{
	bool other = near->town > 0 && !near->has_zip;
	const char *tower = tower_there(r, f, near);

	if (f->town > 0) {
		if (other && near->town > f->town)
			set(j, ADDRESS_DOUBTFUL, ADDRESS_CAUSE_TOWN);
	} else if (near->has_zip || (r->streets && f->inside) ||
	    (tower != NULL && strstr(r->town + near->town, tower) != NULL)) {
		set(j, ADDRESS_FINE, ADDRESS_CAUSE_NONE);
	} else if (!other) {
		if (!f->rest && !f->inside && !f->business)
			set(j, ADDRESS_DOUBTFUL, f->chome ?
			    ADDRESS_CAUSE_CHOME : ADDRESS_CAUSE_TOWN);
	} else if (f->chome) {
		set(j, ADDRESS_DOUBTFUL, ADDRESS_CAUSE_CHOME);
	} else if (f->rest || f->business || tower != NULL || (f->inside &&
	    (size_t)(f->where - r->town) >= near->town) ||
	    (!r->streets && !clean(r, near->town))) {
		set(j, ADDRESS_DOUBTFUL, ADDRESS_CAUSE_TOWN);
	} else {
		set(j, ADDRESS_WRONG, ADDRESS_CAUSE_TOWN);
	}
}

/* Whether the address needs a look at the other towns of the place. */
static bool
plain(const struct reading *r, const struct fit *f)
{
	return f->city && f->town > 0 && clean(r, f->town);
}

static void
judge_place(struct judgement *j, const struct reading *r,
    const struct fit *f, struct nearest *near, const char *zip)
{
	bool known = f->named || (r->at.n == 0 && (f->town > 0 || f->inside));

	if (!f->pref) {
		set(j, f->named ? ADDRESS_DOUBTFUL : ADDRESS_WRONG,
		    ADDRESS_CAUSE_PREF);
	} else if (r->at.n == 0) {
		if (!known)
			set(j, ADDRESS_DOUBTFUL, ADDRESS_CAUSE_CITY);
	} else if (!f->city) {
		set(j, f->named ? ADDRESS_DOUBTFUL : ADDRESS_WRONG,
		    ADDRESS_CAUSE_CITY);
	} else if (!f->named && !plain(r, f)) {
		find_nearest(near, r, zip);
		judge_town(j, r, f, near);
		return;
	}
	if (j->level != ADDRESS_FINE)
		find_nearest(near, r, zip);
}

const char *
postal_text(const struct postal_row *row, const struct municipality *m,
    struct arena *a)
{
	struct town t;

	town_read(&t, row, m->city, a);
	return arena_printf(a, "%.3s-%s %s%s%s%s%s%s", row->zip, row->zip + 3,
	    m->pref, m->city, t.rest ? "" : row->town, row->rest,
	    *row->name != '\0' ? " " : "", row->name);
}

/* The first row of a code, and how many more there are. */
static const char *
meaning(const struct reading *r, const struct postal_row *row, size_t n)
{
	const struct municipality *m;

	m = gazetteer_find(r->postal->gazetteer, row->jis);
	if (m == NULL)
		return NULL;
	return arena_printf(r->arena, n > 1 ? "%s (+%zu)" : "%s",
	    postal_text(row, m, r->arena), n - 1);
}

static const char *
likely(const struct reading *r, const struct nearest *near)
{
	const struct postal_row *row = near->n > 0 ? near->row : &near->rest;
	const struct municipality *m;

	if (row->zip == NULL || near->has_zip)
		return NULL;
	m = gazetteer_find(r->postal->gazetteer, row->jis);
	return m == NULL ? NULL : arena_printf(r->arena,
	    near->n > 1 ? "%s (+%zu)" : "%s", postal_text(row, m, r->arena),
	    near->n - 1);
}

static void
judge_zip(struct judgement *j, const struct reading *r, struct fit *f,
    const char *zip)
{
	struct nearest near = { .n = 0 };
	const struct postal_row *row;
	size_t n;

	n = r->postal->by_zip(&row, zip, r->postal->arg);
	if (n > 0) {
		fit_rows(f, r, row, n);
		judge_place(j, r, f, &near, zip);
		if (j->level != ADDRESS_FINE) {
			n = r->postal->by_zip(&row, zip, r->postal->arg);
			j->means = meaning(r, row, n);
		}
	} else {
		set(j, r->postal->recent ? ADDRESS_WRONG : ADDRESS_DOUBTFUL,
		    ADDRESS_CAUSE_UNKNOWN);
		find_nearest(&near, r, zip);
	}
	if (j->level != ADDRESS_FINE)
		j->likely = likely(r, &near);
}

/* Business codes need no number, nor do the streets of Kyoto. */
static bool
lacks_number(const struct reading *r, const struct fit *f)
{
	return *r->town != '\0' && !f->business && !r->streets &&
	    address_lacks_number(r->town, r->building, f->town,
	    (f->flags & POSTAL_CHOME) != 0);
}

void
address_judge(struct judgement *out, const struct address *ad,
    const struct postal *p, struct arena *a)
{
	const char *zip = fold_digits(or_empty(ad->zip), a);
	struct nearest near = { .n = 0 };
	struct fit f = { .jis = NULL };
	struct reading r;

	*out = (struct judgement){ .level = ADDRESS_FINE };
	read_address(&r, ad, p, a);
	out->no_zip = ad->zip == NULL || *zip == '\0';
	if (out->no_zip) {
		find_nearest(&near, &r, "");
		out->likely = likely(&r, &near);
	} else if (strlen(zip) != ZIP_DIGITS)
		set(out, ADDRESS_WRONG, ADDRESS_CAUSE_DIGITS);
	else
		judge_zip(out, &r, &f, zip);
	out->no_number = lacks_number(&r, &f);
	if (f.jis != NULL && f.city)
		out->jis = f.jis;
	else if (r.at.n == 1)
		out->jis = r.at.city[0]->jis;
	out->jis = arena_strdup(a, out->jis);
	out->town = r.town;
}

size_t
address_likely(const char *text, const struct postal *p,
    address_likely_fn *fn, void *arg, struct arena *a)
{
	const struct address ad = { .town = text };
	struct nearest near;
	struct reading r;
	size_t i;

	read_address(&r, &ad, p, a);
	find_nearest(&near, &r, "");
	for (i = 0; i < near.n; i++)
		fn(&near.row[i], gazetteer_find(p->gazetteer,
		    near.row[i].jis), arg);
	if (near.n > 0 || near.rest.zip == NULL)
		return near.n;
	fn(&near.rest, gazetteer_find(p->gazetteer, near.rest.jis), arg);
	return 1;
}
