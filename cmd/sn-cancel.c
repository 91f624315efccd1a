/*
 * sn-cancel - cancel orders, shipments or lines
 *
 * Cancels what is selected, or notes that it was asked for or refused, and
 * writes who has to be told.  See sn-cancel(1).
 */

#include <err.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/cancels.h"

enum { OPT_LINE = 0x100, OPT_BY, OPT_ASKED, OPT_REFUSE, OPT_DONE, OPT_FORCE };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "line", required_argument, NULL, OPT_LINE },
	{ "by", required_argument, NULL, OPT_BY },
	{ "asked", no_argument, NULL, OPT_ASKED },
	{ "refuse", no_argument, NULL, OPT_REFUSE },
	{ "done", no_argument, NULL, OPT_DONE },
	{ "force", no_argument, NULL, OPT_FORCE },
	{ NULL, 0, NULL, 0 }
};

static enum status
ask(struct cmd *c, const struct cancels *wish, size_t n, struct why *w)
{
	if (wish->asked || wish->refuse || n <= (size_t)c->conf->ask_above)
		return SN_OK;
	return cmd_ask(c, arena_printf(&c->arena,
	    _("cancel %zu shipments?"), n), w);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("cancel orders, shipments or lines"),
		.synopsis = "[-nv] [-H dir] [--by whom] [--asked | --refuse | "
		    "--done] [--force]\n"
		    "       [--line line[:quantity],...] -r reason "
		    "-q query | shipment ... | -",
		.example = "sn-cancel --by buyer -r 'by phone' "
		    "rakuten-main:1002",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct cancels wish = { .by = NULL };
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct store *s;
	struct ids ids;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'r':
			wish.reason = optarg;
			break;
		case OPT_LINE:
			wish.line = optarg;
			break;
		case OPT_BY:
			wish.by = optarg;
			break;
		case OPT_ASKED:
			wish.asked = true;
			break;
		case OPT_REFUSE:
			wish.refuse = true;
			break;
		case OPT_DONE:
			wish.done = true;
			break;
		case OPT_FORCE:
			wish.how.force = true;
			break;
		}
	cancels_take(&wish, &cmd);

	s = cmd_store(&cmd, STORE_WRITE);
	cmd_select(&ids, &cmd, s, &tally);
	if ((st = ask(&cmd, &wish, ids.n, &w)) == SN_OK && ids.n > 0)
		st = cancels_run(&cmd, s, &ids, &wish, &tally, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (cmd.verbose || isatty(STDERR_FILENO))
		warnx(_("%lu cancelled, %lu refused"), tally.done,
		    tally.refused);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
