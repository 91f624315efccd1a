/*
 * Mails made and put into the outbox.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/mails_make.h"
#include "order/mailbox.h"
#include "store/checked.h"
#include "store/move.h"
#include "store/outbox.h"
#include "store/tree.h"

enum status
mails_barrier(struct store *s, struct why *w)
{
	enum status st;
	int64_t n;

	if ((st = checked_settle(s, w)) != SN_OK ||
	    (st = checked_missing(&n, s, w)) != SN_OK)
		return st;
	if (n == 0)
		return SN_OK;
	return fail(w, SN_CONFLICT, _("%" PRId64 " shipments were not checked "
	    "since they came or changed, and no mail is made before: "
	    "sn-check -q 'status!=done,follow,cancel'"), n);
}

enum status
making_put(struct making *k, int64_t number, struct why *w)
{
	struct arena *a = &k->m->work;
	struct effect e = { .kind = "mail", .orders = k->order,
	    .shipment = k->per_shipment ? k->id : NUM_NULL };
	struct str payload = STR_INIT;
	enum status st;
	bool fresh;

	e.key = number == 0 ? k->key :
	    arena_printf(a, "%s #%" PRId64, k->key, number + 1);
	e.channel = conf_channel(k->m->conf, k->shop);
	e.target = mailbox_fold(k->letter.to, a);
	e.title = k->letter.subject;
	k->letter.message_id = mail_message_id(e.key, k->m->now.text,
	    k->tree.order->shop, k->letter.from, a);
	e.message_id = k->letter.message_id;
	if ((st = mail_payload(&payload, &k->letter, w)) == SN_OK) {
		e.payload = str_text(&payload);
		st = effect_put(&fresh, k->m->store, &e, w);
	}
	str_free(&payload);
	return st;
}

/*
 * Make one, unless it stands, or same is what became of an earlier shipment
 * of the same mail: end says so.
 */
static enum status
make(struct mails_end *end, struct making *k, bool checked,
    const struct mails_end *same, struct why *w)
{
	enum status st;
	int64_t last;

	if ((st = making_read(k, w)) != SN_OK)
		return st;
	if (!k->per_shipment && same != NULL) {
		*end = *same;
		return SN_OK;
	}
	if ((st = mailing_last(&last, k->m->store, k->key, w)) != SN_OK)
		return st;
	if (last > 0 && !k->wish->again) {
		*end = (struct mails_end){ MAILS_STOOD,
		    arena_strdup(&k->m->arena, k->key) };
		return SN_OK;
	}
	if ((st = making_judge(k, w)) != SN_OK)
		return st;
	if (!checked)
		return store_refuse(k->m->store, k->id, w,
		    _("was not checked since it changed: sn-check %" PRId64),
		    k->id);
	if ((st = making_compose(k, w)) != SN_OK)
		return st;
	*end = (struct mails_end){ MAILS_QUEUED, NULL };
	return making_put(k, last, w);
}

/* A shipment, and where it stood among those named. */
struct named {
	int64_t	order;
	size_t	at;
};

static int
compare(const void *x, const void *y)
{
	const struct named *a = x, *b = y;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

/*
 * The order of each shipment in order, NUM_NULL where there is none, and in
 * first the position of the first one of the same order.
 */
static enum status
group(int64_t *order, size_t *first, struct mails *m, const int64_t *id,
    size_t n, struct why *w)
{
	struct named *all = arena_alloc(&m->arena, (n + 1) * sizeof(*all));
	enum status st;
	size_t i;

	for (i = 0; i < n; i++) {
		st = store_order_of(&order[i], m->store, id[i], w);
		if (st != SN_OK && st != SN_NOTFOUND)
			return st;
		all[i] = (struct named){ order[i], i };
	}
	qsort(all, n, sizeof(*all), compare);
	for (i = 0; i < n; i++)
		first[all[i].at] = i > 0 && all[i - 1].order == all[i].order ?
		    first[all[i - 1].at] : all[i].at;
	return SN_OK;
}

/*
 * Whether each may be mailed about as far as checks go: those that left, or
 * never will, are checked no more.
 */
static enum status
read_checked(bool *checked, struct mails *m, const struct mails_wish *wish,
    const int64_t *id, size_t n, struct why *w)
{
	struct place at;
	enum status st;
	size_t i;

	if (wish->unchecked) {
		memset(checked, true, n * sizeof(*checked));
		return SN_OK;
	}
	if ((st = checked_are(checked, m->store, id, n, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		if (checked[i])
			continue;
		st = store_place(&at, m->store, id[i], &m->work, w);
		if (st != SN_OK && st != SN_NOTFOUND)
			return st;
		checked[i] = st == SN_OK && (strcmp(at.status, "done") == 0 ||
		    strcmp(at.status, "follow") == 0 ||
		    strcmp(at.status, "cancel") == 0);
	}
	return SN_OK;
}

enum status
mails_put(struct mails_end *end, struct mails *m,
    const struct mails_wish *wish, const int64_t *id, size_t n,
    struct why *w)
{
	int64_t *order = arena_alloc(&m->arena, (n + 1) * sizeof(*order));
	size_t *first = arena_alloc(&m->arena, (n + 1) * sizeof(*first)), i;
	bool *checked = arena_alloc(&m->arena, (n + 1) * sizeof(*checked));
	struct making k;
	enum status st;

	if ((st = group(order, first, m, id, n, w)) != SN_OK ||
	    (st = read_checked(checked, m, wish, id, n, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		arena_reset(&m->work);
		if (first[i] != i && order[i] != NUM_NULL &&
		    !mails_per_shipment(wish->kind)) {
			end[i] = end[first[i]];
			continue;
		}
		k = (struct making){ .m = m, .wish = wish, .order = order[i],
		    .id = id[i] };
		st = order[i] == NUM_NULL ? fail(w, SN_NOTFOUND,
		    _("%" PRId64 ": no such shipment"), id[i]) :
		    make(&end[i], &k, checked[i], first[i] != i ?
		    &end[first[i]] : NULL, w);
		if (status_stops(st))
			return st;
		if (st != SN_OK)
			end[i] = (struct mails_end){ MAILS_REFUSED,
			    arena_strdup(&m->arena, w->text) };
	}
	return SN_OK;
}
