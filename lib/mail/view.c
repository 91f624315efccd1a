/*
 * An order as templates see it: the root, and who takes part.
 */

#include <string.h>

#include "mail/view_object.h"
#include "order/label.h"

static const struct mustache_known known_order[] = {
	KNOWN_TEXT("number", "注文番号"),
	KNOWN_DATE("date", "注文日"),
	KNOWN_TEXT("time", "注文の時刻"),
	KNOWN_TEXT("member", "会員番号"),
	KNOWN_TEXT("subscription", "定期購入の番号"),
	KNOWN_TEXT("turn", "定期購入の回"),
	KNOWN_TEXT("points", "付与ポイント"),
	KNOWN_TEXT("receipt_name", "領収書の宛名"),
	KNOWN_TEXT("remarks", "備考"),
	KNOWN_TEXT("message", "この注文へのメッセージ"),
	KNOWN_END
};
static const struct mustache_known known_person[] = {
	KNOWN_PERSON, KNOWN_END
};
static const struct mustache_known known_shop[] = {
	KNOWN_PERSON, KNOWN_TEXT("message", "店のメッセージ"), KNOWN_END
};
static const struct mustache_known known_company[] = {
	KNOWN_PERSON, KNOWN_TEXT("invoice_number", "登録番号"),
	KNOWN_TEXT("message", "全店のメッセージ"), KNOWN_END
};
static const struct mustache_known known_rank[] = {
	KNOWN_TEXT("name", "ランク名"),
	KNOWN_TEXT("message", "ランクのメッセージ"),
	KNOWN_END
};
static const struct mustache_known known_destination[] = {
	KNOWN_TEXT("number", "何番目のお届け先か"),
	KNOWN_PERSON,
	KNOWN_YES("gift", "贈り物"),
	KNOWN_TEXT("noshi", "のし"),
	KNOWN_TEXT("noshi_name", "のしの名前"),
	KNOWN_TEXT("wrapping", "ラッピング"),
	KNOWN_TEXT("gift_message", "贈り物のメッセージ"),
	KNOWN_TEXT("remarks", "お届け先の備考"),
	KNOWN_LIST("lines", view_known_line, "ここに届く商品"),
	KNOWN_LIST("shipments", view_known_shipment, "ここに届く荷物"),
	KNOWN_END
};

const struct mustache_known view_known[] = {
	KNOWN_IN("order", known_order, "注文"),
	KNOWN_IN("buyer", known_person, "注文者"),
	KNOWN_IN("shop", known_shop, "店"),
	KNOWN_IN("company", known_company, "会社"),
	KNOWN_IN("rank", known_rank, "注文者のランク"),
	KNOWN_TEXT("purchases", "注文者の何回目の購入か"),
	KNOWN_YES("first_purchase", "初めての購入"),
	KNOWN_LIST("destinations", known_destination, "お届け先"),
	KNOWN_YES("several_destinations", "お届け先が複数"),
	KNOWN_LIST("shipments", view_known_shipment, "荷物"),
	KNOWN_LIST("parcels", view_known_parcel, "すべての荷物のお問合せ番号"),
	KNOWN_YES("tracked", "お問合せ番号がある"),
	KNOWN_YES("more_to_come", "まだ発送していない荷物がほかにある"),
	KNOWN_LIST("lines", view_known_line, "商品"),
	KNOWN_TEXT("items_total", "商品合計"),
	KNOWN_LIST("charges", view_known_charge, "送料、手数料、値引"),
	KNOWN_TEXT("total", "合計金額"),
	KNOWN_LIST("tax_rates", view_known_rate, "税率ごとの金額"),
	KNOWN_YES("reduced", "軽減税率の商品がある"),
	KNOWN_LIST("payments", view_known_payment, "支払"),
	KNOWN_YES("paid", "全額入金済み"),
	KNOWN_YES("transfer", "前払いで、入金を待っている"),
	KNOWN_YES("cod", "代金引換"),
	KNOWN_TEXT("collect", "代引の金額"),
	KNOWN_YES("gift", "贈り物がある"),
	KNOWN_YES("receipt", "領収書が要る"),
	KNOWN_TEXT("signature", "署名"),
	KNOWN_DATE("today", "今日"),
	KNOWN_END
};

static bool
is(const char *v, const char *word)
{
	return v != NULL && strcmp(v, word) == 0;
}

const char *
view_shop_name(const struct conf *c, const char *shop)
{
	const struct conf_shop *s = conf_shop(c, shop);

	if (s != NULL && strcmp(s->title, s->name) != 0)
		return s->title;
	if (s != NULL && s->sender.name != NULL)
		return s->sender.name;
	return c->company.name != NULL ? c->company.name : shop;
}

const char *
view_method(const struct tree *t)
{
	size_t i;

	for (i = 0; i < t->npayment; i++)
		if (!view_pay_void(t->payment[i]))
			return t->payment[i]->method;
	return NULL;
}

static bool
is_live(const struct shipment *s)
{
	return !is(s->status, "cancel");
}

/* Without a live one the cancelled ones are what there is to show. */
bool
view_shows(const struct view *v, size_t shipment)
{
	const struct tree *t = v->tree;
	size_t i;

	if (v->shipment != NUM_NULL)
		return v->shipment == (int64_t)shipment;
	if (is_live(t->shipment[shipment]))
		return is(t->shipment[shipment]->kind, "normal");
	for (i = 0; i < t->nshipment; i++)
		if (is_live(t->shipment[i]))
			return false;
	return true;
}

static struct mustache_value
make_order(const struct order *w, struct arena *a)
{
	struct object o = object_new(known_order, a);

	object_text(&o, "number", w->number);
	object_date(&o, "date", w->ordered_at);
	object_text(&o, "time", w->ordered_at != NULL &&
	    strlen(w->ordered_at) > 15 ?
	    arena_strndup(a, w->ordered_at + 11, 5) : NULL);
	object_text(&o, "member", w->member);
	object_text(&o, "subscription", w->subscription);
	object_num(&o, "turn", w->turn);
	object_num(&o, "points", w->points == 0 ? NUM_NULL : w->points);
	object_text(&o, "receipt_name", w->receipt_name);
	object_text(&o, "remarks", w->remarks);
	object_text(&o, "message", w->message);
	return object_end(&o);
}

static struct mustache_value
make_person(const struct person *p, struct arena *a)
{
	struct object o = object_new(known_person, a);

	object_person(&o, p);
	return object_end(&o);
}

static struct mustache_value
make_shop(const struct view *v, struct arena *a)
{
	const struct conf_shop *shop = conf_shop(v->conf,
	    v->tree->order->shop);
	struct person p = shop != NULL ? shop->sender : v->conf->company;
	struct object o = object_new(known_shop, a);

	p.name = view_shop_name(v->conf, v->tree->order->shop);
	if (shop != NULL && shop->mail.from != NULL)
		p.mail = shop->mail.reply_to != NULL ? shop->mail.reply_to :
		    shop->mail.from;
	object_person(&o, &p);
	object_text(&o, "message", shop != NULL ? shop->mail.message : NULL);
	return object_end(&o);
}

static struct mustache_value
make_company(const struct conf *c, struct arena *a)
{
	struct object o = object_new(known_company, a);

	object_person(&o, &c->company);
	object_text(&o, "invoice_number", c->invoice_number);
	object_text(&o, "message", c->mail.message);
	return object_end(&o);
}

static struct mustache_value
make_rank(const struct view *v, struct arena *a)
{
	const char *name = v->purchases == NUM_NULL ? NULL :
	    conf_rank(v->conf, v->purchases);
	struct object o = object_new(known_rank, a);
	const char *message = NULL;
	size_t i;

	for (i = 0; name != NULL && i < v->conf->nrank; i++)
		if (strcmp(v->conf->rank[i].name, name) == 0)
			message = v->conf->rank[i].message;
	object_text(&o, "name", name);
	object_text(&o, "message", message);
	return object_end(&o);
}

/*
 * Those that are shown, of one destination or of all; one holds all of the
 * tree, where they were made.
 */
static struct mustache_value
list_shipments(const struct view *v, int64_t destination,
    const struct mustache_value *one, struct arena *a)
{
	const struct tree *t = v->tree;
	struct mustache_value *item = arena_alloc(a, (t->nshipment + 1) *
	    sizeof(*item));
	size_t i, n = 0;

	for (i = 0; i < t->nshipment; i++)
		if (one[i].type != MUSTACHE_NOTHING &&
		    (destination == NUM_NULL ||
		    t->shipment[i]->destination == destination))
			item[n++] = one[i];
	return (struct mustache_value){ .type = MUSTACHE_LIST, .item = item,
	    .n = n };
}

static struct mustache_value
make_destination(const struct view *v, size_t at,
    const struct mustache_value *shipment, struct arena *a)
{
	const struct destination *d = v->tree->destination[at];
	struct object o = object_new(known_destination, a);

	object_num(&o, "number", (int64_t)at + 1);
	object_person(&o, &d->to);
	object_yes(&o, "gift", d->gift == 1);
	object_text(&o, "noshi", d->noshi);
	object_text(&o, "noshi_name", d->noshi_name);
	object_text(&o, "wrapping", d->wrapping);
	object_text(&o, "gift_message", d->gift_message);
	object_text(&o, "remarks", d->remarks);
	object_in(&o, "lines", view_lines(v->tree, NUM_NULL, (int64_t)at, a));
	object_in(&o, "shipments", list_shipments(v, (int64_t)at, shipment,
	    a));
	return object_end(&o);
}

static struct mustache_value
make_destinations(const struct view *v,
    const struct mustache_value *shipment, struct arena *a)
{
	struct mustache_value *item = arena_alloc(a,
	    (v->tree->ndestination + 1) * sizeof(*item));
	size_t i;

	for (i = 0; i < v->tree->ndestination; i++)
		item[i] = make_destination(v, i, shipment, a);
	return (struct mustache_value){ .type = MUSTACHE_LIST, .item = item,
	    .n = i };
}

/* Whether anything else of the order is still to leave. */
static bool
more_to_come(const struct view *v)
{
	const struct tree *t = v->tree;
	size_t i;

	for (i = 0; i < t->nshipment; i++)
		if (!view_shows(v, i) && is_live(t->shipment[i]) &&
		    is(t->shipment[i]->kind, "normal") &&
		    t->shipment[i]->shipped_at == NULL &&
		    !is(t->shipment[i]->status, "done") &&
		    !is(t->shipment[i]->status, "follow"))
			return true;
	return false;
}

/* The parcels of all shipments in one list. */
static struct mustache_value
all_parcels(const struct mustache_value *shipments, struct arena *a)
{
	struct mustache_value out = { .type = MUSTACHE_LIST }, *item = NULL;
	const struct mustache_value *s, *p;
	size_t i, k, n, cap = 0;

	for (i = 0; i < shipments->n; i++) {
		s = &shipments->item[i];
		for (k = 0; strcmp(s->field[k].name, "parcels") != 0; k++)
			continue;
		p = &s->field[k].value;
		for (n = 0; n < p->n; n++) {
			item = arena_grow(a, item, out.n, &cap, sizeof(*item));
			item[out.n++] = p->item[n];
		}
	}
	out.item = item;
	return out;
}

static void
put_goods(struct object *o, const struct view *v, struct arena *a)
{
	struct mustache_value *one = arena_alloc(a, (v->tree->nshipment + 1) *
	    sizeof(*one)), shipments, parcels;
	size_t i;

	for (i = 0; i < v->tree->nshipment; i++)
		if (view_shows(v, i))
			one[i] = view_shipment(v, i, a);
	shipments = list_shipments(v, NUM_NULL, one, a);
	object_in(o, "destinations", make_destinations(v, one, a));
	object_yes(o, "several_destinations", v->tree->ndestination > 1);
	object_in(o, "shipments", shipments);
	parcels = all_parcels(&shipments, a);
	object_in(o, "parcels", parcels);
	object_yes(o, "tracked", parcels.n > 0);
	object_yes(o, "more_to_come", more_to_come(v));
	object_in(o, "lines", view_lines(v->tree, NUM_NULL, NUM_NULL, a));
}

/* What a courier collects for what is shown; NUM_NULL: nothing. */
static int64_t
collect(const struct view *v)
{
	int64_t yen, sum = 0;
	size_t i;

	for (i = 0; i < v->tree->nshipment; i++)
		if (view_shows(v, i) && is_live(v->tree->shipment[i])) {
			yen = label_collect(v->tree, i);
			if (yen == NUM_NULL ||
			    __builtin_add_overflow(sum, yen, &sum))
				return NUM_NULL;
		}
	return sum > 0 ? sum : NUM_NULL;
}

static void
put_money(struct object *o, const struct view *v, struct arena *a)
{
	const struct tree *t = v->tree;
	bool paid = t->npayment > 0, transfer = false, reduced, cod = false;
	struct mustache_value rates = view_rates(&reduced, t, a);
	const struct payment *p;
	size_t i;

	for (i = 0; i < t->npayment; i++) {
		p = t->payment[i];
		if (view_pay_void(p))
			continue;
		paid = paid && view_pay_paid(p);
		transfer = transfer || (is(p->timing, "before") &&
		    !view_pay_paid(p));
		cod = cod || is(p->method, "cod");
	}
	object_yen(o, "items_total", tree_items(t));
	object_in(o, "charges", view_charges(t, a));
	object_yen(o, "total", tree_total(t));
	object_in(o, "tax_rates", rates);
	object_yes(o, "reduced", reduced);
	object_in(o, "payments", view_payments(t, v->conf, a));
	object_yes(o, "paid", paid);
	object_yes(o, "transfer", transfer);
	object_yes(o, "cod", cod);
	object_yen(o, "collect", collect(v));
}

struct mustache_value
view_make(const struct view *v, struct arena *a)
{
	const struct tree *t = v->tree;
	const struct conf_shop *shop = conf_shop(v->conf, t->order->shop);
	struct object o = object_new(view_known, a);
	bool gift = false;
	size_t i;

	for (i = 0; i < t->ndestination; i++)
		gift = gift || t->destination[i]->gift == 1;
	object_in(&o, "order", make_order(t->order, a));
	object_in(&o, "buyer", make_person(&t->order->by, a));
	object_in(&o, "shop", make_shop(v, a));
	object_in(&o, "company", make_company(v->conf, a));
	object_in(&o, "rank", make_rank(v, a));
	object_num(&o, "purchases", v->purchases);
	object_yes(&o, "first_purchase", v->purchases == 1);
	put_goods(&o, v, a);
	put_money(&o, v, a);
	object_yes(&o, "gift", gift);
	object_yes(&o, "receipt", t->order->receipt == 1);
	object_text(&o, "signature", shop != NULL ? shop->mail.signature :
	    v->conf->mail.signature);
	object_date(&o, "today", v->today);
	return object_end(&o);
}
