/*
 * sn-import - bring orders into the store
 *
 * Reads order files of malls, carts and sn itself, finds out what they
 * are, and adds or merges their orders.  See sn-import(1).
 */

#include <err.h>

#include "base/i18n.h"
#include "cli/intake.h"

enum { OPT_SHOP = 0x100, OPT_REJECTS };

static const struct option options[] = {
	{ "format", required_argument, NULL, 'f' },
	{ "shop", required_argument, NULL, OPT_SHOP },
	{ "rejects", required_argument, NULL, OPT_REJECTS },
	{ NULL, 0, NULL, 0 }
};

static enum status
run(struct cmd *cmd, struct intake *in, char *operand[], struct why *w)
{
	enum status st;

	if ((st = intake_open(in, operand, w)) != SN_OK || in->nfile == 0)
		return st;
	if ((st = cmd_begin(cmd, in->store, NULL, w)) == SN_OK &&
	    (st = intake_run(in, w)) == SN_OK &&
	    (st = intake_summary(in, w)) == SN_OK)
		st = cmd_commit(cmd, in->store, w);
	store_rollback(in->store);
	return st;
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("bring orders into the store"),
		.synopsis = "[-nv] [-H dir] [-f format] [--shop name] "
		    "[--rejects file] [--json] file ... | -",
		.example = "sn-import --rejects bad.csv rakuten.csv",
		.options = options,
		.writes = true,
		.records = true,
	};
	struct intake in = { .cmd = &cmd };
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'f':
			in.format = optarg;
			break;
		case OPT_SHOP:
			in.shop = optarg;
			break;
		case OPT_REJECTS:
			in.rejects = optarg;
			break;
		}
	if (optind == argc)
		cmd_usage(&cmd);
	in.conf = cmd_conf(&cmd);
	in.store = cmd_store(&cmd, STORE_BULK);
	if ((st = run(&cmd, &in, argv + optind, &w)) != SN_OK)
		warnx("%s", w.text);
	else
		st = intake_status(&in);
	intake_close(&in);
	store_close(in.store);
	return cmd_end(&cmd, st);
}
