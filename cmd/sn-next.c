/*
 * sn-next - what a person should do now
 *
 * One line each, the most urgent first, with the command to type.  See
 * sn-next(1).
 */

#include <err.h>

#include "base/i18n.h"
#include "cli/next.h"

enum { OPT_EXIT = 0x100, OPT_JSON, OPT_LIMIT, OPT_NDJSON };

static const struct option options[] = {
	{ "exit-code", no_argument, NULL, OPT_EXIT },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "limit", required_argument, NULL, OPT_LIMIT },
	{ "ndjson", no_argument, NULL, OPT_NDJSON },
	{ NULL, 0, NULL, 0 }
};

static enum status
find(struct next *out, struct cmd *c, struct store *s, struct why *w)
{
	struct ids ids = { NULL, 0, 0 };
	struct next_frame f;
	enum status st;

	if (c->query != NULL)
		cmd_find(&ids, c, s, c->query, true, NULL, 0);
	if ((st = next_frame(&f, c, c->query != NULL ? &ids : NULL,
	    w)) != SN_OK ||
	    (st = store_next(out, s, &f, &c->arena, w)) != SN_OK ||
	    c->query != NULL)
		return st;
	return next_secrets(out, c, w);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("what a person should do now"),
		.synopsis = "[-H dir] [--exit-code] [--json | --ndjson] "
		    "[--limit n] [-q query]",
		.example = "sn-next --limit 10",
		.options = options,
		.selects = true,
	};
	bool found = false;
	size_t limit = 0;
	struct next next;
	struct store *s;
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case OPT_EXIT:
			found = true;
			break;
		case OPT_JSON:
			cmd.output = OUT_JSON;
			break;
		case OPT_LIMIT:
			limit = (size_t)cmd_number("--limit", optarg, 1);
			break;
		case OPT_NDJSON:
			cmd.output = OUT_NDJSON;
			break;
		}
	if (optind != argc)
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	s = cmd_store(&cmd, STORE_READ);
	if ((st = find(&next, &cmd, s, &w)) == SN_OK)
		st = next_print(&cmd, &next, limit, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (found && next.nitem > 0)
		st = SN_SOME;
	store_close(s);
	return cmd_end(&cmd, st);
}
