/*
 * sn-undo - take back what a run changed
 *
 * Undoes the run named, or the caller's last one, exactly, as a run of its
 * own; undoing that is the redo.  See sn-undo(1).
 */

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/cmd.h"
#include "cli/ndjson.h"
#include "store/run.h"
#include "store/undo.h"

enum { OPT_LATER = 0x100 };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "with-later", no_argument, NULL, OPT_LATER },
	{ NULL, 0, NULL, 0 }
};

static int64_t
read_op(const char *text)
{
	char *end;
	long long op;

	errno = 0;
	op = strtoll(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0 || op < 0)
		errx(status_exit(SN_USAGE), _("%s: not the number of a run; "
		    "sn-log lists them"), text);
	return op;
}

/* The caller's last run, shown before anything is done. */
static enum status
find_last(int64_t *op, struct cmd *cmd, struct store *s, struct why *w)
{
	int64_t changes;
	enum status st;
	struct run r;

	if ((st = run_last(&r, s, cmd_who(&cmd->arena), &cmd->arena, w)) !=
	    SN_OK || (st = run_changes(&changes, s, &r, w)) != SN_OK)
		return st;
	*op = r.id;
	warnx(_("run %s, changes: %" PRId64), run_name(&r, &cmd->arena),
	    changes);
	return SN_OK;
}

/* What was done, as one record. */
static enum status
spool(struct cmd *cmd, const struct undo *u, int64_t op, struct why *w)
{
	json_t *undone = json_array(), *left = json_array();
	size_t i;

	for (i = 0; i < u->n; i++)
		json_array_append_new(undone, json_string(
		    arena_printf(u->arena, "%" PRId64, u->undone[i])));
	for (i = 0; i < u->nleft; i++)
		json_array_append_new(left, json_string(u->left[i]));
	return ndjson_put_new(cmd->spool, json_pack("{s:s, s:o, s:I, s:I, "
	    "s:I, s:o}", "op", arena_printf(u->arena, "%" PRId64, op),
	    "undone", undone, "changes", (json_int_t)u->changes,
	    "cancelled", (json_int_t)u->cancelled,
	    "queued", (json_int_t)u->queued, "left", left), w);
}

static void
report(const struct cmd *cmd, const struct undo *u, int64_t op)
{
	size_t i;

	for (i = 0; i < u->nleft; i++)
		warnx(_("not taken back: %s"), u->left[i]);
	if (cmd->committed && (cmd->verbose || isatty(STDERR_FILENO)))
		warnx(_("run %" PRId64 ": runs undone: %zu, changes "
		    "taken back: %" PRId64), op, u->n, u->changes);
}

static enum status
undo(struct cmd *cmd, struct store *s, struct undo *u, const char *reason,
    struct why *w)
{
	enum status st;

	if (reason == NULL)
		reason = arena_printf(&cmd->arena, "undo %" PRId64, u->op);
	if ((st = cmd_begin(cmd, s, reason, w)) == SN_OK &&
	    (st = store_undo(u, s, w)) == SN_OK &&
	    (st = spool(cmd, u, store_op(s), w)) == SN_OK)
		st = cmd_commit(cmd, s, w);
	store_rollback(s);	/* does nothing after a commit */
	if (st == SN_OK)
		report(cmd, u, store_op(s));
	return st;
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("take back what a run changed"),
		.synopsis = "[-nv] [-H dir] [-r reason] [--with-later] [op]",
		.example = "sn-undo -n 14",
		.options = options,
		.writes = true,
	};
	struct undo u = { .op = NUM_NULL, .arena = &cmd.arena };
	const char *reason = NULL;
	enum status st = SN_OK;
	struct store *s;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'r':
			reason = optarg;
			break;
		case OPT_LATER:
			u.with_later = true;
			break;
		}
	if (argc - optind > 1)
		cmd_usage(&cmd);
	if (optind < argc)
		u.op = read_op(argv[optind]);

	cmd_conf(&cmd);
	s = cmd_store(&cmd, STORE_WRITE);
	if (u.op == NUM_NULL)
		st = find_last(&u.op, &cmd, s, &w);
	if (st == SN_OK)
		st = undo(&cmd, s, &u, reason, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	store_close(s);
	return cmd_end(&cmd, st);
}
