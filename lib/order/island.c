/*
 * Lists of islands.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "order/address.h"
#include "text/fold.h"

enum { CITY_DIGITS = 5, ZIP_DIGITS = 7, LINE_MAX_BYTES = 1024 };

static int
by_area(const void *x, const void *y)
{
	return strcmp(((const struct island *)x)->area,
	    ((const struct island *)y)->area);
}

void
islands_sort(struct island *list, size_t n, struct arena *a)
{
	size_t i;

	for (i = 0; i < n; i++)
		list[i].key = address_key(list[i].town, a);
	if (n > 0)
		qsort(list, n, sizeof(*list), by_area);
}

/* The first of an area whose town begins the text. */
static const struct island *
find(const struct island *list, size_t n, const char *area, const char *text)
{
	size_t low = 0, high = n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(list[mid].area, area) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < n && strcmp(list[low].area, area) == 0; low++)
		if (strncmp(text, list[low].key, strlen(list[low].key)) == 0)
			return &list[low];
	return NULL;
}

const struct island *
island_find(const struct island *list, size_t n, const struct address *ad,
    const struct judgement *j, struct arena *a)
{
	const struct island *found = NULL;

	if (j->jis != NULL)
		found = find(list, n, j->jis, j->town);
	if (found == NULL && ad->zip != NULL)
		found = find(list, n, fold_digits(ad->zip, a), j->town);
	return found;
}

/* The cell that line begins with, cut off; *line goes on behind it. */
static const char *
cell(char **line)
{
	char *start = *line, *end = start + strcspn(start, "\t,");

	*line = end + (*end != '\0');
	*end = '\0';
	return start;
}

static enum status
read_line(struct island *out, char *line, unsigned long number,
    struct why *w)
{
	size_t n;

	out->area = cell(&line);
	out->town = cell(&line);
	out->name = cell(&line);
	n = strspn(out->area, "0123456789");
	if ((n != CITY_DIGITS && n != ZIP_DIGITS) || out->area[n] != '\0')
		return fail(w, SN_INVALID, _("line %lu: %s: neither a "
		    "municipality of five digits nor a postal code of seven"),
		    number, out->area);
	if (*out->name == '\0')
		return fail(w, SN_INVALID, _("line %lu: no name of an island"),
		    number);
	return SN_OK;
}

enum status
islands_read(struct island **out, size_t *n, const char *text,
    struct arena *a, struct why *w)
{
	char *copy = arena_strdup(a, text), *line, *save = NULL;
	unsigned long number = 0;
	struct island *list = NULL;
	enum status st;
	size_t cap = 0;

	*n = 0;
	for (line = copy; line != NULL; line = save) {
		number++;
		if ((save = strchr(line, '\n')) != NULL)
			*save++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		if (*line == '\0' || *line == '#')
			continue;
		if (strlen(line) > LINE_MAX_BYTES)
			return fail(w, SN_INVALID, _("line %lu: more than %d "
			    "bytes"), number, LINE_MAX_BYTES);
		list = arena_grow(a, list, *n, &cap, sizeof(*list));
		if ((st = read_line(&list[*n], line, number, w)) != SN_OK)
			return st;
		(*n)++;
	}
	*out = list;
	return SN_OK;
}
