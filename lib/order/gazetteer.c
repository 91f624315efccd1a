/*
 * Municipalities by the ways in which people write them.
 */

#include <string.h>

#include "order/gazetteer.h"

enum { BUCKETS = 1024, KANJI = 3 /* bytes */, FIELDS = 3 };

/* A way to write a municipality, as address_key() leaves it. */
struct form {
	const char	*key;
	size_t		 len;
	size_t		 place;		/* its municipality */
	struct form	*next;		/* of the bucket */
};

struct prefecture {
	const char	*name, *key;
	size_t		 len;
};

struct gazetteer {
	const struct municipality *place;
	size_t		 n;
	struct prefecture pref[GAZETTEER_PREFS];
	size_t		 prefs;
	size_t		*pref_of;	/* of each municipality */
	struct form	*bucket[BUCKETS];
};

/* By the first two characters of a text, which all forms have. */
static size_t
hash(const char *s)
{
	size_t h = 0, i;

	for (i = 0; i < 4 && s[i] != '\0'; i++)
		h = h * 31 + (unsigned char)s[i];
	return h % BUCKETS;
}

static void
add_form(struct gazetteer *g, const char *name, size_t place, struct arena *a)
{
	struct form *f = arena_alloc(a, sizeof(*f));
	struct form **at;

	f->key = address_key(name, a);
	f->len = strlen(f->key);
	f->place = place;
	at = &g->bucket[hash(f->key)];
	f->next = *at;
	*at = f;
}

static bool
ends(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

/*
 * The name as it stands; without its 郡, or the island in that place; and,
 * for a ward, without the ward.
 */
static void
add_forms(struct gazetteer *g, const char *city, size_t place,
    struct arena *a)
{
	static const char *const heads[] = { "郡", "三宅島", "八丈島" };
	const char *end;
	size_t i;

	add_form(g, city, place, a);
	if (ends(city, "区") && (end = strstr(city, "市")) != NULL &&
	    !ends(city, "市区")) {
		add_form(g, arena_strndup(a, city, (size_t)(end - city) +
		    KANJI), place, a);
		return;
	}
	if (!ends(city, "町") && !ends(city, "村"))
		return;
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		end = strstr(city, heads[i]);
		if (end == NULL || (end == city && i == 0))
			continue;
		end += strlen(heads[i]);
		if (strlen(end) > KANJI)
			add_form(g, end, place, a);
		return;
	}
}

static size_t
pref_number(struct gazetteer *g, const char *name, struct arena *a)
{
	size_t i;

	for (i = 0; i < g->prefs; i++)
		if (strcmp(g->pref[i].name, name) == 0)
			return i;
	if (g->prefs == GAZETTEER_PREFS)
		return 0;	/* there are no more in Japan */
	g->pref[i].name = name;
	g->pref[i].key = address_key(name, a);
	g->pref[i].len = strlen(g->pref[i].key);
	return g->prefs++;
}

struct gazetteer *
gazetteer_new(const struct municipality *m, size_t n, struct arena *a)
{
	struct gazetteer *g = arena_alloc(a, sizeof(*g));
	size_t i;

	g->place = m;
	g->n = n;
	g->pref_of = arena_alloc(a, (n + 1) * sizeof(*g->pref_of));
	for (i = 0; i < n; i++) {
		g->pref_of[i] = pref_number(g, m[i].pref, a);
		add_forms(g, m[i].city, i, a);
	}
	return g;
}

const struct municipality *
gazetteer_find(const struct gazetteer *g, const char *jis)
{
	size_t low = 0, high = g->n, mid;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = strcmp(g->place[mid].jis, jis);
		if (order == 0)
			return &g->place[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* The prefecture that text begins with, in *number; its length, or 0. */
static size_t
begin_pref(size_t *number, const struct gazetteer *g, const char *text)
{
	size_t i;

	for (i = 0; i < g->prefs; i++)
		if (text[0] == g->pref[i].key[0] &&	/* few are alike */
		    text[1] == g->pref[i].key[1] &&
		    text[2] == g->pref[i].key[2] &&
		    strncmp(text, g->pref[i].key, g->pref[i].len) == 0) {
			*number = i;
			return g->pref[i].len;
		}
	return 0;
}

/* The same for a field that may lack its last character: 東京. */
static size_t
field_pref(size_t *number, const struct gazetteer *g, const char *key)
{
	size_t i, n = strlen(key);

	for (i = 0; i < g->prefs; i++)
		if (n > KANJI && n + KANJI == g->pref[i].len &&
		    strncmp(key, g->pref[i].key, n) == 0) {
			*number = i;
			return n;
		}
	return 0;
}

/* The municipalities that text begins with, by the longest form. */
static size_t
begin_city(struct location *l, const struct gazetteer *g, const char *text,
    size_t pref)
{
	const struct form *f;
	size_t longest = 0;

	for (f = g->bucket[hash(text)]; f != NULL; f = f->next) {
		if (f->len < longest ||
		    strncmp(text, f->key, f->len) != 0 ||
		    (pref != NO_PREF && g->pref_of[f->place] != pref))
			continue;
		if (f->len > longest)
			l->n = 0;
		longest = f->len;
		if (l->n < LOCATION_MAX)
			l->city[l->n++] = &g->place[f->place];
	}
	return longest;
}

void
gazetteer_locate(struct location *l, const struct gazetteer *g,
    const char *pref, const char *text, struct arena *a)
{
	size_t number = NO_PREF, other, n;
	const char *city, *again;
	int i;

	l->n = 0;
	l->rest = text;
	if (pref != NULL && *pref != '\0' &&
	    begin_pref(&number, g, text) == 0)
		l->rest += field_pref(&number, g, address_key(pref, a));
	l->rest += begin_pref(&number, g, l->rest);
	n = begin_city(l, g, l->rest, number);
	city = l->rest;
	l->rest += n;
	/* People write the prefecture and the city into each field. */
	for (i = 0; n > 0 && i < FIELDS; i++) {
		again = l->rest + begin_pref(&other, g, l->rest);
		if (strncmp(again, city, n) != 0)
			break;
		l->rest = again + n;
	}
	l->pref = number == NO_PREF ? NULL : g->pref[number].name;
}

bool
location_has(const struct location *l, const char *jis)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->city[i]->jis, jis) == 0)
			return true;
	return false;
}
