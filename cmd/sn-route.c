/*
 * sn-route - apply the shop's rules to new shipments
 *
 * Applies the rules of rules.conf, in the order of the file and each once
 * for a shipment, and passes every shipment on.  Or tests the rules: by the
 * cases beside them, by looking at them alone, or on past orders.  See
 * sn-route(1) and sn-rules(5).
 */

#include <err.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/routes.h"

enum { OPT_AGAIN = 0x100, OPT_ANY, OPT_RULES, OPT_LIST, OPT_LINT, OPT_TEST,
    OPT_REPLAY };

static const struct option options[] = {
	{ "again", no_argument, NULL, OPT_AGAIN },
	{ "any", no_argument, NULL, OPT_ANY },
	{ "rules", required_argument, NULL, OPT_RULES },
	{ "list", no_argument, NULL, OPT_LIST },
	{ "lint", no_argument, NULL, OPT_LINT },
	{ "test", no_argument, NULL, OPT_TEST },
	{ "replay", required_argument, NULL, OPT_REPLAY },
	{ NULL, 0, NULL, 0 }
};

/* The ways in which nothing is changed. */
static enum status
look(struct cmd *c, const struct routes *wish, int way, struct why *w)
{
	struct store *s = NULL;
	enum status st;

	if (way == OPT_TEST)
		return routes_test(c, wish, w);
	s = cmd_store(c, STORE_READ);
	if (way == OPT_LIST)
		st = routes_list(c, s, wish, w);
	else if (way == OPT_LINT)
		st = routes_lint(c, s, wish, w);
	else
		st = routes_replay(c, s, wish, w);
	store_close(s);
	return st;
}

static enum status
route(struct cmd *c, struct routes *wish, struct why *w)
{
	struct store *s = cmd_store(c, STORE_WRITE);
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct ids ids;

	wish->any = wish->any || c->query != NULL;
	cmd_select(&ids, c, s, &tally);
	if (ids.n > 0)
		st = routes_run(c, s, &ids, wish, &tally, w);
	if (st == SN_OK && (c->verbose || isatty(STDERR_FILENO)))
		warnx(_("%lu looked at, %lu refused"), tally.done,
		    tally.refused);
	store_close(s);
	return st != SN_OK ? st : tally_end(&tally);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("apply the shop's rules to new shipments"),
		.synopsis = "[-nv] [-H dir] [--again] [--any] [--rules file] "
		    "-q query | shipment ... | -\n"
		    "       sn-route [-v] [-H dir] [--rules file] --list | "
		    "--lint | --test | --replay day",
		.example = "sn-import orders.csv | sn-route -",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct routes wish = { .file = NULL };
	enum status st;
	struct why w = { "" };
	int ch, way = 0;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case OPT_AGAIN:
			wish.again = true;
			break;
		case OPT_ANY:
			wish.any = true;
			break;
		case OPT_RULES:
			wish.file = optarg;
			break;
		case OPT_REPLAY:
			wish.since = optarg;
			/* FALLTHROUGH */
		default:
			if (way != 0)
				cmd_usage(&cmd);
			way = ch;
		}
	if (way != 0 ? optind < argc || cmd.query != NULL || wish.again ||
	    wish.any : optind == argc && cmd.query == NULL)
		cmd_usage(&cmd);
	routes_read(&wish, &cmd);
	st = way != 0 ? look(&cmd, &wish, way, &w) : route(&cmd, &wish, &w);
	if (st != SN_OK && st != SN_SOME && *w.text != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
