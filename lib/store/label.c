/*
 * Labels as the store sees them: what is read for one, what it changes, and
 * whether it is still right.
 */

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/finding.h"
#include "store/item.h"
#include "store/label.h"
#include "store/move.h"
#include "store/query.h"
#include "store/tree.h"

/*
 * The lines that go with the shipment at 0 of t, which is all there is, as
 * far as labels show them.
 */
static enum status
get_lines(struct tree *t, struct store *s, struct why *w)
{
	struct query q;
	struct line *l;

	query_open(&q, s,
	    "SELECT sl.quantity, l.id, l.kind, l.code, l.sku, l.name,"
	    "       l.print_name, l.quantity, l.cancelled, l.temperature"
	    "  FROM shipment_line sl"
	    "  JOIN line l ON l.id = sl.line"
	    " WHERE sl.shipment = :id"
	    " ORDER BY sl.id");
	query_num(&q, ":id", t->shipment[0]->id);
	while (query_row(&q)) {
		l = tree_line(t);
		l->id = query_int(&q, 1);
		l->kind = query_col(&q, 2, t->arena);
		l->code = query_col(&q, 3, t->arena);
		l->sku = query_col(&q, 4, t->arena);
		l->name = query_col(&q, 5, t->arena);
		l->print_name = query_col(&q, 6, t->arena);
		l->quantity = query_int(&q, 7);
		l->cancelled = query_int(&q, 8);
		l->temperature = query_col(&q, 9, t->arena);
		tree_shipment_line(t, 0, t->nline - 1, query_int(&q, 0));
	}
	return query_end(&q, "read lines", w);
}

static enum status
get_payments(bool *delivery, struct tree *t, struct store *s, struct why *w)
{
	struct payment **p;
	enum status st;
	void **rows;
	size_t i;

	*delivery = false;
	if ((st = store_list(&rows, &t->npayment, s, &table_payment,
	    "orders", t->order->id, t->arena, w)) != SN_OK)
		return st;
	t->payment = p = (struct payment **)(void *)rows;
	for (i = 0; i < t->npayment; i++)
		if (strcmp(p[i]->timing, "delivery") == 0)
			*delivery = true;
	return SN_OK;
}

/* The whole order, where the amount to collect depends on it. */
static enum status
get_whole(struct label_member *m, struct store *s, int64_t order,
    int64_t shipment, struct why *w)
{
	struct arena *a = m->tree->arena;
	enum status st;

	if ((st = store_tree_get(m->tree, s, order, a, w)) != SN_OK)
		return st;
	for (m->shipment = 0; m->tree->shipment[m->shipment]->id != shipment;)
		m->shipment++;
	return SN_OK;
}

static enum status
get_member(struct label_member *m, struct store *s, int64_t shipment,
    bool whole, struct arena *a, struct why *w)
{
	struct tree *t = arena_alloc(a, sizeof(*t));
	struct destination *d;
	struct shipment *sh;
	enum status st;
	bool delivery;

	*m = (struct label_member){ t, 0 };
	tree_init(t, a);
	d = tree_destination(t);
	sh = tree_shipment(t, 0);
	if ((st = store_get(sh, s, &table_shipment, shipment, a, w)) != SN_OK)
		return st == SN_NOTFOUND ? fail(w, st,
		    _("%" PRId64 ": no such shipment"), shipment) : st;
	if ((st = store_get(d, s, &table_destination, sh->destination, a,
	    w)) != SN_OK ||
	    (st = store_get(t->order, s, &table_orders, d->orders, a,
	    w)) != SN_OK ||
	    (st = get_payments(&delivery, t, s, w)) != SN_OK)
		return st;
	sh->destination = 0;
	return delivery || whole ? get_whole(m, s, t->order->id, shipment, w) :
	    get_lines(t, s, w);
}

static enum status
add_member(struct label *l, struct store *s, int64_t shipment, bool whole,
    struct arena *a, struct why *w)
{
	l->member = arena_grow(a, l->member, l->n, &l->cap,
	    sizeof(*l->member));
	return get_member(&l->member[l->n++], s, shipment, whole, a, w);
}

static enum status
add_children(struct label *l, struct store *s, int64_t parent, bool whole,
    struct arena *a, struct why *w)
{
	enum status st = SN_OK, end;
	struct query q;

	query_open(&q, s,
	    "SELECT id FROM shipment WHERE bundled_into = :id ORDER BY id");
	query_num(&q, ":id", parent);
	while (st == SN_OK && query_row(&q))
		st = add_member(l, s, query_int(&q, 0), whole, a, w);
	end = query_end(&q, "read bundle", w);
	return st != SN_OK ? st : end;
}

/* What the item master knows and the line does not say. */
static enum status
look_up(struct line *line, struct store *s, const char *shop,
    struct arena *a, struct why *w)
{
	struct item *item;
	enum status st;

	if (line->print_name != NULL && line->temperature != NULL)
		return SN_OK;
	item = record_new(&table_item, a);
	st = item_of_line(item, s, shop, line, a, w);
	if (st == SN_NOTFOUND)
		return SN_OK;
	if (line->print_name == NULL)
		line->print_name = item->print_name;
	if (line->temperature == NULL)
		line->temperature = item->temperature;
	return st;
}

static enum status
add_items(struct label *l, struct store *s, struct arena *a, struct why *w)
{
	enum status st;
	struct tree *t;
	size_t i, k;

	for (i = 0; i < l->n; i++) {
		t = l->member[i].tree;
		for (k = 0; k < t->nline; k++)
			if ((st = look_up(t->line[k], s, t->order->shop, a,
			    w)) != SN_OK)
				return st;
	}
	return SN_OK;
}

/* What sn.conf says where the shipment is silent. */
static void
add_conf(struct label *l, const struct conf *conf, const char *carrier)
{
	const struct shipment *sh = label_shipment(l);
	const struct conf_shop *shop =
	    conf_shop(conf, label_tree(l)->order->shop);
	const struct conf_carrier *c = NULL;

	l->conf.prefix = conf->prefix;
	l->conf.shop = shop != NULL ? &shop->sender : &conf->company;
	l->carrier = sh->carrier;
	if (l->carrier == NULL && shop != NULL)
		l->carrier = shop->carrier;
	if (l->carrier == NULL)
		l->carrier = carrier;
	if (l->carrier != NULL)
		c = conf_carrier(conf, l->carrier);
	l->service = sh->service;
	if (l->service == NULL && shop != NULL && shop->carrier != NULL &&
	    l->carrier != NULL && strcmp(shop->carrier, l->carrier) == 0)
		l->service = shop->service;
	if (l->service == NULL && c != NULL)
		l->service = c->service;
	if (l->service == NULL)
		l->service = "parcel";
	if (c != NULL) {
		l->conf.customer_code = c->customer_code;
		l->conf.class_code = c->class_code;
		l->conf.freight_code = c->freight_code;
		l->conf.goods = c->goods;
	}
}

enum status
store_label_facts(struct label_facts *out, struct store *s, struct why *w)
{
	struct query q;

	*out = (struct label_facts){ .whole = false };
	query_open(&q, s,
	    "SELECT EXISTS (SELECT 1 FROM shipment"
	    "           WHERE bundled_into IS NOT NULL),"
	    "       EXISTS (SELECT 1 FROM item),"
	    "       EXISTS (SELECT 1 FROM finding"
	    "           WHERE state = 'open' AND severity = 'error')");
	if (query_row(&q)) {
		out->bundles = query_int(&q, 0);
		out->items = query_int(&q, 1);
		out->errors = query_int(&q, 2);
	}
	return query_end(&q, "prepare labels", w);
}

enum status
store_label_get(struct label *out, struct store *s, const struct conf *conf,
    const struct label_facts *facts, int64_t shipment, const char *carrier,
    struct arena *a, struct why *w)
{
	enum status st;

	*out = (struct label){ .n = 0 };
	if ((st = add_member(out, s, shipment, facts->whole, a, w)) != SN_OK)
		return st;
	out->bundled_into = label_shipment(out)->bundled_into;
	if (out->bundled_into != NUM_NULL)
		return SN_OK;
	if ((facts->bundles == 1 &&
	    (st = add_children(out, s, shipment, facts->whole, a, w)) !=
	    SN_OK) ||
	    (facts->items == 1 && (st = add_items(out, s, a, w)) != SN_OK))
		return st;
	add_conf(out, conf, carrier);
	return SN_OK;
}

enum status
store_label_may(struct store *s, const struct label *l, bool again,
    struct why *w)
{
	const struct shipment *sh = label_shipment(l);
	bool print = strcmp(sh->status, "print") == 0;
	bool after = strcmp(sh->status, "number") == 0 ||
	    strcmp(sh->status, "notify") == 0;

	if (sh->labelled_at != NULL && (print || after) && !again)
		return store_refuse(s, sh->id, w,
		    _("had its label on %s; --relabel prints another"),
		    sh->labelled_at);
	if (!print && !(after && sh->labelled_at != NULL))
		return store_refuse(s, sh->id, w,
		    _("is in %s; labels are printed in print"), sh->status);
	return SN_OK;
}

static enum status
find_error(const char **code, struct store *s, const struct label_member *m,
    struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT code FROM finding"
	    " WHERE orders = :order AND state = 'open'"
	    "   AND severity = 'error'"
	    "   AND (shipment IS NULL OR shipment = :shipment)"
	    " ORDER BY id");
	query_num(&q, ":order", m->tree->order->id);
	query_num(&q, ":shipment", m->tree->shipment[m->shipment]->id);
	*code = query_row(&q) ? query_col(&q, 0, m->tree->arena) : NULL;
	return query_end(&q, "read findings", w);
}

enum status
store_label_findings(struct store *s, const struct label *l, struct why *w)
{
	const struct label_member *m;
	const char *code;
	enum status st;
	size_t i;

	for (i = 0; i < l->n; i++) {
		m = &l->member[i];
		if ((st = find_error(&code, s, m, w)) != SN_OK)
			return st;
		if (code != NULL)
			return store_refuse(s,
			    m->tree->shipment[m->shipment]->id, w,
			    _("open finding %s"), code);
	}
	return SN_OK;
}

/* OR FAIL: see record.c; a failure ends the run, which is rolled back. */
static enum status
done_one(struct store *s, const struct label *l, const struct label_member *m,
    const char *next, const char *now, struct why *w)
{
	const struct shipment *sh = m->tree->shipment[m->shipment];
	struct query q;

	query_open(&q, s,
	    "UPDATE OR FAIL shipment"
	    "   SET labelled_at = :now, labelled_as = :mark,"
	    "       ship_date = :ship,"
	    "       carrier = coalesce(carrier, :carrier),"
	    "       service = coalesce(service, :service),"
	    "       status_at = CASE WHEN status = 'print' THEN :now"
	    "           ELSE status_at END,"
	    "       status = CASE WHEN status = 'print' THEN :next"
	    "           ELSE status END"
	    " WHERE id = :id");
	query_text(&q, ":now", now);
	query_text(&q, ":mark", label_mark(m->tree, m->shipment,
	    m->tree->arena));
	query_text(&q, ":ship", l->ship_date);
	query_text(&q, ":carrier", l->carrier);
	query_text(&q, ":service", l->service);
	query_text(&q, ":next", next);
	query_num(&q, ":id", sh->id);
	return query_do(&q, "label shipment", w);
}

enum status
store_label_done(struct store *s, const struct label *l, const char *next,
    const char *now, struct why *w)
{
	const struct label_member *m;
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < l->n && st == SN_OK; i++) {
		m = &l->member[i];
		st = done_one(s, l, m, next, now, w);
		if (st == SN_OK &&
		    m->tree->shipment[m->shipment]->labelled_at != NULL)
			st = label_check(s, m->tree->shipment[m->shipment]->id,
			    w);
	}
	return st;
}

/* Open or close the finding of the shipment at that place of t. */
static enum status
compare(struct store *s, const struct tree *t, size_t at, struct why *w)
{
	const struct shipment *sh = t->shipment[at];
	const struct destination *d = t->destination[sh->destination];
	const char *mark = label_mark(t, at, t->arena);
	struct finding *f = record_new(&table_finding, t->arena);

	f->orders = t->order->id;
	f->shipment = sh->id;
	f->code = "label-changed";
	f->severity = "warning";
	f->field = arena_printf(t->arena, "shipment.%" PRId64 ".labelled_as",
	    sh->id);
	if (strcmp(mark, sh->labelled_as) == 0)
		return finding_close(s, f->orders, f->code, f->field, w);
	if (strncmp(mark, sh->labelled_as, 2) != 0)
		return SN_OK;	/* made by another version: cannot tell */
	f->saw = arena_printf(t->arena, "%s %s%s%s%s %s",
	    d->to.name != NULL ? d->to.name : "",
	    d->to.pref != NULL ? d->to.pref : "",
	    d->to.city != NULL ? d->to.city : "",
	    d->to.town != NULL ? d->to.town : "",
	    d->to.building != NULL ? d->to.building : "",
	    d->to.phone != NULL ? d->to.phone : "");
	f->source = arena_printf(t->arena, _("label of %s"),
	    sh->labelled_at != NULL ? sh->labelled_at : "?");
	return finding_open(s, f, w);
}

enum status
label_check(struct store *s, int64_t shipment, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct label_member m;
	enum status st;
	const struct shipment *sh;

	if ((st = get_member(&m, s, shipment, false, &a, w)) != SN_OK)
		goto out;
	sh = m.tree->shipment[m.shipment];
	if (sh->labelled_as != NULL && strcmp(sh->status, "done") != 0 &&
	    strcmp(sh->status, "follow") != 0 &&
	    strcmp(sh->status, "cancel") != 0)
		st = compare(s, m.tree, m.shipment, w);
out:
	arena_free(&a);
	return st;
}
