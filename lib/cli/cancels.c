#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/cancels.h"
#include "cli/output.h"
#include "store/finding.h"
#include "store/tree.h"

void
cancels_take(struct cancels *wish, struct cmd *c)
{
	const struct word *by = NULL;
	struct split_line *line;
	enum status st;
	struct why w;

	if ((optind == c->argc && c->query == NULL) ||
	    wish->asked + wish->refuse + wish->done > 1 ||
	    ((wish->asked || wish->refuse) && wish->line != NULL))
		cmd_usage(c);
	(void)cmd_conf(c);	/* and with it, the language */
	if (wish->reason == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("a cancel needs a reason: -r REASON"));
	if (wish->by != NULL &&
	    (by = word_find(words_cancel_from, wish->by)) == NULL)
		errx(status_exit(SN_USAGE), _("--by %s: buyer, shop, mall, "
		    "payment or duplicate was expected"), wish->by);
	wish->how.by = by != NULL ? by->slug : NULL;
	wish->how.state = wish->asked ? "asked" : wish->refuse ? "refused" :
	    "done";
	if (wish->line == NULL)
		return;
	if ((st = split_lines(&line, &wish->how.n, wish->line, &c->arena,
	    &w)) != SN_OK)
		cmd_die(st, &w);
	wish->how.line = line;
}

enum status
cancels_all(struct ids *done, struct cmd *c, struct store *s,
    const struct ids *ids, const struct cancel *how, struct tally *t,
    struct why *w)
{
	struct ids fresh = { NULL, 0, 0 };
	enum status st;
	bool changed;
	size_t i;

	for (i = 0; i < ids->n; i++) {
		st = store_cancel(&changed, s, ids->id[i], how, w);
		if (status_stops(st))
			return st;
		if (st != SN_OK) {
			warnx("%s", w->text);
			t->refused++;
			continue;
		}
		ids_add(done, ids->id[i], &c->arena);
		t->done++;
		if (changed)
			ids_add(&fresh, ids->id[i], &c->arena);
	}
	return store_cancel_end(s, fresh.id, fresh.n, how, w);
}

/* What is to be said, in a. */
static const char *
what(const struct cancel_tell *t, struct arena *a)
{
	if (strcmp(t->code, "cancel-tell-carrier") == 0)
		return arena_printf(a, _("hold the parcel back: %s"), t->saw);
	if (strcmp(t->code, "cancel-packed") == 0)
		return arena_printf(a, _("take out of the parcel: %s"),
		    t->saw);
	if (strcmp(t->code, "refund-due") == 0)
		return arena_printf(a, _("give back what was paid: %s yen "
		    "came, %s are due"), t->saw, t->expected);
	if (strcmp(t->code, "cancel-tell-agent") == 0)
		return arena_printf(a, _("%s yen are due, not %s"),
		    t->expected, t->saw != NULL ? t->saw : "?");
	if (t->line != NULL)
		return arena_printf(a, _("%s: %s are cancelled, not %s"),
		    t->line, t->expected, t->saw);
	return strcmp(t->expected, "cancelled") == 0 ?
	    _("the order is cancelled") : _("the cancel is refused");
}

static enum status
put_tells(struct cmd *c, const struct cancel_tell *t, size_t n,
    struct why *w)
{
	const struct report_column column[] = {
		{ "order", _("order"), false },
		{ "shipment", _("shipment"), false },
		{ "code", _("finding"), false },
		{ "whom", _("to tell"), false },
		{ "what", _("what"), false }
	};
	struct report *r;
	size_t i;

	if (n == 0)
		return SN_OK;
	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i < n; i++) {
		report_cell(r, t[i].order);
		report_cell(r, t[i].shipment == NUM_NULL ? "" :
		    arena_printf(&c->arena, "%" PRId64, t[i].shipment));
		report_cell(r, t[i].code);
		report_cell(r, t[i].whom == NULL ||
		    strcmp(t[i].code, "cancel-packed") == 0 ? "" : t[i].whom);
		report_cell(r, what(&t[i], &c->arena));
	}
	return report_end(r, c->spool, w);
}

/* All that has to be told of the orders of these shipments. */
static enum status
tell(struct cmd *c, struct store *s, const struct ids *ids, struct why *w)
{
	struct ids orders = { NULL, 0, 0 };
	struct cancel_tell *t = NULL;
	size_t n = 0, cap = 0, i;
	enum status st = SN_OK;
	int64_t order;

	for (i = 0; i < ids->n && st == SN_OK; i++)
		if ((st = store_order_of(&order, s, ids->id[i], w)) == SN_OK)
			ids_add(&orders, order, &c->arena);
	ids_sort(&orders);
	for (i = 0; i < orders.n && st == SN_OK; i++)
		st = cancel_tells(&t, &n, &cap, s, orders.id[i], &c->arena, w);
	return st == SN_OK ? put_tells(c, t, n, w) : st;
}

enum status
cancels_run(struct cmd *c, struct store *s, const struct ids *ids,
    const struct cancels *wish, struct tally *t, struct why *w)
{
	struct ids done = { NULL, 0, 0 };
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	if ((st = cancels_all(&done, c, s, ids, &wish->how, t, w)) == SN_OK &&
	    (st = finding_settle(s, w)) == SN_OK &&
	    (st = tell(c, s, &done, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}
