#include <string.h>

#include "format/build.h"

/*
 * Whether the amount can be seen to be nothing without asking for more:
 * most charges of most orders are.
 */
static bool
is_nothing(const struct spec *amount, const struct scope *rows)
{
	const struct row *row = &rows->raw[0]->row;
	long column = amount->nheader == 1 ? amount->header[0].column : ABSENT;
	const struct cell *c;

	if (column == ABSENT || (size_t)column >= row->n ||
	    amount->otherwise != NULL || amount->nword > 0 ||
	    amount->rows != ROWS_FIRST)
		return false;
	c = &row->cell[column];
	return c->len == 0 || (c->len == 1 && *c->p == '0');
}

/*
 * One charge of the rows; an amount of zero is no charge.  An amount that
 * is not fixed yet is one, of NULL.
 */
static enum status
build_charge(struct tree *t, struct build *b, const struct charge_layout *l,
    int64_t destination, const struct scope *rows, struct why *w)
{
	struct valuer *v = b->values;
	bool before = v->open, open;
	struct charge *c;
	int64_t amount;
	enum status st;

	if (is_nothing(l->amount, rows))
		return SN_OK;
	v->open = false;
	st = value_num(&amount, v, l->amount, rows, w);
	open = v->open;
	v->open |= before;
	if (st != SN_OK || (!open && (amount == NUM_NULL || amount == 0)))
		return st;
	c = tree_charge(t);
	st = build_section(c, &l->section, v, rows, w);
	c->destination = destination;
	c->amount = open ? NUM_NULL : amount;
	if (c->tax_included == NUM_NULL)
		c->tax_included = 1;
	if (c->kind == NULL)
		c->kind = "adjustment";
	return st;
}

static enum status
build_charges(struct tree *t, struct build *b, const struct place *place,
    struct why *w)
{
	const struct charge_layout *l;
	struct scope rows;
	enum status st;
	size_t i, k;

	for (i = 0; i < b->layout->ncharge; i++) {
		l = &b->layout->charge[i];
		if (!l->used)
			continue;
		if (!l->per_destination) {
			st = build_charge(t, b, l, NUM_NULL, &b->orders, w);
			if (st != SN_OK)
				return st;
			continue;
		}
		for (k = 0; k < t->ndestination; k++) {
			rows = (struct scope){ (const struct raw *const *)
			    place[k].raw, place[k].n };
			st = build_charge(t, b, l, (int64_t)k, &rows, w);
			if (st != SN_OK)
				return st;
		}
	}
	return SN_OK;
}

static enum status
settle_state(struct payment *p, struct build *b,
    const struct payment_layout *l, struct why *w)
{
	enum status st;
	size_t i;

	for (i = 0; p->state == NULL && i < l->nstate; i++)
		if (strcmp(l->state[i].timing, p->timing) == 0 &&
		    (st = value_text(&p->state, b->values, l->state[i].spec,
		    &b->orders, w)) != SN_OK)
			return st;
	if (p->state == NULL)
		p->state = "none";
	return SN_OK;
}

/* A payment whose method the file does not give is none. */
static enum status
build_payment(struct tree *t, struct build *b,
    const struct payment_layout *l, struct why *w)
{
	struct payment given, *p;
	const struct section *s = &l->section;
	enum status st;

	given = *(struct payment *)record_new(&table_payment, t->arena);
	if ((st = build_section(&given, s, b->values, &b->orders, w)) !=
	    SN_OK)
		return st;
	if (given.method == NULL)
		return SN_OK;
	if (given.timing == NULL)
		given.timing = word_timing_of(given.method);
	if ((st = settle_state(&given, b, l, w)) != SN_OK)
		return st;
	p = tree_payment(t);
	given.seq = p->seq;
	*p = given;
	return SN_OK;
}

enum status
build_money(struct tree *t, struct build *b, const struct place *place,
    struct why *w)
{
	enum status st;
	size_t i;

	if ((st = build_charges(t, b, place, w)) != SN_OK)
		return st;
	for (i = 0; i < b->layout->npayment; i++) {
		st = build_payment(t, b, &b->layout->payment[i], w);
		if (st != SN_OK)
			return st;
	}
	return SN_OK;
}
