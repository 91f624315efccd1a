#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "format/build.h"
#include "format/pref.h"
#include "text/date.h"
#include "text/remarks.h"

enum status
build_section(void *rec, const struct section *s, struct valuer *v,
    const struct scope *rows, struct why *w)
{
	enum status st;
	size_t i;

	for (i = 0; i < s->n; i++) {
		st = value_set(rec, s->map[i].column, v, s->map[i].spec,
		    rows, w);
		if (st != SN_OK)
			return st;
	}
	return SN_OK;
}

/*
 * Some write the prefecture at the head of the address, and another word,
 * or none, where it should stand.
 */
static void
settle_pref(struct person *p, struct arena *a)
{
	const char **first = p->city != NULL ? &p->city : &p->town;
	const char *pref;
	size_t len;

	if (*first == NULL || (p->pref != NULL && pref_find(p->pref) != NULL))
		return;
	if ((pref = pref_prefix(*first, &len)) == NULL)
		return;
	p->pref = pref;
	*first = arena_strdup(a, *first + len);
	if (**first == '\0')
		*first = NULL;
}

/* What every order has, given or not. */
static void
settle_order(struct order *o, const struct valuer *v)
{
	if (o->type == NULL)
		o->type = "normal";
	/* Of a mall that says nothing nobody knows that it may ship. */
	if (o->mall_state == NULL)
		o->mall_state = "processing";
	o->remarks_given = o->remarks;
	o->unfixed = v->open;
	settle_pref(&o->by, v->arena);
}

static enum status
build_head(struct tree *t, struct build *b, struct why *w)
{
	struct order *o = t->order;
	enum status st;

	st = build_section(o, &b->layout->order, b->values, &b->orders, w);
	if (st != SN_OK)
		return st;
	o->source_row = (int64_t)b->orders.raw[0]->row.number;
	if (o->number == NULL)
		return fail(w, SN_INVALID, _("%s: empty"),
		    b->layout->file[0].key.name);
	if (*b->layout->undated.text != '\0')
		o->ordered_at = b->layout->undated.text;
	if (o->ordered_at == NULL)
		return fail(w, SN_INVALID, _("%s: empty"),
		    layout_name(&b->layout->order, "ordered_at"));
	settle_order(o, b->values);
	return SN_OK;
}

static const struct cell *
key_cell(const struct header *h, const struct raw *raw)
{
	return h->column == ABSENT || (size_t)h->column >= raw->row.n ? NULL :
	    &raw->row.cell[h->column];
}

/*
 * What tells destinations apart, NULL where nothing does: a cell, or
 * several joined by a byte that none of them holds.
 */
static const struct cell *
key_of(const struct layout *l, const struct raw *raw, struct arena *a)
{
	struct str all = STR_INIT;
	const struct cell *part;
	struct cell *key;
	bool filled = false;
	size_t i, n = 0;

	if (l->ndestination_key == 1)
		return key_cell(&l->destination_key[0], raw);
	for (i = 0; i < l->ndestination_key; i++) {
		part = key_cell(&l->destination_key[i], raw);
		if (part == NULL)
			continue;
		n++;
		filled |= part->len > 0;
		str_add(&all, part->p, part->len);
		str_putc(&all, '\0');
	}
	key = arena_alloc(a, sizeof(*key));
	*key = (struct cell){ "", 0 };
	if (filled)
		*key = (struct cell){ arena_strndup(a, all.p, all.len),
		    all.len };
	str_free(&all);
	return n > 0 ? key : NULL;
}

static bool
same_key(const struct cell *x, const struct cell *y)
{
	return x == y || (x != NULL && y != NULL && x->len == y->len &&
	    memcmp(x->p, y->p, x->len) == 0);
}

/*
 * Whether the row is for the order as a whole, as a discount is: no line,
 * and no key of a destination.
 */
static enum status
is_placeless(bool *out, const struct build *b, const struct raw *raw,
    struct why *w)
{
	const struct cell *key = key_of(b->layout, raw, b->values->arena);
	enum status st;
	bool line;

	*out = false;
	if (b->layout->line_when == NULL || key == NULL || key->len > 0)
		return SN_OK;
	st = build_is_line(&line, b, raw, w);
	*out = !line;
	return st;
}

/* The rows by destination, and where each row went. */
static enum status
find_places(struct place **out, size_t *n, size_t place_of[],
    struct build *b, struct why *w)
{
	struct arena *a = b->values->arena;
	const struct scope *rows = &b->orders;
	struct place *place;
	const struct cell *key;
	enum status st;
	bool placeless;
	size_t i, k;

	*n = 0;
	*out = place = arena_alloc(a, rows->n * sizeof(*place));
	for (i = 0; i < rows->n; i++) {
		st = is_placeless(&placeless, b, rows->raw[i], w);
		if (st != SN_OK)
			return st;
		if (placeless && (*n > 0 || i + 1 < rows->n))
			continue;
		key = key_of(b->layout, rows->raw[i], a);
		for (k = 0; k < *n; k++)
			if (same_key(place[k].key, key))
				break;
		if (k == *n) {
			place[*n].key = key;
			place[(*n)++].raw = arena_alloc(a, (rows->n - i) *
			    sizeof(*place->raw));
		}
		place[k].raw[place[k].n++] = rows->raw[i];
		place_of[i] = k;
	}
	return SN_OK;
}

/*
 * The wish for a day and a slot: of columns where they are filled, else of
 * the buyer's remarks.  One that is not understood stays as it was given,
 * for a person to read.
 */
static void
settle_wish(struct tree *t, size_t i, const char *date, const char *slot)
{
	struct destination *d = t->destination[i];
	struct shipment *s = t->shipment[i];
	struct arena *a = t->arena;
	char text[DATE_SIZE];
	const char *parsed;

	if (d->want_date == NULL)
		d->want_date = date;
	if (d->want_slot == NULL)
		d->want_slot = slot;
	if (s->deliver_on == NULL && d->want_date != NULL &&
	    date_parse(text, d->want_date) == SN_OK)
		s->deliver_on = arena_strdup(a, text);
	if (s->deliver_slot == NULL && d->want_slot != NULL &&
	    slot_parse(&parsed, d->want_slot, a) == SN_OK &&
	    strcmp(parsed, "none") != 0)
		s->deliver_slot = parsed;
}

static void
settle_wishes(struct tree *t)
{
	const char *date = NULL, *slot = NULL, *rest;
	char text[DATE_SIZE] = "";
	size_t i;

	if (t->order->remarks != NULL) {
		switch (remarks_wish(t->order->remarks, text, &slot, &rest,
		    t->arena)) {
		case SN_OK:
		case SN_SOME:
			if (*text != '\0')
				date = arena_strdup(t->arena, text);
			break;
		default:
			slot = NULL;
		}
		t->order->remarks = *rest == '\0' ? NULL : rest;
	}
	for (i = 0; i < t->ndestination; i++)
		settle_wish(t, i, date, slot);
}

static enum status
build_places(struct tree *t, struct build *b, const struct place *place,
    size_t n, struct why *w)
{
	const struct layout *l = b->layout;
	struct destination *d;
	struct scope rows;
	enum status st;
	size_t i;

	for (i = 0; i < n; i++) {
		d = tree_destination(t);
		rows = (struct scope){ (const struct raw *const *)
		    place[i].raw, place[i].n };
		b->bad = rows.raw[0];
		if ((st = build_section(d, &l->destination, b->values, &rows,
		    w)) != SN_OK || (st = build_section(tree_shipment(t, i),
		    &l->shipment, b->values, &rows, w)) != SN_OK)
			return st;
		settle_pref(&d->to, t->arena);
		settle_pref(&d->from, t->arena);
	}
	return SN_OK;
}

/* Tags parted by commas, on every shipment. */
static enum status
build_tags(struct tree *t, struct build *b, struct why *w)
{
	const char *text, *end, *p;
	enum status st;
	size_t i, n;

	if (b->layout->tags == NULL)
		return SN_OK;
	st = value_text(&text, b->values, b->layout->tags, &b->orders, w);
	if (st != SN_OK || text == NULL)
		return st;
	for (p = text; *p != '\0'; p = *end == '\0' ? end : end + 1) {
		p += strspn(p, " ");
		end = p + strcspn(p, ",");
		for (n = (size_t)(end - p); n > 0 && p[n - 1] == ' '; )
			n--;
		for (i = 0; n > 0 && i < t->nshipment; i++)
			tree_tag(t, i, arena_strndup(t->arena, p, n));
	}
	return SN_OK;
}

static const struct raw *
find_bad(const struct scope *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (rows->raw[i]->bad != NULL)
			return rows->raw[i];
	return NULL;
}

enum status
build_order(struct tree *t, struct build *b, struct why *w)
{
	struct place *place;
	size_t *place_of, n;
	enum status st;

	if ((b->bad = find_bad(&b->orders)) != NULL ||
	    (b->bad = find_bad(&b->lines)) != NULL)
		return fail(w, SN_INVALID, "%s", b->bad->bad);
	b->values->open = b->line_values->open = false;
	b->bad = b->orders.raw[0];
	tree_init(t, b->values->arena);
	place_of = arena_alloc(t->arena, b->orders.n * sizeof(*place_of));
	if ((st = build_head(t, b, w)) != SN_OK)
		return st;
	if ((st = find_places(&place, &n, place_of, b, w)) != SN_OK ||
	    (st = build_places(t, b, place, n, w)) != SN_OK)
		return st;
	settle_wishes(t);
	if ((st = build_lines(t, b, place_of, w)) != SN_OK)
		return st;
	b->bad = b->orders.raw[0];
	if ((st = build_money(t, b, place, w)) != SN_OK)
		return st;
	t->order->unfixed = b->values->open || b->line_values->open;
	return build_tags(t, b, w);
}
