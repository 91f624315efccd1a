#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "format/reading.h"

/* Rows of one key, of the n entries at first, that nobody has used. */
static enum status
take_entries(struct reading *s, size_t part, struct kept *to,
    const struct cell *key, size_t first, size_t n, struct why *w)
{
	struct stash *stash = &s->part[part].stash;
	struct row row;
	struct cell k;
	enum status st;
	size_t i;

	for (i = first; i < first + n; i++) {
		if (stash->entry[i].used)
			continue;
		st = stash_get(&row, stash, i, &s->order_arena, w);
		if (st != SN_OK)
			return st;
		k = reading_key(s, &row, part);
		/* Two keys may have one hash, if hardly ever. */
		if (k.len != key->len || memcmp(k.p, key->p, k.len) != 0)
			continue;
		stash->entry[i].used = true;
		st = reading_keep(s, to, &row, part, w);
		if (st != SN_OK)
			return st;
	}
	return SN_OK;
}

enum status
reading_scattered(struct reading *s, struct why *w)
{
	struct stash *stash = &s->part[0].stash;
	size_t *order, i, first, n;
	enum status st = SN_OK;
	struct row row;
	struct cell key;

	stash_sort(stash);
	if ((st = stash_order(&order, stash, w)) != SN_OK)
		return st;
	for (i = 0; st == SN_OK && i < stash->n; i++) {
		if (stash->entry[order[i]].used)
			continue;
		st = stash_get(&row, stash, order[i], &s->order_arena, w);
		if (st != SN_OK)
			break;
		key = reading_key(s, &row, 0);
		first = stash_find(stash, &key, &n);
		st = take_entries(s, 0, &s->orders, &key, first, n, w);
		if (st == SN_OK)
			st = reading_finish(s, w);
	}
	free(order);
	return st;
}

static enum status
on_line(const struct row *row, void *arg, struct why *w)
{
	struct reading *s = arg;
	const struct cell key = reading_key(s, row, 1);
	enum status st;

	if (row->number == 1)
		return SN_OK;
	s->count.read++;
	st = stash_put(&s->part[1].stash, row, &key, w);
	return st;
}

enum status
reading_read_lines(struct reading *s, struct why *w)
{
	struct part *p = &s->part[1];
	enum status st;

	if ((st = stash_open(&p->stash, w)) != SN_OK)
		return st;
	st = rows_read(p->table.in, &p->table.conf, on_line, s, w);
	if (st != SN_OK)
		return fail_at(w, st, "%s", p->table.name);
	stash_sort(&p->stash);
	return SN_OK;
}

enum status
reading_find_lines(struct reading *s, struct why *w)
{
	const struct cell key = reading_key(s, &s->orders.raw[0]->row, 0);
	size_t first, n;
	enum status st;

	first = stash_find(&s->part[1].stash, &key, &n);
	st = take_entries(s, 1, &s->lines, &key, first, n, w);
	if (st != SN_OK || s->lines.n > 0)
		return st;
	return fail(w, SN_INVALID, _("%s: %s has no row of order %s"),
	    s->part[0].key.name, s->part[1].table.name, key.p);
}

/* Why a line is left over. */
static enum status
refuse_line(struct reading *s, size_t i, struct why *w)
{
	struct row row;
	struct cell key;
	struct why reason;
	enum status st;

	st = stash_get(&row, &s->part[1].stash, i, &s->order_arena, w);
	if (st != SN_OK)
		return st;
	key = reading_key(s, &row, 1);
	if (key.len == 0)
		(void)fail(&reason, SN_INVALID, _("%s: empty"),
		    s->part[1].key.name);
	else
		(void)fail(&reason, SN_INVALID, _("%s: %s has no order %s"),
		    s->part[1].key.name, s->part[0].table.name, key.p);
	st = reading_refuse(s, 1, &row, true, reason.text, w);
	arena_reset(&s->order_arena);
	return st;
}

enum status
reading_refuse_lines(struct reading *s, struct why *w)
{
	struct stash *stash = &s->part[1].stash;
	size_t *order, i;
	enum status st;

	if ((st = stash_order(&order, stash, w)) != SN_OK)
		return st;
	for (i = 0; st == SN_OK && i < stash->n; i++)
		if (!stash->entry[order[i]].used)
			st = refuse_line(s, order[i], w);
	free(order);
	return st;
}
