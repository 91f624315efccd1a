#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "data/digest.h"
#include "order/label.h"
#include "order/share.h"
#include "text/date.h"

enum {
	TAXED_MAX = 1000000000,		/* yen; a label has 7 digits */
	PARCELS_MAX = 1000000		/* of a shipment; no overflow of sums */
};

const struct tree *
label_tree(const struct label *l)
{
	return l->member[l->at].tree;
}

const struct shipment *
label_shipment(const struct label *l)
{
	return label_tree(l)->shipment[l->member[l->at].shipment];
}

enum status
label_key(const char **out, const char *prefix, int64_t shipment,
    struct arena *a, struct why *w)
{
	*out = arena_printf(a, "%s%" PRId64, prefix, shipment);
	if (strlen(*out) > LABEL_KEY_MAX)
		return fail(w, SN_INVALID, _("the label key %s is longer than "
		    "%d characters: shorten prefix in sn.conf"), *out,
		    LABEL_KEY_MAX);
	return SN_OK;
}

enum status
label_key_parse(int64_t *shipment, const char *key, const char *prefix,
    struct why *w)
{
	size_t n = strlen(prefix), len = strlen(key), i;
	const char *c;

	if (len == 0)
		return fail(w, SN_INVALID, _("no label key"));
	for (c = key; isalnum((unsigned char)*c); c++)
		continue;
	if (*c != '\0' || len > LABEL_KEY_MAX)
		return fail(w, SN_INVALID, _("%s is no label key"), key);
	for (i = 0; isalpha((unsigned char)key[i]); i++)
		continue;
	if (strncmp(key, prefix, n) != 0)
		return fail(w, SN_NOTFOUND, _("%s is somebody else's label: "
		    "keys of this shop begin with %s"), key, prefix);
	*shipment = 0;
	for (i = n; i < len; i++) {
		if (!isdigit((unsigned char)key[i]))
			return fail(w, SN_NOTFOUND, _("%s is somebody else's "
			    "label: after %s only digits follow here"), key,
			    prefix);
		*shipment = *shipment * 10 + (key[i] - '0');
	}
	if (i == n || key[n] == '0')
		return fail(w, SN_INVALID, _("%s is no label key"), key);
	return SN_OK;
}

static bool
is(const char *s, const char *word)
{
	return s != NULL && strcmp(s, word) == 0;
}

/* What is to be collected of a payment in all; NUM_NULL: unknown. */
static int64_t
whole_amount(const struct tree *t, const struct payment *p)
{
	static const char *const settled[] = { "paid", "over", "void",
	    "refunding", "refunded" };
	int64_t amount = p->amount;
	size_t i;

	for (i = 0; i < sizeof(settled) / sizeof(settled[0]); i++)
		if (is(p->state, settled[i]))
			return 0;
	if (amount == NUM_NULL && t->npayment == 1)
		amount = t->order->sum_total;
	if (amount == NUM_NULL || t->order->unfixed == 1)
		return NUM_NULL;
	return amount > 0 ? amount : 0;
}

int64_t
label_collect(const struct tree *t, size_t shipment)
{
	int64_t sum = 0, yen;
	const struct payment *p;
	size_t i;

	if (t->shipment[shipment]->collect != NUM_NULL)
		return t->shipment[shipment]->collect;
	for (i = 0; i < t->npayment; i++) {
		p = t->payment[i];
		if (!is(p->timing, "delivery"))
			continue;
		if (!share_takes(t, shipment))
			return 0;
		yen = whole_amount(t, p);
		if (yen != NUM_NULL)
			yen = share_of(t, shipment, yen,
			    p->paid != NUM_NULL ? p->paid : 0);
		if (yen == NUM_NULL || __builtin_add_overflow(sum, yen, &sum))
			return NUM_NULL;
	}
	return sum;
}

/*
 * Yen at a rate: with their tax, and the tax in them.  Sums beyond all that
 * is ever collected are left out.
 */
static void
add_taxed(int64_t *all, int64_t *tax, int64_t yen, int64_t rate,
    int64_t included)
{
	if (yen > TAXED_MAX || yen < -TAXED_MAX)
		return;		/* or not known */
	if (rate == NUM_NULL)
		rate = 10;
	if (included == 0)
		yen += yen * rate / 100;
	*all += yen;
	*tax += yen * rate / (100 + rate);
}

/*
 * The goods and the fees of an order by its lines and charges, less what
 * points and coupons take away at a rate that is known.
 */
static void
add_order(int64_t *all, int64_t *tax, const struct tree *t)
{
	const struct charge *c;
	const struct line *l;
	int64_t yen;
	size_t i;

	for (i = 0; i < t->nline; i++) {
		l = t->line[i];
		if (!is(l->kind, "part") && l->unit_price != NUM_NULL &&
		    !__builtin_mul_overflow(l->unit_price,
		    l->quantity - l->cancelled, &yen))
			add_taxed(all, tax, yen, l->tax_rate,
			    l->tax_included);
	}
	for (i = 0; i < t->ncharge; i++) {
		c = t->charge[i];
		if (c->amount > 0 || c->tax_rate != NUM_NULL)
			add_taxed(all, tax, c->amount, c->tax_rate,
			    c->tax_included);
	}
}

/*
 * Other points and coupons lower the goods of all rates alike, so the tax is the
 * same share of what is paid as of what the goods and fees cost.  Where the
 * mall states what is paid per rate, that is better.
 */
int64_t
label_tax(const struct tree *t, int64_t yen)
{
	const struct order *o = t->order;
	int64_t all = 0, tax = 0, part;

	if (o->stated_total10 != NUM_NULL || o->stated_total8 != NUM_NULL) {
		add_taxed(&all, &tax, o->stated_total10, 10, 1);
		add_taxed(&all, &tax, o->stated_total8, 8, 1);
		add_taxed(&all, &tax, o->stated_total0, 0, 1);
	}
	if (all <= 0) {
		all = tax = 0;
		add_order(&all, &tax, t);
	}
	if (all <= 0 || __builtin_mul_overflow(tax, yen, &part))
		return yen / 11;	/* 10 in 110 */
	return part / all;
}

static enum status
compute_money(struct label *l, struct why *w)
{
	const struct label_member *m;
	int64_t yen;
	size_t i;

	l->collect = l->tax = 0;
	for (i = 0; i < l->n; i++) {
		m = &l->member[i];
		yen = label_collect(m->tree, m->shipment);
		if (yen == NUM_NULL)
			return fail(w, SN_INVALID, _("the amount to collect "
			    "of %s is not known: set collect"),
			    m->tree->order->number);
		l->collect += yen;
		l->tax += label_tax(m->tree, yen);
		if (i == 0 && m->tree->shipment[m->shipment]->collect !=
		    NUM_NULL)
			break;		/* said for the whole parcel */
	}
	if (l->collect < 0)
		return fail(w, SN_INVALID, _("collect is negative"));
	return SN_OK;
}

/* The coldest of what is in the parcel; a shipment's own word is its last. */
static void
compute_temperature(struct label *l)
{
	const struct shipment_line *sl;
	const struct label_member *m;
	const char *own;
	int coldest = 0, is_now;
	size_t i, k;

	for (i = 0; i < l->n; i++) {
		m = &l->member[i];
		own = m->tree->shipment[m->shipment]->temperature;
		is_now = word_cold(own);
		for (k = 0; own == NULL && k < m->tree->nshipment_line; k++) {
			sl = m->tree->shipment_line[k];
			if (sl->shipment != (int64_t)m->shipment ||
			    sl->line == NUM_NULL)
				continue;
			if (word_cold(m->tree->line[sl->line]->temperature) >
			    is_now)
				is_now = word_cold(
				    m->tree->line[sl->line]->temperature);
		}
		if (is_now > coldest)
			coldest = is_now;
	}
	l->temperature = words_temperature[coldest].slug;
}

static const char *
name_of(const struct label *label, const struct line *l)
{
	const char *const name[] = { l->print_name, l->name,
	    label->conf.goods, l->code, l->sku };
	size_t i;

	for (i = 0; i < sizeof(name) / sizeof(name[0]); i++)
		if (name[i] != NULL && *name[i] != '\0')
			return name[i];
	return "?";
}

int64_t
label_quantity(const struct tree *t, const struct shipment_line *sl)
{
	const struct line *line;
	int64_t left;

	if (sl->line == NUM_NULL)
		return 0;
	line = t->line[sl->line];
	if (!is(line->kind, "goods") && !is(line->kind, "set") &&
	    !is(line->kind, "promo"))
		return 0;
	left = line->quantity - line->cancelled;
	if (left > sl->quantity)
		left = sl->quantity;
	return left > 0 ? left : 0;
}

static void
add_goods(struct label *l, const struct tree *t,
    const struct shipment_line *sl, struct arena *a)
{
	const struct line *line = t->line[sl->line];
	int64_t left = label_quantity(t, sl);

	if (left == 0)
		return;
	l->goods = arena_grow(a, l->goods, l->ngoods, &l->capgoods,
	    sizeof(*l->goods));
	l->goods[l->ngoods++] = (struct label_goods){ name_of(l, line),
	    left };
}

static void
compute_goods(struct label *l, struct arena *a)
{
	const struct label_member *m;
	size_t i, k;

	l->goods = NULL;
	l->ngoods = l->capgoods = 0;
	for (i = 0; i < l->n; i++) {
		m = &l->member[i];
		for (k = 0; k < m->tree->nshipment_line; k++)
			if (m->tree->shipment_line[k]->shipment ==
			    (int64_t)m->shipment &&
			    m->tree->shipment_line[k]->line != NUM_NULL)
				add_goods(l, m->tree,
				    m->tree->shipment_line[k], a);
	}
	if (l->ngoods > 0 || l->conf.goods == NULL)
		return;
	l->goods = arena_grow(a, l->goods, 0, &l->capgoods,
	    sizeof(*l->goods));
	l->goods[l->ngoods++] = (struct label_goods){ l->conf.goods, 1 };
}

/* One parcel for all, and those that a member needs besides. */
static void
compute_parcels(struct label *l)
{
	const struct label_member *m;
	int64_t more;
	size_t i;

	l->parcels = 1;
	for (i = 0; i < l->n; i++) {
		m = &l->member[i];
		more = m->tree->shipment[m->shipment]->parcels - 1;
		if (more > 0 && more <= PARCELS_MAX)
			l->parcels += more;
	}
}

/* Whether a list of words between spaces has the n bytes at word. */
static bool
has_word(const char *list, const char *word, size_t n)
{
	size_t len;

	for (; *list != '\0'; list += len) {
		list += strspn(list, " ");
		len = strcspn(list, " ");
		if (len == n && strncmp(list, word, n) == 0)
			return true;
	}
	return false;
}

/* The handling marks of all members, each once. */
static void
compute_marks(struct label *l, struct arena *a)
{
	const struct label_member *m;
	const char *s;
	size_t i, n;

	l->marks = label_shipment(l)->marks;
	for (i = 1; i < l->n; i++) {
		m = &l->member[i];
		s = m->tree->shipment[m->shipment]->marks;
		for (; s != NULL && *s != '\0'; s += n) {
			s += strspn(s, " ");
			n = strcspn(s, " ");
			if (l->marks == NULL)
				l->marks = arena_strndup(a, s, n);
			else if (n > 0 && !has_word(l->marks, s, n))
				l->marks = arena_printf(a, "%s %.*s",
				    l->marks, (int)n, s);
		}
	}
}

/* Who sends: named by the order, the buyer of a gift, else the shop. */
static const struct person *
sender_of(const struct label *l)
{
	const struct label_member *m = &l->member[0];
	const struct shipment *s = m->tree->shipment[m->shipment];
	const struct destination *d = m->tree->destination[s->destination];
	const struct order *o = m->tree->order;

	if (d->from.name != NULL)
		return &d->from;
	if (d->gift == 1 && o->by.name != NULL && o->by.zip != NULL)
		return &o->by;
	return l->conf.shop;
}

static enum status
compute_dates(struct label *l, struct why *w)
{
	const struct shipment *s = label_shipment(l);

	l->ship_date = s->ship_date;
	if (l->ship_date == NULL || strcmp(l->ship_date, l->conf.today) < 0)
		l->ship_date = l->conf.today;
	if (s->deliver_on != NULL && strcmp(s->deliver_on, l->ship_date) < 0)
		return fail(w, SN_INVALID, _("is to arrive on %s, before it "
		    "leaves on %s"), s->deliver_on, l->ship_date);
	return SN_OK;
}

enum status
label_compute(struct label *l, struct arena *a, struct why *w)
{
	const struct shipment *s = label_shipment(l);
	enum status st;

	if ((st = compute_money(l, w)) != SN_OK ||
	    (st = compute_dates(l, w)) != SN_OK)
		return st;
	compute_temperature(l);
	compute_goods(l, a);
	compute_parcels(l);
	compute_marks(l, a);
	l->sender = sender_of(l);
	l->kind = l->service;
	if (l->collect > 0 || is(s->freight, "receiver") || l->parcels > 1)
		l->kind = arena_printf(a, "%s%s%s%s", l->service,
		    l->collect > 0 ? "+cod" : "",
		    is(s->freight, "receiver") ? "+receiver" : "",
		    l->parcels > 1 ? "+multi" : "");
	if (l->collect > 0 && is(s->freight, "receiver"))
		return fail(w, SN_INVALID,
		    _("is both cash on delivery and freight collect"));
	return SN_OK;
}

static uint64_t
mark_text(uint64_t h, const char *s)
{
	return s == NULL ? hash_bytes(h, "", 1) :
	    hash_bytes(hash_bytes(h, "+", 1), s, strlen(s) + 1);
}

static uint64_t
mark_person(uint64_t h, const struct person *p)
{
	const char *const part[] = { p->name, p->kana, p->company,
	    p->department, p->title, p->zip, p->pref, p->city, p->town,
	    p->building, p->phone };
	size_t i;

	for (i = 0; i < sizeof(part) / sizeof(part[0]); i++)
		h = mark_text(h, part[i]);
	return h;
}

/* The leading digit tells marks of another making from changed labels. */
const char *
label_mark(const struct tree *t, size_t shipment, struct arena *a)
{
	const struct shipment *s = t->shipment[shipment];
	const struct destination *d = t->destination[s->destination];
	uint64_t h = HASH_START;
	char number[64];

	h = mark_person(h, &d->to);
	if (d->to.phone == NULL)
		h = mark_text(h, t->order->by.phone);
	h = mark_person(h, &d->from);
	h = mark_text(h, s->deliver_on);
	h = mark_text(h, is(s->deliver_slot, "none") ? NULL :
	    s->deliver_slot);
	h = mark_text(h, s->pickup_code);
	h = mark_text(h, s->temperature);
	h = mark_text(h, s->freight);
	h = mark_text(h, s->label_note);
	h = mark_text(h, s->marks);
	snprintf(number, sizeof(number), "%" PRId64 " %" PRId64, s->parcels,
	    label_collect(t, shipment));
	h = mark_text(h, number);
	return arena_printf(a, "1-%016" PRIx64, h);
}
