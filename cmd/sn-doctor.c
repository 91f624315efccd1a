/*
 * sn-doctor - look whether all is well with a shop directory
 *
 * One line a check: configuration, language, permissions, space, formats,
 * store, clock.  With --migrate the store is brought up to date first.
 * See sn-doctor(1).
 */

#include <err.h>

#include "base/i18n.h"
#include "cli/checkup.h"
#include "cli/output.h"

enum { OPT_ALL = 0x80, OPT_EXIT, OPT_JSON, OPT_MIGRATE };

static const struct option options[] = {
	{ "all", no_argument, NULL, OPT_ALL },
	{ "exit-code", no_argument, NULL, OPT_EXIT },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "migrate", no_argument, NULL, OPT_MIGRATE },
	{ NULL, 0, NULL, 0 }
};

/* Text, a line a check, or a JSON array. */
static enum status
print(struct cmd *c, const struct checkup *k, struct why *w)
{
	static const struct report_column col[] = {
		{ "verdict", "", false }, { "check", "", false },
		{ "text", "", false }
	};
	struct report *r;
	size_t i;

	if (c->output != OUT_JSON) {
		for (i = 0; i < k->n; i++)
			printf("%-7s  %-11s  %s\n",
			    verdict_word(k->line[i].verdict),
			    k->line[i].check, k->line[i].text);
		return SN_OK;
	}
	r = report_new(c, col, sizeof(col) / sizeof(col[0]));
	for (i = 0; i < k->n; i++) {
		report_cell(r, verdict_word(k->line[i].verdict));
		report_cell(r, k->line[i].check);
		report_cell(r, k->line[i].text);
	}
	return report_end(r, stdout, w);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("look whether all is well with a shop directory"),
		.synopsis = "[-H dir] [--all] [--exit-code] [--json] "
		    "[--migrate]",
		.example = "sn-doctor --all",
		.options = options,
	};
	struct checkup k = { .cmd = &cmd };
	bool migrate = false, found = false;
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case OPT_ALL:
			k.all = true;
			break;
		case OPT_EXIT:
			found = true;
			break;
		case OPT_JSON:
			cmd.output = OUT_JSON;
			break;
		case OPT_MIGRATE:
			migrate = true;
			break;
		}
	if (optind != argc)
		cmd_usage(&cmd);
	if (migrate)
		store_close(cmd_store(&cmd, STORE_WRITE));
	checkup(&k);
	if ((st = print(&cmd, &k, &w)) != SN_OK)
		warnx("%s", w.text);
	else if (k.worst == VERDICT_ERROR)
		st = SN_CONFLICT;
	else if (k.worst == VERDICT_WARNING && found)
		st = SN_SOME;
	return cmd_end(&cmd, st);
}
