/*
 * sn-track - take tracking numbers from carriers' files
 *
 * Reads the files that the carriers' software gives back, and stores the
 * numbers with the shipments whose label keys they name.  See sn-track(1).
 */

#include <err.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/tracks.h"

enum { OPT_REPLACE = 0x100, OPT_KEY, OPT_NUMBER, OPT_CONFIRM };

static const struct option options[] = {
	{ "format", required_argument, NULL, 'f' },
	{ "reason", required_argument, NULL, 'r' },
	{ "replace", no_argument, NULL, OPT_REPLACE },
	{ "key", required_argument, NULL, OPT_KEY },
	{ "number", required_argument, NULL, OPT_NUMBER },
	{ "confirm", no_argument, NULL, OPT_CONFIRM },
	{ NULL, 0, NULL, 0 }
};

/* All files are read before the store is locked. */
static enum status
read_files(struct tracks *t, char *const file[], struct why *w)
{
	enum status st = SN_OK;

	for (; *file != NULL && st == SN_OK; file++)
		st = tracks_read(t, *file, w);
	return st;
}

static enum status
store_numbers(struct tracks *t, const char *reason, struct why *w)
{
	enum status st;

	if ((st = cmd_begin(t->cmd, t->store, reason, w)) != SN_OK)
		return st;
	if ((st = tracks_store(t, w)) == SN_OK &&
	    (st = output_shipments(t->cmd, t->store, &t->done, NULL,
	    t->cmd->spool, w)) == SN_OK)
		st = cmd_commit(t->cmd, t->store, w);
	store_rollback(t->store);	/* does nothing after a commit */
	return st;
}

static enum status
run(struct tracks *t, char *const file[], const char *reason, bool confirm)
{
	struct tally tally;
	enum status st;
	struct why w;

	cmd_conf(t->cmd);
	st = read_files(t, file, &w);
	if (st == SN_OK && t->n > 0 && confirm)
		st = tracks_confirm(t, &w);
	if (st == SN_OK && t->n > 0) {
		t->store = cmd_store(t->cmd, STORE_WRITE);
		st = store_numbers(t, reason, &w);
	}
	if (st == SN_OK)
		warnx(_("%zu rows: %lu new, %lu unchanged, %lu refused"),
		    t->n, t->fresh, t->same, t->refused);
	else
		warnx("%s", w.text);
	store_close(t->store);
	tally = (struct tally){ t->fresh + t->same, t->refused };
	return st != SN_OK ? st : tally_end(&tally);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("take tracking numbers from carriers' files"),
		.synopsis = "[-nv] [-H dir] [-f format] [-r reason] "
		    "[--key column --number column] [--confirm] [--replace] "
		    "file ... | -",
		.example = "sn-track b2-issued.csv",
		.options = options,
		.writes = true, .records = true,
	};
	struct tracks t = { .cmd = &cmd };
	const char *reason = NULL;
	bool confirm = false;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'f':
			t.format_name = optarg;
			break;
		case 'r':
			reason = optarg;
			break;
		case OPT_REPLACE:
			t.replace = true;
			break;
		case OPT_KEY:
			t.key_name = optarg;
			break;
		case OPT_NUMBER:
			t.number_name = optarg;
			break;
		case OPT_CONFIRM:
			confirm = true;
			break;
		}
	if (optind == argc || (t.key_name == NULL) != (t.number_name == NULL) ||
	    (t.key_name != NULL && t.format_name != NULL))
		cmd_usage(&cmd);
	return cmd_end(&cmd, run(&t, argv + optind, reason, confirm));
}
