/*
 * sn - the board of the shop, and the way to every command
 *
 * Alone it prints what stands where and what to do next, for several
 * directories a line each.  "sn import x"
 * runs "sn-import x", found beside it or in PATH: it knows no command, so
 * what is installed is what there is, scripts included.  "sn help import"
 * shows the manual.  See sn(1).
 */

#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/board.h"
#include "cli/boards.h"
#include "cli/language.h"
#include "cli/wordlist.h"

enum { OPT_JSON = 0x80, OPT_LIST };

static const struct option options[] = {
	{ "json", no_argument, NULL, OPT_JSON },
	{ "list", required_argument, NULL, OPT_LIST },
	{ NULL, 0, NULL, 0 }
};

/* The directory of this program and a slash, or "" when it is unknown. */
static const char *
here(struct arena *a)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	while (n > 0 && path[n - 1] != '/')
		n--;
	return arena_strndup(a, path, n > 0 ? (size_t)n : 0);
}

/* Become the command of that short name, or say that there is none. */
static int
run(char *argv[], struct arena *a)
{
	char *name = arena_printf(a, "sn-%s", argv[0]);

	if (strchr(name, '/') != NULL)
		errx(status_exit(SN_USAGE), _("%s: not the name of a command"),
		    argv[0]);
	argv[0] = arena_printf(a, "%s%s", here(a), name);
	if (strchr(argv[0], '/') != NULL)
		execv(argv[0], argv);
	argv[0] = name;
	execvp(name, argv);
	if (errno == ENOENT)
		errx(status_exit(SN_USAGE), _("%s: no such command; "
		    "\"sn help\" lists them"), name);
	err(status_exit(SN_IO), "%s", name);
}

/*
 * Show the manual of a command by its short or full name, of a topic such
 * as query, or sn(7).  The source's own comes first: then it was not
 * installed.
 */
static int
help(const char *topic, struct arena *a)
{
	static const char *const sections[] = { "1", "5", "7" };
	const char *name = "sn", *path;
	size_t i = 0;

	if (topic == NULL)
		i = 2;
	else if (strncmp(topic, "sn-", 3) == 0 || strcmp(topic, "sn") == 0 ||
	    strchr(topic, '.') != NULL)
		name = topic;
	else
		name = arena_printf(a, "sn-%s", topic);
	for (; i < sizeof(sections) / sizeof(sections[0]); i++) {
		path = arena_printf(a, "%s../../man/%s.%s", here(a), name,
		    sections[i]);
		if (access(path, R_OK) == 0)
			execlp("man", "man", path, (char *)NULL);
	}
	if (topic == NULL)
		execlp("man", "man", "7", name, (char *)NULL);
	else
		execlp("man", "man", name, (char *)NULL);
	err(status_exit(SN_IO), "man");
}

/*
 * Whether an operand is a directory and not a command: with a slash it
 * always is, without one it is when sn.conf lies in it and no command of
 * that name beside us.
 */
static bool
is_directory(const char *operand, struct arena *a)
{
	if (strchr(operand, '/') != NULL)
		return true;
	return boards_is_shop(operand) && access(arena_printf(a, "%ssn-%s",
	    here(a), operand), X_OK) == -1;
}

static enum status
board(struct cmd *cmd, bool json, struct why *w)
{
	char *const *dir = cmd->argv + optind;
	size_t n = (size_t)(cmd->argc - optind);
	enum status st;

	st = n == 0 ? board_print(cmd, json, w) :
	    boards_print(cmd, dir, n, json, w);
	if (st != SN_OK && (n == 0 || ferror(stdout)))
		warnx("%s", w->text);
	return st;
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("the board of the shop, and the way to every "
		    "command"),
		.synopsis = "[-H dir | dir ...] [--json | --list kind] | "
		    "command [argument ...] | help [command]",
		.example = "sn find status=new",
		.options = options,
	};
	const char *list = NULL;
	bool json = false;
	enum status st;
	struct why w;
	int ch;

	if (argc > 1 && argv[1][0] != '-' &&
	    !is_directory(argv[1], &cmd.arena)) {
		language_set(NULL);
		return strcmp(argv[1], "help") == 0 ?
		    help(argv[2], &cmd.arena) : run(argv + 1, &cmd.arena);
	}
	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == OPT_JSON)
			json = true;
		else
			list = optarg;
	if (optind != argc && (list != NULL || cmd.home != NULL))
		cmd_usage(&cmd);
	if (list == NULL)
		st = board(&cmd, json, &w);
	else if ((st = wordlist_print(&cmd, list, &w)) != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
