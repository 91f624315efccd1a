#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "format/reading.h"

/* The rows of one order are adjacent, so what is next ends it. */
static enum status
take_row(struct reading *s, const struct row *row, struct why *w)
{
	const struct cell key = reading_key(s, row, 0), *raw;
	struct cell before;
	struct why empty;
	enum status st;

	if (key.len == 0) {
		(void)fail(&empty, SN_INVALID, _("%s: empty"),
		    s->part[0].key.name);
		return reading_refuse(s, 0, row, true, empty.text, w);
	}
	raw = &row->cell[s->part[0].key.column];
	if (prescan_scattered(&s->part[0].prescan, raw->p, raw->len))
		return stash_put(&s->part[0].stash, row, &key, w);
	if (s->orders.n > 0) {
		before = reading_key(s, &s->orders.raw[0]->row, 0);
		if ((before.len != key.len ||
		    memcmp(before.p, key.p, key.len) != 0) &&
		    (st = reading_finish(s, w)) != SN_OK)
			return st;
	}
	return reading_keep(s, &s->orders, row, 0, w);
}

static enum status
on_row(const struct row *row, void *arg, struct why *w)
{
	struct reading *s = arg;
	enum status st;

	if (row->number == 1)
		return SN_OK;
	s->count.read++;
	st = take_row(s, row, w);
	s->stopped = status_stops(st);
	return st;
}

/* Look over a file and refuse one that is cut off. */
static enum status
prescan(struct reading *s, size_t i, struct why *w)
{
	struct part *p = &s->part[i];
	const char *name = p->table.name;
	enum status st;

	if ((st = rows_prescan(p->table.in, &p->table.conf, p->key.column,
	    &p->prescan, w)) != SN_OK)
		return fail_at(w, st, "%s", name);
	if (p->prescan.open_quote)
		return fail(w, SN_USAGE, _("%s: ends inside the quotes of the "
		    "row at line %lu: the file is cut off, nothing of it was "
		    "taken"), name, p->prescan.last_line);
	if (p->prescan.truncated)
		return fail(w, SN_USAGE, _("%s:%lu: ends in the middle of "
		    "this row: the file is cut off, nothing of it was taken"),
		    name, p->prescan.last_line);
	return SN_OK;
}

static enum status
open_part(struct reading *s, size_t i, FILE *in, const char *name,
    struct why *w)
{
	const struct file_layout *l = &s->layout.file[i];
	struct part *p = &s->part[i];
	const char *missing;
	enum status st;
	enum enc e;

	if ((st = table_encoding(&e, in, name, w)) != SN_OK ||
	    (st = table_open(&p->table, in, name, e, s->layout.format,
	    &s->arena, w)) != SN_OK ||
	    (st = decoder_open(&p->values.decoder, e, w)) != SN_OK)
		return st;
	p->values.arena = &s->order_arena;
	memcpy(p->values.unfixed, s->layout.unfixed,
	    sizeof(p->values.unfixed));
	missing = table_missing(&p->table, l, &s->arena);
	if (*missing != '\0')
		return fail(w, SN_INVALID, _("%s: no %s of format %s: missing "
		    "columns: %s"), name, l->title, s->layout.format->name,
		    missing);
	p->key = l->key;
	if (!header_resolve(&p->key, &p->table.headers))
		return fail(w, SN_INVALID, _("%s: missing column: %s"), name,
		    p->key.name);
	return prescan(s, i, w);
}

static enum status
open_parts(struct reading *s, FILE *in, const char *name, struct why *w)
{
	const struct orders_conf *c = s->conf;
	enum status st;

	s->nparts = s->layout.nfile;
	if (s->nparts == 2 && c->second == NULL)
		return fail(w, SN_USAGE, _("%s: format %s needs two files, %s "
		    "and %s, in one run"), name, s->layout.format->name,
		    s->layout.file[0].title, s->layout.file[1].title);
	if ((st = open_part(s, 0, in, name, w)) != SN_OK ||
	    (s->nparts == 2 && (st = open_part(s, 1, c->second,
	    c->second_name, w)) != SN_OK))
		return st;
	st = layout_resolve(&s->layout, &s->part[0].table.headers,
	    &s->part[s->nparts - 1].table.headers, &s->carried, w);
	if (st != SN_OK)
		return fail_at(w, st, "%s", name);
	if (s->part[0].prescan.scattered_keys > 0 &&
	    (st = stash_open(&s->part[0].stash, w)) != SN_OK)
		return st;
	return s->nparts == 2 ? reading_read_lines(s, w) : SN_OK;
}

/* The file broke: what is in hand may not be the whole order. */
static enum status
give_up(struct reading *s, enum status st, struct why *w)
{
	struct why uw;
	enum status refused = SN_OK;
	size_t i;

	for (i = 0; refused == SN_OK && i < s->orders.n; i++)
		refused = reading_refuse(s, 0, &s->orders.raw[i]->row, false,
		    w->text, &uw);
	if (status_stops(refused)) {
		*w = uw;
		return refused;
	}
	return fail_at(w, st, "%s", s->part[0].table.name);
}

static enum status
read_all(struct reading *s, struct why *w)
{
	struct part *p = &s->part[0];
	enum status st;

	st = rows_read(p->table.in, &p->table.conf, on_row, s, w);
	if (!s->stopped && (st == SN_INVALID || st == SN_IO))
		return give_up(s, st, w);
	if (st != SN_OK || (st = reading_finish(s, w)) != SN_OK ||
	    (st = reading_scattered(s, w)) != SN_OK)
		return st;
	return s->nparts == 2 ? reading_refuse_lines(s, w) : SN_OK;
}

static void
reading_close(struct reading *s)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		prescan_free(&s->part[i].prescan);
		decoder_close(s->part[i].values.decoder);
		stash_close(&s->part[i].stash);
	}
	free(s->orders.raw);
	free(s->lines.raw);
	arena_free(&s->order_arena);
	arena_free(&s->arena);
}

enum status
orders_read(struct orders_count *count, FILE *in, const char *name,
    const struct format *f, const struct orders_conf *conf, orders_fn *fn,
    void *arg, struct why *w)
{
	static const struct orders_conf none;
	struct reading s = { .conf = conf != NULL ? conf : &none, .fn = fn,
	    .arg = arg };
	enum status st;

	if ((st = layout_read(&s.layout, f, &s.arena, w)) == SN_OK &&
	    (st = open_parts(&s, in, name, w)) == SN_OK)
		st = read_all(&s, w);
	s.count.repaired = s.part[0].values.repaired +
	    s.part[1].values.repaired;
	s.count.mended = s.part[0].values.mended + s.part[1].values.mended;
	s.count.encoding = s.part[0].table.encoding;
	if (count != NULL)
		*count = s.count;
	reading_close(&s);
	return st;
}

bool
orders_pair(const struct format *f)
{
	return json_object_get(f->json, "second") != NULL;
}
