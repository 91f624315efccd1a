/*
 * Which goods of a shipment go to which of its parts.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "order/choice.h"
#include "order/split.h"
#include "text/number.h"

enum {
	PARTS_MAX = 100		/* of one shipment; more is a slip of the hand */
};

static bool
is(const char *s, const char *word)
{
	return s != NULL && strcmp(s, word) == 0;
}

/* "MIKAN-5:2": the quantity is what follows the last colon, if digits. */
static enum status
read_line(struct split_line *out, const char *text, size_t n,
    struct arena *a, struct why *w)
{
	char *s = arena_strndup(a, text, n), *colon = strrchr(s, ':');

	*out = (struct split_line){ s, NUM_NULL };
	if (colon != NULL && colon[1] != '\0' &&
	    colon[1 + strspn(colon + 1, "0123456789")] == '\0') {
		*colon = '\0';
		if (number_parse(&out->quantity, colon + 1) != SN_OK ||
		    out->quantity < 1)
			return fail(w, SN_USAGE, _("%s:%s: a quantity from 1 "
			    "was expected"), s, colon + 1);
	}
	if (*s == '\0')
		return fail(w, SN_USAGE, _("LINE or LINE:QUANTITY was "
		    "expected, several with commas"));
	return SN_OK;
}

enum status
split_lines(struct split_line **out, size_t *n, const char *text,
    struct arena *a, struct why *w)
{
	size_t cap = 0, len;
	enum status st;

	*out = NULL;
	for (*n = 0;; text += len + 1) {
		len = strcspn(text, ",");
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		if ((st = read_line(&(*out)[(*n)++], text, len, a,
		    w)) != SN_OK)
			return st;
		if (text[len] == '\0')
			return SN_OK;
	}
}

enum status
split_parse(struct split *out, const char *text, struct arena *a,
    struct why *w)
{
	static const struct {
		const char *word, *ja;
	} plain[] = {
		[SPLIT_TEMP] = { "temp", "温度帯" },
		[SPLIT_AVAILABLE] = { "available", "入荷予定日" },
		[SPLIT_DELIVER] = { "deliver", "配達日" },
	};
	struct split_line *line = NULL;
	enum status st;
	size_t i, n = strcspn(text, " ");
	const char *rest = text + n + strspn(text + n, " ");

	*out = (struct split){ .by = SPLIT_TEMP };
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (is(plain[i].word, text) || is(plain[i].ja, text)) {
			out->by = (enum split_by)i;
			return SN_OK;
		}
	if (strncmp(text, "parcels-of ", n + 1) == 0 && *rest != '\0') {
		out->by = SPLIT_PARCELS;
		if (number_parse(&out->most, rest) == SN_OK && out->most > 0)
			return SN_OK;
		return fail(w, SN_USAGE, _("%s: a quantity from 1 was "
		    "expected"), text);
	}
	if (strncmp(text, "line ", n + 1) == 0 && *rest != '\0') {
		out->by = SPLIT_LINE;
		st = split_lines(&line, &out->n, rest, a, w);
		out->line = line;
		return st;
	}
	return fail(w, SN_USAGE, _("%s: temp, available, deliver, "
	    "\"parcels-of N\" or \"line LINE[:QUANTITY],...\" was expected"),
	    text);
}

/* Whether the piece is something to ship, and no part of a set here. */
static bool
leads(const struct split_plan *p, const struct split_piece *g)
{
	size_t i;

	if (is(g->line->kind, "fee") || is(g->line->kind, "discount"))
		return false;
	for (i = 0; g->line->parent != NUM_NULL && i < p->n; i++)
		if (p->piece[i].line->id == g->line->parent)
			return false;
	return true;
}

static void
make_parts(struct split_plan *p, size_t n, struct arena *a)
{
	size_t i;

	p->nparts = n;
	p->part = arena_alloc(a, n * sizeof(*p->part));
	for (i = 0; i < p->n; i++)
		p->piece[i].part = arena_alloc(a, n *
		    sizeof(*p->piece[i].part));
}

/* What each set takes along of its parts; the rest stays. */
static void
follow(struct split_plan *p)
{
	struct split_piece *g, *set;
	size_t i, k, part;

	for (i = 0; i < p->n; i++) {
		g = &p->piece[i];
		for (k = 0; g->line->parent != NUM_NULL && k < p->n; k++) {
			set = &p->piece[k];
			if (set->line->id != g->line->parent)
				continue;
			for (part = 1; part < p->nparts; part++)
				g->part[part] = g->quantity *
				    set->part[part] / set->quantity;
		}
	}
}

static bool
tolerates(const struct split_piece *g, const char *temperature)
{
	size_t n = strlen(temperature);
	const char *s;

	for (s = g->tolerates; s != NULL && *s != '\0';
	    s += strcspn(s, " "), s += *s == ' ')
		if (strncmp(s, temperature, n) == 0 &&
		    (s[n] == ' ' || s[n] == '\0'))
			return true;
	return false;
}

/*
 * Groups by temperature, the warmest first.  Goods of unknown temperature
 * have the shipment's, else they are among the warmest.  A group all of
 * which tolerates the next colder one goes with it.
 */
static void
by_temperature(const struct split_plan *p, const struct shipment *sh,
    const char **key)
{
	bool used[3] = { false }, joins[3] = { true, true, true };
	int cold[3] = { 0, 1, 2 }, own, k, next;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (key[i] != NULL) {
			own = word_cold(p->piece[i].line->temperature != NULL ?
			    p->piece[i].line->temperature : sh->temperature);
			key[i] = words_temperature[own].slug;
			used[own] = true;
		}
	for (k = 1; k >= 0; k--) {
		next = k == 0 && used[1] ? 1 : 2;
		for (i = 0; i < p->n; i++)
			if (key[i] == words_temperature[k].slug &&
			    !tolerates(&p->piece[i],
			    words_temperature[next].slug))
				joins[k] = false;
		if (used[k] && used[next] && joins[k])
			cold[k] = cold[next];
	}
	for (i = 0; i < p->n; i++)
		if (key[i] != NULL)
			key[i] =
			    words_temperature[cold[word_cold(key[i])]].slug;
}

/* The day that goods come in, when they are not there yet, else "". */
static const char *
day_of(const struct split_piece *g, const char *after)
{
	const char *day = g->line->available_on;

	return day != NULL && strcmp(day, after) > 0 ? day : "";
}

/* Lines that ship alone, and what comes in on the delivery date or later. */
static const char *
delivery_of(const struct split_piece *g, const struct shipment *sh,
    const char *today, struct arena *a)
{
	if (g->line->alone == 1)
		return arena_printf(a, "1%020" PRId64, g->line->seq);
	if (sh->deliver_on == NULL || *day_of(g, today) == '\0' ||
	    strcmp(g->line->available_on, sh->deliver_on) < 0)
		return "";
	return g->line->available_on;
}

/* The keys of the parts, each once and in order, in *out. */
static size_t
sort_keys(const char **out, const char **key, size_t n, bool sorted)
{
	size_t i, k, m = 0;
	const char *s;

	for (i = 0; i < n; i++) {
		for (k = 0; key[i] != NULL && k < m; k++)
			if (strcmp(out[k], key[i]) == 0)
				break;
		if (key[i] == NULL || k < m)
			continue;
		out[m++] = key[i];
		for (k = m - 1; k > 0; k--) {
			if (sorted ? word_cold(out[k - 1]) <= word_cold(out[k]) :
			    strcmp(out[k - 1], out[k]) <= 0)
				break;
			s = out[k];
			out[k] = out[k - 1];
			out[k - 1] = s;
		}
	}
	return m;
}

/* What the part of a key gets. */
static void
dress(struct split_part *part, const struct split_plan *p,
    const struct split *how, const struct shipment *sh, const char *key,
    const char **keys)
{
	bool known = sh->temperature != NULL;
	size_t i;

	if (how->by == SPLIT_TEMP) {
		for (i = 0; i < p->n; i++)
			if (keys[i] == key &&
			    p->piece[i].line->temperature != NULL)
				known = true;
		part->temperature = known ? key : NULL;
		return;
	}
	if (*key != '2')	/* no date */
		return;
	if (sh->ship_date == NULL || strcmp(sh->ship_date, key) < 0)
		part->ship_date = key;
	part->no_date = how->by == SPLIT_DELIVER;
}

/* Each piece goes with its key: what has the first one, or none, stays. */
static enum status
plan_keys(struct split_plan *p, const struct split *how,
    const struct shipment *sh, const char *today, struct arena *a,
    struct why *w)
{
	const char **key = arena_alloc(a, (p->n + 1) * sizeof(*key));
	const char **part = arena_alloc(a, (p->n + 1) * sizeof(*part));
	size_t i, k, n;

	for (i = 0; i < p->n; i++)
		if (leads(p, &p->piece[i]))
			key[i] = how->by == SPLIT_AVAILABLE ?
			    day_of(&p->piece[i], today) :
			    how->by == SPLIT_DELIVER ?
			    delivery_of(&p->piece[i], sh, today, a) : "";
	if (how->by == SPLIT_TEMP)
		by_temperature(p, sh, key);
	n = sort_keys(part, key, p->n, how->by == SPLIT_TEMP);
	if (n > PARTS_MAX)
		return fail(w, SN_INVALID, _("would make %zu shipments; at "
		    "most %d"), n, PARTS_MAX);
	make_parts(p, n > 0 ? n : 1, a);
	for (k = 0; n > 1 && k < n; k++)
		dress(&p->part[k], p, how, sh, part[k], key);
	for (i = 0; i < p->n; i++)
		for (k = 1; key[i] != NULL && k < n; k++)
			if (strcmp(key[i], part[k]) == 0)
				p->piece[i].part[k] = p->piece[i].quantity;
	return SN_OK;
}

/* Fill one part after the other, in the order of the lines. */
static enum status
plan_parcels(struct split_plan *p, int64_t most, struct arena *a,
    struct why *w)
{
	int64_t all = 0, seen = 0, left, some;
	struct split_piece *g;
	size_t i, part;

	for (i = 0; i < p->n; i++)
		if (leads(p, &p->piece[i]) && __builtin_add_overflow(all,
		    p->piece[i].quantity, &all))
			all = INT64_MAX;
	if ((all - 1) / most >= PARTS_MAX)
		return fail(w, SN_INVALID, _("would make %" PRId64
		    " shipments; at most %d"), (all - 1) / most + 1,
		    PARTS_MAX);
	make_parts(p, all > 0 ? (size_t)((all - 1) / most) + 1 : 1, a);
	for (i = 0; i < p->n; i++) {
		g = &p->piece[i];
		for (left = leads(p, g) ? g->quantity : 0; left > 0;
		    left -= some, seen += some) {
			part = (size_t)(seen / most);
			some = most - seen % most;
			if (some > left)
				some = left;
			if (part > 0)
				g->part[part] += some;
		}
	}
	return SN_OK;
}

/* Which piece a line's name means. */
static enum status
find(size_t *out, const struct split_piece *piece, size_t n,
    const struct split_line *which, struct arena *a, struct why *w)
{
	const struct line *l;
	struct choice c;
	int64_t at;
	size_t i;

	choice_init(&c, which->line, a);
	for (i = 0; i < n; i++) {
		l = piece[i].line;
		choice_see(&c, (int64_t)i, l->seq, (const char *const []){
		    l->sku, l->code, l->name }, 3);
	}
	if ((at = choice_made(&c)) != NUM_NULL) {
		*out = (size_t)at;
		return SN_OK;
	}
	if (c.ncalled == 0)
		return fail(w, SN_NOTFOUND, _("has no line %s"), which->line);
	return fail(w, SN_INVALID, _("has %zu lines %s; name one by its "
	    "number"), c.ncalled, which->line);
}

static enum status
plan_lines(struct split_plan *p, const struct split *how, struct arena *a,
    struct why *w)
{
	const struct split_line *l;
	int64_t stays = 0, goes = 0;
	struct split_piece *g;
	enum status st;
	size_t i, at = 0;

	make_parts(p, 2, a);
	for (l = how->line; l < how->line + how->n; l++) {
		if ((st = find(&at, p->piece, p->n, l, a, w)) != SN_OK)
			return st;
		g = &p->piece[at];
		if (l->quantity != NUM_NULL &&
		    l->quantity > g->quantity - g->part[1])
			return fail(w, SN_INVALID, _("has only %" PRId64
			    " of %s"), g->quantity - g->part[1], l->line);
		g->part[1] += l->quantity != NUM_NULL ? l->quantity :
		    g->quantity - g->part[1];
	}
	for (i = 0; i < p->n; i++) {
		g = &p->piece[i];
		if (!leads(p, g))
			continue;
		goes += g->part[1];
		stays += g->quantity - g->part[1];
	}
	if (goes == 0)
		return fail(w, SN_INVALID, _("nothing to ship would go"));
	if (stays == 0 && !how->whole)
		return fail(w, SN_INVALID, _("nothing would stay in it"));
	return SN_OK;
}

enum status
split_plan(struct split_plan *p, const struct split *how,
    const struct shipment *sh, const char *today, struct arena *a,
    struct why *w)
{
	enum status st;

	if (how->by == SPLIT_PARCELS)
		st = plan_parcels(p, how->most, a, w);
	else if (how->by == SPLIT_LINE)
		st = plan_lines(p, how, a, w);
	else
		st = plan_keys(p, how, sh, today, a, w);
	if (st == SN_OK)
		follow(p);
	return st;
}
