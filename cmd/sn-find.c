/*
 * sn-find - find shipments
 *
 * Writes the shipments that a query finds: as records to a pipe, as a
 * table to a terminal, or in the columns asked for.  See sn-find(1) and
 * sn-query(7).
 */

#include <err.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/saves.h"
#include "text/number.h"

enum { OPT_SORT = 0x100, OPT_LIMIT, OPT_COLUMNS, OPT_TEMPLATE, OPT_COUNT,
    OPT_EXIT_CODE, OPT_FORGET, OPT_SAVE, OPT_SAVED };

static const struct option options[] = {
	{ "sort", required_argument, NULL, OPT_SORT },
	{ "limit", required_argument, NULL, OPT_LIMIT },
	{ "columns", required_argument, NULL, OPT_COLUMNS },
	{ "template", required_argument, NULL, OPT_TEMPLATE },
	{ "count", no_argument, NULL, OPT_COUNT },
	{ "exit-code", no_argument, NULL, OPT_EXIT_CODE },
	{ "save", required_argument, NULL, OPT_SAVE },
	{ "forget", required_argument, NULL, OPT_FORGET },
	{ "saved", no_argument, NULL, OPT_SAVED },
	{ "dry-run", no_argument, NULL, 'n' },
	{ NULL, 0, NULL, 0 }
};

struct find {
	const char	*sort;
	const char	*columns;
	const char	*template;
	int64_t		 limit;
	bool		 count;
	bool		 exit_code;
	struct saves	 saves;
};

static int64_t
number(const char *text)
{
	int64_t n;

	if (number_parse(&n, text) != SN_OK || n < 1)
		errx(status_exit(SN_USAGE), _("--limit: %s: not a number "
		    "above 0"), text);
	return n;
}

/*
 * What the query finds; behind the operand "-", of the shipments that
 * standard input names.
 */
static void
find(struct ids *out, struct cmd *cmd, struct store *s, const struct find *f,
    struct tally *t)
{
	int first = optind, argc = cmd->argc;
	struct ids these;

	if (strcmp(cmd->argv[first], "-") != 0) {
		cmd_find(out, cmd, s, cmd_joined(cmd, first), true,
		    f->sort, f->limit);
		return;
	}
	cmd->argc = first + 1;
	cmd_select(&these, cmd, s, t);
	cmd->argc = argc;
	*out = these;
	if (first + 1 < argc || f->sort != NULL) {
		cmd_find(out, cmd, s, first + 1 == argc ? "id=*" :
		    cmd_joined(cmd, first + 1), true, f->sort, 0);
		ids_keep(out, &these, &cmd->arena);
	}
	if (f->limit > 0 && out->n > (size_t)f->limit)
		out->n = (size_t)f->limit;
}

static enum status
put(struct cmd *cmd, struct store *s, const struct ids *ids,
    const struct find *f, struct why *w)
{
	const struct conf_columns *columns;

	if (f->count)
		return printf("%zu\n", ids->n) < 0 ?
		    fail(w, SN_IO, "%s", _("standard output")) : SN_OK;
	if (f->template == NULL)
		return output_shipments(cmd, s, ids, f->columns == NULL ?
		    NULL : output_fields(cmd, f->columns), stdout, w);
	columns = conf_columns(cmd_conf(cmd), f->template);
	if (columns == NULL)
		return fail(w, SN_USAGE, _("%s: no columns of that name in "
		    "sn.conf"), f->template);
	return output_columns(cmd, s, ids, columns, stdout, w);
}

/* What an option says of the search. */
static void
take(struct find *f, int ch)
{
	switch (ch) {
	case OPT_SORT:
		f->sort = optarg;
		break;
	case OPT_LIMIT:
		f->limit = number(optarg);
		break;
	case OPT_COLUMNS:
		f->columns = optarg;
		break;
	case OPT_TEMPLATE:
		f->template = optarg;
		break;
	case OPT_COUNT:
		f->count = true;
		break;
	case OPT_EXIT_CODE:
		f->exit_code = true;
		break;
	case OPT_SAVE:
		f->saves.save = optarg;
		break;
	case OPT_FORGET:
		f->saves.forget = optarg;
		break;
	case OPT_SAVED:
		f->saves.saved = true;
		break;
	}
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("find shipments"),
		.synopsis = "[--sort fields] [--limit n] [--columns fields | "
		    "--template name | --full] [--count] [-] query ... | -\n"
		    "       sn-find [-n] [-H dir] --save name query ... | "
		    "--forget name\n"
		    "       sn-find [-H dir] --saved",
		.example = "sn-find status=new to.pref=沖縄県,北海道",
		.options = options,
		.records = true,
	};
	struct tally tally = { 0, 0 };
	struct find f = { .limit = 0 };
	struct ids ids = { NULL, 0, 0 };
	enum status st;
	struct store *s;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		take(&f, ch);
	if (saves_wanted(&f.saves))
		return saves_run(&cmd, &f.saves, optind == argc ? NULL :
		    cmd_joined(&cmd, optind));
	if (optind == argc || cmd.dry)
		cmd_usage(&cmd);
	if (f.template != NULL && (f.columns != NULL || cmd.full))
		errx(status_exit(SN_USAGE), "%s", _("--template has columns "
		    "of its own: no --columns, no --full"));
	cmd_conf(&cmd);
	s = cmd_store(&cmd, STORE_READ);
	find(&ids, &cmd, s, &f, &tally);
	if (cmd.verbose)
		warnx(_("%zu shipments"), ids.n);
	if ((st = put(&cmd, s, &ids, &f, &w)) != SN_OK)
		warnx("%s", w.text);
	else if (f.exit_code && ids.n > 0)
		st = SN_SOME;
	else if (tally.refused > 0) {
		tally.done = ids.n;
		st = tally_end(&tally);
	}
	store_close(s);
	return cmd_end(&cmd, st);
}
