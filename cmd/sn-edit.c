/*
 * sn-edit - change fields of shipments by hand
 *
 * Makes the edits named to each shipment selected, or those of a table to
 * the shipments that its rows name.  See sn-edit(1).
 */

#include <err.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/edits.h"

enum { OPT_CLEAR = 0x100, OPT_FORCE, OPT_FROM, OPT_PHRASES,
    OPT_REJECTS };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "clear-empty", no_argument, NULL, OPT_CLEAR },
	{ "force", no_argument, NULL, OPT_FORCE },
	{ "from", required_argument, NULL, OPT_FROM },
	{ "phrases", no_argument, NULL, OPT_PHRASES },
	{ "rejects", required_argument, NULL, OPT_REJECTS },
	{ NULL, 0, NULL, 0 }
};

/* Ask before what many people pay is changed. */
static enum status
ask(struct cmd *c, size_t n, struct why *w)
{
	if (n <= (size_t)c->conf->ask_above)
		return SN_OK;
	return cmd_ask(c, arena_printf(&c->arena, _("change what is paid for "
	    "in %zu shipments?"), n), w);
}

static enum status
run(struct cmd *c, struct store *s, struct edits *wish,
    const struct edit_frame *f, struct tally *t, struct why *w)
{
	struct edits_sheet es = { .n = 0 };
	struct ids ids = { NULL, 0, 0 };
	size_t i, cost = 0;
	enum status st;

	if (wish->from == NULL) {
		cmd_select(&ids, c, s, t);
		cost = edits_cost(wish->edit, wish->n) ? ids.n : 0;
		st = ask(c, cost, w);
	} else if ((st = edits_read(&es, c, s, wish->from, wish->clear, f, t,
	    w)) == SN_OK) {
		for (i = 0; i < es.n; i++)
			cost += es.row[i].row->refused == NULL &&
			    edits_cost(es.row[i].edit, es.row[i].n);
		st = ask(c, cost, w);
	}
	if (st == SN_OK && (ids.n > 0 || es.n > 0))
		st = edits_run(c, s, wish, &ids, &es, t, w);
	if (st == SN_OK && wish->rejects != NULL && !c->dry)
		st = sheet_rejects(&es.sheet, wish->rejects, w);
	return st;
}

/* --phrases: nothing else is done, and nothing else is said. */
static int
list_phrases(struct cmd *c)
{
	enum status st;
	struct why w;

	if (optind < c->argc)
		cmd_usage(c);
	if ((st = edits_phrases(c, &w)) != SN_OK)
		warnx("%s", w.text);
	return cmd_end(c, st);
}

/* Leave unless the options go together. */
static void
check_call(const struct cmd *c, const struct edits *wish)
{
	if (wish->from != NULL ? optind < c->argc || c->query != NULL :
	    wish->rejects != NULL || wish->clear || optind == c->argc)
		cmd_usage(c);
	if (wish->force && wish->reason == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("--force needs a reason: -r REASON"));
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("change fields of shipments by hand"),
		.synopsis = "[-nv] [-H dir] [-r reason] [--force] "
		    "field=value ... -q query | shipment ... | -\n"
		    "       sn-edit [-nv] [-H dir] [-r reason] [--force] "
		    "[--clear-empty] [--rejects file] --from file\n"
		    "       sn-edit [-H dir] --phrases",
		.example = "sn-edit 1042 to.phone=03-1234-5678 memo+=済",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct tally tally = { 0, 0 };
	struct edits wish = { .n = 0 };
	struct edit_frame frame;
	bool phrases = false;
	struct store *s;
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'r':
			wish.reason = optarg;
			break;
		case OPT_CLEAR:
			wish.clear = true;
			break;
		case OPT_FORCE:
			wish.force = true;
			break;
		case OPT_FROM:
			wish.from = optarg;
			break;
		case OPT_PHRASES:
			phrases = true;
			break;
		case OPT_REJECTS:
			wish.rejects = optarg;
			break;
		}
	if (phrases)
		return list_phrases(&cmd);
	check_call(&cmd, &wish);
	(void)cmd_conf(&cmd);	/* and with it, the language */
	if ((st = sheet_rejects_free(wish.rejects, &w)) != SN_OK ||
	    (st = edits_frame(&frame, &cmd, &w)) != SN_OK ||
	    (st = edits_take(&wish.edit, &wish.n, &cmd, &frame, &w)) != SN_OK)
		cmd_die(st, &w);
	if (wish.from == NULL && wish.n == 0)
		errx(status_exit(SN_USAGE), "%s",
		    _("FIELD=VALUE was expected"));

	s = cmd_store(&cmd, STORE_WRITE);
	st = run(&cmd, s, &wish, &frame, &tally, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (cmd.verbose || isatty(STDERR_FILENO))
		warnx(_("%lu edited, %lu refused"), tally.done, tally.refused);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
