/*
 * sn-inbox assign, close, reopen - letters turned by hand
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/inbox.h"
#include "cli/select.h"
#include "store/history.h"

enum { OPT_NONE = 0x100 };

static const struct option turn_options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ NULL, 0, NULL, 0 }
};
static const struct option assign_options[] = {
	{ "none", no_argument, NULL, OPT_NONE },
	{ "reason", required_argument, NULL, 'r' },
	{ NULL, 0, NULL, 0 }
};

static enum status
turn_one(struct cmd *c, struct store *s, const char *text, const char *state,
    struct why *w)
{
	int64_t id;

	if (inbox_number(&id, text, w) != SN_OK)
		return SN_INVALID;
	return letter_turn(s, id, state, cmd_who(&c->arena), w);
}

/* Each by itself: one that cannot does not keep the others back. */
static enum status
turn_all(struct cmd *c, struct store *s, const char *state,
    const char *reason, struct tally *t, struct why *w)
{
	enum status st;
	int i;

	if ((st = cmd_begin(c, s, reason, w)) != SN_OK)
		return st;
	for (i = optind; i < c->argc && !status_stops(st); i++) {
		if ((st = turn_one(c, s, c->argv[i], state, w)) == SN_OK) {
			t->done++;
			continue;
		}
		if (status_stops(st))
			break;
		warnx("%s", w->text);
		w->text[0] = '\0';
		t->refused++;
	}
	if (!status_stops(st))
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

static int
turn(struct cmd *c, int argc, char *argv[], const char *state)
{
	struct tally tally = { 0, 0 };
	const char *reason = NULL;
	struct why w = { "" };
	enum status st;
	struct store *s;

	while (cmd_getopt(c, argc, argv) != -1)
		reason = optarg;
	if (optind == c->argc)
		cmd_usage(c);
	(void)cmd_conf(c);
	s = cmd_store(c, STORE_WRITE);
	st = turn_all(c, s, state, reason, &tally, &w);
	store_close(s);
	if (w.text[0] != '\0')
		warnx("%s", w.text);
	return cmd_end(c, st != SN_OK ? st : tally_end(&tally));
}

int
inbox_close(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("close letters that need no more"),
		.synopsis = "[-n] [-H dir] [-r reason] letter ...",
		.example = "sn-inbox close -r 'answered by phone' 12",
		.options = turn_options,
		.writes = true,
	};

	return turn(&cmd, argc, argv, "closed");
}

int
inbox_reopen(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("open letters again"),
		.synopsis = "[-n] [-H dir] [-r reason] letter ...",
		.example = "sn-inbox reopen 12",
		.options = turn_options,
		.writes = true,
	};

	return turn(&cmd, argc, argv, "open");
}

static enum status
assign(struct cmd *c, struct store *s, int64_t id, const char *order,
    const char *reason, struct why *w)
{
	struct letter_filter of = { .thread = 0 };
	int64_t orders = NUM_NULL;
	struct letter l;
	enum status st;

	if (order != NULL && (st = history_find(&orders, s, order,
	    w)) != SN_OK)
		return st;
	if ((st = cmd_begin(c, s, reason, w)) == SN_OK &&
	    (st = letter_assign(s, id, orders, w)) == SN_OK &&
	    (st = letter_get(&l, s, id, &c->arena, w)) == SN_OK) {
		of.thread = l.thread;
		if ((st = inbox_table(c, s, &of, c->spool, w)) == SN_OK)
			st = cmd_commit(c, s, w);
	}
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

int
inbox_assign(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("give a letter to an order"),
		.synopsis = "[-n] [-H dir] [-r reason] letter "
		    "shipment | shop:number | order=N | --none",
		.example = "sn-inbox assign 12 rakuten-main:1002",
		.options = assign_options,
		.writes = true, .records = true,
	};
	const char *reason = NULL;
	struct why w = { "" };
	enum status st;
	struct store *s;
	bool none = false;
	int64_t id;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == OPT_NONE)
			none = true;
		else
			reason = optarg;
	if (optind + (none ? 1 : 2) != cmd.argc)
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	if ((st = inbox_number(&id, cmd.argv[optind], &w)) == SN_OK) {
		s = cmd_store(&cmd, STORE_WRITE);
		st = assign(&cmd, s, id, none ? NULL : cmd.argv[optind + 1],
		    reason, &w);
		store_close(s);
	}
	if (w.text[0] != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
