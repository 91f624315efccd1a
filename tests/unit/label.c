/*
 * Label keys, check digits, amounts to collect, what may ship, and marks.
 */

#include "order/label.h"
#include "order/mayship.h"
#include "order/tracking.h"
#include "tap.h"

static struct arena arena = ARENA_INIT;
static struct why w;

static int64_t
parsed(const char *key)
{
	int64_t id = -1;

	return label_key_parse(&id, key, "S", &w) == SN_OK ? id : -1;
}

static enum status
parse_status(const char *key)
{
	int64_t id;

	return label_key_parse(&id, key, "S", &w);
}

static void
keys(void)
{
	const char *key;

	OK(label_key(&key, "S", 1041, &arena, &w) == SN_OK);
	STREQ(key, "S1041");
	OK(parsed(key) == 1041);
	OK(label_key(&key, "MIKAN", 1234567890, &arena, &w) == SN_OK);
	OK(label_key(&key, "MIKAN", 12345678901, &arena, &w) == SN_INVALID);
	OK(parse_status("") == SN_INVALID);
	OK(parse_status("S") == SN_INVALID);
	OK(parse_status("S01") == SN_INVALID);
	OK(parse_status("S-1") == SN_INVALID);
	OK(parse_status("S1 ") == SN_INVALID);
	OK(parse_status("S123456789012345") == SN_INVALID);
	OK(parse_status("X1") == SN_NOTFOUND);
	OK(parse_status("s1") == SN_NOTFOUND);
	OK(parse_status("ST1") == SN_NOTFOUND);
	OK(parse_status("1041") == SN_NOTFOUND);
}

static void
numbers(void)
{
	OK(tracking_7dr("400100000193"));
	OK(!tracking_7dr("400100000194"));
	OK(!tracking_7dr("400100000192"));
	OK(!tracking_7dr("40010000019"));
	OK(!tracking_7dr("4001000001930"));
	OK(!tracking_7dr("40010000019a"));
	OK(!tracking_7dr(""));
	STREQ(tracking_clean("'4001-0000-0193 ", &arena), "400100000193");
	STREQ(tracking_clean("４００１０００００１９３", &arena),
	    "400100000193");
	STREQ(tracking_clean("4.001e+11", &arena), "4.001E+11");
}

/* An order of one shipment, to be paid on delivery. */
static void
order(struct tree *t)
{
	struct payment *p;

	tree_init(t, &arena);
	t->order->mall_state = "ready";
	t->order->sum_total = 4340;
	tree_destination(t);
	tree_shipment(t, 0)->status = "print";
	p = tree_payment(t);
	p->method = "cod";
	p->timing = "delivery";
	p->state = "none";
	p->amount = 4340;
}

/* Add so many of a line at a price to the shipment at that place. */
static void
goods(struct tree *t, size_t shipment, int64_t price, int64_t quantity)
{
	struct line *l = tree_line(t);

	l->quantity = quantity;
	l->unit_price = price;
	tree_shipment_line(t, shipment, t->nline - 1, quantity);
}

/* The parts of an order share what is collected, to the yen. */
static void
shares(void)
{
	struct tree t;

	order(&t);
	tree_shipment(&t, 0)->status = "print";
	tree_shipment(&t, 0)->status = "print";
	goods(&t, 0, 100, 3);
	goods(&t, 1, 300, 1);
	goods(&t, 2, 50, 2);
	OK(label_collect(&t, 0) == 4340 && label_collect(&t, 1) == 0);
	t.by_goods = true;
	OK(label_collect(&t, 1) == 4340 * 300 / 700);
	OK(label_collect(&t, 2) == 4340 * 100 / 700);
	OK(label_collect(&t, 0) + label_collect(&t, 1) +
	    label_collect(&t, 2) == 4340);

	/* what came in is taken off those that are done, then in order */
	t.shipment[1]->status = "done";
	t.payment[0]->paid = 2000;
	OK(label_collect(&t, 1) == 0);
	OK(label_collect(&t, 0) + label_collect(&t, 2) == 2340);
	t.payment[0]->paid = 1860;
	OK(label_collect(&t, 2) == 620 && label_collect(&t, 0) == 1860);
	t.payment[0]->paid = 0;

	/* one that is cancelled or replaces another has none */
	t.shipment[0]->status = "cancel";
	OK(label_collect(&t, 0) == 0);
	OK(label_collect(&t, 1) + label_collect(&t, 2) == 4340);
	t.shipment[2]->kind = "reship";
	OK(label_collect(&t, 1) == 4340 && label_collect(&t, 2) == 0);
	t.shipment[2]->kind = "normal";

	/* nobody knows a price; and nothing costs anything */
	t.line[2]->unit_price = NUM_NULL;
	OK(label_collect(&t, 1) == 4340 && label_collect(&t, 2) == 0);
	t.line[1]->unit_price = t.line[2]->unit_price = 0;
	OK(label_collect(&t, 1) == 4340 && label_collect(&t, 2) == 0);
	t.line[1]->unit_price = INT64_MAX;
	OK(label_collect(&t, 1) == 4340 && label_collect(&t, 2) == 0);

	/* a friend somewhere else is asked for nothing */
	t.line[1]->unit_price = t.line[2]->unit_price = 100;
	tree_destination(&t);
	t.shipment[2]->destination = 1;
	OK(label_collect(&t, 1) == 4340 && label_collect(&t, 2) == 0);
}

static void
amounts(void)
{
	struct charge *c;
	struct tree t;
	struct line *l;

	order(&t);
	OK(label_collect(&t, 0) == 4340);
	t.payment[0]->paid = 340;
	OK(label_collect(&t, 0) == 4000);
	t.payment[0]->paid = 0;
	t.payment[0]->state = "paid";
	OK(label_collect(&t, 0) == 0);
	t.payment[0]->state = "none";
	t.payment[0]->amount = NUM_NULL;
	OK(label_collect(&t, 0) == 4340);	/* of the order */
	t.order->unfixed = 1;
	OK(label_collect(&t, 0) == NUM_NULL);
	t.shipment[0]->collect = 1000;
	OK(label_collect(&t, 0) == 1000);
	t.order->unfixed = 0;
	t.shipment[0]->collect = NUM_NULL;
	t.payment[0]->timing = "auth";
	OK(label_collect(&t, 0) == 0);
	t.payment[0]->timing = "delivery";

	/* of a split order, all on the first that is left */
	tree_shipment(&t, 0)->status = "print";
	OK(label_collect(&t, 0) == 4340 && label_collect(&t, 1) == 0);
	t.shipment[0]->status = "cancel";
	OK(label_collect(&t, 1) == 4340);
	t.shipment[1]->kind = "reship";
	OK(label_collect(&t, 1) == 0);

	/* two rates, prices with and without tax, a discount */
	l = tree_line(&t);
	l->quantity = 1;
	l->unit_price = 3240;
	l->tax_rate = 8;
	l->tax_included = 1;
	l = tree_line(&t);
	l->quantity = 2;
	l->cancelled = 1;
	l->unit_price = 1000;
	l->tax_rate = 10;
	l->tax_included = 0;
	OK(label_tax(&t, 4340) == 340);
	OK(label_tax(&t, 2170) == 170);

	/* points for all rates alike, and a coupon for goods at 8 % only */
	c = tree_charge(&t);
	c->kind = "points";
	c->amount = -434;
	OK(label_tax(&t, 4340 - 434) == 306);
	c->tax_rate = 8;
	c->amount = -2160;
	c->tax_included = 1;
	OK(label_tax(&t, 4340 - 2160) == 180);
	t.order->stated_total10 = 1100;
	OK(label_tax(&t, 1100) == 100);
	tree_init(&t, &arena);
	OK(label_tax(&t, 1100) == 100);
	l = tree_line(&t);
	l->quantity = 1000000;
	l->unit_price = INT64_MAX / 2;
	OK(label_tax(&t, 1100) == 100);
}

static size_t
reasons(const struct tree *t)
{
	const char *why[MAYSHIP_MAX];

	return mayship(why, t, 0);
}

static void
leaving(void)
{
	static const char *const stop[] = { "unconfirmed", "processing",
	    "held", "changing", "cancel-asked", "cancelled" };
	static const char *const go[] = { "ready", "shipped", "closed" };
	struct payment *p;
	struct tree t;
	size_t i;

	order(&t);
	OK(reasons(&t) == 0);
	for (i = 0; i < sizeof(stop) / sizeof(stop[0]); i++) {
		t.order->mall_state = stop[i];
		OK(reasons(&t) == 1);
	}
	for (i = 0; i < sizeof(go) / sizeof(go[0]); i++) {
		t.order->mall_state = go[i];
		OK(reasons(&t) == 0);
	}
	p = t.payment[0];
	p->timing = "before";
	OK(reasons(&t) == 1);
	p->state = "partial";
	OK(reasons(&t) == 1);
	p->state = "authorised";
	OK(reasons(&t) == 1);
	p->state = "paid";
	OK(reasons(&t) == 0);
	p->timing = "auth";
	p->state = "asked";
	OK(reasons(&t) == 1);
	p->state = "authorised";
	OK(reasons(&t) == 0);
	p->state = "ng";
	p->timing = "after";
	OK(reasons(&t) == 1);
	p->state = "void";
	OK(reasons(&t) == 0);

	/* given up or given back, and nothing in its place */
	p->timing = "before";
	OK(reasons(&t) == 1);
	p->state = "refunded";
	OK(reasons(&t) == 1);
	t.shipment[0]->kind = "reship";
	OK(reasons(&t) == 0);
	t.shipment[0]->kind = "normal";
	p = tree_payment(&t);
	p->method = "cod";
	p->timing = "delivery";
	p->state = "none";
	OK(reasons(&t) == 0);
	t.shipment[0]->cancel = "asked";
	t.order->mall_state = "held";
	OK(reasons(&t) == 2);
}

/* Every part that a label shows changes the mark; what it does not, not. */
static void
marks(void)
{
	struct destination *d;
	const char *mark;
	struct tree t;

	order(&t);
	d = t.destination[0];
	d->to.name = "山田太郎";
	mark = label_mark(&t, 0, &arena);
	STREQ(label_mark(&t, 0, &arena), mark);
	t.shipment[0]->labelled_at = "2026-12-24T09:30:00";
	t.shipment[0]->ship_date = "2026-12-24";
	t.shipment[0]->deliver_slot = "none";
	STREQ(label_mark(&t, 0, &arena), mark);
	d->to.kana = "山田太郎";
	d->to.name = NULL;
	OK(strcmp(label_mark(&t, 0, &arena), mark) != 0);
	d->to.name = "山田太郎";
	d->to.kana = NULL;
	STREQ(label_mark(&t, 0, &arena), mark);
	d->to.building = "";
	OK(strcmp(label_mark(&t, 0, &arena), mark) != 0);
	d->to.building = NULL;
	t.shipment[0]->parcels = 2;
	OK(strcmp(label_mark(&t, 0, &arena), mark) != 0);
	t.shipment[0]->parcels = 1;
	t.payment[0]->state = "paid";
	OK(strcmp(label_mark(&t, 0, &arena), mark) != 0);
}

int
main(void)
{
	keys();
	numbers();
	amounts();
	shares();
	shares();
	leaving();
	marks();
	arena_free(&arena);
	return TAP_END;
}
