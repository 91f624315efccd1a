#include "base/i18n.h"
#include "format/layout.h"
#include "format/layout_reader.h"
#include "format/member.h"

/*
 * One charge, or one for each tax rate.  Amounts of a list by rate share
 * all other columns.
 */
static enum status
read_charge(const struct layout_reader *r, json_t *o, const char *where,
    struct why *w)
{
	static const char *const others[] = { "per", "unless", NULL };
	static const char *const pers[] = { "order", "destination", NULL };
	struct layout *l = r->out;
	struct charge_layout *c = &l->charge[l->ncharge++];
	int per = 0;
	enum status st;

	if ((st = member_choice(&per, r->f, o, where, "per", pers, w)) !=
	    SN_OK ||
	    (st = layout_headers(&c->unless, &c->nunless, r->f, o, where,
	    "unless", r->arena, w)) != SN_OK ||
	    (st = layout_section(&c->section, r, o, where, &table_charge,
	    others, w)) != SN_OK ||
	    (st = layout_need(r, &c->section, where, "kind", w)) != SN_OK ||
	    (st = layout_need(r, &c->section, where, "amount", w)) != SN_OK)
		return st;
	c->per_destination = per == 1;
	c->amount = layout_spec(&c->section, "amount");
	return SN_OK;
}

/*
 * A copy, new, of a charge whose kind and funded_by are given as words,
 * which is what they nearly always are: with constants in their place.
 */
static json_t *
words_as_constants(json_t *given)
{
	static const char *const keys[] = { "kind", "funded_by", NULL };
	json_t *o = json_copy(given), *v;
	size_t i;

	for (i = 0; keys[i] != NULL; i++)
		if (json_is_string(v = json_object_get(o, keys[i])))
			json_object_set_new(o, keys[i],
			    json_pack("{s:O}", "const", v));
	return o;
}

/* "by_rate": {"10": amount, ...} of one charge: a charge for each. */
static enum status
read_rates(const struct layout_reader *r, json_t *o, json_t *rates,
    const char *where, struct why *w)
{
	const char *key;
	json_t *v, *one;
	enum status st = SN_OK;

	json_object_foreach(rates, key, v) {
		one = json_copy(o);
		json_object_del(one, "by_rate");
		json_object_set(one, "amount", v);
		json_object_set_new(one, "tax_rate", json_pack("{s:s}",
		    "const", key));
		st = read_charge(r, one, arena_printf(r->arena,
		    "%s.by_rate.%s", where, key), w);
		json_decref(one);
		if (st != SN_OK)
			break;
	}
	return st;
}

enum status
layout_charges(const struct layout_reader *r, struct why *w)
{
	json_t *list = json_object_get(r->f->json, "charges"), *o, *rates;
	const char *where;
	enum status st;
	size_t i, n = 0;

	if (list == NULL)
		return SN_OK;
	json_array_foreach(list, i, o)
		n += 1 + json_object_size(json_object_get(o, "by_rate"));
	r->out->charge = arena_alloc(r->arena, (n + 1) *
	    sizeof(*r->out->charge));
	if (!json_is_array(list))
		return member_fail(r->f, "charges", NULL, w,
		    _("a list of objects is expected"));
	json_array_foreach(list, i, o) {
		where = arena_printf(r->arena, "charges[%zu]", i);
		if (!json_is_object(o))
			return member_fail(r->f, where, NULL, w,
			    _("an object is expected"));
		if ((st = member_object(&rates, r->f, o, where, "by_rate",
		    false, w)) != SN_OK)
			return st;
		o = words_as_constants(o);
		st = rates != NULL ? read_rates(r, o, rates, where, w) :
		    read_charge(r, o, where, w);
		json_decref(o);
		if (st != SN_OK)
			return st;
	}
	return SN_OK;
}

/* How the state is told, by when the payment is due. */
static enum status
read_states(struct payment_layout *out, const struct layout_reader *r, json_t *o,
    const char *where, struct why *w)
{
	enum { MAX = sizeof(out->state) / sizeof(out->state[0]) };
	const struct word *word;
	const char *key;
	enum status st;
	json_t *v;

	json_object_foreach(o, key, v) {
		word = word_find(words_timing, key);
		if (word == NULL || out->nstate == MAX)
			return member_fail(r->f, where, key, w,
			    _("before, auth, delivery, after or none is "
			    "expected"));
		out->state[out->nstate].timing = word->slug;
		if ((st = spec_read(&out->state[out->nstate].spec, r->f, v,
		    arena_printf(r->arena, "%s.%s", where, key), HOW_WORD,
		    words_pay_state, r->arena, w)) != SN_OK)
			return st;
		out->nstate++;
	}
	return SN_OK;
}

enum status
layout_payments(const struct layout_reader *r, struct why *w)
{
	static const char *const others[] = { "states", NULL };
	json_t *list = json_object_get(r->f->json, "payments"), *o, *states;
	struct layout *l = r->out;
	const char *where;
	enum status st;
	size_t i;

	if (list != NULL && !json_is_array(list))
		return member_fail(r->f, "payments", NULL, w,
		    _("a list of objects is expected"));
	l->payment = arena_alloc(r->arena, (json_array_size(list) + 1) *
	    sizeof(*l->payment));
	json_array_foreach(list, i, o) {
		where = arena_printf(r->arena, "payments[%zu]", i);
		if (!json_is_object(o))
			return member_fail(r->f, where, NULL, w,
			    _("an object is expected"));
		if ((st = layout_section(&l->payment[i].section, r, o, where,
		    &table_payment, others, w)) != SN_OK ||
		    (st = layout_need(r, &l->payment[i].section, where,
		    "method", w)) != SN_OK ||
		    (st = member_object(&states, r->f, o, where, "states",
		    false, w)) != SN_OK || (states != NULL &&
		    (st = read_states(&l->payment[i], r, states,
		    arena_printf(r->arena, "%s.states", where), w)) != SN_OK))
			return st;
		l->npayment++;
	}
	return SN_OK;
}
