#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "store/move.h"
#include "store/push.h"
#include "store/query.h"
#include "store/tree.h"

/* Add the numbers of the parcel that a shipment is in. */
static enum status
add_numbers(struct label *l, const char ***number, size_t *cap,
    struct store *s, int64_t parcel, struct arena *a, struct why *w)
{
	const char *one, *carrier;
	struct query q;
	size_t i;

	query_open(&q, s,
	    "SELECT number, carrier FROM tracking"
	    " WHERE shipment = :id AND void = 0"
	    " ORDER BY parcel, id");
	query_num(&q, ":id", parcel);
	while (query_row(&q)) {
		one = query_col(&q, 0, a);
		carrier = query_peek(&q, 1);
		if (carrier != NULL && l->carrier != NULL &&
		    strcmp(carrier, l->carrier) != 0)
			l->mixed = true;
		for (i = 0; i < l->nnumber; i++)
			if (strcmp((*number)[i], one) == 0)
				break;
		if (i < l->nnumber)
			continue;	/* one number for several parcels */
		*number = arena_grow(a, *number, l->nnumber, cap,
		    sizeof(**number));
		(*number)[l->nnumber++] = one;
	}
	return query_end(&q, "read numbers", w);
}

static int64_t
parcel_of(const struct shipment *sh)
{
	return sh->bundled_into != NUM_NULL ? sh->bundled_into : sh->id;
}

/* Whether a mall hears of it at all. */
static bool
counts(const struct shipment *sh)
{
	return strcmp(sh->kind, "normal") == 0 &&
	    strcmp(sh->status, "cancel") != 0;
}

bool
store_push_with(const struct label *l, size_t i, enum push_scope scope)
{
	const struct shipment *sh = label_tree(l)->shipment[i];
	const struct shipment *own = label_shipment(l);

	return sh == own || (counts(sh) && (scope == PUSH_ORDER ||
	    (scope == PUSH_DESTINATION &&
	    sh->destination == own->destination)));
}

static enum status
all_numbers(struct label *l, struct store *s, enum push_scope scope,
    struct arena *a, struct why *w)
{
	const struct tree *t = label_tree(l);
	const char **number = NULL;
	enum status st = SN_OK;
	size_t cap = 0, i;

	for (i = 0; i < t->nshipment && st == SN_OK; i++)
		if (store_push_with(l, i, scope))
			st = add_numbers(l, &number, &cap, s,
			    parcel_of(t->shipment[i]), a, w);
	l->number = number;
	return st;
}

/* Carrier, service and date of the parcel, which its parent knows. */
static enum status
take_parent(struct label *l, struct store *s, struct arena *a, struct why *w)
{
	struct label_member *m = &l->member[0];
	struct shipment *sh = m->tree->shipment[m->shipment], *parent = sh;
	enum status st;

	if (sh->bundled_into != NUM_NULL) {
		parent = record_new(&table_shipment, a);
		if ((st = store_get(parent, s, &table_shipment,
		    sh->bundled_into, a, w)) != SN_OK)
			return st;
		if (parent->shipped_at != NULL)
			sh->shipped_at = parent->shipped_at;
		if (parent->ship_date != NULL)
			sh->ship_date = parent->ship_date;
	}
	l->carrier = parent->carrier;
	l->service = parent->service != NULL ? parent->service : "parcel";
	return SN_OK;
}

enum status
store_push_get(struct label *out, struct store *s, const struct conf *conf,
    int64_t shipment, enum push_scope scope, struct arena *a, struct why *w)
{
	const struct conf_shop *shop;
	struct label_member *m;
	enum status st;
	int64_t id;

	*out = (struct label){ .n = 0 };
	m = out->member = arena_alloc(a, sizeof(*m));
	m->tree = arena_alloc(a, sizeof(*m->tree));
	out->n = 1;
	if ((st = store_order_of(&id, s, shipment, w)) != SN_OK ||
	    (st = store_tree_get(m->tree, s, id, a, w)) != SN_OK)
		return st;
	while (m->tree->shipment[m->shipment]->id != shipment)
		m->shipment++;
	out->bundled_into = label_shipment(out)->bundled_into;
	out->conf.prefix = conf->prefix;
	shop = conf_shop(conf, m->tree->order->shop);
	out->conf.shop = out->sender = shop != NULL ? &shop->sender :
	    &conf->company;
	if ((st = take_parent(out, s, a, w)) != SN_OK)
		return st;
	return all_numbers(out, s, scope, a, w);
}

static bool
has_left(const struct shipment *sh)
{
	return strcmp(sh->status, "notify") == 0 ||
	    strcmp(sh->status, "done") == 0 ||
	    strcmp(sh->status, "follow") == 0;
}

static enum status
may_one(struct store *s, const struct shipment *sh, bool again,
    struct why *w)
{
	if (strcmp(sh->kind, "normal") != 0)
		return store_refuse(s, sh->id, w,
		    _("is a %s, of which the mall is not told"), sh->kind);
	if (strcmp(sh->status, "cancel") == 0)
		return store_refuse(s, sh->id, w, _("is cancelled"));
	if (!has_left(sh))
		return store_refuse(s, sh->id, w,
		    _("is in %s: it has not left"), sh->status);
	if (sh->reported_at != NULL && !again)
		return store_refuse(s, sh->id, w,
		    _("was reported on %s; --repush reports it once more"),
		    sh->reported_at);
	return SN_OK;
}

enum status
store_push_may(struct store *s, const struct label *l,
    enum push_scope scope, bool again, struct why *w)
{
	const struct tree *t = label_tree(l);
	const struct shipment *sh = label_shipment(l);
	enum status st;
	size_t i;

	if ((st = may_one(s, sh, again, w)) != SN_OK)
		return st;
	if (t->order->sync == 0)
		return store_refuse(s, sh->id, w,
		    _("has no link with its mall"));
	for (i = 0; i < t->nshipment; i++)
		if (store_push_with(l, i, scope) && !has_left(t->shipment[i]))
			return store_refuse(s, sh->id, w, _("waits for %"
			    PRId64 " of the same order"), t->shipment[i]->id);
	return SN_OK;
}

enum status
store_push_done(struct store *s, int64_t shipment, const char *now,
    struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE shipment SET reported_at = :now WHERE id = :id");
	query_text(&q, ":now", now);
	query_num(&q, ":id", shipment);
	return query_do(&q, "report shipment", w);
}

enum status
store_push_waiting(struct push_waiting **out, size_t *n, struct store *s,
    struct arena *a, struct why *w)
{
	struct query q;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT o.shop, o.mall, count(*), min(s.status_at)"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    "  JOIN orders o ON o.id = d.orders"
	    " WHERE s.status = 'notify' AND s.reported_at IS NULL"
	    "   AND s.kind = 'normal' AND o.sync = 1"
	    " GROUP BY o.shop, o.mall"
	    " ORDER BY o.shop, o.mall");
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = (struct push_waiting){
		    .shop = query_col(&q, 0, a), .mall = query_col(&q, 1, a),
		    .n = query_int(&q, 2), .since = query_col(&q, 3, a) };
	}
	return query_end(&q, "read what waits", w);
}

enum status
store_bundle(int64_t **out, size_t *n, struct store *s, int64_t shipment,
    struct arena *a, struct why *w)
{
	struct query q;
	size_t cap = 0;

	*out = arena_grow(a, NULL, 0, &cap, sizeof(**out));
	(*out)[0] = shipment;
	*n = 1;
	query_open(&q, s,
	    "SELECT id FROM shipment WHERE bundled_into = :id ORDER BY id");
	query_num(&q, ":id", shipment);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "read bundle", w);
}
