/*
 * One mail: read, chosen for, written.
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/mails_make.h"
#include "order/label.h"
#include "order/mailbox.h"
#include "store/move.h"
#include "store/tree.h"

enum status
mails_open(struct mails **out, struct cmd *c, struct store *s, struct why *w)
{
	struct mails *m = arena_alloc(&c->arena, sizeof(*m));
	enum status st;

	m->cmd = c;
	m->store = s;
	m->conf = cmd_conf(c);
	*out = m;
	if ((st = clock_now(&m->now, w)) != SN_OK ||
	    (st = clock_today(m->today, w)) != SN_OK)
		return st;
	if ((st = compose_open(&m->composer, cmd_path(c, "templates"),
	    &m->arena, w)) != SN_OK)
		return st;
	m->counts = m->conf->nrank > 0 || templates_say(&m->composer.templates,
	    "purchase");
	return SN_OK;
}

void
mails_close(struct mails *m)
{
	size_t i;

	if (m == NULL)
		return;
	for (i = 0; i < m->ncarrier; i++) {
		writer_close(m->carrier[i].writer);
		format_free(m->carrier[i].format);
	}
	compose_close(&m->composer);
	arena_free(&m->work);
	arena_free(&m->arena);
}

const char *
mails_kind(const char *text)
{
	const struct word *kind = word_find(words_mail, text);

	return kind != NULL ? kind->slug : NULL;
}

const char *
mails_take_kind(struct cmd *c)
{
	const char *kind;

	if (optind >= c->argc)
		cmd_usage(c);
	if ((kind = mails_kind(c->argv[optind])) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no kind of mail: thanks, "
		    "paid, shipped, receipt, delay, cancel, reminder, follow"),
		    c->argv[optind]);
	optind++;
	return kind;
}

bool
mails_per_shipment(const char *kind)
{
	return strcmp(kind, "shipped") == 0;
}

/* Open the label format of a carrier that has one. */
static enum status
ask_carrier(struct mails_carrier *out, struct mails *m, const char *name,
    struct why *w)
{
	const struct conf_carrier *c = conf_carrier(m->conf, name);
	enum status st;

	*out = (struct mails_carrier){ .name = arena_strdup(&m->arena, name) };
	out->numbers = word_find(words_carrier, name) != NULL ||
	    (c != NULL && c->format != NULL);
	if (c == NULL || c->format == NULL)
		return SN_OK;
	if ((st = format_load(&out->format, c->format, cmd_path(m->cmd,
	    "formats"), &m->arena, w)) != SN_OK)
		return st == SN_NOTFOUND ? SN_USAGE : st;
	if (out->format->kind != FORMAT_LABEL)
		return SN_OK;
	return writer_open(&out->writer, out->format, &label_source, false,
	    &m->arena, w);
}

enum status
mails_numbered(bool *out, struct mails *m, const char *carrier,
    const char *service, struct why *w)
{
	const struct mails_carrier *c;
	enum status st;
	size_t i;

	for (i = 0; i < m->ncarrier; i++)
		if (strcmp(m->carrier[i].name, carrier) == 0)
			break;
	if (i == m->ncarrier) {
		m->carrier = arena_grow(&m->arena, m->carrier, m->ncarrier,
		    &m->capcarrier, sizeof(*m->carrier));
		if ((st = ask_carrier(&m->carrier[m->ncarrier++], m, carrier,
		    w)) != SN_OK)
			return st;
	}
	c = &m->carrier[i];
	*out = c->numbers && (c->writer == NULL || service == NULL ||
	    !writer_unnumbered(c->writer, service));
	return SN_OK;
}

/* Where the parcels of an order's shipments really are. */
static enum status
read_parcels(struct making *k, struct why *w)
{
	struct arena *a = &k->m->work;
	struct mailing_parent *p;
	struct tracking **t;
	enum status st;
	size_t i, n;

	k->parcel = arena_alloc(a, (k->tree.nshipment + 1) *
	    sizeof(*k->parcel));
	for (i = 0; i < k->tree.nshipment; i++) {
		if (k->tree.shipment[i]->bundled_into == NUM_NULL) {
			if ((st = mailing_shared(&k->parcel[i].shared,
			    k->m->store, k->tree.shipment[i]->id, w)) != SN_OK)
				return st;
			continue;
		}
		p = arena_alloc(a, sizeof(*p));
		if ((st = mailing_parent(p, k->m->store,
		    k->tree.shipment[i]->bundled_into, a, w)) != SN_OK)
			return st;
		k->parcel[i].with = p->tree.shipment[p->shipment];
		t = arena_alloc(a, (p->tree.ntracking + 1) * sizeof(*t));
		k->parcel[i].tracking = t;
		for (n = 0; n < p->tree.ntracking; n++)
			if (p->tree.tracking[n]->shipment ==
			    (int64_t)p->shipment)
				t[k->parcel[i].n++] = p->tree.tracking[n];
	}
	return SN_OK;
}

/*
 * By what the templates are chosen.  The address tells the device, not what
 * the mall says: there a smartphone is mobile too, and it shows letters of
 * any length.
 */
static enum status
read_choice(struct making *k, struct why *w)
{
	const struct order *o = k->tree.order;
	enum status st;
	bool mobile;

	k->view.purchases = NUM_NULL;
	if (k->m->counts && (st = mailing_purchases(&k->view.purchases,
	    k->m->store, o->id, w)) != SN_OK)
		return st;
	mobile = o->by.mail != NULL && mailbox_is_mobile(o->by.mail);
	k->choice.by[CHOICE_SHOP] = o->shop;
	k->choice.by[CHOICE_MALL] = o->mall;
	k->choice.by[CHOICE_METHOD] = view_method(&k->tree);
	k->choice.by[CHOICE_DEVICE] = mobile ? "mobile" : "pc";
	k->choice.by[CHOICE_RANK] = k->m->counts ?
	    conf_rank(k->m->conf, k->view.purchases) : NULL;
	k->choice.by[CHOICE_ROUTE] = k->tree.shipment[k->at]->route;
	return SN_OK;
}

void
making_aim(struct making *k)
{
	k->shop = conf_shop(k->m->conf, k->tree.order->shop);
	k->mail = k->shop != NULL ? &k->shop->mail : &k->m->conf->mail;
	k->per_shipment = mails_per_shipment(k->wish->kind) &&
	    strcmp(k->mail->shipped, "shipment") == 0;
	k->key = k->per_shipment ?
	    arena_printf(&k->m->work, "mail %s shipment %" PRId64,
	    k->wish->kind, k->id) :
	    arena_printf(&k->m->work, "mail %s order %" PRId64,
	    k->wish->kind, k->order);
	k->view.tree = &k->tree;
	k->view.conf = k->m->conf;
	k->view.shipment = k->per_shipment ? (int64_t)k->at : NUM_NULL;
	k->view.today = k->m->today;
}

enum status
making_read(struct making *k, struct why *w)
{
	enum status st;
	size_t i;

	if ((st = store_tree_get(&k->tree, k->m->store, k->order, &k->m->work,
	    w)) != SN_OK)
		return st;
	for (i = 0; i < k->tree.nshipment; i++)
		if (k->tree.shipment[i]->id == k->id)
			k->at = i;
	if ((st = read_parcels(k, w)) != SN_OK ||
	    (st = read_choice(k, w)) != SN_OK)
		return st;
	k->view.parcel = k->parcel;
	making_aim(k);
	return SN_OK;
}

enum status
making_compose(struct making *k, struct why *w)
{
	struct arena *a = &k->m->work;
	const struct mustache_value root = view_make(&k->view, a);
	const struct order *o = k->tree.order;
	enum status st;
	struct why cause;

	st = compose(&k->composed, &k->m->composer, k->wish->kind, &k->choice,
	    &root, a, &cause);
	if (st == SN_NOTFOUND || st == SN_INVALID)
		return store_refuse(k->m->store, k->id, w, "%s", cause.text);
	if (st != SN_OK) {
		*w = cause;
		return st;
	}
	k->letter = (struct mail){
		.from = k->mail->from, .from_name = k->mail->from_name,
		.envelope = k->mail->envelope, .reply_to = k->mail->reply_to,
		.to = o->by.mail, .to_name = o->by.name,
		.bcc = k->mail->bcc, .subject = k->composed.subject,
		.text = k->composed.text, .html = k->composed.html,
		.automatic = k->wish->automatic,
	};
	return SN_OK;
}
