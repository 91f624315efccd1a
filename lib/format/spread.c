/*
 * Texts that are broken over several columns.
 */

#include <string.h>

#include "format/column.h"

static void
parts_reset(struct writer *wr, size_t from, size_t to)
{
	for (; from < to; from++)
		str_reset(&wr->part[from]);
}

/* The usual case: each text has room in a column of its own. */
static bool
spread_simply(struct writer *wr, size_t at, const char *const text[],
    size_t n, const size_t max[])
{
	const struct out_column *c = &wr->column[at];
	size_t i;

	if (n > c->spread)
		return false;
	for (i = 0; i < n; i++)
		if (!cell_has_room(text[i], width_limit(max[i], c->unit),
		    c->unit))
			return false;
	for (i = 0; i < n; i++)
		if (*text[i] != '\0')
			wr->cell[at + i] = text[i];
	return true;
}

/* Give each text columns of its own; false when they do not suffice. */
static bool
spread_apart(struct writer *wr, const struct out_column *c,
    const char *const text[], size_t n, const size_t max[])
{
	size_t i, k, at = 0;

	parts_reset(wr, 0, c->spread);
	for (i = 0; i < n; i++) {
		if (*text[i] == '\0')
			continue;
		if (c->placed && at < i)
			at = i;
		for (k = 1; at + k <= c->spread; k++) {
			parts_reset(wr, at, c->spread);
			if (*width_break(wr->part + at, max + at, k, c->unit,
			    text[i]) == '\0')
				break;
		}
		if (at + k > c->spread)
			return false;
		at += k;
	}
	return true;
}

/* Let the texts run on, a blank between them. */
static void
spread_on(struct writer *wr, const struct out_column *c,
    const char *const text[], size_t n, const size_t max[],
    struct notes *notes)
{
	struct str all = STR_INIT;
	const char *rest;
	size_t i, total = 0;

	for (i = 0; i < n; i++)
		str_addf(&all, "%s%s", all.len > 0 && *text[i] != '\0' ?
		    " " : "", text[i]);
	parts_reset(wr, 0, c->spread);
	rest = width_break(wr->part, max, c->spread, c->unit,
	    str_text(&all));
	for (i = 0; i < c->spread; i++)
		total += max[i];
	if (*rest != '\0')
		cell_too_long(c, total, str_text(&all),
		    (size_t)(rest - str_text(&all)), notes);
	str_free(&all);
}

/* Both texts, of which NULL is empty. */
static const char *
join(const char *x, const char *y, struct arena *a)
{
	size_t n = strlen(x), more = y != NULL ? strlen(y) : 0;
	char *all = arena_alloc(a, n + more + 1);

	memcpy(all, x, n);
	if (y != NULL)
		memcpy(all + n, y, more);
	return all;
}

/* What stands ahead of a broken text in its first field. */
static const char *
ahead(struct writer *wr, const struct out_column *c, const void *rec,
    struct notes *notes)
{
	const char *all = "";
	struct shown v;
	size_t i, limit;

	for (i = 0; i < c->nahead; i++) {
		wr->source->get(&v, c->ahead[i].value, rec, &wr->row);
		if (v.text == NULL)
			continue;
		v.text = charset_fit(wr, c->header, v.text, notes);
		limit = width_limit(c->ahead[i].max, c->unit);
		if (!cell_has_room(v.text, limit, c->unit))
			cell_too_long(c, c->ahead[i].max, v.text,
			    cell_room(v.text, limit, c->unit), notes);
		all = *all == '\0' ? v.text : join(all, v.text, &wr->row);
	}
	return all;
}

/* The texts of a broken column, with their tails; how many there are. */
static size_t
make_all(struct writer *wr, const struct out_column *c, struct shown v[],
    const char *text[], const void *rec, struct notes *notes)
{
	size_t k, n = 0;

	for (k = 0; k < c->making.nvalue && n < SPREAD_MAX; k++) {
		v[n] = cell_make(wr, &c->making, k, c->header, rec, notes);
		text[n] = v[n].tail == NULL ? v[n].text :
		    join(v[n].text, v[n].tail, &wr->row);
		if (*text[n] != '\0' || c->placed)
			n++;
	}
	return n;
}

/* No room: what may be cut gets a column of its own and is cut. */
static void
spread_cut(struct writer *wr, size_t at, const struct shown v[], size_t n,
    struct notes *notes)
{
	size_t k;

	for (k = 0; k < n; k++)
		if (*v[k].text != '\0')
			wr->cell[at + k] = cell_fit(wr,
			    &wr->column[at + k], &v[k], notes);
}

void
cells_spread(struct writer *wr, size_t i, const void *rec,
    struct notes *notes)
{
	const struct out_column *c = &wr->column[i];
	const char *text[SPREAD_MAX], *first;
	size_t max[SPREAD_MAX], k, n;
	struct shown v[SPREAD_MAX];
	bool apart;

	for (k = 0; k < c->spread; k++)
		max[k] = c[k].max;
	n = make_all(wr, c, v, text, rec, notes);
	if (!spread_simply(wr, i, text, n, max)) {
		apart = spread_apart(wr, c, text, n, max);
		if (!apart && c->cut && n <= c->spread) {
			spread_cut(wr, i, v, n, notes);
			return;
		}
		if (!apart)
			spread_on(wr, c, text, n, max, notes);
		for (k = 0; k < c->spread; k++)
			if (wr->part[k].len > 0)
				wr->cell[i + k] = arena_strdup(&wr->row,
				    str_text(&wr->part[k]));
	}
	first = ahead(wr, c, rec, notes);
	if (*first != '\0')
		wr->cell[i] = join(first, wr->cell[i], &wr->row);
}

