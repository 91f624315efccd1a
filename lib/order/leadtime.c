#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "order/leadtime.h"
#include "order/words.h"
#include "text/remarks.h"
#include "text/utf8.h"

enum {
	PREFS_MAX = 64,		/* bits of a set; there are 47 */
	LINES_MAX = 20000,	/* 47 x 47 for nine services */
	FIELDS = 6,
	FIELD_MAX = 1000	/* bytes; a region of all prefectures is less */
};

/* A name for several prefectures. */
struct region {
	const char	*name;
	uint64_t	 prefs;
};

struct leadtime {
	const char		*pref[PREFS_MAX];
	size_t			 npref;
	struct region		*region;
	size_t			 nregion, capregion;
	struct leadtime_line	*line;
	uint64_t		(*reach)[2];	/* from, to of each line */
	size_t			 n, cap, capreach;
	struct arena		*arena;
};

/* The line that is being read. */
struct reading {
	struct leadtime	*t;
	const char	*file;
	unsigned	 line;
	const char	*field[FIELDS];
	size_t		 n;
};

struct leadtime *
leadtime_new(struct arena *a)
{
	struct leadtime *t = arena_alloc(a, sizeof(*t));

	t->arena = a;
	return t;
}

static int
find_pref(const struct leadtime *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->npref; i++)
		if (strcmp(t->pref[i], name) == 0)
			return (int)i;
	return -1;
}

static uint64_t
bit(int pref)
{
	return pref < 0 ? 0 : (uint64_t)1 << pref;
}

/* The prefectures that a name stands for; none: nobody knows it. */
static uint64_t
find_place(const struct leadtime *t, const char *name)
{
	size_t i;

	if (strcmp(name, "*") == 0)
		return UINT64_MAX;
	for (i = 0; i < t->nregion; i++)
		if (strcmp(t->region[i].name, name) == 0)
			return t->region[i].prefs;
	return bit(find_pref(t, name));
}

/* 東京都: what may be new in a region, three or four characters long. */
static bool
is_pref(const char *name)
{
	static const char *const ends[] = { "県", "都", "府", "道" };
	size_t i, len = strlen(name), end = strlen(ends[0]);

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (len > end && len <= 4 * end &&
		    strcmp(name + len - end, ends[i]) == 0)
			return true;
	return false;
}

/* region, name, and prefectures with blanks between. */
static enum status
add_region(struct reading *r, struct why *w)
{
	struct leadtime *t = r->t;
	struct region region = { r->field[1], 0 };
	const char *p = r->field[2], *name;
	size_t n;
	int pref;

	if (r->n != 3)
		return fail(w, SN_USAGE, _("region, a name and prefectures "
		    "were expected"));
	if (find_place(t, region.name) != 0)
		return fail(w, SN_USAGE, _("%s: is there already"),
		    region.name);
	for (p += strspn(p, " "); *p != '\0'; p += n + strspn(p + n, " ")) {
		n = strcspn(p, " ");
		name = arena_strndup(t->arena, p, n);
		if ((pref = find_pref(t, name)) < 0) {
			if (!is_pref(name) || t->npref == 47)
				return fail(w, SN_USAGE, _("%s: no such "
				    "prefecture"), name);
			pref = (int)t->npref;
			t->pref[t->npref++] = name;
		}
		region.prefs |= bit(pref);
	}
	t->region = arena_grow(t->arena, t->region, t->nregion,
	    &t->capregion, sizeof(*t->region));
	t->region[t->nregion++] = region;
	return SN_OK;
}

static enum status
read_days(int *out, const char *text, struct why *w)
{
	size_t n = strspn(text, "0123456789");

	*out = n > 0 && n < 3 && text[n] == '\0' ? atoi(text) : -1;
	if (*out < 0 || *out > LEADTIME_MAX)
		return fail(w, SN_USAGE, _("%s: days from 0 to %d were "
		    "expected"), text, LEADTIME_MAX);
	return SN_OK;
}

/* carrier, service, from, to, days and, if it matters, a slot. */
static enum status
add_line(struct reading *r, struct why *w)
{
	struct leadtime *t = r->t;
	struct leadtime_line l = { r->field[0], r->field[1], r->field[2],
	    r->field[3], 0, "none", r->file, r->line };
	const struct word *carrier = word_find(words_carrier, l.carrier);
	uint64_t from = find_place(t, l.from), to = find_place(t, l.to);
	enum status st;

	if (r->n < FIELDS - 1)
		return fail(w, SN_USAGE, _("carrier, service, from, to, days "
		    "and a slot were expected, with tabs between"));
	if (carrier != NULL)
		l.carrier = carrier->slug;
	if (from == 0 || to == 0)
		return fail(w, SN_USAGE, _("%s: no such prefecture or "
		    "region"), from == 0 ? l.from : l.to);
	if ((st = read_days(&l.days, r->field[4], w)) != SN_OK)
		return st;
	if (r->n == FIELDS && *r->field[5] != '\0' &&
	    slot_parse(&l.slot, r->field[5], t->arena) != SN_OK)
		return fail(w, SN_USAGE, _("%s: a slot was expected, such as "
		    "am, 14-16 or none"), r->field[5]);
	if (t->n == LINES_MAX)
		return fail(w, SN_USAGE, _("more than %d lines"), LINES_MAX);
	t->line = arena_grow(t->arena, t->line, t->n, &t->cap,
	    sizeof(*t->line));
	t->reach = arena_grow(t->arena, t->reach, t->n, &t->capreach,
	    sizeof(*t->reach));
	t->reach[t->n][0] = from;
	t->reach[t->n][1] = to;
	t->line[t->n++] = l;
	return SN_OK;
}

/* Cut the text into its fields, blanks at their ends gone. */
static enum status
split(struct reading *r, const char *text, struct why *w)
{
	const char *p;
	size_t n, len;

	if (!utf8_valid(text, strlen(text)))
		return fail(w, SN_USAGE, _("is not UTF-8"));
	for (r->n = 0; text != NULL; text = text[n] == '\0' ? NULL :
	    text + n + 1) {
		if (r->n == FIELDS)
			return fail(w, SN_USAGE, _("more than %d columns"),
			    FIELDS);
		n = strcspn(text, "\t");
		if (n > FIELD_MAX)
			return fail(w, SN_USAGE, _("more than %d bytes in a "
			    "column"), FIELD_MAX);
		p = text + strspn(text, " ");
		len = p > text + n ? 0 : n - (size_t)(p - text);
		while (len > 0 && p[len - 1] == ' ')
			len--;
		r->field[r->n++] = arena_strndup(r->t->arena, p, len);
	}
	for (n = 0; n < r->n && n < FIELDS - 1; n++)
		if (*r->field[n] == '\0')
			return fail(w, SN_USAGE, _("column %zu is empty"),
			    n + 1);
	return SN_OK;
}

static enum status
read_line(struct reading *r, const char *text, struct why *w)
{
	enum status st;

	if (text[strspn(text, " \t")] == '\0' || *text == '#')
		return SN_OK;
	for (r->n = 0; r->n < FIELDS; r->n++)
		r->field[r->n] = "";
	if ((st = split(r, text, w)) != SN_OK)
		return st;
	return strcmp(r->field[0], "region") == 0 ? add_region(r, w) :
	    add_line(r, w);
}

enum status
leadtime_add(struct leadtime *t, const char *name, const char *text,
    size_t len, struct why *w)
{
	struct reading r = { .t = t, .file = arena_strdup(t->arena, name) };
	const char *p = text, *end = text + len;
	enum status st;
	char *line;
	size_t n;

	if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	for (; p < end; p += n + 1) {
		for (n = 0; p + n < end && p[n] != '\n'; n++)
			continue;
		line = arena_strndup(t->arena, p, n);
		r.line++;
		if (strlen(line) != n)
			return fail(w, SN_USAGE, _("%s:%u: a NUL byte"), name,
			    r.line);
		if (n > 0 && line[n - 1] == '\r')
			line[n - 1] = '\0';
		if ((st = read_line(&r, line, w)) != SN_OK)
			return fail_at(w, st, "%s:%u", name, r.line);
	}
	return SN_OK;
}

static bool
is_any(const char *pattern, const char *text)
{
	return (pattern[0] == '*' && pattern[1] == '\0') ||
	    (text != NULL && strcmp(pattern, text) == 0);
}

int
leadtime_days(const char **slot, const struct leadtime *t,
    const char *carrier, const char *service, const char *from,
    const char *to)
{
	const struct leadtime_line *l;
	uint64_t f, o;
	size_t i;

	if (from == NULL || to == NULL)
		return -1;
	f = bit(find_pref(t, from));
	o = bit(find_pref(t, to));
	for (i = t->n; i > 0; i--) {
		l = &t->line[i - 1];
		if ((t->reach[i - 1][0] & f) == 0 ||
		    (t->reach[i - 1][1] & o) == 0 ||
		    !is_any(l->carrier, carrier) ||
		    !is_any(l->service, service))
			continue;
		if (slot != NULL)
			*slot = l->slot;
		return l->days;
	}
	return -1;
}

const struct leadtime_line *
leadtime_line(const struct leadtime *t, size_t i)
{
	return i < t->n ? &t->line[i] : NULL;
}

bool
leadtime_fits(const struct leadtime *t, size_t i, const char *from,
    const char *to)
{
	return (t->reach[i][0] & bit(find_pref(t, from))) != 0 &&
	    (t->reach[i][1] & bit(find_pref(t, to))) != 0;
}

bool
leadtime_knows(const struct leadtime *t, const char *pref)
{
	return find_pref(t, pref) >= 0;
}

/* Minutes since midnight that a slot in its normal form lies between. */
static void
span(int *from, int *to, const char *slot)
{
	static const struct { const char *slot; int from, to; } words[] = {
		{ "am", 8, 12 }, { "pm", 12, 18 }, { "by-10", 0, 10 },
		{ "by-17", 0, 17 }
	};
	size_t i;
	long n;

	*from = 0;
	*to = 24 * 60;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].slot, slot) == 0) {
			*from = words[i].from * 60;
			*to = words[i].to * 60;
		}
	if (strncmp(slot, "at-", 3) == 0) {
		n = strtol(slot + 3, NULL, 10);
		*from = (int)(n / 100 * 60 + n % 100);
		*to = *from + 1;
	} else if (*slot >= '0' && *slot <= '9' && strlen(slot) == 5) {
		*from = (int)strtol(slot, NULL, 10) * 60;
		*to = (int)strtol(slot + 3, NULL, 10) * 60;
	}
}

bool
leadtime_too_early(const char *slot, const char *earliest)
{
	int from, to, first, last;

	if (slot == NULL || earliest == NULL || strcmp(slot, "none") == 0)
		return false;
	span(&from, &to, slot);
	span(&first, &last, earliest);
	return to <= first;
}
