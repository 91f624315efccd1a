/*
 * Invented orders.
 */

#include <string.h>

#include "base/i18n.h"
#include "mail/sample.h"

static const struct {
	const char	*method, *timing, *state;
} ways[] = {
	{ "bank", "before", "none" }, { "bank", "before", "paid" },
	{ "card", "auth", "authorised" }, { "cod", "delivery", "none" },
	{ "konbini", "before", "none" }, { "konbini", "before", "paid" },
	{ "deferred", "auth", "authorised" }, { "invoice", "after", "none" },
	{ "free", "none", "none" },
};
enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

size_t
sample_count(void)
{
	return WAYS * 2 * 2;
}

static void
put_person(struct person *p, const char *name, bool full)
{
	p->name = name;
	p->zip = "7900001";
	p->pref = "愛媛県";
	p->city = "松山市";
	p->town = "一番町0-0-0";
	p->phone = "089-000-0000";
	if (!full)
		return;
	p->kana = "ミホン";
	p->company = "見本商店";
	p->department = "総務部";
	p->building = "見本ビル1階";
}

static void
put_order(struct order *o, const char *shop, const char *mall, bool full)
{
	o->shop = shop;
	o->mall = mall;
	o->number = "000000-00000000-0000000000";
	o->type = "normal";
	o->ordered_at = "2026-12-24T09:30:00";
	o->mall_state = "ready";
	o->by.name = "見本 花子";
	o->by.mail = "sample@example.jp";
	if (!full)
		return;
	put_person(&o->by, o->by.name, true);
	o->member = "M0001";
	o->points = 10;
	o->receipt = 1;
	o->receipt_name = "見本商店";
	o->remarks = "午前中にお願いします。";
	o->message = "いつもありがとうございます。";
}

static void
put_line(struct tree *t, size_t shipment, bool full)
{
	struct line *l = tree_line(t);

	l->kind = "goods";
	l->name = "見本の商品";
	l->code = "SAMPLE-1";
	l->quantity = 2;
	l->unit_price = 1000;
	l->tax_rate = full ? 8 : 10;
	l->tax_included = 1;
	if (full) {
		l->options = "色:赤\n大きさ:L";
		l->available_on = "2027-01-10";
	}
	tree_shipment_line(t, shipment, t->nline - 1, 2);
}

static void
put_destination(struct tree *t, const char *name, bool full)
{
	struct destination *d = tree_destination(t);
	struct shipment *s = tree_shipment(t, t->ndestination - 1);

	put_person(&d->to, name, full);
	s->id = (int64_t)t->nshipment;
	s->kind = "normal";
	s->status = "new";
	s->route = "";
	s->cancel = "none";
	s->carrier = "yamato";
	if (full) {
		d->gift = 1;
		d->noshi = "お歳暮";
		d->noshi_name = "見本";
		d->wrapping = "赤い包装紙";
		d->gift_message = "お元気で";
		d->remarks = "割れ物です";
		s->ship_date = "2026-12-25";
		s->deliver_on = "2026-12-26";
		s->deliver_slot = "14-16";
		s->temperature = "chilled";
	}
	put_line(t, t->nshipment - 1, full);
}

/* What has happened to it by then. */
static void
put_state(struct tree *t, const char *kind)
{
	struct tracking *tr;
	size_t i;

	for (i = 0; i < t->nshipment; i++) {
		if (strcmp(kind, "cancel") == 0)
			t->shipment[i]->status = "cancel";
		if (strcmp(kind, "shipped") != 0 &&
		    strcmp(kind, "follow") != 0)
			continue;
		t->shipment[i]->shipped_at = "2026-12-25T15:00:00";
		t->shipment[i]->status = "done";
		tr = tree_tracking(t, i);
		tr->parcel = 1;
		tr->carrier = "yamato";
		tr->number = "000000000000";
	}
}

const char *
sample_make(struct tree *t, size_t i, const char *kind, const char *shop,
    const char *mall, struct arena *a)
{
	bool full = i % 2 == 1, two = i / 2 % 2 == 1;
	size_t way = i / 4 % WAYS;
	struct charge *c;
	struct payment *p;

	tree_init(t, a);
	t->order->id = 1;
	put_order(t->order, shop, mall, full);
	put_destination(t, "見本 太郎", full);
	if (two)
		put_destination(t, "見本 次郎", full);
	c = tree_charge(t);
	c->kind = "postage";
	c->amount = 500;
	c->tax_rate = 10;
	c->tax_included = 1;
	p = tree_payment(t);
	p->method = ways[way].method;
	p->timing = ways[way].timing;
	p->state = ways[way].state;
	p->paid = 0;
	p->amount = tree_total(t);
	if (full)
		p->due_on = "2026-12-31";
	if (strcmp(p->state, "paid") == 0) {
		p->paid = p->amount;
		p->paid_at = "2026-12-25T10:00:00";
	}
	put_state(t, kind);
	return arena_printf(a, two ? _("an invented order, by %s, to two") :
	    _("an invented order, by %s"), word_said(words_method,
	    p->method));
}
