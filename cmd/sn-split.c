/*
 * sn-split - make several shipments of one, and one of several
 *
 * Splits each shipment selected, moves lines from it to another one of the
 * same destination, or puts them together again.  See sn-split(1).
 */

#include <err.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/splits.h"

enum { OPT_BY = 0x100, OPT_MOVE, OPT_TO, OPT_JOIN, OPT_FORCE };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "by", required_argument, NULL, OPT_BY },
	{ "move", required_argument, NULL, OPT_MOVE },
	{ "to", required_argument, NULL, OPT_TO },
	{ "join", no_argument, NULL, OPT_JOIN },
	{ "force", no_argument, NULL, OPT_FORCE },
	{ NULL, 0, NULL, 0 }
};

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("make several shipments of one, and one of several"),
		.synopsis = "[-nv] [-H dir] [-r reason] [--force] --by how | "
		    "--move line[:quantity],... --to id | --join\n"
		    "       -q query | shipment ... | -",
		.example = "sn-split --by temp 1042",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct splits wish = { .join = false };
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
		case OPT_BY:
			wish.by = splits_by(&cmd, optarg);
			break;
		case OPT_MOVE:
			wish.move = optarg;
			break;
		case OPT_TO:
			wish.to = optarg;
			break;
		case OPT_JOIN:
			wish.join = true;
			break;
		case OPT_FORCE:
			wish.force = true;
			break;
		}
	splits_take(&wish, &cmd);

	s = cmd_store(&cmd, STORE_WRITE);
	cmd_select(&ids, &cmd, s, &tally);
	if (ids.n > 0)
		st = splits_run(&cmd, s, &ids, &wish, &tally, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (cmd.verbose || isatty(STDERR_FILENO))
		warnx(_("%lu split, %lu refused"), tally.done, tally.refused);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
