#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "text/decode.h"
#include "text/holidayfile.h"
#include "text/rows.h"

enum {
	FEWEST = 9,		/* holidays of a year, since 1949 */
	NAME_MAX_BYTES = 200,	/* the longest so far has 36 */
	DAYS_MAX = 36525	/* a century of nothing else */
};

struct list {
	struct holiday	*day;
	size_t		 n, cap;
	const char	*name;		/* of the file */
	struct decoder	*decoder;
	struct arena	*arena;
};

/* Cell i of the row as text without blanks at its end. */
static enum status
cell(const char **out, struct list *l, const struct row *row, size_t i,
    struct why *w)
{
	char *text;
	size_t n;

	if (decoder_text(out, l->decoder, row->cell[i].p, row->cell[i].len,
	    l->arena, w) != SN_OK)
		return fail_at(w, SN_USAGE, "%s:%lu", l->name, row->line);
	text = arena_strdup(l->arena, *out);
	for (n = strlen(text); n > 0 && strchr(" \t\r\n", text[n - 1]); n--)
		text[n - 1] = '\0';
	*out = text;
	return SN_OK;
}

static enum status
take(const struct row *row, void *arg, struct why *w)
{
	struct list *l = arg;
	const char *day, *name;
	struct holiday *to;
	enum status st;

	if (row->n < 2)
		return fail(w, SN_USAGE, _("%s:%lu: a day and the name of a "
		    "holiday were expected"), l->name, row->line);
	if ((st = cell(&day, l, row, 0, w)) != SN_OK ||
	    (st = cell(&name, l, row, 1, w)) != SN_OK)
		return st;
	if (row->number == 1 && strchr("0123456789", *day) == NULL)
		return SN_OK;	/* the header */
	if (l->n == DAYS_MAX)
		return fail(w, SN_USAGE, _("%s:%lu: more than %d days"),
		    l->name, row->line, DAYS_MAX);
	l->day = arena_grow(l->arena, l->day, l->n, &l->cap, sizeof(*l->day));
	to = &l->day[l->n++];
	to->name = name;
	if (date_parse(to->day, day) != SN_OK)
		return fail(w, SN_USAGE, _("%s:%lu: %s: not a date"), l->name,
		    row->line, day);
	if (*name == '\0' || strlen(name) > NAME_MAX_BYTES)
		return fail(w, SN_USAGE, _("%s:%lu: the name of a holiday was "
		    "expected"), l->name, row->line);
	return SN_OK;
}

static int
by_day(const void *x, const void *y)
{
	const struct holiday *a = x, *b = y;

	return strcmp(a->day, b->day);
}

/* No day stands twice, and no year is cut short. */
static enum status
check(const struct list *l, struct why *w)
{
	size_t i, first = 0;

	if (l->n == 0)
		return fail(w, SN_USAGE, _("%s: no holidays in it"), l->name);
	for (i = 1; i <= l->n; i++) {
		if (i < l->n && strcmp(l->day[i - 1].day, l->day[i].day) == 0)
			return fail(w, SN_USAGE, _("%s: %s is there twice"),
			    l->name, l->day[i].day);
		if (i < l->n && strncmp(l->day[first].day, l->day[i].day,
		    4) == 0)
			continue;
		if (i - first < FEWEST)
			return fail(w, SN_USAGE, _("%s: only %zu holidays in "
			    "%.4s: the list is not whole"), l->name, i - first,
			    l->day[first].day);
		first = i;
	}
	return SN_OK;
}

enum status
holidays_read(struct holiday **out, size_t *n, const char *bytes, size_t len,
    const char *name, struct arena *a, struct why *w)
{
	struct rows_conf conf = { .quoted = true };
	struct list l = { .name = name, .arena = a };
	enum status st;
	enum enc e;
	bool bom;

	enc_detect(&e, bytes, len, &bom);
	if ((st = decoder_open(&l.decoder, e, w)) != SN_OK)
		return st;
	st = rows_parse(bytes, len, &conf, take, &l, w);
	decoder_close(l.decoder);
	if (st == SN_INVALID)
		return fail_at(w, SN_USAGE, "%s", name);
	if (st != SN_OK)
		return st;
	if (l.n > 0)
		qsort(l.day, l.n, sizeof(*l.day), by_day);
	if ((st = check(&l, w)) != SN_OK)
		return st;
	*out = l.day;
	*n = l.n;
	return SN_OK;
}
