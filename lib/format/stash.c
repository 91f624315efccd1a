#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "data/digest.h"
#include "format/stash.h"

enum status
stash_open(struct stash *s, struct why *w)
{
	*s = (struct stash){ .f = tmpfile() };
	if (s->f == NULL)
		return fail(w, SN_IO, _("temporary file: %s"),
		    strerror(errno));
	return SN_OK;
}

void
stash_close(struct stash *s)
{
	if (s->f != NULL)
		fclose(s->f);
	free(s->entry);
	*s = (struct stash){ 0 };
}

static uint64_t
hash_of(const struct cell *key)
{
	return hash_bytes(HASH_START, key->p, key->len);
}

static enum status
grow(struct stash *s, struct why *w)
{
	size_t cap = s->cap == 0 ? 1024 : 2 * s->cap;
	void *p = realloc(s->entry, cap * sizeof(*s->entry));

	if (p == NULL)
		return fail(w, SN_IO, _("out of memory"));
	s->entry = p;
	s->cap = cap;
	return SN_OK;
}

/* The lengths of the cells, then the cells, each with its NUL. */
enum status
stash_put(struct stash *s, const struct row *row, const struct cell *key,
    struct why *w)
{
	uint32_t len;
	enum status st;
	size_t i;

	if (s->n == s->cap && (st = grow(s, w)) != SN_OK)
		return st;
	s->entry[s->n] = (struct stash_entry){ hash_of(key), s->size,
	    (uint32_t)row->n, (uint32_t)row->line, (uint32_t)row->number,
	    false };
	for (i = 0; i < row->n; i++) {
		len = (uint32_t)row->cell[i].len;
		fwrite(&len, sizeof(len), 1, s->f);
	}
	s->size += row->n * sizeof(len);
	for (i = 0; i < row->n; i++) {
		fwrite(row->cell[i].p, 1, row->cell[i].len + 1, s->f);
		s->size += row->cell[i].len + 1;
	}
	s->n++;
	if (ferror(s->f))
		return fail(w, SN_IO, _("temporary file: %s"),
		    strerror(errno));
	return SN_OK;
}

static int
compare(const void *x, const void *y)
{
	const struct stash_entry *a = x, *b = y;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

void
stash_sort(struct stash *s)
{
	if (s->n > 0)
		qsort(s->entry, s->n, sizeof(*s->entry), compare);
}

/* Rows have the numbers of their file, so each has a place of its own. */
static int
compare_place(const void *x, const void *y, void *arg)
{
	const struct stash_entry *entry = arg;
	uint32_t a = entry[*(const size_t *)x].number;
	uint32_t b = entry[*(const size_t *)y].number;

	return a < b ? -1 : a > b;
}

enum status
stash_order(size_t **out, const struct stash *s, struct why *w)
{
	size_t i;

	if ((*out = malloc((s->n + 1) * sizeof(**out))) == NULL)
		return fail(w, SN_IO, _("out of memory"));
	for (i = 0; i < s->n; i++)
		(*out)[i] = i;
	if (s->n > 0)
		qsort_r(*out, s->n, sizeof(**out), compare_place, s->entry);
	return SN_OK;
}

size_t
stash_find(const struct stash *s, const struct cell *key, size_t *n)
{
	uint64_t hash = hash_of(key);
	size_t low = 0, high = s->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (s->entry[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; low + *n < s->n && s->entry[low + *n].hash == hash; )
		(*n)++;
	return low;
}

enum status
stash_get(struct row *out, struct stash *s, size_t i, struct arena *a,
    struct why *w)
{
	const struct stash_entry *e = &s->entry[i];
	struct cell *cell;
	uint32_t *len;
	size_t k, sum = 0;
	char *text;

	len = arena_alloc(a, (e->cells + 1) * sizeof(*len));
	cell = arena_alloc(a, (e->cells + 1) * sizeof(*cell));
	if (fseeko(s->f, (off_t)e->at, SEEK_SET) == -1 ||
	    fread(len, sizeof(*len), e->cells, s->f) != e->cells)
		return fail(w, SN_IO, _("temporary file: read error"));
	for (k = 0; k < e->cells; k++)
		sum += len[k] + 1;
	text = arena_alloc(a, sum);
	if (fread(text, 1, sum, s->f) != sum)
		return fail(w, SN_IO, _("temporary file: read error"));
	for (k = 0; k < e->cells; k++) {
		cell[k] = (struct cell){ text, len[k] };
		text += len[k] + 1;
	}
	*out = (struct row){ e->cells, cell, e->line, e->number };
	return SN_OK;
}
