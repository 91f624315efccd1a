/*
 * From headers to targets.  A header is looked up whole; else as the words
 * for a person (注文者, お届け先, Shipping) with what is said of the person
 * (郵便番号, 氏名) before or behind it; else as the latter alone.
 */

#include <stdlib.h>
#include <string.h>

#include "data/blob.h"
#include "format/guess.h"
#include "text/fold.h"

enum party { PARTY_BUYER, PARTY_RECIPIENT, PARTY_SENDER, PARTY_ANY };

/* In the order of enum party. */
static const char *const prefixes[] = { "order.by_", "destination.to_",
    "destination.from_" };

struct synonym {
	const char	*target;
	const char	*header;	/* folded */
	size_t		 line;
};

struct list {
	struct synonym	*s;
	size_t		 n, cap;
};

struct synonyms {
	struct list	 whole, person;		/* sorted by header */
	struct list	 party;			/* longest first */
	struct arena	*arena;
};

/* A column on its way. */
struct candidate {
	const char	*folded;
	const struct synonym *first;	/* whole names, n of them */
	size_t		 n;
	enum party	 party;
	const char	*person;	/* what is said of the party, or NULL */
};

static int
by_header(const void *x, const void *y)
{
	const struct synonym *a = x, *b = y;
	int order = strcmp(a->header, b->header);

	if (order != 0)
		return order;
	return a->line < b->line ? -1 : a->line > b->line;
}

static int
by_length(const void *x, const void *y)
{
	const struct synonym *a = x, *b = y;
	size_t n = strlen(a->header), m = strlen(b->header);

	return n != m ? (n > m ? -1 : 1) : strcmp(a->header, b->header);
}

/* Without the marks that stand between a person and what is said of it. */
static const char *
bare(const char *s, struct arena *a)
{
	static const char *const marks[] = { " ", "_", ":", "(", ")", "[",
	    "]", "・", "/", "-", ".", "の", "【", "】", "「", "」" };
	size_t i, n, len = strlen(s);
	bool again = true;

	while (again) {
		again = false;
		for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
			n = strlen(marks[i]);
			if (len >= n && strncmp(s, marks[i], n) == 0) {
				s += n;
				len -= n;
				again = true;
			}
			if (len >= n && strncmp(s + len - n, marks[i], n) ==
			    0) {
				len -= n;
				again = true;
			}
		}
	}
	return arena_strndup(a, s, len);
}

static void
add(struct list *l, const struct synonym *s, struct arena *a)
{
	l->s = arena_grow(a, l->s, l->n, &l->cap, sizeof(*l->s));
	l->s[l->n++] = *s;
}

/* "party.by", "person.zip/1" or a target, and the header behind a tab. */
static void
add_line(struct synonyms *y, const char *target, const char *header,
    size_t line)
{
	struct synonym s = { target, fold_header(header, y->arena), line };

	if (strncmp(target, "party.", 6) == 0)
		add(&y->party, &s, y->arena);
	else if (strncmp(target, "person.", 7) == 0) {
		s.target += 7;
		s.header = bare(s.header, y->arena);
		add(&y->person, &s, y->arena);
	} else
		add(&y->whole, &s, y->arena);
}

static void
load(struct synonyms *y, struct arena *a)
{
	const struct blob *b = blob_find("data/synonyms.tsv");
	char *p = arena_strndup(a, (const char *)b->data, b->len), *end, *tab;
	size_t line;

	*y = (struct synonyms){ .arena = a };
	for (line = 1; *p != '\0'; p = end + 1, line++) {
		end = p + strcspn(p, "\n");
		tab = p + strcspn(p, "\t");
		*end = *tab = '\0';
		add_line(y, p, tab + 1, line);
	}
	qsort(y->whole.s, y->whole.n, sizeof(*y->whole.s), by_header);
	qsort(y->person.s, y->person.n, sizeof(*y->person.s), by_header);
	qsort(y->party.s, y->party.n, sizeof(*y->party.s), by_length);
}

/* How many of the sorted list are called so; the first of them in *out. */
static size_t
find(const struct synonym **out, const struct list *l, const char *header)
{
	size_t low = 0, high = l->n, i;

	while (low < high) {
		i = low + (high - low) / 2;
		if (strcmp(l->s[i].header, header) < 0)
			low = i + 1;
		else
			high = i;
	}
	*out = l->s + low;
	for (i = low; i < l->n && strcmp(l->s[i].header, header) == 0; i++)
		continue;
	return i - low;
}

static enum party
party_of(const char *target)
{
	return strcmp(target, "party.by") == 0 ? PARTY_BUYER :
	    strcmp(target, "party.to") == 0 ? PARTY_RECIPIENT : PARTY_SENDER;
}

/* The header as a person and what is said of it, or the latter alone. */
static void
take_apart(struct candidate *c, const struct synonyms *y)
{
	const struct synonym *found;
	const char *at, *rest;
	size_t i, n;

	for (i = 0; i < y->party.n; i++) {
		if ((at = strstr(c->folded, y->party.s[i].header)) == NULL)
			continue;
		n = strlen(y->party.s[i].header);
		rest = bare(arena_printf(y->arena, "%.*s%s",
		    (int)(at - c->folded), c->folded, at + n), y->arena);
		if (find(&found, &y->person, rest) > 0) {
			c->party = party_of(y->party.s[i].target);
			c->person = found->target;
			return;
		}
	}
	if (find(&found, &y->person, bare(c->folded,
	    y->arena)) > 0) {
		c->party = PARTY_ANY;
		c->person = found->target;
	}
}

/* A target without the number of its part. */
static bool
same_value(const char *a, const char *b)
{
	size_t n = strcspn(a, "/");

	return n == strcspn(b, "/") && strncmp(a, b, n) == 0;
}

static bool
taken(const struct guess_column *c, size_t n, const char *target)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (c[i].target != NULL && same_value(c[i].target, target))
			return true;
	return false;
}

/* Whether any column tells something of that person. */
static bool
named(const struct guess_column *c, size_t n, enum party party)
{
	size_t i, len = strlen(prefixes[party]);

	for (i = 0; i < n; i++)
		if (c[i].target != NULL && !c[i].recipient &&
		    strncmp(c[i].target, prefixes[party], len) == 0)
			return true;
	return false;
}

/* Names that can mean one thing only. */
static void
settle_sure(struct guess_column *c, const struct candidate *k,
    struct arena *a)
{
	if (k->n == 1)
		c->target = k->first->target;
	else if (k->n == 0 && k->person != NULL && k->party != PARTY_ANY &&
	    (k->party == PARTY_BUYER || strcmp(k->person, "mail") != 0))
		c->target = arena_printf(a, "%s%s", prefixes[k->party],
		    k->person);
}

/* A name of several meanings has the first that no other column has. */
static void
settle_several(struct guess_column *c, size_t n, size_t i,
    const struct candidate *k)
{
	size_t m;

	for (m = 0; m < k->n; m++)
		if (!taken(c, n, k->first[m].target)) {
			c[i].target = k->first[m].target;
			return;
		}
	c[i].target = "-";
}

/*
 * Something of a person who is not named.  Where the recipient's address is
 * named the rest is the buyer's; where only the buyer is, the recipient's.
 */
static const char *
of_whom(bool *both, const struct guess_column *c, size_t n,
    const char *person, struct arena *a)
{
	const char *by = arena_printf(a, "order.by_%s", person);
	const char *to = arena_printf(a, "destination.to_%s", person);
	bool buyer = named(c, n, PARTY_BUYER);
	bool recipient = named(c, n, PARTY_RECIPIENT);

	*both = false;
	if (strcmp(person, "mail") == 0 || taken(c, n, to))
		return by;
	if (taken(c, n, by))
		return to;
	if (taken(c, n, "destination.to_zip") ||
	    taken(c, n, "destination.to_town"))
		return by;
	*both = !buyer && !recipient;
	return *both ? by : to;
}

static void
settle_persons(struct guess_column *c, const struct candidate *k, size_t n,
    struct arena *a)
{
	const char **target = arena_alloc(a, (n + 1) * sizeof(*target));
	size_t i;

	for (i = 0; i < n; i++)
		if (c[i].target == NULL && k[i].person != NULL)
			target[i] = of_whom(&c[i].recipient, c, n,
			    k[i].person, a);
	for (i = 0; i < n; i++)
		if (target[i] != NULL)
			c[i].target = target[i];
}

void
guess_targets(struct guess_column *c, size_t n, struct arena *a)
{
	struct candidate *k = arena_alloc(a, (n + 1) * sizeof(*k));
	struct synonyms y;
	size_t i;

	load(&y, a);
	for (i = 0; i < n; i++) {
		if (c[i].target != NULL)
			continue;
		k[i].folded = fold_header(c[i].header, a);
		k[i].n = find(&k[i].first, &y.whole, k[i].folded);
		if (k[i].n == 0)
			take_apart(&k[i], &y);
		settle_sure(&c[i], &k[i], a);
	}
	for (i = 0; i < n; i++)
		if (k[i].n > 1)
			settle_several(c, n, i, &k[i]);
	settle_persons(c, k, n, a);
}
