#include <string.h>

#include "base/i18n.h"
#include "format/layout.h"

static void
carry(struct carried *c, const struct table *t, const char *name)
{
	carried_add(c, t, column_find(t, name));
}

static void
section(const struct section *s, const struct headers *h, struct carried *c)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		spec_resolve(s->map[i].spec, h);
		if (spec_carried(s->map[i].spec))
			carried_add(c, s->table, s->map[i].column);
	}
}

/* The section has this column, and the file what it comes from. */
static bool
has(const struct carried *c, const struct table *t, const char *name)
{
	return carried_has(c, t, column_find(t, name));
}

/* What is made from other columns is carried when these are. */
static void
derive(struct layout *l, struct carried *c)
{
	const struct table *d = &table_destination, *s = &table_shipment;
	bool remarks = has(c, &table_orders, "remarks");

	if (remarks)
		carry(c, &table_orders, "remarks_given");
	if (remarks || has(c, d, "want_date")) {
		carry(c, d, "want_date");
		carry(c, s, "deliver_on");
	}
	if (remarks || has(c, d, "want_slot")) {
		carry(c, d, "want_slot");
		carry(c, s, "deliver_slot");
	}
	if (has(c, &table_orders, "stated_total"))
		carry(c, &table_orders, "unfixed");
	if (l->line_total != NULL && spec_carried(l->line_total))
		carry(c, &table_line, "unit_price");
}

/*
 * A charge stands in this file when its amount does, and nothing that says
 * the same better.  Charges are all carried when each one is, or is stood
 * for by others.
 */
static void
charges(struct layout *l, const struct headers *h, struct carried *c)
{
	struct charge_layout *charge;
	bool stood_for;
	size_t i, k;

	c->charges = !l->partial_charges;
	for (i = 0; i < l->ncharge; i++) {
		charge = &l->charge[i];
		stood_for = false;
		for (k = 0; k < charge->nunless; k++)
			stood_for |= header_resolve(&charge->unless[k], h);
		spec_resolve(charge->amount, h);
		charge->used = !stood_for && spec_carried(charge->amount);
		if (charge->used)
			section(&charge->section, h, c);
		else if (!stood_for)
			c->charges = false;
	}
}

static void
payments(struct layout *l, const struct headers *h, struct carried *c)
{
	struct payment_layout *p;
	size_t i, k;

	for (i = 0; i < l->npayment; i++) {
		p = &l->payment[i];
		section(&p->section, h, c);
		for (k = 0; k < p->nstate; k++) {
			spec_resolve(p->state[k].spec, h);
			if (spec_carried(p->state[k].spec))
				carry(c, &table_payment, "state");
		}
	}
	c->payments = l->npayment > 0 && has(c, &table_payment, "method");
	if (c->payments)
		carry(c, &table_payment, "timing");
}

/* What no order can be without, but a guessed one's time. */
static enum status
need(const struct section *s, const char *name, const struct carried *c,
    struct why *w)
{
	if (has(c, s->table, name))
		return SN_OK;
	return fail(w, SN_INVALID, _("%s: the file has no such column"),
	    layout_name(s, name));
}

static enum status
need_time(struct layout *l, const struct carried *c, struct why *w)
{
	if (l->guessed && !has(c, &table_orders, "ordered_at"))
		return clock_now(&l->undated, w);
	return need(&l->order, "ordered_at", c, w);
}

enum status
layout_resolve(struct layout *l, const struct headers *orders,
    const struct headers *lines, struct carried *carried, struct why *w)
{
	enum status st;
	size_t i;

	memset(carried, 0, sizeof(*carried));
	section(&l->order, orders, carried);
	section(&l->destination, orders, carried);
	section(&l->shipment, orders, carried);
	section(&l->line, lines, carried);
	spec_resolve(l->line_total, lines);
	spec_resolve(l->line_ship, lines);
	spec_resolve(l->line_when, lines);
	spec_resolve(l->tags, orders);
	for (i = 0; i < l->ndestination_key; i++)
		header_resolve(&l->destination_key[i], orders);
	charges(l, orders, carried);
	payments(l, orders, carried);
	derive(l, carried);
	carried->lines = !l->partial_lines;
	carried->to_ship = l->line_ship != NULL && spec_carried(l->line_ship);
	if ((st = need(&l->order, "number", carried, w)) != SN_OK ||
	    (st = need_time(l, carried, w)) != SN_OK)
		return st;
	if (has(carried, &table_line, "quantity"))
		return SN_OK;
	l->no_lines = l->partial_lines;
	return l->no_lines ? SN_OK : need(&l->line, "quantity", carried, w);
}
