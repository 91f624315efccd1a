#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "format/reading.h"

enum {
	/* Rows of one order; above it the order is refused, so that a file
	   whose every row has the same number does not fill the memory. */
	ORDER_ROWS_MAX = 10000
};

/* The row with its cells copied, and marked when it is not whole. */
static const struct raw *
copy_row(struct reading *s, const struct row *row, size_t part)
{
	struct raw *raw = arena_alloc(&s->order_arena, sizeof(*raw));
	const struct row *header = &s->part[part].table.header;
	size_t n = row->n;

	row_copy(&raw->row, row, &s->order_arena);
	while (n > header->n && row->cell[n - 1].len == 0)
		n--;
	if (n != header->n)
		raw->bad = arena_printf(&s->order_arena,
		    _("%zu columns, where the header has %zu"), row->n,
		    header->n);
	return raw;
}

static const char *
too_many(struct reading *s)
{
	return arena_printf(&s->order_arena,
	    _("more than %d rows have this order number"), ORDER_ROWS_MAX);
}

enum status
reading_keep(struct reading *s, struct kept *k, const struct row *row,
    size_t part, struct why *w)
{
	size_t cap;
	void *p;

	if (k->n == ORDER_ROWS_MAX) {
		s->overfull = true;
		return reading_refuse(s, part, row, true, too_many(s), w);
	}
	if (k->n == k->cap) {
		cap = k->cap == 0 ? 64 : 2 * k->cap;
		p = realloc(k->raw, cap * sizeof(*k->raw));
		if (p == NULL)
			return fail(w, SN_IO, _("out of memory"));
		k->raw = p;
		k->cap = cap;
	}
	k->raw[k->n++] = copy_row(s, row, part);
	return SN_OK;
}

struct cell
reading_key(const struct reading *s, const struct row *row, size_t part)
{
	long column = s->part[part].key.column;
	struct cell key;

	if ((size_t)column >= row->n)
		return (struct cell){ "", 0 };
	key = row->cell[column];
	while (key.len > 0 && (*key.p == ' ' || *key.p == '\t')) {
		key.p++;
		key.len--;
	}
	while (key.len > 0 && (key.p[key.len - 1] == ' ' ||
	    key.p[key.len - 1] == '\t'))
		key.len--;
	return key;
}

enum status
reading_refuse(struct reading *s, size_t part, const struct row *row,
    bool culprit, const char *reason, struct why *w)
{
	const struct table_file *t = &s->part[part].table;
	const struct orders_refused r = { .row = row, .header = &t->header,
	    .format = s->layout.format, .file = t->name,
	    .second = part == 1, .culprit = culprit, .reason = reason };
	enum status st;

	s->count.refused++;
	if (s->conf->refused == NULL)
		return SN_OK;
	st = s->conf->refused(&r, s->arg, w);
	return status_stops(st) ? st : SN_OK;
}

static enum status
refuse_kept(struct reading *s, const struct kept *k, size_t part,
    const struct raw *bad, const char *reason, const char *elsewhere,
    struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	for (i = 0; st == SN_OK && i < k->n; i++)
		st = reading_refuse(s, part, &k->raw[i]->row,
		    k->raw[i] == bad, k->raw[i] == bad ? reason : elsewhere,
		    w);
	return st;
}

/* Refuse all rows of the order in hand; bad is the one at fault. */
static enum status
refuse_order(struct reading *s, const struct raw *bad, const char *reason,
    struct why *w)
{
	const char *file = s->part[0].table.name, *elsewhere;
	enum status st;
	size_t i;

	for (i = 0; i < s->lines.n; i++)
		if (s->lines.raw[i] == bad)
			file = s->part[1].table.name;
	elsewhere = arena_printf(&s->order_arena,
	    _("goes with %s:%lu, which is refused: %s"), file, bad->row.line,
	    reason);
	if ((st = refuse_kept(s, &s->orders, 0, bad, reason, elsewhere,
	    w)) != SN_OK)
		return st;
	return refuse_kept(s, &s->lines, 1, bad, reason, elsewhere, w);
}

static enum status
hand_out(struct reading *s, struct tree *t, struct why *w)
{
	const struct orders_got got = { .tree = t, .carried = &s->carried,
	    .rows = s->orders.n + s->lines.n,
	    .line = s->orders.raw[0]->row.line };
	enum status st;

	st = s->fn(&got, s->arg, w);
	if (st != SN_OK && st != SN_SOME)
		return st;
	s->count.orders++;
	return SN_OK;
}

enum status
reading_finish(struct reading *s, struct why *w)
{
	struct build b = { .layout = &s->layout };
	struct why bw;
	struct tree t;
	enum status st = SN_OK;

	if (s->orders.n == 0)
		return SN_OK;
	b.values = &s->part[0].values;
	b.line_values = &s->part[s->nparts - 1].values;
	if (s->nparts == 2)
		st = reading_find_lines(s, &bw);
	if (st == SN_OK && s->overfull)
		st = fail(&bw, SN_INVALID, "%s", too_many(s));
	b.orders = (struct scope){ s->orders.raw, s->orders.n };
	b.lines = s->nparts == 2 ?
	    (struct scope){ s->lines.raw, s->lines.n } : b.orders;
	b.bad = s->orders.raw[0];
	if (st == SN_OK && (st = build_order(&t, &b, &bw)) == SN_OK) {
		b.bad = s->orders.raw[0];
		st = hand_out(s, &t, &bw);
	}
	if (status_stops(st))
		*w = bw;
	else if (st != SN_OK)
		st = refuse_order(s, b.bad, bw.text, w);
	s->orders.n = s->lines.n = 0;
	s->overfull = false;
	arena_reset(&s->order_arena);
	return st;
}
