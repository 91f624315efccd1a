/*
 * Whether a mail may be made.
 */

#include <string.h>

#include "base/i18n.h"
#include "cli/mails_make.h"
#include "order/mailbox.h"
#include "store/bounced.h"
#include "store/move.h"

static bool
is(const char *v, const char *word)
{
	return v != NULL && strcmp(v, word) == 0;
}

static bool
of_kind(const struct making *k, const char *kind)
{
	return strcmp(k->wish->kind, kind) == 0;
}

/* Mails about trouble go out although, and because, something is open. */
static bool
of_trouble(const struct making *k)
{
	return of_kind(k, "cancel") || of_kind(k, "delay") ||
	    of_kind(k, "reminder");
}

#define REFUSE(...) store_refuse(k->m->store, k->id, w, __VA_ARGS__)

const char *
mails_sender(const struct conf_mail *m, struct arena *a)
{
	if (m->from == NULL)
		return _("sn.conf gives no sender: from in mail");
	if (m->server == NULL)
		return _("sn.conf gives no server in mail");
	return conf_mail_allows(m) ? NULL : arena_printf(a,
	    _("the server does not let %s stand as sender: allowed in "
	    "sn.conf"), m->from);
}

enum status
making_judge_sender(struct making *k, struct why *w)
{
	const char *cause = mails_sender(k->mail, &k->m->work);

	return cause == NULL ? SN_OK : REFUSE("%s", cause);
}

enum status
making_judge_address(struct making *k, const char *mail, struct why *w)
{
	const char *cause;
	struct why said;
	enum status st;

	if (mail == NULL || *mail == '\0')
		return REFUSE(_("has no mail address"));
	if (mailbox_check(mail, &said) != SN_OK)
		return REFUSE("%s", said.text);
	if ((st = bounced_why(&cause, k->m->store, mailbox_fold(mail,
	    &k->m->work), &k->m->work, w)) != SN_OK)
		return st;
	if (cause != NULL)
		return REFUSE(_("mail to %s came back: %s"), mail, cause);
	return SN_OK;
}

/* All that the mail is about, or the whole order at its mall. */
static bool
is_cancelled(const struct making *k)
{
	size_t i;

	if (is(k->tree.order->mall_state, "cancelled"))
		return true;
	for (i = 0; i < k->tree.nshipment; i++)
		if ((!k->per_shipment || i == k->at) &&
		    !is(k->tree.shipment[i]->status, "cancel"))
			return false;
	return true;
}

/* What came in, and what has not. */
static enum status
judge_payment(struct making *k, struct why *w)
{
	bool paid = false, unpaid = false;
	const struct payment *p;
	size_t i;

	for (i = 0; i < k->tree.npayment; i++) {
		p = k->tree.payment[i];
		if (is(p->state, "paid") || is(p->state, "over"))
			paid = true;
		else if (!is(p->state, "void") && (is(p->timing, "before") ||
		    is(p->timing, "after")))
			unpaid = true;
	}
	if (of_kind(k, "paid") && (!paid || unpaid))
		return REFUSE(_("is not paid"));
	if (of_kind(k, "receipt") && unpaid)
		return REFUSE(_("is not paid"));
	if (of_kind(k, "reminder") && !unpaid)
		return REFUSE(_("has nothing left to pay"));
	return SN_OK;
}

/* Whether a shipment of the order has left, as far as its number says so. */
static enum status
judge_left(struct making *k, size_t at, struct why *w)
{
	const struct shipment *own = k->tree.shipment[at], *s = own;
	bool numbered, tracked = false;
	enum status st;
	size_t i;

	if (k->parcel[at].with != NULL)
		s = k->parcel[at].with;
	for (i = 0; k->parcel[at].with != NULL && i < k->parcel[at].n; i++)
		tracked = tracked || k->parcel[at].tracking[i]->is_void != 1;
	for (i = 0; k->parcel[at].with == NULL && i < k->tree.ntracking; i++)
		tracked = tracked || (k->tree.tracking[i]->is_void != 1 &&
		    k->tree.tracking[i]->shipment == (int64_t)at);
	if (tracked)
		return SN_OK;
	if (s->carrier == NULL)
		return store_refuse(k->m->store, own->id, w,
		    _("has no carrier"));
	if ((st = mails_numbered(&numbered, k->m, s->carrier, s->service,
	    w)) != SN_OK)
		return st;
	if (numbered)
		return store_refuse(k->m->store, own->id, w,
		    _("has no tracking number"));
	if (s->labelled_at == NULL && s->shipped_at == NULL)
		return store_refuse(k->m->store, own->id, w,
		    _("has not left"));
	return SN_OK;
}

static enum status
judge_shipped(struct making *k, struct why *w)
{
	const struct shipment *s = k->tree.shipment[k->at];
	enum status st = SN_OK;
	size_t i;

	if (!is(s->kind, "normal"))
		return REFUSE(_("is a %s: the first one was told of"),
		    word_said(words_shipment_kind, s->kind));
	if (k->per_shipment)
		return judge_left(k, k->at, w);
	for (i = 0; i < k->tree.nshipment && st == SN_OK; i++) {
		s = k->tree.shipment[i];
		if (is(s->kind, "normal") && !is(s->status, "cancel"))
			st = judge_left(k, i, w);
	}
	return st;
}

enum status
making_fits(struct making *k, struct why *w)
{
	bool cancelled = is_cancelled(k);

	if (of_kind(k, "cancel"))
		return cancelled ? SN_OK : REFUSE(_("is not cancelled"));
	if (cancelled)
		return REFUSE(_("is cancelled"));
	if (!of_kind(k, "delay") && tree_total(&k->tree) == NUM_NULL)
		return REFUSE(_("its amount is not fixed"));
	return of_kind(k, "shipped") ? judge_shipped(k, w) :
	    judge_payment(k, w);
}

enum status
making_judge(struct making *k, struct why *w)
{
	const char *code;
	enum status st;

	if ((st = making_fits(k, w)) != SN_OK ||
	    (st = making_judge_sender(k, w)) != SN_OK ||
	    (st = making_judge_address(k, k->tree.order->by.mail,
	    w)) != SN_OK ||
	    k->wish->despite || of_trouble(k))
		return st;
	if ((st = mailing_stop(&code, k->m->store, k->order,
	    k->per_shipment ? k->id : NUM_NULL, &k->m->work, w)) != SN_OK)
		return st;
	return code == NULL ? SN_OK : REFUSE(_("open finding %s"), code);
}
