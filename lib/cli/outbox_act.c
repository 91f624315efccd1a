/*
 * sn-outbox retry, reconcile, drop - what a person decides about effects
 */

#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/effects.h"
#include "cli/outboxes.h"

enum { OPT_UNKNOWN = 0x100, OPT_DONE, OPT_NOT_DONE };

static const struct option retry_options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "unknown", no_argument, NULL, OPT_UNKNOWN },
	{ NULL, 0, NULL, 0 }
};
static const struct option reconcile_options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "done", no_argument, NULL, OPT_DONE },
	{ "not-done", no_argument, NULL, OPT_NOT_DONE },
	{ NULL, 0, NULL, 0 }
};
static const struct option drop_options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ NULL, 0, NULL, 0 }
};

struct decision {
	struct cmd	*cmd;
	enum effect_act	 act;
	const char	*reason;
	struct ids	 ids;
	struct tally	 tally;
};

/* Do it to one, and show it as it is then. */
static enum status
act_one(struct decision *d, struct store *s, int64_t id, struct report *r,
    struct why *w)
{
	struct effect e;
	enum status st;

	if ((st = effect_act(s, id, d->act, d->reason, w)) == SN_OK &&
	    (st = effect_get(&e, s, id, &d->cmd->arena, w)) == SN_OK) {
		effects_row(r, &e, e.state, effect_said(&e));
		d->tally.done++;
	} else if (!status_stops(st)) {
		warnx("%s", w->text);
		d->tally.refused++;
		st = SN_OK;
	}
	return st;
}

static enum status
act_all(struct decision *d, struct store *s, struct why *w)
{
	struct report *r = effects_report(d->cmd);
	enum status st;
	size_t i;

	st = cmd_begin(d->cmd, s, d->reason, w);
	for (i = 0; i < d->ids.n && st == SN_OK; i++)
		st = act_one(d, s, d->ids.id[i], r, w);
	if (st != SN_OK)
		report_drop(r);
	else if ((st = report_end(r, d->cmd->spool, w)) == SN_OK)
		st = cmd_commit(d->cmd, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

static int
decide(struct decision *d)
{
	struct store *s;
	enum status st = SN_OK;
	struct why w;

	effects_select(&d->ids, d->cmd, &d->tally);
	s = cmd_store(d->cmd, STORE_WRITE);
	if (d->ids.n > 0)
		st = act_all(d, s, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (d->cmd->verbose || isatty(STDERR_FILENO))
		warnx(_("%lu changed, %lu refused"), d->tally.done,
		    d->tally.refused);
	store_close(s);
	return cmd_end(d->cmd, st != SN_OK ? st : tally_end(&d->tally));
}

static void
need_reason(const struct decision *d)
{
	if (d->reason == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("others will ask why: -r REASON"));
}

int
outbox_retry(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("have failed ones tried again at once"),
		.synopsis = "retry [-nv] [-H dir] [--unknown] [-r reason] "
		    "effect ... | -",
		.example = "sn-outbox retry 12",
		.options = retry_options,
		.writes = true, .records = true,
	};
	struct decision d = { .cmd = &cmd, .act = EFFECT_RETRY };
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == 'r')
			d.reason = optarg;
		else
			d.act = EFFECT_RETRY_UNKNOWN;
	if (d.act == EFFECT_RETRY_UNKNOWN)
		need_reason(&d);
	return decide(&d);
}

int
outbox_reconcile(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("say whether an unknown one happened"),
		.synopsis = "reconcile [-nv] [-H dir] --done | --not-done -r reason "
		    "effect ... | -",
		.example = "sn-outbox reconcile --done -r 'the buyer has it' "
		    "12",
		.options = reconcile_options,
		.writes = true, .records = true,
	};
	struct decision d = { .cmd = &cmd };
	bool done = false, not = false;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == 'r')
			d.reason = optarg;
		else if (ch == OPT_DONE)
			done = true;
		else
			not = true;
	if (done == not)
		cmd_usage(&cmd);
	need_reason(&d);
	d.act = done ? EFFECT_WAS_DONE : EFFECT_WAS_NOT;
	return decide(&d);
}

int
outbox_drop(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("give up effects that have not left"),
		.synopsis = "drop [-nv] [-H dir] -r reason effect ... | -",
		.example = "sn-outbox drop -r 'told by phone' 12",
		.options = drop_options,
		.writes = true, .records = true,
	};
	struct decision d = { .cmd = &cmd, .act = EFFECT_DROP };

	while (cmd_getopt(&cmd, argc, argv) != -1)
		d.reason = optarg;
	need_reason(&d);
	return decide(&d);
}
