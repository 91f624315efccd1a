#include <string.h>

#include "base/i18n.h"
#include "order/mayship.h"

struct reasons {
	const char	**why;
	size_t		  n;
};

static void
add(struct reasons *r, const char *why)
{
	if (r->n < MAYSHIP_MAX)
		r->why[r->n++] = why;
}

static bool
in(const char *const list[], const char *s)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, s) == 0)
			return true;
	return false;
}

static void
ask_mall(struct reasons *r, const struct tree *t)
{
	static const char *const stop[] = { "unconfirmed", "processing",
	    "held", "changing", "cancel-asked", "cancelled", NULL };
	const char *state = t->order->mall_state;

	if (state != NULL && in(stop, state))
		add(r, arena_printf(t->arena,
		    _("the mall has it as %s"),
		    word_said(words_mall_state, state)));
}

static const char *const no_more[] = { "void", "refunding", "refunded",
    NULL };

/*
 * A payment that was to come first and was given up or given back, when no
 * other took its place: nobody pays for what would leave.
 */
static void
ask_unpaid(struct reasons *r, const struct tree *t)
{
	const struct payment *p, *first = NULL;
	size_t i;

	for (i = 0; i < t->npayment; i++) {
		p = t->payment[i];
		if (!in(no_more, p->state))
			return;
		if (first == NULL && (strcmp(p->timing, "before") == 0 ||
		    strcmp(p->timing, "auth") == 0))
			first = p;
	}
	if (first != NULL)
		add(r, arena_printf(t->arena,
		    _("no payment is left: %s is %s"),
		    word_said(words_method, first->method),
		    word_said(words_pay_state, first->state)));
}

/* Payments that come first; what was given up is none. */
static void
ask_payment(struct reasons *r, const struct tree *t, const struct payment *p)
{
	static const char *const before[] = { "paid", "over", NULL };
	static const char *const auth[] = { "authorised", "paid", "over",
	    NULL };
	const char *method = word_said(words_method, p->method);
	const char *state = word_said(words_pay_state, p->state);

	if (in(no_more, p->state))
		return;
	if (strcmp(p->state, "ng") == 0)
		add(r, _("the credit check failed"));
	else if (strcmp(p->timing, "before") == 0 && !in(before, p->state))
		add(r, arena_printf(t->arena, _("%s is not paid yet (%s)"),
		    method, state));
	else if (strcmp(p->timing, "auth") == 0 && !in(auth, p->state))
		add(r, arena_printf(t->arena,
		    _("%s is not authorised yet (%s)"), method, state));
}

size_t
mayship(const char *why[MAYSHIP_MAX], const struct tree *t, size_t shipment)
{
	struct reasons r = { why, 0 };
	const struct shipment *s = t->shipment[shipment];
	size_t i;

	if (s->cancel != NULL && strcmp(s->cancel, "asked") == 0)
		add(&r, _("a cancel was asked for"));
	else if (s->cancel != NULL && strcmp(s->cancel, "done") == 0)
		add(&r, _("it is cancelled"));
	ask_mall(&r, t);
	for (i = 0; i < t->npayment; i++)
		ask_payment(&r, t, t->payment[i]);
	if (s->kind == NULL || strcmp(s->kind, "normal") == 0)
		ask_unpaid(&r, t);
	return r.n;
}
