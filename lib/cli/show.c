#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/language.h"
#include "cli/order_page.h"
#include "cli/show.h"
#include "store/bundle.h"
#include "store/label.h"
#include "store/move.h"
#include "store/tree.h"
#include "text/date.h"

static void
show_head(struct order_page *o)
{
	static const char *const skip[] = {
		"id", "shop", "mall", "number", "ordered_at", "mall_state",
		"mall_word", "stated_items", "stated_total", "sum_items",
		"sum_total", "remarks", "remarks_given", "memo", "message",
		"source", "source_row", NULL
	};
	const struct order *r = o->t.order;
	struct page *p = &o->p;

	str_addf(&p->s, "%s:%s\n", r->shop, r->number);
	page_label(p, _("order"));
	page_put(p, page_time(p, r->ordered_at));
	page_putf(p, "%s: %s%s%s%s", r->mall,
	    page_word(words_mall_state, r->mall_state),
	    r->mall_word != NULL ? " (" : "",
	    r->mall_word != NULL ? r->mall_word : "",
	    r->mall_word != NULL ? ")" : "");
	page_putf(p, _("order=%" PRId64), r->id);
	if (r->source != NULL && r->source_row != NUM_NULL)
		page_putf(p, _("from %s, row %" PRId64), r->source,
		    r->source_row);
	page_rest(p, &table_orders, r, skip);
	page_end(p);
	page_person(p, _("buyer"), &r->by);
	if (r->remarks != NULL || r->remarks_given != NULL) {
		page_label(p, _("note"));
		page_text(p, r->remarks != NULL ? r->remarks :
		    r->remarks_given);
	}
	if (r->message != NULL) {
		page_label(p, _("message"));
		page_text(p, r->message);
	}
	if (r->memo != NULL) {
		page_label(p, _("memo"));
		page_text(p, r->memo);
	}
	page_end(p);
}

static void
show_tracking(struct order_page *o, size_t at)
{
	static const char *const skip[] = { "id", "carrier", "number", NULL };
	const struct tracking *n;
	size_t i;

	for (i = 0; i < o->t.ntracking; i++) {
		n = o->t.tracking[i];
		if (n->shipment != (int64_t)at)
			continue;
		page_label(&o->p, _("  tracking"));
		page_putf(&o->p, "%s %s", page_word(words_carrier, n->carrier),
		    n->number);
		page_rest(&o->p, &table_tracking, n, skip);
	}
}

/* What of each line goes with the shipment, and its tags. */
static void
show_contents(struct order_page *o, size_t at)
{
	const struct shipment_line *sl;
	const struct line *l;
	size_t i;

	page_label(&o->p, _("  contents"));
	for (i = 0; i < o->t.nshipment_line; i++) {
		sl = o->t.shipment_line[i];
		if (sl->shipment != (int64_t)at || sl->line == NUM_NULL)
			continue;
		l = o->t.line[sl->line];
		page_putf(&o->p, "[%" PRId64 "] × %" PRId64, l->seq,
		    sl->quantity);
	}
	for (i = 0; i < o->t.ntag; i++)
		if (o->t.tag[i].shipment == (int64_t)at)
			page_putf(&o->p, "#%s", o->t.tag[i].text);
	page_end(&o->p);
}

/* What the label of a bundle says, and what its orders come to. */
static enum status
show_together(struct order_page *o, int64_t parent, struct why *w)
{
	struct bundle_sums sums;
	struct label_facts facts;
	char today[DATE_SIZE];
	struct label label;
	enum status st;
	struct why why;
	bool known;

	if ((st = clock_today(today, w)) != SN_OK ||
	    (st = bundle_sums(&sums, o->store, parent, o->p.arena,
	    w)) != SN_OK ||
	    (st = store_label_facts(&facts, o->store, w)) != SN_OK ||
	    (st = store_label_get(&label, o->store, o->cmd->conf, &facts,
	    parent, NULL, o->p.arena, w)) != SN_OK)
		return st;
	label.conf.today = today;
	known = label_compute(&label, o->p.arena, &why) == SN_OK;
	page_label(&o->p, _("  together"));
	page_putf(&o->p, _("total %s"), page_yen(&o->p, sums.total));
	page_putf(&o->p, _("to collect %s"), page_yen(&o->p,
	    known ? label.collect : NUM_NULL));
	if (sums.points != 0)
		page_putf(&o->p, _("points %s"), page_yen(&o->p,
		    sums.points));
	if (sums.coupons != 0)
		page_putf(&o->p, _("coupons %s"), page_yen(&o->p,
		    sums.coupons));
	if (known)
		page_putf(&o->p, _("parcels %" PRId64), label.parcels);
	else
		page_put(&o->p, why.text);
	if (sums.until != NULL)
		page_putf(&o->p, _("leaves by %s"), sums.until);
	page_end(&o->p);
	return SN_OK;
}

/* The other orders that travel in the same parcel. */
static enum status
show_bundle(struct order_page *o, const struct shipment *sh, struct why *w)
{
	int64_t *id = NULL;
	size_t n = 0, cap = 0, i;
	enum status st;

	if ((st = store_bundled(&id, &n, &cap, o->store, sh->id, o->p.arena,
	    w)) != SN_OK || n == 0)
		return st;
	page_label(&o->p, _("  bundle"));
	for (i = 0; i < n; i++)
		page_put(&o->p, store_name(o->store, id[i], o->p.arena));
	page_end(&o->p);
	return show_together(o, sh->id, w);
}

static enum status
show_shipment(struct order_page *o, size_t at, struct why *w)
{
	static const char *const skip[] = {
		"id", "seq", "status", "status_at", "box", "route", NULL
	};
	const struct shipment *sh = o->t.shipment[at];
	struct page *p = &o->p;

	page_label(p, arena_printf(p->arena, "  %" PRId64, sh->id));
	page_putf(p, "%s%s%s", language_japanese() ?
	    conf_status_title(o->cmd->conf, sh->status) : sh->status,
	    sh->box != NULL ? ": " : "", sh->box != NULL ? sh->box : "");
	page_putf(p, _("since %s"), page_time(p, sh->status_at));
	page_put(p, sh->route);
	page_end(p);
	page_rest(p, &table_shipment, sh, skip);
	show_tracking(o, at);
	show_contents(o, at);
	return show_bundle(o, sh, w);
}

static enum status
show_destinations(struct order_page *o, struct why *w)
{
	static const char *const skip[] = { "id", "seq", NULL };
	const struct destination *d;
	enum status st;
	size_t i, k;

	for (i = 0; i < o->t.ndestination; i++) {
		d = o->t.destination[i];
		str_putc(&o->p.s, '\n');
		page_person(&o->p, _("to"), &d->to);
		o->p.left = PAGE_LABEL;
		page_rest(&o->p, &table_destination, d, skip);
		page_end(&o->p);
		if (d->from.name != NULL || d->from.company != NULL)
			page_person(&o->p, _("from"), &d->from);
		for (k = 0; k < o->t.nshipment; k++)
			if (o->t.shipment[k]->destination == (int64_t)i &&
			    (st = show_shipment(o, k, w)) != SN_OK)
				return st;
	}
	return SN_OK;
}

static void
show_lines(struct order_page *o)
{
	static const char *const skip[] = {
		"id", "seq", "code", "sku", "name", "quantity", "unit_price",
		"tax_rate", "tax_included", "parent", NULL
	};
	struct page *p = &o->p;
	const struct line *l;
	size_t i;

	page_heading(p, _("goods"));
	for (i = 0; i < o->t.nline; i++) {
		l = o->t.line[i];
		page_label(p, arena_printf(p->arena, "  [%" PRId64 "]",
		    l->seq));
		page_putf(p, "%s", l->sku != NULL ? l->sku :
		    l->code != NULL ? l->code : "-");
		page_put(p, l->name != NULL ? l->name : "");
		page_putf(p, "%" PRId64 " × %s%s", l->quantity,
		    page_yen(p, l->unit_price), l->tax_included == 0 ?
		    _(" without tax") : "");
		if (l->tax_rate != NUM_NULL)
			page_putf(p, "%" PRId64 "%%", l->tax_rate);
		if (l->unit_price != NUM_NULL && l->quantity > 1)
			page_putf(p, "= %s", page_yen(p,
			    l->unit_price * l->quantity));
		page_end(p);
		page_rest(p, &table_line, l, skip);
		page_end(p);
	}
}

static void
show_charges(struct order_page *o)
{
	static const char *const skip[] = {
		"id", "kind", "name", "amount", "destination", NULL
	};
	struct page *p = &o->p;
	const struct charge *c;
	size_t i;

	for (i = 0; i < o->t.ncharge; i++) {
		c = o->t.charge[i];
		page_label(p, i == 0 ? _("charges") : "");
		page_putf(p, "[%" PRId64 "] %s%s%s", c->seq,
		    page_word(words_charge_kind, c->kind), c->name != NULL ? " " :
		    "", c->name != NULL ? c->name : "");
		page_put(p, page_yen(p, c->amount));
		page_rest(p, &table_charge, c, skip);
		page_end(p);
	}
}

static void
show_payments(struct order_page *o)
{
	static const char *const skip[] = {
		"id", "method", "word", "timing", "state", "amount", NULL
	};
	struct page *p = &o->p;
	const struct payment *pay;
	size_t i;

	for (i = 0; i < o->t.npayment; i++) {
		pay = o->t.payment[i];
		page_label(p, i == 0 ? _("payment") : "");
		page_putf(p, "[%" PRId64 "] %s%s%s%s", pay->seq,
		    page_word(words_method, pay->method),
		    pay->word != NULL ? " (" : "",
		    pay->word != NULL ? pay->word : "",
		    pay->word != NULL ? ")" : "");
		page_put(p, page_yen(p, pay->amount));
		page_put(p, page_word(words_timing, pay->timing));
		page_put(p, page_word(words_pay_state, pay->state));
		page_rest(p, &table_payment, pay, skip);
		page_end(p);
	}
}

/* The totals that we make of it and that the mall states. */
static void
show_totals(struct order_page *o)
{
	const struct order *r = o->t.order;
	struct page *p = &o->p;

	page_label(p, _("total"));
	page_put(p, page_yen(p, r->sum_total));
	page_putf(p, _("goods %s"), page_yen(p, r->sum_items));
	if (r->stated_total == NUM_NULL)
		page_put(p, _("the mall states none"));
	else if (r->stated_total == r->sum_total)
		page_put(p, _("as the mall states"));
	else
		page_putf(p, _("! the mall states %s"),
		    page_yen(p, r->stated_total));
	page_end(p);
}

enum status
show_order(struct cmd *c, struct store *s, int64_t order, FILE *out,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	struct order_page o = { .cmd = c, .store = s };
	enum status st;

	o.p.arena = &a;
	if ((st = store_tree_get(&o.t, s, order, &a, w)) != SN_OK)
		goto out;
	show_head(&o);
	if ((st = show_destinations(&o, w)) != SN_OK)
		goto out;
	show_lines(&o);
	show_charges(&o);
	show_totals(&o);
	show_payments(&o);
	if ((st = show_findings(&o, w)) != SN_OK ||
	    (st = show_notes(&o, w)) != SN_OK ||
	    (st = show_mails(&o, w)) != SN_OK ||
	    (st = show_letters(&o, w)) != SN_OK ||
	    (st = show_theirs(&o, w)) != SN_OK)
		goto out;
	if (fwrite(o.p.s.p, 1, o.p.s.len, out) < o.p.s.len)
		st = fail(w, SN_IO, _("write: %s"), strerror(errno));
	else
		st = show_history(&o, out, w);
out:
	str_free(&o.p.s);
	arena_free(&a);
	return st;
}
