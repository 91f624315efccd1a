#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "order/bundle.h"

static const struct {
	const char	*name;
	unsigned	 bit;
} conflicts[] = {
	{ "payment", BUNDLE_PAYMENTS }, { "recipient", BUNDLE_RECIPIENT },
	{ "address", BUNDLE_PLACE }, { "date", BUNDLE_DATE },
	{ "slot", BUNDLE_SLOT }, { "pickup", BUNDLE_PICKUP },
	{ "temperature", BUNDLE_TEMPERATURE }, { "carrier", BUNDLE_CARRIER },
	{ "route", BUNDLE_ROUTE }, { "freight", BUNDLE_FREIGHT },
	{ "sender", BUNDLE_SENDER }, { "mall", BUNDLE_MALL },
	{ "status", BUNDLE_STATUS }, { "kind", BUNDLE_KIND },
	{ "alone", BUNDLE_ALONE }, { "postage", BUNDLE_POSTAGE },
	{ "cod-fee", BUNDLE_COD_FEE }, { "label", BUNDLE_LABEL }
};
enum { CONFLICTS = sizeof(conflicts) / sizeof(conflicts[0]) };

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

static bool
listed(const char **list, const char *word)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

static size_t
rank(const struct bundle_rule *rule, const char *shop)
{
	size_t i;

	for (i = 0; rule->shops != NULL && rule->shops[i] != NULL; i++)
		if (strcmp(rule->shops[i], shop) == 0)
			break;
	return i;
}

/* Whether x rather than y is the parent. */
static bool
before(const struct bundle_rule *rule, const struct bundle_member *x,
    const struct bundle_member *y)
{
	int when = strcmp(x->ordered_at, y->ordered_at);

	if (x->children != y->children)
		return x->children > y->children;
	if (strcmp(rule->parent, "latest") == 0 && when != 0)
		return when > 0;
	if (strcmp(rule->parent, "total") == 0 && x->total != y->total)
		return x->total > y->total;
	if (strcmp(rule->parent, "shop") == 0 &&
	    rank(rule, x->shop) != rank(rule, y->shop))
		return rank(rule, x->shop) < rank(rule, y->shop);
	return when != 0 ? when < 0 : x->id < y->id;
}

size_t
bundle_parent(const struct bundle_rule *rule,
    const struct bundle_member *const *m, size_t n)
{
	size_t best = 0, i;

	for (i = 1; i < n; i++)
		if (before(rule, m[i], m[best]))
			best = i;
	return best;
}

/* One of a mall that is apart, or any where malls do not mix. */
static bool
malls_differ(const struct bundle_rule *rule, const struct bundle_member *x,
    const struct bundle_member *y)
{
	return strcmp(x->mall, y->mall) != 0 && (!rule->across_malls ||
	    listed(rule->apart, x->mall) || listed(rule->apart, y->mall));
}

/* Shops that go together show the parent's; a sender of an order does not. */
static bool
senders_differ(const struct bundle_rule *rule, const struct bundle_member *x,
    const struct bundle_member *y)
{
	return !same(x->sender, y->sender) && (x->own_sender ||
	    y->own_sender || !rule->across_malls);
}

static bool
temperatures_differ(const struct bundle_rule *rule,
    const struct bundle_member *x, const struct bundle_member *y)
{
	const struct bundle_member *warm = x, *cold = y;

	if (x->temperature == y->temperature)
		return false;
	if (x->temperature > y->temperature) {
		warm = y;
		cold = x;
	}
	return !rule->tolerate ||
	    (warm->tolerates & (1u << cold->temperature)) == 0;
}

/* A child must not get by what it waits for. */
static bool
skips(const struct bundle_member *parent, const struct bundle_member *child)
{
	return strcmp(parent->status, child->status) != 0 &&
	    strcmp(child->status, "new") != 0 &&
	    strcmp(child->status, "ready") != 0 &&
	    strcmp(child->status, "print") != 0;
}

unsigned
bundle_conflicts(const struct bundle_rule *rule,
    const struct bundle_member *p, const struct bundle_member *c)
{
	unsigned is = 0;

#define WHERE(test, bit) is |= (test) ? (unsigned)(bit) : 0
	WHERE(p->on_delivery != c->on_delivery || p->deferred != c->deferred,
	    BUNDLE_PAYMENTS);
	WHERE(!same(p->to_name, c->to_name), BUNDLE_RECIPIENT);
	WHERE(!same(p->zip, c->zip) || !same(p->address, c->address),
	    BUNDLE_PLACE);
	WHERE(!same(p->deliver_on, c->deliver_on), BUNDLE_DATE);
	WHERE(!same(p->deliver_slot, c->deliver_slot), BUNDLE_SLOT);
	WHERE(!same(p->pickup, c->pickup), BUNDLE_PICKUP);
	WHERE(temperatures_differ(rule, p, c), BUNDLE_TEMPERATURE);
	WHERE(p->carrier != NULL && c->carrier != NULL &&
	    (!same(p->carrier, c->carrier) || !same(p->service, c->service)),
	    BUNDLE_CARRIER);
	WHERE(!same(p->route, c->route), BUNDLE_ROUTE);
	WHERE(!same(p->freight, c->freight), BUNDLE_FREIGHT);
	WHERE(senders_differ(rule, p, c), BUNDLE_SENDER);
	WHERE(malls_differ(rule, p, c), BUNDLE_MALL);
	WHERE(skips(p, c), BUNDLE_STATUS);
	WHERE(!same(p->kind, c->kind), BUNDLE_KIND);
	WHERE(p->alone || c->alone, BUNDLE_ALONE);
	WHERE(p->postage && c->postage && p->order != c->order &&
	    strcmp(rule->postage, "ask") == 0, BUNDLE_POSTAGE);
	WHERE(p->cod_fee && c->cod_fee && p->order != c->order &&
	    strcmp(rule->cod_fee, "ask") == 0, BUNDLE_COD_FEE);
#undef WHERE
	return is;
}

static bool
one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

const char *
bundle_barred(const struct bundle_member *m, struct arena *a)
{
	static const char *const left[] = { "number", "notify", "done",
	    "follow", NULL };
	static const char *const over[] = { "shipped", "closed", "changing",
	    "cancel-asked", "cancelled", NULL };

	if (m->parent != NUM_NULL)
		return arena_printf(a, _("is bundled into %" PRId64
		    "; name that one, or undo it first"), m->parent);
	if (strcmp(m->status, "cancel") == 0)
		return _("is cancelled");
	if (m->labelled)
		return _("has its label");
	if (one_of(m->status, left))
		return arena_printf(a, _("is in %s: too late to bundle"),
		    m->status);
	if (strcmp(m->cancel, "asked") == 0)
		return _("somebody has asked to cancel it");
	if (one_of(m->mall_state, over))
		return arena_printf(a, _("the mall says %s"),
		    word_said(words_mall_state, m->mall_state));
	if (strcmp(m->kind, "pickup") == 0)
		return _("is a parcel to be fetched");
	return NULL;
}

const char *
bundle_agree(const struct bundle_member *const *m, size_t n, struct arena *a)
{
	bool phone = true, name = true, place = true;
	size_t i;

	for (i = 1; i < n; i++) {
		phone = phone && m[0]->phone != NULL &&
		    same(m[i]->phone, m[0]->phone);
		name = name && m[0]->to_name != NULL &&
		    same(m[i]->to_name, m[0]->to_name);
		place = place && same(m[i]->zip, m[0]->zip) &&
		    m[0]->address != NULL &&
		    same(m[i]->address, m[0]->address);
	}
	return arena_printf(a, "%s%s%s%s%s", phone ? "phone" : "",
	    phone && (name || place) ? " " : "", name ? "name" : "",
	    name && place ? " " : "", place ? "address" : "");
}

const char *
bundle_names(unsigned is, const char *between, struct arena *a)
{
	struct str t = STR_INIT;
	const char *text;
	size_t i;

	for (i = 0; i < CONFLICTS; i++)
		if ((is & conflicts[i].bit) != 0)
			str_addf(&t, "%s%s", t.len > 0 ? between : "",
			    conflicts[i].name);
	text = arena_strdup(a, str_text(&t));
	str_free(&t);
	return text;
}

enum status
bundle_parse(unsigned *out, const char *names, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK;
	size_t i, len;

	for (*out = 0; st == SN_OK; names += len + 1) {
		len = strcspn(names, ",");
		for (i = 0; i < CONFLICTS; i++)
			if (strlen(conflicts[i].name) == len &&
			    strncmp(names, conflicts[i].name, len) == 0)
				break;
		if (i == CONFLICTS)
			st = fail(w, SN_USAGE, _("%.*s: no such conflict; "
			    "there are %s"), (int)(len > 40 ? 40 : len),
			    names, bundle_names(~0u, ", ", &a));
		else
			*out |= conflicts[i].bit;
		if (names[len] == '\0')
			break;
	}
	arena_free(&a);
	return st;
}
