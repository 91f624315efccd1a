/*
 * What an order costs, as a view shows it.
 */

#include <string.h>

#include "mail/view_object.h"
#include "text/utf8.h"

const struct mustache_known view_known_charge[] = {
	KNOWN_TEXT("label", "名目 (送料、クーポンなど)"),
	KNOWN_TEXT("label_wide", "名目を全角の空白で6字にそろえたもの"),
	KNOWN_TEXT("amount", "金額"),
	KNOWN_END
};
const struct mustache_known view_known_rate[] = {
	KNOWN_TEXT("rate", "税率 (10、8、0)"),
	KNOWN_TEXT("amount", "対象額 (税込)"),
	KNOWN_TEXT("tax", "消費税額"),
	KNOWN_YES("reduced", "軽減税率"),
	KNOWN_END
};
const struct mustache_known view_known_payment[] = {
	KNOWN_TEXT("method", "支払方法"),
	KNOWN_TEXT("amount", "金額"),
	KNOWN_DATE("due_on", "支払期限"),
	KNOWN_DATE("paid_on", "入金日"),
	KNOWN_YES("before", "前払い"),
	KNOWN_YES("cod", "代金引換"),
	KNOWN_YES("paid", "入金済み"),
	KNOWN_YES("unpaid", "まだ入金されていない"),
	KNOWN_TEXT("text", "支払方法の定型文 (振込先など)"),
	KNOWN_END
};

static bool
is(const char *v, const char *word)
{
	return v != NULL && strcmp(v, word) == 0;
}

/* Six characters at least, as the other words before amounts have. */
static const char *
wide(const char *label, struct arena *a)
{
	size_t n = utf8_count(label);

	return arena_printf(a, "%s%s", label, n >= 6 ? "" :
	    &"　　　　　　"[n * strlen("　")]);
}

/* Nothing is said of what is nothing, except that postage is free. */
struct mustache_value
view_charges(const struct tree *t, struct arena *a)
{
	struct mustache_value *item = arena_alloc(a, (t->ncharge + 1) *
	    sizeof(*item));
	const struct charge *c;
	const char *label;
	struct object o;
	size_t i, n = 0;

	for (i = 0; i < t->ncharge; i++) {
		c = t->charge[i];
		if (c->amount == 0 && !is(c->kind, "postage"))
			continue;
		o = object_new(view_known_charge, a);
		label = c->name != NULL ? c->name :
		    word_ja(words_charge_kind, c->kind);
		object_text(&o, "label", label);
		object_text(&o, "label_wide", wide(label, a));
		object_text(&o, "amount", c->amount == NUM_NULL ? "未定" :
		    view_yen(c->amount, a));
		item[n++] = object_end(&o);
	}
	return (struct mustache_value){ .type = MUSTACHE_LIST, .item = item,
	    .n = n };
}

enum { RATES = 3 };
static const int64_t rates[RATES] = { 10, 8, 0 };

struct rated {
	int64_t	yen[RATES];	/* with tax */
	int64_t	base[RATES];	/* without, tax comes on top */
	bool	known;
};

static void
add(struct rated *r, int64_t yen, int64_t rate, int64_t included)
{
	size_t i;

	if (yen == 0)
		return;
	for (i = 0; i < RATES && rates[i] != rate; i++)
		;
	if (yen == NUM_NULL || i == RATES)
		r->known = false;
	else if (included == 0)
		r->known = r->known && !__builtin_add_overflow(r->base[i],
		    yen, &r->base[i]);
	else
		r->known = r->known && !__builtin_add_overflow(r->yen[i],
		    yen, &r->yen[i]);
}

/*
 * What the order costs by rate: as the mall says, else by its lines and
 * charges.  Points are money, and no discount; what has no rate leaves all
 * unknown.
 */
static void
rate_order(struct rated *r, const struct tree *t)
{
	const struct order *o = t->order;
	const struct charge *c;
	const struct line *l;
	int64_t yen;
	size_t i;

	if (o->stated_total10 != NUM_NULL || o->stated_total8 != NUM_NULL) {
		add(r, o->stated_total10 != NUM_NULL ? o->stated_total10 : 0,
		    10, 1);
		add(r, o->stated_total8 != NUM_NULL ? o->stated_total8 : 0,
		    8, 1);
		add(r, o->stated_total0 != NUM_NULL ? o->stated_total0 : 0,
		    0, 1);
		return;
	}
	for (i = 0; i < t->nline; i++) {
		l = t->line[i];
		if (is(l->kind, "part"))
			continue;
		if (l->unit_price == NUM_NULL ||
		    __builtin_mul_overflow(l->unit_price,
		    l->quantity - l->cancelled, &yen))
			yen = NUM_NULL;
		add(r, yen, l->tax_rate, l->tax_included);
	}
	for (i = 0; i < t->ncharge; i++) {
		c = t->charge[i];
		if (!is(c->kind, "points"))
			add(r, c->amount, c->tax_rate, c->tax_included);
	}
}

/* yen * of / in, rounded down, without a way to overflow. */
static int64_t
part(int64_t yen, int64_t of, int64_t in)
{
	return yen / in * of + yen % in * of / in;
}

struct mustache_value
view_rates(bool *reduced, const struct tree *t, struct arena *a)
{
	struct mustache_value *item = arena_alloc(a, RATES * sizeof(*item));
	struct rated r = { .known = true };
	int64_t yen, tax;
	struct object o;
	size_t i, n = 0;

	*reduced = false;
	rate_order(&r, t);
	for (i = 0; r.known && i < RATES; i++) {
		tax = part(r.base[i], rates[i], 100);
		if (__builtin_add_overflow(r.yen[i], r.base[i], &yen) ||
		    __builtin_add_overflow(yen, tax, &yen))
			break;
		tax += part(r.yen[i], rates[i], 100 + rates[i]);
		if (yen == 0)
			continue;
		*reduced = *reduced || rates[i] == 8;
		o = object_new(view_known_rate, a);
		object_num(&o, "rate", rates[i]);
		object_yen(&o, "amount", yen);
		object_yen(&o, "tax", rates[i] == 0 ? NUM_NULL : tax);
		object_yes(&o, "reduced", rates[i] == 8);
		item[n++] = object_end(&o);
	}
	return (struct mustache_value){ .type = MUSTACHE_LIST, .item = item,
	    .n = i == RATES ? n : 0 };
}

bool
view_pay_void(const struct payment *p)
{
	return is(p->state, "void");
}

bool
view_pay_paid(const struct payment *p)
{
	return is(p->state, "paid") || is(p->state, "over");
}

/* The phrase that is called as the method is, by slug or Japanese name. */
static const char *
phrase(const struct conf *c, const char *method)
{
	const char *ja = word_ja(words_method, method);
	size_t i;

	for (i = 0; i < c->nphrase; i++)
		if (strcmp(c->phrase[i].name, method) == 0 ||
		    strcmp(c->phrase[i].name, ja) == 0)
			return c->phrase[i].text;
	return NULL;
}

struct mustache_value
view_payments(const struct tree *t, const struct conf *c, struct arena *a)
{
	struct mustache_value *item = arena_alloc(a, (t->npayment + 1) *
	    sizeof(*item));
	const struct payment *p;
	struct object o;
	size_t i, n = 0;

	for (i = 0; i < t->npayment; i++) {
		p = t->payment[i];
		if (view_pay_void(p))
			continue;
		o = object_new(view_known_payment, a);
		object_text(&o, "method", is(p->method, "other") &&
		    p->word != NULL ? p->word :
		    word_ja(words_method, p->method));
		object_yen(&o, "amount", p->amount);
		object_date(&o, "due_on", p->due_on);
		object_date(&o, "paid_on", p->paid_at);
		object_yes(&o, "before", is(p->timing, "before"));
		object_yes(&o, "cod", is(p->method, "cod"));
		object_yes(&o, "paid", view_pay_paid(p));
		object_yes(&o, "unpaid", is(p->state, "none") ||
		    is(p->state, "asked") || is(p->state, "hold") ||
		    is(p->state, "partial") || is(p->state, "expired"));
		object_text(&o, "text", phrase(c, p->method));
		item[n++] = object_end(&o);
	}
	return (struct mustache_value){ .type = MUSTACHE_LIST, .item = item,
	    .n = n };
}
