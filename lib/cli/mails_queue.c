/*
 * sn-mail queue - mails by template into the outbox
 */

#include <err.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/mails.h"
#include "cli/mails_make.h"
#include "cli/output.h"
#include "store/tree.h"

enum { OPT_AGAIN = 0x100, OPT_DESPITE, OPT_UNCHECKED };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "again", no_argument, NULL, OPT_AGAIN },
	{ "despite", no_argument, NULL, OPT_DESPITE },
	{ "unchecked", no_argument, NULL, OPT_UNCHECKED },
	{ NULL, 0, NULL, 0 }
};

/* One run of it. */
struct queueing {
	struct cmd		*cmd;
	struct store		*store;
	struct mails_wish	 wish;
	const char		*reason;
	unsigned long		 stood;
};

/* How many mails there would be at most. */
static enum status
count(size_t *out, const struct queueing *q, const struct ids *ids,
    struct why *w)
{
	struct ids orders = { NULL, 0, 0 };
	enum status st;
	int64_t order;
	size_t i;

	*out = ids->n;
	if (mails_per_shipment(q->wish.kind))
		return SN_OK;
	for (i = 0; i < ids->n; i++) {
		st = store_order_of(&order, q->store, ids->id[i], w);
		if (st != SN_OK && st != SN_NOTFOUND)
			return st;
		if (st == SN_OK)
			ids_add(&orders, order, &q->cmd->arena);
	}
	ids_sort(&orders);
	*out = orders.n;
	return SN_OK;
}

static enum status
ask(struct queueing *q, const struct ids *ids, struct why *w)
{
	size_t most = (size_t)cmd_conf(q->cmd)->ask_above, n;
	enum status st;

	if (ids->n <= most || q->cmd->yes || q->cmd->dry)
		return SN_OK;
	if ((st = count(&n, q, ids, w)) != SN_OK || n <= most)
		return st;
	return cmd_ask(q->cmd, arena_printf(&q->cmd->arena,
	    _("queue %zu mails?"), n), w);
}

/* Say what became of them, and write those of which a mail is there now. */
static enum status
tell(struct queueing *q, const struct mails_end *end, const struct ids *ids,
    struct tally *t, struct why *w)
{
	struct ids made = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < ids->n; i++) {
		if (end[i].fate == MAILS_REFUSED) {
			warnx("%s", end[i].cause);
			t->refused++;
			continue;
		}
		if (end[i].fate == MAILS_STOOD) {
			q->stood++;
			if (q->cmd->verbose)
				warnx(_("%" PRId64 ": %s was made before"),
				    ids->id[i], end[i].cause);
		}
		ids_add(&made, ids->id[i], &q->cmd->arena);
		t->done++;
	}
	return output_shipments(q->cmd, q->store, &made, NULL, q->cmd->spool,
	    w);
}

static enum status
run(struct queueing *q, const struct ids *ids, struct tally *t, struct why *w)
{
	struct mails_end *end = arena_alloc(&q->cmd->arena, (ids->n + 1) *
	    sizeof(*end));
	struct mails *m = NULL;
	enum status st;

	if ((st = ask(q, ids, w)) != SN_OK ||
	    (st = mails_open(&m, q->cmd, q->store, w)) != SN_OK ||
	    (st = cmd_begin(q->cmd, q->store, q->reason, w)) != SN_OK)
		goto out;
	if ((q->wish.unchecked ||
	    (st = mails_barrier(q->store, w)) == SN_OK) &&
	    (st = mails_put(end, m, &q->wish, ids->id, ids->n, w)) == SN_OK &&
	    (st = tell(q, end, ids, t, w)) == SN_OK)
		st = cmd_commit(q->cmd, q->store, w);
	store_rollback(q->store);	/* does nothing after a commit */
out:
	mails_close(m);
	return st;
}

int
mails_queue(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("queue mails that are made by template"),
		.synopsis = "queue [-nv] [-H dir] [-r reason] [--again] "
		    "[--despite] [--unchecked] [--yes]\n"
		    "           kind -q query | shipment ... | -",
		.example = "sn-mail queue thanks -q status=new",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct queueing q = { .cmd = &cmd };
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct ids ids;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'r':
			q.reason = optarg;
			break;
		case OPT_AGAIN:
			q.wish.again = true;
			break;
		case OPT_DESPITE:
			q.wish.despite = true;
			break;
		case OPT_UNCHECKED:
			q.wish.unchecked = true;
			break;
		}
	q.wish.kind = mails_take_kind(&cmd);
	if ((q.wish.despite || q.wish.unchecked) &&
	    (q.reason == NULL || *q.reason == '\0'))
		errx(status_exit(SN_USAGE), "%s", _("--despite and "
		    "--unchecked need a reason: -r REASON"));
	cmd_conf(&cmd);
	q.store = cmd_store(&cmd, STORE_WRITE);
	cmd_select(&ids, &cmd, q.store, &tally);
	if (ids.n > 0)
		st = run(&q, &ids, &tally, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (cmd.verbose || isatty(STDERR_FILENO))
		warnx(_("%lu queued, %lu made before, %lu refused"),
		    tally.done - q.stood, q.stood, tally.refused);
	store_close(q.store);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
