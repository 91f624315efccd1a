/*
 * Orders out of streams.  Another store may have written them, or a person,
 * so nothing in them is taken on trust.
 */

#include <inttypes.h>

#include "base/i18n.h"
#include "order/edit.h"
#include "store/admit.h"

static enum status
check_record(void *rec, const struct table *t, struct arena *a,
    struct why *w)
{
	const struct column *c;
	enum status st;

	for (c = t->column; c < t->column + t->n; c++)
		if ((c->flags & COL_HIDDEN) == 0 && c->type != TYPE_ID &&
		    (st = edit_check(rec, t, c, a, w)) != SN_OK)
			return fail_at(w, st, "%s", c->name);
	return SN_OK;
}

/* Check the n records of t that member points to, called name. */
static enum status
check_all(void *member, size_t n, const struct table *t, const char *name,
    struct arena *a, struct why *w)
{
	void **rec = member;
	enum status st;
	size_t i;

	for (i = 0; i < n; i++)
		if ((st = check_record(rec[i], t, a, w)) != SN_OK)
			return fail_at(w, st, "%s[%zu]", name, i);
	return SN_OK;
}

/* No shipment takes more of a line than was ordered. */
static enum status
check_quantities(const struct tree *t, struct why *w)
{
	const struct shipment_line *sl;
	const struct line *l;
	size_t i;

	for (i = 0; i < t->nline; i++) {
		l = t->line[i];
		if (l->cancelled > l->quantity)
			return fail(w, SN_INVALID, _("lines[%zu]: cancelled: "
			    "%" PRId64 " to %" PRId64 " was expected"), i,
			    INT64_C(0), l->quantity);
	}
	for (i = 0; i < t->nshipment_line; i++) {
		sl = t->shipment_line[i];
		l = t->line[sl->line];
		if (sl->quantity < 0 || sl->quantity > l->quantity)
			return fail(w, SN_INVALID, _("lines[%" PRId64 "]: "
			    "quantity_here: %" PRId64 " to %" PRId64
			    " was expected"), sl->line, INT64_C(0),
			    l->quantity);
	}
	for (i = 0; i < t->ntag; i++)
		if (*t->tag[i].text == '\0')
			return fail(w, SN_INVALID, _("tags: %s"),
			    _("cannot be empty"));
	return SN_OK;
}

/* Shops name their routes, and some statuses, themselves. */
static enum status
check_place(struct shipment *sh, const struct conf *conf, struct why *w)
{
	const char *slug;

	if (sh->route != NULL && conf_route(conf, sh->route) == NULL)
		return fail(w, SN_INVALID, _("route: %s: no such route in "
		    "sn.conf"), sh->route);
	if (sh->status == NULL)
		return SN_OK;
	if ((slug = conf_status(conf, sh->route, sh->status)) == NULL)
		return fail(w, SN_INVALID, _("status: %s: no such status"),
		    sh->status);
	sh->status = slug;
	return SN_OK;
}

static enum status
check(struct tree *t, const struct conf *conf, struct why *w)
{
	struct arena *a = t->arena;
	enum status st;
	size_t i;

	if ((st = check_record(t->order, &table_orders, a, w)) != SN_OK)
		return fail_at(w, st, "order");
	for (i = 0; i < t->nshipment; i++)
		if ((st = check_record(t->shipment[i], &table_shipment, a,
		    w)) != SN_OK ||
		    (st = check_place(t->shipment[i], conf, w)) != SN_OK)
			return st;
	if ((st = check_all(t->destination, t->ndestination,
	    &table_destination, "destination", a, w)) != SN_OK ||
	    (st = check_all(t->line, t->nline, &table_line, "lines", a,
	    w)) != SN_OK ||
	    (st = check_all(t->charge, t->ncharge, &table_charge, "charges",
	    a, w)) != SN_OK ||
	    (st = check_all(t->payment, t->npayment, &table_payment,
	    "payments", a, w)) != SN_OK ||
	    (st = check_all(t->tracking, t->ntracking, &table_tracking,
	    "tracking", a, w)) != SN_OK)
		return st;
	return check_quantities(t, w);
}

/* Forget the ids of the n records of t that member points to. */
static void
forget(void *member, size_t n, const struct table *t)
{
	void **rec = member;
	size_t i;

	for (i = 0; i < n; i++)
		record_set_num(rec[i], &t->column[0], NUM_NULL);
}

/* The shipment of t that had that id in the other store, or NULL. */
static struct shipment *
find_old(const struct tree *t, const int64_t *old, int64_t id)
{
	size_t i;

	for (i = 0; id != NUM_NULL && i < t->nshipment; i++)
		if (old[i] == id)
			return t->shipment[i];
	return NULL;
}

/* A bundle has one parent, whose place all of it has. */
static void
bundle(struct shipment *sh, const struct shipment *parent)
{
	if (parent == NULL || parent == sh ||
	    parent->bundled_into != NUM_NULL) {
		sh->bundled_into = NUM_NULL;
		return;
	}
	sh->bundled_into = parent->id;
	sh->status = parent->status;
	sh->route = parent->route;
	sh->box = parent->box;
}

/* The shipments of an order may refer to each other. */
static enum status
number_shipments(struct tree *t, struct store *s, struct why *w)
{
	int64_t *old = arena_alloc(t->arena, (t->nshipment + 1) *
	    sizeof(*old));
	const struct shipment *other;
	struct shipment *sh;
	enum status st;
	size_t i;

	for (i = 0; i < t->nshipment; i++) {
		old[i] = t->shipment[i]->id;
		if ((st = store_id(&t->shipment[i]->id, s, "shipment",
		    w)) != SN_OK)
			return st;
	}
	for (i = 0; i < t->nshipment; i++) {
		sh = t->shipment[i];
		other = find_old(t, old, sh->replaces);
		sh->replaces = other == NULL ? NUM_NULL : other->id;
		bundle(sh, find_old(t, old, sh->bundled_into));
	}
	return SN_OK;
}

static bool
refers(const struct tree *t)
{
	size_t i;

	for (i = 0; i < t->nshipment; i++)
		if (t->shipment[i]->replaces != NUM_NULL ||
		    t->shipment[i]->bundled_into != NUM_NULL)
			return true;
	return false;
}

enum status
tree_admit(struct tree *t, struct store *s, const struct conf *conf,
    struct why *w)
{
	enum status st;

	if ((st = check(t, conf, w)) != SN_OK)
		return st;
	t->order->id = t->order->customer = NUM_NULL;
	forget(t->destination, t->ndestination, &table_destination);
	forget(t->line, t->nline, &table_line);
	forget(t->charge, t->ncharge, &table_charge);
	forget(t->payment, t->npayment, &table_payment);
	forget(t->tracking, t->ntracking, &table_tracking);
	if (refers(t))
		return number_shipments(t, s, w);
	forget(t->shipment, t->nshipment, &table_shipment);
	return SN_OK;
}
