/*
 * Lines, shipments and parcels, as a view shows them.
 */

#include <string.h>

#include "mail/view_object.h"
#include "order/tracking.h"

const struct mustache_known view_known_line[] = {
	KNOWN_TEXT("name", "商品名"),
	KNOWN_TEXT("options", "選択肢"),
	KNOWN_LIST("options_lines", NULL, "選択肢 (1行ずつ)"),
	KNOWN_TEXT("code", "商品番号"),
	KNOWN_TEXT("sku", "SKU"),
	KNOWN_TEXT("quantity", "数量"),
	KNOWN_YES("priced", "単価がわかっている"),
	KNOWN_TEXT("unit_price", "単価"),
	KNOWN_TEXT("amount", "金額 (単価×数量)"),
	KNOWN_YES("before_tax", "単価が税別"),
	KNOWN_TEXT("tax_rate", "税率"),
	KNOWN_YES("reduced", "軽減税率"),
	KNOWN_YES("part", "セットの内訳"),
	KNOWN_DATE("available_on", "入荷予定日"),
	KNOWN_END
};
const struct mustache_known view_known_parcel[] = {
	KNOWN_TEXT("carrier", "運送会社"),
	KNOWN_TEXT("number", "お問合せ番号"),
	KNOWN_TEXT("url", "追跡ページのURL"),
	KNOWN_END
};
static const struct mustache_known known_to[] = { KNOWN_PERSON, KNOWN_END };
const struct mustache_known view_known_shipment[] = {
	KNOWN_TEXT("carrier", "運送会社"),
	KNOWN_DATE("ship_on", "出荷予定日"),
	KNOWN_DATE("shipped_on", "発送日"),
	KNOWN_DATE("deliver_on", "お届け希望日"),
	KNOWN_TEXT("slot", "お届け時間帯"),
	KNOWN_TEXT("temperature", "温度帯 (冷蔵、冷凍)"),
	KNOWN_LIST("parcels", view_known_parcel, "荷物"),
	KNOWN_YES("together", "ほかの注文と同梱"),
	KNOWN_IN("to", known_to, "お届け先"),
	KNOWN_LIST("lines", view_known_line, "この荷物の商品"),
	KNOWN_END
};

/* A text of several lines as a list of them, blank ones left out. */
static struct mustache_value
lines_of(const char *text, struct arena *a)
{
	struct mustache_value *item;
	const char *s;
	size_t n = 1, len;

	for (s = text != NULL ? text : ""; *s != '\0'; s++)
		n += *s == '\n';
	item = arena_alloc(a, n * sizeof(*item));
	n = 0;
	for (s = text != NULL ? text : ""; *s != '\0';
	    s += len + (s[len] == '\n')) {
		len = strcspn(s, "\n");
		if (strspn(s, " \t\r") < len)
			item[n++] = (struct mustache_value){
			    .type = MUSTACHE_TEXT,
			    .text = arena_strndup(a, s,
			    len - (s[len - 1] == '\r')) };
	}
	return (struct mustache_value){ .type = MUSTACHE_LIST, .item = item,
	    .n = n };
}

static struct mustache_value
make_line(const struct line *l, int64_t quantity, struct arena *a)
{
	struct object o = object_new(view_known_line, a);
	int64_t yen = NUM_NULL;

	if (l->unit_price != NUM_NULL &&
	    __builtin_mul_overflow(l->unit_price, quantity, &yen))
		yen = NUM_NULL;
	object_text(&o, "name", l->name != NULL ? l->name :
	    l->print_name != NULL ? l->print_name : l->code);
	object_text(&o, "options", l->options);
	object_in(&o, "options_lines", lines_of(l->options, a));
	object_text(&o, "code", l->code);
	object_text(&o, "sku", l->sku);
	object_num(&o, "quantity", quantity);
	object_yes(&o, "priced", yen != NUM_NULL);
	object_yen(&o, "unit_price", l->unit_price);
	object_yen(&o, "amount", yen);
	object_yes(&o, "before_tax", l->tax_included == 0);
	object_num(&o, "tax_rate", l->tax_rate);
	object_yes(&o, "reduced", l->tax_rate == 8);
	object_yes(&o, "part", strcmp(l->kind, "part") == 0);
	object_date(&o, "available_on", l->available_on);
	return object_end(&o);
}

/* How many of the line go to the destination, or with the shipment. */
static int64_t
goes(const struct tree *t, size_t line, int64_t shipment,
    int64_t destination)
{
	const struct shipment_line *sl;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < t->nshipment_line; i++) {
		sl = t->shipment_line[i];
		if (sl->line == (int64_t)line && (shipment != NUM_NULL ?
		    sl->shipment == shipment :
		    t->shipment[sl->shipment]->destination == destination &&
		    strcmp(t->shipment[sl->shipment]->kind, "normal") == 0))
			n += sl->quantity;
	}
	return n;
}

/* NUM_NULL for both is the whole order. */
struct mustache_value
view_lines(const struct tree *t, int64_t shipment, int64_t destination,
    struct arena *a)
{
	struct mustache_value *item = arena_alloc(a, (t->nline + 1) *
	    sizeof(*item));
	bool none = true, order = shipment == NUM_NULL &&
	    destination == NUM_NULL;
	const struct line *l;
	int64_t quantity;
	size_t i, n = 0;

	for (i = 0; i < t->nline; i++)
		none = none && t->line[i]->quantity <= t->line[i]->cancelled;
	for (i = 0; i < t->nline; i++) {
		l = t->line[i];
		quantity = !order ? goes(t, i, shipment, destination) :
		    none ? l->quantity : l->quantity - l->cancelled;
		if (quantity > 0)
			item[n++] = make_line(l, quantity, a);
	}
	return (struct mustache_value){ .type = MUSTACHE_LIST, .item = item,
	    .n = n };
}

static struct mustache_value
parcels(struct tracking *const *tr, size_t ntr, int64_t shipment,
    struct arena *a)
{
	struct mustache_value *item = arena_alloc(a, (ntr + 1) *
	    sizeof(*item));
	struct object o;
	size_t i, n = 0;

	for (i = 0; i < ntr; i++) {
		if (tr[i]->is_void == 1 || (shipment != NUM_NULL &&
		    tr[i]->shipment != shipment))
			continue;
		o = object_new(view_known_parcel, a);
		object_text(&o, "carrier", word_ja(words_carrier,
		    tr[i]->carrier));
		object_text(&o, "number", tr[i]->number);
		object_text(&o, "url", tracking_url(tr[i]->carrier,
		    tr[i]->number, a));
		item[n++] = object_end(&o);
	}
	return (struct mustache_value){ .type = MUSTACHE_LIST, .item = item,
	    .n = n };
}

struct mustache_value
view_shipment(const struct view *v, size_t at, struct arena *a)
{
	static const struct view_parcel own = { .with = NULL };
	const struct view_parcel *p = v->parcel != NULL ? &v->parcel[at] :
	    &own;
	const struct shipment *mine = v->tree->shipment[at];
	const struct shipment *s = p->with != NULL ? p->with : mine;
	struct object o = object_new(view_known_shipment, a), to;

	object_text(&o, "carrier", s->carrier == NULL ? NULL :
	    word_ja(words_carrier, s->carrier));
	object_date(&o, "ship_on", s->ship_date);
	object_date(&o, "shipped_on", s->shipped_at != NULL ? s->shipped_at :
	    s->ship_date);
	object_date(&o, "deliver_on", s->deliver_on);
	object_text(&o, "slot", view_slot(s->deliver_slot, a));
	object_text(&o, "temperature", word_cold(s->temperature) == 0 ? NULL :
	    word_ja(words_temperature, s->temperature));
	object_in(&o, "parcels", p->with != NULL ?
	    parcels(p->tracking, p->n, NUM_NULL, a) :
	    parcels(v->tree->tracking, v->tree->ntracking, (int64_t)at, a));
	object_yes(&o, "together", p->with != NULL || p->shared);
	to = object_new(known_to, a);
	object_person(&to, &v->tree->destination[mine->destination]->to);
	object_in(&o, "to", object_end(&to));
	object_in(&o, "lines", view_lines(v->tree, (int64_t)at, NUM_NULL, a));
	return object_end(&o);
}
