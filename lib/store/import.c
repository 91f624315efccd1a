/*
 * New orders, and the way in for all of them.  Merging known ones is in
 * reimport.c.
 */

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "order/edit.h"
#include "store/finding.h"
#include "store/import.h"
#include "store/item.h"
#include "store/query.h"
#include "store/reimport.h"
#include "store/tree.h"

enum status
import_init(struct import *im, struct store *s, const struct conf *conf,
    const char *file, struct why *w)
{
	int64_t any;
	enum status st;

	st = query_one(&any, s, "SELECT 1 FROM item LIMIT 1", 0, w);
	*im = (struct import){ .store = s, .conf = conf, .file = file,
	    .items = any == 1 };
	return st;
}

/* One amount beyond all reason would spoil every sum that it is part of. */
static enum status
check_amounts(struct tree *t, struct why *w)
{
	static const char *const names[] = {
		"quantity", "cancelled", "unit_price"
	};
	const struct column *c;
	enum status st;
	size_t i, k;

	for (k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
		c = column_find(&table_line, names[k]);
		for (i = 0; i < t->nline; i++)
			if ((st = edit_check(t->line[i], &table_line, c,
			    t->arena, w)) != SN_OK)
				return fail_at(w, st, "%s: %s",
				    t->order->number, c->ja);
	}
	c = column_find(&table_charge, "amount");
	for (i = 0; i < t->ncharge; i++)
		if ((st = edit_check(t->charge[i], &table_charge, c, t->arena,
		    w)) != SN_OK)
			return fail_at(w, st, "%s: %s", t->order->number,
			    c->ja);
	return SN_OK;
}

static enum status
check(struct tree *t, const struct carried *carried, struct why *w)
{
	if (t->order->number == NULL || *t->order->number == '\0')
		return fail(w, SN_INVALID, _("order number: empty"));
	if (t->order->ordered_at == NULL)
		return fail(w, SN_INVALID, _("%s: order date: empty"),
		    t->order->number);
	if (t->ndestination == 0 || t->nshipment == 0)
		return fail(w, SN_INVALID, _("%s: no destination"),
		    t->order->number);
	/* A source that cannot name them all may name none. */
	if (t->nline == 0 && carried->lines)
		return fail(w, SN_INVALID, _("%s: no item"), t->order->number);
	return check_amounts(t, w);
}

/* What the item master knows of a line that the mall did not say. */
static enum status
fill_line(struct import *im, const char *shop, struct line *l, struct tree *t,
    struct why *w)
{
	struct item item = { .temperature = NULL };
	enum status st;

	if (l->temperature != NULL || (l->code == NULL && l->sku == NULL))
		return SN_OK;
	st = item_of_line(&item, im->store, shop, l, t->arena, w);
	if (st == SN_OK)
		l->temperature = item.temperature;
	return st == SN_NOTFOUND ? SN_OK : st;
}

/* The coldest of what is known; NULL when a line might be colder. */
static const char *
coldest(const struct tree *t, size_t shipment)
{
	const char *coldest = "normal", *temp;
	bool known = true, any = false;
	size_t i;

	for (i = 0; i < t->nshipment_line; i++) {
		if (t->shipment_line[i]->shipment != (int64_t)shipment)
			continue;
		any = true;
		temp = t->line[t->shipment_line[i]->line]->temperature;
		if (temp == NULL)
			known = false;
		else if (strcmp(temp, "frozen") == 0)
			return temp;
		else if (strcmp(temp, "chilled") == 0)
			coldest = temp;
	}
	return any && (known || strcmp(coldest, "normal") != 0) ? coldest :
	    NULL;
}

/* What the mall did not say, and our items do: also of an order again. */
static enum status
complete(struct import *im, const struct conf_shop *shop, struct tree *t,
    struct why *w)
{
	enum status st;
	size_t i;

	for (i = 0; im->items && i < t->nline; i++)
		if ((st = fill_line(im, shop->name, t->line[i], t,
		    w)) != SN_OK)
			return st;
	for (i = 0; i < t->nshipment; i++)
		if (t->shipment[i]->temperature == NULL)
			t->shipment[i]->temperature = coldest(t, i);
	return SN_OK;
}

static bool
waits_for_money(const struct tree *t)
{
	const struct payment *p;
	size_t i;

	for (i = 0; i < t->npayment; i++) {
		p = t->payment[i];
		if (strcmp(p->timing, "before") == 0 &&
		    strcmp(p->state, "paid") != 0 &&
		    strcmp(p->state, "over") != 0)
			return true;
	}
	return false;
}

/*
 * Where a new order starts.  What the mall calls cancelled or shipped must
 * not go out again; what waits for money does not start at ready.
 */
static const char *
entry(const struct conf_shop *shop, const struct tree *t)
{
	const char *state = t->order->mall_state;

	if (strcmp(state, "cancelled") == 0)
		return "cancel";
	if (strcmp(state, "shipped") == 0 || strcmp(state, "closed") == 0)
		return "done";
	if (strcmp(shop->entry, "ready") == 0 && waits_for_money(t))
		return "payment";
	return shop->entry;
}

static enum status
place_shipments(struct import *im, const struct conf_shop *shop,
    struct tree *t, struct why *w)
{
	struct stamp now;
	struct shipment *sh;
	enum status st;
	size_t i;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	for (i = 0; i < t->nshipment; i++) {
		sh = t->shipment[i];
		if (sh->route == NULL)
			sh->route = shop->route != NULL ? shop->route :
			    im->conf->route[0].name;
		if (sh->status == NULL)
			sh->status = entry(shop, t);
		if (sh->status_at == NULL)
			sh->status_at = arena_strdup(t->arena, now.text);
		if (strcmp(sh->status, "cancel") == 0 &&
		    strcmp(sh->cancel, "none") == 0) {
			sh->cancel = "done";
			sh->cancel_from = "mall";
		}
		if (sh->carrier == NULL && shop->carrier != NULL) {
			sh->carrier = shop->carrier;
			sh->service = shop->service;
		}
	}
	return SN_OK;
}

/* A line without the mall's id gets one of ours, for merging: ~1, ~2 ... */
static void
number_lines(struct tree *t)
{
	size_t i;

	for (i = 0; i < t->nline; i++)
		if (t->line[i]->mall_id == NULL)
			t->line[i]->mall_id = arena_printf(t->arena, "~%zu",
			    i + 1);
}

enum status
import_finding(struct import *im, struct tree *t, int64_t order,
    const char *field, const char *code, const char *severity,
    const char *saw, const char *expected, struct why *w)
{
	struct finding *f = record_new(&table_finding, t->arena);

	f->orders = order;
	f->field = field;
	f->code = code;
	f->severity = severity;
	f->saw = saw;
	f->expected = expected;
	f->source = im->file;
	im->findings++;
	return finding_open(im->store, f, w);
}

static const char *
yen(struct tree *t, int64_t v)
{
	return arena_printf(t->arena, "%" PRId64, v);
}

/* A delivery wish that has no normal form, as the mall gave it; or NULL. */
static const char *
unclear(const struct tree *t)
{
	const struct destination *d;
	size_t i;

	for (i = 0; i < t->nshipment; i++) {
		d = t->destination[t->shipment[i]->destination];
		if (d->want_date != NULL && t->shipment[i]->deliver_on == NULL)
			return d->want_date;
		if (d->want_slot != NULL &&
		    t->shipment[i]->deliver_slot == NULL)
			return d->want_slot;
	}
	return NULL;
}

/* A payment whose method has no normal form, or NULL. */
static const struct payment *
unknown(const struct tree *t)
{
	size_t i;

	for (i = 0; i < t->npayment; i++)
		if (strcmp(t->payment[i]->method, "other") == 0)
			return t->payment[i];
	return NULL;
}

/* Open the finding if there is something to say, else close it. */
static enum status
look_at(struct import *im, struct tree *t, const char *code, bool found,
    const char *saw, const char *expected, struct why *w)
{
	if (found)
		return import_finding(im, t, t->order->id, NULL, code,
		    "warning", saw, expected, w);
	return finding_close(im->store, t->order->id, code, NULL, w);
}

/* Findings that an order has as it stands, new or merged. */
enum status
import_look(struct import *im, struct tree *t, struct why *w)
{
	int64_t total = tree_total(t), stated = t->order->stated_total;
	const struct payment *odd = unknown(t);
	const char *wish = unclear(t);
	enum status st;

	if ((st = look_at(im, t, "total-differs", stated != NUM_NULL &&
	    total != NUM_NULL && stated != total, yen(t, stated),
	    yen(t, total), w)) != SN_OK ||
	    (st = look_at(im, t, "amount-unfixed", t->order->unfixed == 1 ||
	    tree_unrated(t), NULL, NULL, w)) != SN_OK ||
	    (st = look_at(im, t, "wish-unclear", wish != NULL, wish, NULL,
	    w)) != SN_OK ||
	    (st = look_at(im, t, "pay-unknown", odd != NULL,
	    odd != NULL ? odd->word : NULL, NULL, w)) != SN_OK)
		return st;
	if (strcmp(t->order->mall_state, "cancel-asked") == 0)
		return import_finding(im, t, t->order->id, NULL, "cancel-asked",
		    "error", t->order->mall_word, NULL, w);
	return finding_close(im->store, t->order->id, "cancel-asked", NULL,
	    w);
}

/* Whether import_look() has something to say of a new order. */
static bool
remarkable(const struct tree *t)
{
	int64_t total = tree_total(t), stated = t->order->stated_total;

	return t->order->unfixed == 1 || unclear(t) != NULL ||
	    unknown(t) != NULL || tree_unrated(t) ||
	    strcmp(t->order->mall_state, "cancel-asked") == 0 ||
	    (stated != NUM_NULL && total != NUM_NULL && stated != total);
}

static enum status
insert_new(struct import *im, const struct conf_shop *shop, struct tree *t,
    struct why *w)
{
	enum status st;

	if (im->because && (st = store_because(im->store, NULL, w)) != SN_OK)
		return st;
	im->because = false;
	if ((st = complete(im, shop, t, w)) != SN_OK ||
	    (st = place_shipments(im, shop, t, w)) != SN_OK ||
	    (st = store_tree_insert(im->store, t, w)) != SN_OK)
		return st;
	return remarkable(t) ? import_look(im, t, w) : SN_OK;
}

/* The order of that number and what the mall said of it last. */
static enum status
find(int64_t *id, int64_t *seen, struct store *s, const struct order *o,
    struct why *w)
{
	struct query q;

	*id = *seen = NUM_NULL;
	query_open(&q, s,
	    "SELECT id, seen FROM orders"
	    " WHERE shop = :shop AND number = :number");
	query_text(&q, ":shop", o->shop);
	query_text(&q, ":number", o->number);
	if (query_row(&q)) {
		*id = query_int(&q, 0);
		*seen = query_int(&q, 1);
	}
	return query_end(&q, "find order", w);
}

static enum status
bring_in(enum import_outcome *out, struct import *im,
    const struct conf_shop *shop, struct tree *t,
    const struct carried *carried, struct why *w)
{
	int64_t id, seen;
	enum status st;

	t->order->seen = carried_hash(carried, tree_hash(t));
	if ((st = find(&id, &seen, im->store, t->order, w)) != SN_OK)
		return st;
	if (id == NUM_NULL) {
		*out = IMPORT_NEW;
		return insert_new(im, shop, t, w);
	}
	*out = IMPORT_UNCHANGED;
	if (seen == t->order->seen)
		return SN_OK;
	if ((st = complete(im, shop, t, w)) != SN_OK)
		return st;
	return reimport(out, im, shop, id, t, carried, w);
}

/*
 * Files of carts often do not say that a card was charged; the shop knows
 * that none comes without.
 */
static void
settle(struct tree *t, const struct conf_shop *shop)
{
	const char **method;
	struct payment *p;
	size_t i;

	for (method = shop->settled; method != NULL && *method != NULL;
	    method++)
		for (i = 0; i < t->npayment; i++) {
			p = t->payment[i];
			if (strcmp(p->method, *method) != 0 ||
			    strcmp(p->state, "none") != 0)
				continue;
			if (strcmp(p->timing, "auth") == 0)
				p->state = "authorised";
			else if (strcmp(p->timing, "before") == 0)
				p->state = "paid";
		}
}

/*
 * A savepoint for each order would cost a tenth of the import; since an
 * order is checked before its first write, only a failure of the store
 * itself can end in its middle, and that ends the run.
 */
enum status
import_order(enum import_outcome *out, struct import *im,
    const struct conf_shop *shop, struct tree *t,
    const struct carried *carried, struct why *w)
{
	enum status st;

	if ((st = check(t, carried, w)) != SN_OK)
		return st;
	t->order->shop = shop->name;
	t->order->mall = shop->mall;
	t->order->source = im->file;
	if (t->shipment[0]->status == NULL)
		number_lines(t);
	settle(t, shop);
	st = bring_in(out, im, shop, t, carried, w);
	return st == SN_OK || status_stops(st) ? st :
	    fail_at(w, SN_IO, "%s", t->order->number);
}
