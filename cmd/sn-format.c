/*
 * sn-format - the formats of files that sn reads and writes
 *
 * Lists and shows them, checks those that a shop has written itself and
 * compares them with those that come with sn, tries one on a file, and
 * proposes one for an unknown file.  See sn-format(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/formats.h"

static enum status
run(struct cmd *c, int argc, char *argv[], struct why *w)
{
	const char *dir = cmd_path(c, "formats"), *verb = argv[0];
	struct tally t = { 0, 0 };
	enum status st;

	if (strcmp(verb, "list") == 0 && argc == 1)
		return formats_list(c, dir, stdout, w);
	if (strcmp(verb, "show") == 0 && argc == 2)
		return formats_show(argv[1], dir, stdout, w);
	if (strcmp(verb, "spec") == 0 && argc == 2)
		return formats_spec(c, argv[1], dir, stdout, w);
	if (strcmp(verb, "diff") == 0 && argc == 2)
		return formats_diff(c, argv[1], dir, stdout, w);
	if (strcmp(verb, "guess") == 0 && argc == 2)
		return formats_guess(c, argv[1], dir, stdout, w);
	if (strcmp(verb, "lint") == 0)
		st = formats_lint(c, argv + 1, dir, &t, w);
	else if (strcmp(verb, "test") == 0 && (argc == 3 || argc == 4))
		st = formats_test(c, argv[1], dir, argv[2], argv[3], &t,
		    stdout, w);
	else
		cmd_usage(c);
	return st != SN_OK ? st : tally_end(&t);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("list, show, check, try and guess formats"),
		.synopsis = "[-v] [-H dir] list | show name | "
		    "spec name | diff name | "
		    "lint [name | file ...] | test name file [file] | "
		    "guess file",
		.example = "sn-format test rakuten orders.csv",
		.records = true,
	};
	struct why w = { "" };
	enum status st;

	while (cmd_getopt(&cmd, argc, argv) != -1)
		continue;
	cmd_language(&cmd);
	if (optind == argc)
		cmd_usage(&cmd);
	st = run(&cmd, argc - optind, argv + optind, &w);
	if (st > SN_SOME && w.text[0] != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
