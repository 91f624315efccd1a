#include <string.h>

#include "base/i18n.h"
#include "format/build.h"

/* Whether a line of this kind is a thing that goes into a parcel. */
static bool
ships(const struct line *l)
{
	return strcmp(l->kind, "fee") != 0 && strcmp(l->kind, "discount") != 0;
}

/*
 * A total in place of a price: what the quantity does not divide becomes an
 * adjustment, so that nothing is lost.
 */
static enum status
settle_total(struct tree *t, struct build *b, struct line *l,
    const struct scope *row, struct why *w)
{
	const struct spec *spec = b->layout->line_total;
	struct charge *c;
	int64_t total;
	enum status st;

	if (spec == NULL)
		return SN_OK;
	if ((st = value_num(&total, b->line_values, spec, row, w)) != SN_OK ||
	    total == NUM_NULL)
		return st;
	if (l->quantity == 0) {
		l->unit_price = 0;
	} else {
		l->unit_price = total / l->quantity;
		total %= l->quantity;
	}
	if (total == 0)
		return SN_OK;
	c = tree_charge(t);
	c->kind = "adjustment";
	c->name = l->mall_id;
	c->amount = total;
	c->tax_rate = l->tax_rate;
	c->tax_included = l->tax_included;
	return SN_OK;
}

/* A discount that is written as a line of goods with a negative number. */
static enum status
settle_sign(struct line *l, const struct section *s, struct why *w)
{
	if (l->quantity >= 0)
		return SN_OK;
	if (strcmp(l->kind, "discount") != 0)
		return fail(w, SN_INVALID, _("%s: %lld: a quantity is not "
		    "negative"), layout_name(s, "quantity"),
		    (long long)l->quantity);
	l->quantity = -l->quantity;
	if (l->unit_price != NUM_NULL)
		l->unit_price = -l->unit_price;
	return SN_OK;
}

static enum status
ship_line(struct tree *t, struct build *b, const struct line *l,
    size_t shipment, const struct scope *row, struct why *w)
{
	int64_t quantity = l->quantity - l->cancelled, n = NUM_NULL;
	enum status st;

	if (!ships(l))
		return SN_OK;
	if (b->layout->line_ship != NULL) {
		st = value_num(&n, b->line_values, b->layout->line_ship, row,
		    w);
		if (st != SN_OK)
			return st;
		if (n != NUM_NULL && (n < 0 || n > quantity))
			return fail(w, SN_INVALID, _("%s: %lld of %lld cannot "
			    "be shipped"),
			    b->layout->line_ship->header[0].name,
			    (long long)n, (long long)quantity);
		if (n != NUM_NULL)
			quantity = n;
	}
	if (quantity > 0)
		tree_shipment_line(t, shipment, t->nline - 1, quantity);
	return SN_OK;
}

static enum status
build_line(struct tree *t, struct build *b, size_t shipment,
    const struct raw *raw, struct why *w)
{
	const struct raw *const one[1] = { raw };
	const struct scope row = { one, 1 };
	struct line *l = tree_line(t);
	enum status st;

	b->bad = raw;
	st = build_section(l, &b->layout->line, b->line_values, &row, w);
	if (st != SN_OK)
		return st;
	if (l->quantity == NUM_NULL)
		return fail(w, SN_INVALID, _("%s: empty"),
		    layout_name(&b->layout->line, "quantity"));
	if ((st = settle_total(t, b, l, &row, w)) != SN_OK ||
	    (st = settle_sign(l, &b->layout->line, w)) != SN_OK)
		return st;
	return ship_line(t, b, l, shipment, &row, w);
}

/* Parts follow the set that they belong to, and name it in no other way. */
static void
settle_sets(struct tree *t, size_t line, size_t shipment, int64_t set[])
{
	struct line *l = t->line[line];

	if (strcmp(l->kind, "set") == 0)
		set[shipment] = (int64_t)line;
	else if (strcmp(l->kind, "part") == 0)
		l->parent = set[shipment];
	else
		set[shipment] = NUM_NULL;
}

enum status
build_is_line(bool *out, const struct build *b, const struct raw *raw,
    struct why *w)
{
	const struct raw *const one[1] = { raw };
	const struct scope row = { one, 1 };
	const char *text;
	enum status st;

	*out = true;
	if (b->layout->line_when == NULL)
		return SN_OK;
	st = value_text(&text, b->line_values, b->layout->line_when, &row, w);
	*out = text != NULL;
	return st;
}

enum status
build_lines(struct tree *t, struct build *b, const size_t place_of[],
    struct why *w)
{
	bool same = b->lines.raw == b->orders.raw, yes;
	int64_t *set;
	enum status st;
	size_t i, shipment;

	set = arena_alloc(t->arena, t->nshipment * sizeof(*set));
	for (i = 0; i < t->nshipment; i++)
		set[i] = NUM_NULL;
	for (i = 0; !b->layout->no_lines && i < b->lines.n; i++) {
		st = build_is_line(&yes, b, b->lines.raw[i], w);
		if (st != SN_OK)
			return st;
		if (!yes)
			continue;
		shipment = same ? place_of[i] : 0;
		st = build_line(t, b, shipment, b->lines.raw[i], w);
		if (st != SN_OK)
			return st;
		settle_sets(t, t->nline - 1, shipment, set);
	}
	return SN_OK;
}
