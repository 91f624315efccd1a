/*
 * The values that formats of labels and results may name: those of the
 * dictionary by their field names, and the computed ones below.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "order/label.h"
#include "text/date.h"

enum {
	ON_ORDER, ON_DESTINATION, ON_SHIPMENT, ON_SENDER, ON_LINE, COMPUTED
};

struct value {
	int			 on;
	const struct column	*column;
	void			 (*compute)(struct shown *out,
				    const struct label *l, size_t n,
				    bool rest, struct arena *a);
	size_t			 n;	/* of goods.2: 1 */
	bool			 rest;	/* goods.2+: it and what follows */
};

#define COMPUTE(name)							\
	static void							\
	name(struct shown *out, const struct label *l, size_t n, bool rest, \
	    struct arena *a)
#define UNUSED_N (void)n, (void)rest

static const char *
yen(int64_t v, struct arena *a)
{
	return v > 0 ? arena_printf(a, "%" PRId64, v) : NULL;
}

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

COMPUTE(key)
{
	struct why w;

	UNUSED_N;
	/* One that is too long is refused before anything is written. */
	if (label_key(&out->text, l->conf.prefix, label_shipment(l)->id, a,
	    &w) != SN_OK)
		out->text = NULL;
}

COMPUTE(kind)
{
	UNUSED_N;
	(void)a;
	out->text = l->kind;
}

COMPUTE(carrier)
{
	UNUSED_N;
	(void)a;
	out->text = l->carrier;
}

COMPUTE(service)
{
	UNUSED_N;
	(void)a;
	out->text = l->service;
}

COMPUTE(carrier_service)
{
	UNUSED_N;
	out->text = arena_printf(a, "%s/%s", or_empty(l->carrier),
	    or_empty(l->service));
}

/* Services that deliver by a time: without one they are none. */
static bool
is_timed(const char *service)
{
	return strcmp(service, "time") == 0 ||
	    strcmp(service, "just-time") == 0;
}

/* Carriers offer slots by service. */
COMPUTE(service_slot)
{
	const char *slot = label_shipment(l)->deliver_slot;

	UNUSED_N;
	if (slot == NULL || strcmp(slot, "none") == 0) {
		if (!is_timed(l->service))
			return;
		slot = "none";
	}
	out->text = arena_printf(a, "%s/%s", l->service, slot);
}

/* The day and the slot that are wished for, if one of them is. */
COMPUTE(deliver_wish)
{
	const struct shipment *s = label_shipment(l);
	const char *slot = s->deliver_slot;

	UNUSED_N;
	if (slot != NULL && strcmp(slot, "none") == 0)
		slot = NULL;
	if (slot != NULL || s->deliver_on != NULL)
		out->text = arena_printf(a, "%s/%s", or_empty(s->deliver_on),
		    or_empty(slot));
}

COMPUTE(slot)
{
	const char *s = label_shipment(l)->deliver_slot;

	UNUSED_N;
	(void)a;
	if (s != NULL && strcmp(s, "none") != 0)
		out->text = s;
}

/* And cold parcels; the first word alone says nothing. */
COMPUTE(service_temp)
{
	UNUSED_N;
	if (strcmp(l->temperature, "normal") != 0)
		out->text = arena_printf(a, "%s/%s", l->service,
		    l->temperature);
}

COMPUTE(temperature)
{
	UNUSED_N;
	(void)a;
	out->text = l->temperature;
}

/* Carriers want a phone to call at the door: the buyer's is one, too. */
COMPUTE(to_phone)
{
	const struct tree *t = label_tree(l);
	const char *phone =
	    t->destination[label_shipment(l)->destination]->to.phone;

	UNUSED_N;
	(void)a;
	out->text = phone != NULL ? phone : t->order->by.phone;
}

COMPUTE(ship_date)
{
	UNUSED_N;
	(void)a;
	out->text = l->ship_date;
}

/* Once, however many rows a label has. */
COMPUTE(collect)
{
	UNUSED_N;
	if (l->row == 0)
		out->text = yen(l->collect, a);
}

COMPUTE(tax)
{
	UNUSED_N;
	out->text = l->collect > 0 && l->row == 0 ?
	    arena_printf(a, "%" PRId64, l->tax) : NULL;
}

COMPUTE(customer_code)
{
	UNUSED_N;
	(void)a;
	out->text = l->conf.customer_code;
}

COMPUTE(class_code)
{
	UNUSED_N;
	(void)a;
	out->text = l->conf.class_code;
}

COMPUTE(freight_code)
{
	UNUSED_N;
	(void)a;
	out->text = l->conf.freight_code;
}

COMPUTE(goods_default)
{
	UNUSED_N;
	(void)a;
	out->text = l->conf.goods;
}

static const char *
address(const struct person *p, struct arena *a)
{
	return arena_printf(a, "%s%s%s", or_empty(p->pref), or_empty(p->city),
	    or_empty(p->town));
}

COMPUTE(to_address)
{
	const struct tree *t = label_tree(l);

	UNUSED_N;
	out->text = address(
	    &t->destination[label_shipment(l)->destination]->to, a);
}

COMPUTE(sender_address)
{
	UNUSED_N;
	out->text = address(l->sender, a);
}

/* Item n with its quantity; in the last column, how many more there are. */
COMPUTE(goods)
{
	int64_t more = 0;
	size_t i;

	if (n >= l->ngoods)
		return;
	out->text = l->goods[n].name;
	for (i = n + 1; rest && i < l->ngoods; i++)
		more += l->goods[i].quantity;
	if (l->goods[n].quantity > 1)
		out->tail = arena_printf(a, " ×%" PRId64,
		    l->goods[n].quantity);
	if (more > 0)
		out->tail = arena_printf(a, "%s 他%" PRId64 "点",
		    or_empty(out->tail), more);
}

/* The handling mark at n, or from n on. */
COMPUTE(marks)
{
	const char *s = l->parcels > 0 ? l->marks : label_shipment(l)->marks;
	size_t len;

	for (; s != NULL; s += len) {
		s += strspn(s, " ");
		if ((len = strcspn(s, " ")) == 0)
			return;
		if (n-- > 0)
			continue;
		out->text = rest ? s : arena_strndup(a, s, len);
		return;
	}
}

/* Of the whole bundle on a label; a result is about one shipment. */
COMPUTE(parcels)
{
	UNUSED_N;
	out->text = yen(l->parcels > 0 ? l->parcels :
	    label_shipment(l)->parcels, a);
}

/* The number at n, or all from n on. */
COMPUTE(numbers)
{
	if (n < l->nnumber)
		out->text = l->number[n];
	while (rest && ++n < l->nnumber)
		out->text = arena_printf(a, "%s;%s", out->text, l->number[n]);
}

/* When it left: as the carrier says, else as was planned. */
COMPUTE(shipped)
{
	const struct shipment *s = label_shipment(l);

	UNUSED_N;
	out->text = s->shipped_at != NULL ?
	    arena_strndup(a, s->shipped_at, DATE_SIZE - 1) :
	    s->ship_date != NULL ? s->ship_date : l->conf.today;
}

COMPUTE(row_number)
{
	UNUSED_N;
	out->text = arena_printf(a, "%zu", l->row + 1);
}

/* The line that the row is about, or NULL. */
static const struct line *
line_of(const struct label *l)
{
	const struct tree *t = l->line_tree != NULL ? l->line_tree :
	    label_tree(l);

	return l->line != NULL ? t->line[l->line->line] : NULL;
}

COMPUTE(line_mall_id)
{
	UNUSED_N;
	(void)a;
	if (line_of(l) != NULL)
		out->text = line_of(l)->mall_id;
}

COMPUTE(line_quantity)
{
	UNUSED_N;
	if (l->line != NULL)
		out->text = yen(l->line_tree == NULL ? l->line->quantity :
		    label_quantity(l->line_tree, l->line), a);
}

static const struct computed {
	const char	*name;
	void		 (*compute)(struct shown *, const struct label *,
			    size_t, bool, struct arena *);
	bool		 counted;	/* takes .1, .2 ... and, last, + */
} computed[] = {
	{ "label.key", key, false }, { "label.kind", kind, false },
	{ "carrier", carrier, false }, { "service", service, false },
	{ "carrier.service", carrier_service, false },
	{ "service.slot", service_slot, false }, { "slot", slot, false },
	{ "deliver.wish", deliver_wish, false },
	{ "service.temp", service_temp, false },
	{ "temp", temperature, false }, { "ship", ship_date, false },
	{ "collect", collect, false }, { "collect.tax", tax, false },
	{ "customer-code", customer_code, false },
	{ "class-code", class_code, false },
	{ "freight-code", freight_code, false },
	{ "goods.default", goods_default, false },
	{ "parcels", parcels, false },
	{ "to.address", to_address, false },
	{ "to.phone", to_phone, false },
	{ "sender.address", sender_address, false },
	{ "shipped", shipped, false },
	{ "row", row_number, false },
	{ "line.mall-id", line_mall_id, false },
	{ "line.quantity", line_quantity, false },
	{ "goods", goods, true }, { "marks", marks, true },
	{ "tracking", numbers, true },
};

/* Whether name is base, "." and a number from 1, perhaps with a "+". */
static bool
counted(struct value *v, const char *base, const char *name)
{
	size_t len = strlen(base);
	char *end;
	long n;

	if (strncmp(name, base, len) != 0 || name[len] != '.')
		return false;
	n = strtol(name + len + 1, &end, 10);
	v->rest = strcmp(end, "+") == 0;
	v->n = (size_t)n - 1;
	return n >= 1 && n < 100 && (*end == '\0' || v->rest);
}

static bool
find_computed(struct value *v, const char *name)
{
	const struct computed *c = computed;
	size_t i, n = sizeof(computed) / sizeof(computed[0]);

	for (i = 0; i < n; i++, c++)
		if (c->counted ? counted(v, c->name, name) :
		    strcmp(c->name, name) == 0) {
			v->on = COMPUTED;
			v->compute = c->compute;
			return true;
		}
	return false;
}

static bool
find_field(struct value *v, const struct table *t, int on, const char *name)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->column[i].field != NULL &&
		    strcmp(t->column[i].field, name) == 0) {
			v->on = on;
			v->column = &t->column[i];
			return true;
		}
	return false;
}

static const void *
find(const char *name, struct arena *a)
{
	struct value *v = arena_alloc(a, sizeof(*v));

	if (find_computed(v, name) ||
	    find_field(v, &table_orders, ON_ORDER, name) ||
	    find_field(v, &table_destination, ON_DESTINATION, name) ||
	    find_field(v, &table_shipment, ON_SHIPMENT, name) ||
	    find_field(v, &table_line, ON_LINE, name))
		return v;
	/* A sender's columns are those of any person. */
	if (strncmp(name, "sender.", 7) == 0 && find_field(v,
	    &table_destination, ON_SENDER, arena_printf(a, "to.%s",
	    name + 7)) && v->column->at >= offsetof(struct destination, to) &&
	    v->column->at < offsetof(struct destination, from))
		return v;
	return NULL;
}

static void
get(struct shown *out, const void *value, const void *rec, struct arena *a)
{
	const struct value *v = value;
	const struct label *l = rec;
	const struct tree *t = label_tree(l);
	const struct shipment *s = label_shipment(l);
	struct destination as_to;

	*out = (struct shown){ NULL, NULL };
	switch (v->on) {
	case ON_ORDER:
		out->text = record_value(t->order, v->column, a);
		break;
	case ON_DESTINATION:
		out->text = record_value(t->destination[s->destination],
		    v->column, a);
		break;
	case ON_SHIPMENT:
		out->text = record_value(s, v->column, a);
		break;
	case ON_LINE:
		if (line_of(l) != NULL)
			out->text = record_value(line_of(l), v->column, a);
		break;
	case ON_SENDER:
		as_to.to = *l->sender;
		out->text = record_text(&as_to, v->column);
		break;
	default:
		v->compute(out, l, v->n, v->rest, a);
	}
}

const struct source label_source = { find, get };
