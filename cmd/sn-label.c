/*
 * sn-label - write a carrier's label file
 *
 * Renders the labels of the shipments selected, records the file with all
 * that it changes, and only then writes it.  See sn-label(1).
 */

#include <err.h>

#include "base/i18n.h"
#include "cli/deliver.h"
#include "cli/labels.h"
#include "cli/output.h"

enum { OPT_PREVIEW = 0x100, OPT_AGAIN, OPT_RELABEL, OPT_REPLACE, OPT_FORCE };

static const struct option options[] = {
	{ "format", required_argument, NULL, 'f' },
	{ "output", required_argument, NULL, 'o' },
	{ "reason", required_argument, NULL, 'r' },
	{ "preview", no_argument, NULL, OPT_PREVIEW },
	{ "again", required_argument, NULL, OPT_AGAIN },
	{ "relabel", no_argument, NULL, OPT_RELABEL },
	{ "replace", no_argument, NULL, OPT_REPLACE },
	{ "force-ship", no_argument, NULL, OPT_FORCE },
	{ NULL, 0, NULL, 0 }
};

struct wish {
	const char	*file, *reason, *again;
	bool		 preview;
};

/* Nothing is marked as printed before the bytes are in the store. */
static enum status
write_labels(struct labels *l, const struct wish *wish, struct why *w)
{
	enum status st;

	if ((st = cmd_begin(l->cmd, l->store, wish->reason, w)) != SN_OK)
		return st;
	if ((st = labels_write(l, w)) != SN_OK || l->rows == 0)
		goto out;
	if ((st = labels_record(l, wish->file, w)) != SN_OK ||
	    (wish->file != NULL && (st = output_shipments(l->cmd, l->store,
	    &l->done, NULL, l->cmd->spool, w)) != SN_OK) ||
	    (st = cmd_commit(l->cmd, l->store, w)) != SN_OK)
		goto out;
	if (!l->cmd->committed)
		goto out;
	labels_sum_up(l);
	st = labels_deliver(l, w);
out:
	store_rollback(l->store);
	return st;
}

static enum status
preview(struct labels *l, struct why *w)
{
	enum status st = labels_preview(l, w);

	if (l->out.len > 0)
		fwrite(l->out.p, 1, l->out.len, stdout);
	return st;
}

static enum status
run(struct cmd *c, struct labels *l, const struct wish *wish,
    struct why *w)
{
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct ids ids;

	cmd_conf(c);
	l->cmd = c;
	l->ids = &ids;
	l->tally = &tally;
	l->store = cmd_store(c, wish->preview ? STORE_READ : STORE_WRITE);
	cmd_select(&ids, c, l->store, &tally);
	if (ids.n > 0)
		st = wish->preview ? preview(l, w) : write_labels(l, wish, w);
	if (st != SN_OK)
		warnx("%s", w->text);
	store_close(l->store);
	labels_free(l);
	return st != SN_OK ? st : tally_end(&tally);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("write a carrier's label file"),
		.synopsis = "[-nv] [-H dir] [-f format] [-o file] [-r reason] "
		    "[--preview] [--relabel] [--replace] [--force-ship] "
		    "-q query | shipment ... | - | --again batch",
		.example = "sn-label -f yamato-b2cloud -o b2.csv "
		    "-q status=print",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct wish wish = { NULL, NULL, NULL, false };
	struct labels labels = { .rows = 0 };
	struct why w;
	enum status st;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'f':
			labels.format_name = optarg;
			break;
		case 'o':
			wish.file = optarg;
			break;
		case 'r':
			wish.reason = optarg;
			break;
		case OPT_PREVIEW:
			wish.preview = true;
			break;
		case OPT_AGAIN:
			wish.again = optarg;
			break;
		case OPT_RELABEL:
			labels.relabel = true;
			break;
		case OPT_REPLACE:
			labels.replace = true;
			break;
		case OPT_FORCE:
			labels.force = true;
			break;
		}
	if (labels.force && (wish.reason == NULL || *wish.reason == '\0'))
		errx(status_exit(SN_USAGE), "%s",
		    _("--force-ship needs a reason: -r REASON"));
	if (wish.again != NULL && (optind < argc || cmd.query != NULL))
		cmd_usage(&cmd);
	if (wish.again == NULL)
		return cmd_end(&cmd, run(&cmd, &labels, &wish, &w));
	st = batch_again(&cmd, wish.again, "label", wish.file, "sn-label", &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
