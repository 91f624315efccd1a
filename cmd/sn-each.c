/*
 * sn-each - the same command over many shop directories
 *
 * Runs a command once for each directory, several at a time, keeps what
 * each prints together, and ends with the worst exit status.  See
 * sn-each(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/each.h"

enum { OPT_BARE = 0x100, OPT_FROM, OPT_QUIET, OPT_STOP };

static const struct option options[] = {
	{ "jobs", required_argument, NULL, 'j' },
	{ "bare", no_argument, NULL, OPT_BARE },
	{ "from", required_argument, NULL, OPT_FROM },
	{ "quiet", no_argument, NULL, OPT_QUIET },
	{ "stop", no_argument, NULL, OPT_STOP },
	{ NULL, 0, NULL, 0 }
};

enum { JOBS_MAX = 64 };		/* at once, and no machine has use for more */

static void
add_file(struct each *e, const char *path)
{
	enum status st;
	struct why w;

	if ((st = each_add_file(e, path, &w)) != SN_OK)
		cmd_die(st, &w);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("the same command over many shop directories"),
		.synopsis = "[-j n] [--bare] [--from file] [--quiet] [--stop] "
		    "dir ... | - -- command [argument ...]",
		.example = "sn-each shops/* -- sn-next --limit 3",
		.options = options,
	};
	struct each each = { .cmd = &cmd, .jobs = 1 };
	int64_t jobs;
	int ch, end, worst = 0;
	enum status st;
	struct why w;

	/* getopt_long(3) would lose the place of the -- */
	for (end = 1; end < argc && strcmp(argv[end], "--") != 0; end++)
		;
	while ((ch = cmd_getopt(&cmd, end, argv)) != -1)
		switch (ch) {
		case 'j':
			jobs = cmd_number("-j", optarg, 1);
			each.jobs = jobs < JOBS_MAX ? (size_t)jobs : JOBS_MAX;
			break;
		case OPT_BARE:
			each.bare = true;
			break;
		case OPT_FROM:
			add_file(&each, optarg);
			break;
		case OPT_QUIET:
			each.quiet = true;
			break;
		case OPT_STOP:
			each.stop = true;
			break;
		}
	for (; optind < end; optind++)
		if (strcmp(argv[optind], "-") == 0)
			add_file(&each, "-");
		else
			each_add(&each, argv[optind]);
	if (end + 1 >= argc)
		cmd_usage(&cmd);
	if (each.n == 0)
		errx(status_exit(SN_USAGE), "%s", _("no directory was named"));
	each.argv = argv + end + 1;
	if ((st = each_run(&worst, &each, &w)) != SN_OK)
		warnx("%s", w.text);
	ch = cmd_end(&cmd, st);
	return ch > worst ? ch : worst;
}
