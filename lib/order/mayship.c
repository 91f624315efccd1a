#include <string.h>

#include "base/i18n.h"
#include "order/mayship.h"

struct reasons {
	struct mayship_reason	*out;
	size_t			 n;
};

static void
add(struct reasons *r, enum mayship_cause cause, const char *method,
    const char *state)
{
	if (r->n < MAYSHIP_MAX)
		r->out[r->n++] = (struct mayship_reason){ cause, method,
		    state };
}

static bool
in(const char *const list[], const char *s)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, s) == 0)
			return true;
	return false;
}

static const char *const no_more[] = { "void", "refunding", "refunded",
    NULL };

/*
 * A payment that was to come first and was given up or given back, when no
 * other took its place: nobody pays for what would leave.
 */
static void
ask_unpaid(struct reasons *r, const struct mayship_facts *f)
{
	const struct mayship_payment *p, *first = NULL;
	size_t i;

	for (i = 0; i < f->n; i++) {
		p = &f->payment[i];
		if (!in(no_more, p->state))
			return;
		if (first == NULL && (strcmp(p->timing, "before") == 0 ||
		    strcmp(p->timing, "auth") == 0))
			first = p;
	}
	if (first != NULL)
		add(r, MAYSHIP_NO_PAYMENT, first->method, first->state);
}

/* Payments that come first; what was given up is none. */
static void
ask_payment(struct reasons *r, const struct mayship_payment *p)
{
	static const char *const before[] = { "paid", "over", NULL };
	static const char *const auth[] = { "authorised", "paid", "over",
	    NULL };

	if (in(no_more, p->state))
		return;
	if (strcmp(p->state, "ng") == 0)
		add(r, MAYSHIP_CREDIT, p->method, p->state);
	else if (strcmp(p->timing, "before") == 0 && !in(before, p->state))
		add(r, MAYSHIP_UNPAID, p->method, p->state);
	else if (strcmp(p->timing, "auth") == 0 && !in(auth, p->state))
		add(r, MAYSHIP_UNAUTHORISED, p->method, p->state);
}

size_t
mayship_reasons(struct mayship_reason out[MAYSHIP_MAX],
    const struct mayship_facts *f)
{
	static const char *const stop[] = { "unconfirmed", "processing",
	    "held", "changing", "cancel-asked", "cancelled", NULL };
	struct reasons r = { out, 0 };
	size_t i;

	if (f->cancel != NULL && (strcmp(f->cancel, "asked") == 0 ||
	    strcmp(f->cancel, "done") == 0))
		add(&r, MAYSHIP_CANCEL, NULL, f->cancel);
	if (f->mall_state != NULL && in(stop, f->mall_state))
		add(&r, MAYSHIP_MALL, NULL, f->mall_state);
	for (i = 0; i < f->n; i++)
		ask_payment(&r, &f->payment[i]);
	if (f->kind == NULL || strcmp(f->kind, "normal") == 0)
		ask_unpaid(&r, f);
	return r.n;
}

/* A reason in a person's words. */
static const char *
say(const struct mayship_reason *r, struct arena *a)
{
	const char *state = word_said(words_pay_state, r->state);
	const char *method = r->method == NULL ? NULL :
	    word_said(words_method, r->method);

	switch (r->cause) {
	case MAYSHIP_CANCEL:
		return strcmp(r->state, "asked") == 0 ?
		    _("a cancel was asked for") : _("it is cancelled");
	case MAYSHIP_MALL:
		return arena_printf(a, _("the mall has it as %s"),
		    word_said(words_mall_state, r->state));
	case MAYSHIP_CREDIT:
		return _("the credit check failed");
	case MAYSHIP_UNPAID:
		return arena_printf(a, _("%s is not paid yet (%s)"), method,
		    state);
	case MAYSHIP_UNAUTHORISED:
		return arena_printf(a, _("%s is not authorised yet (%s)"),
		    method, state);
	case MAYSHIP_NO_PAYMENT:
		break;
	}
	return arena_printf(a, _("no payment is left: %s is %s"), method,
	    state);
}

size_t
mayship(const char *why[MAYSHIP_MAX], const struct tree *t, size_t shipment)
{
	const struct shipment *s = t->shipment[shipment];
	struct mayship_payment *p = arena_alloc(t->arena,
	    (t->npayment + 1) * sizeof(*p));
	const struct mayship_facts f = { s->cancel, s->kind,
	    t->order->mall_state, p, t->npayment };
	struct mayship_reason reason[MAYSHIP_MAX];
	size_t i, n;

	for (i = 0; i < t->npayment; i++)
		p[i] = (struct mayship_payment){ t->payment[i]->method,
		    t->payment[i]->timing, t->payment[i]->state };
	n = mayship_reasons(reason, &f);
	for (i = 0; i < n; i++)
		why[i] = say(&reason[i], t->arena);
	return n;
}
