/*
 * sn-log - what happened, when, by whom and why
 *
 * Shows the history of orders, the changes of one run, or the list of
 * runs.  See sn-log(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/story.h"
#include "text/date.h"

enum { OPT_OP = 0x100, OPT_SINCE, OPT_WHO, OPT_LIMIT, OPT_DIFF, OPT_NDJSON,
	OPT_JSON };

enum { LISTED = 50 };		/* runs, unless --limit says more */

static const struct option options[] = {
	{ "op", required_argument, NULL, OPT_OP },
	{ "since", required_argument, NULL, OPT_SINCE },
	{ "who", required_argument, NULL, OPT_WHO },
	{ "limit", required_argument, NULL, OPT_LIMIT },
	{ "diff", no_argument, NULL, OPT_DIFF },
	{ "ndjson", no_argument, NULL, OPT_NDJSON },
	{ "json", no_argument, NULL, OPT_JSON },
	{ NULL, 0, NULL, 0 }
};

struct wish {
	enum story_form	 form;
	int64_t		 op;		/* NUM_NULL: not one run */
	struct run_filter filter;
	bool		 listing;	/* an option of the list was given */
};

/* A day or a time, in any form people type, as the start of the list. */
static const char *
since(const char *text, struct arena *a)
{
	char today[DATE_SIZE], day[DATE_SIZE];
	struct stamp at;
	struct why w;

	if (strchr(text, ':') != NULL && time_parse(&at, text) == SN_OK)
		return arena_strdup(a, at.text);
	if (clock_today(today, &w) != SN_OK)
		cmd_die(SN_USAGE, &w);
	if (date_relative(day, text, today) != SN_OK)
		errx(status_exit(SN_USAGE), _("--since: %s: not a date"),
		    text);
	return arena_strdup(a, day);
}

static void
read_options(struct wish *wish, struct cmd *cmd, int argc, char *argv[])
{
	int ch;

	while ((ch = cmd_getopt(cmd, argc, argv)) != -1)
		switch (ch) {
		case OPT_OP:
			wish->op = cmd_number("--op", optarg, 0);
			break;
		case OPT_SINCE:
			wish->filter.since = since(optarg, &cmd->arena);
			wish->listing = true;
			break;
		case OPT_WHO:
			wish->filter.who = optarg;
			wish->listing = true;
			break;
		case OPT_LIMIT:
			wish->filter.limit = cmd_number("--limit", optarg,
			    0);
			if (wish->filter.limit == 0)
				wish->filter.limit = NUM_NULL;
			wish->listing = true;
			break;
		case OPT_DIFF:
			wish->form = STORY_DIFF;
			break;
		case OPT_NDJSON:
			wish->form = STORY_NDJSON;
			break;
		case OPT_JSON:
			wish->form = STORY_JSON;
			break;
		}
	if ((wish->op != NUM_NULL) + wish->listing +
	    (optind < argc || cmd->query != NULL) > 1)
		errx(status_exit(SN_USAGE), "%s", _("an order, --op, or the "
		    "list of runs: one of them"));
	if (wish->form == STORY_DIFF && wish->op == NUM_NULL &&
	    optind == argc && cmd->query == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("--diff: of which order or run?"));
}

/*
 * The orders of the operands, which may be gone; or, with -q and "-", of
 * the shipments selected.
 */
static enum status
tell_orders(struct story *t, struct cmd *c, struct store *s,
    struct tally *tally, struct why *w)
{
	char **operand = c->argv + optind;
	struct ids ids;
	enum status st;

	if (c->query != NULL || strcmp(*operand, "-") == 0) {
		cmd_select(&ids, c, s, tally);
		return story_shipments(t, s, &ids, w);
	}
	for (; *operand != NULL; operand++)
		if ((st = story_order(t, s, *operand, w)) == SN_OK)
			tally->done++;
		else if (!status_stops(st)) {
			warnx("%s", w->text);
			tally->refused++;
		} else
			return st;
	return SN_OK;
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("what happened, when, by whom and why"),
		.synopsis = "[-H dir] [--diff | --ndjson | --json] "
		    "[--op op | -q query | order ... | - | "
		    "[--since time] [--who name] [--limit n]]",
		.example = "sn-log rakuten-main:1002",
		.options = options,
		.selects = true,
	};
	struct wish wish = { .op = NUM_NULL, .filter = { .limit = LISTED } };
	struct tally tally = { 0, 0 };
	struct story story;
	enum status st;
	struct store *s;
	struct why w;

	read_options(&wish, &cmd, argc, argv);
	cmd_conf(&cmd);
	s = cmd_store(&cmd, STORE_READ);
	story_init(&story, wish.form, stdout);
	if (wish.op != NUM_NULL) {
		if ((st = history_run(s, wish.op, story_event, &story,
		    &w)) == SN_OK)
			st = story_effects(&story, s, wish.op, &w);
	} else if (optind < argc || cmd.query != NULL)
		st = tell_orders(&story, &cmd, s, &tally, &w);
	else
		st = run_each(s, &wish.filter, story_run, &story, &w);
	if (st == SN_OK)
		st = story_end(&story, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
