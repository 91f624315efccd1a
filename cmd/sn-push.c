/*
 * sn-push - tell the malls what was shipped
 *
 * Writes the malls' result files for the shipments selected, one a shop,
 * and marks them as reported.  See sn-push(1).
 */

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "cli/deliver.h"
#include "cli/output.h"
#include "cli/pushes.h"

enum { OPT_FILE = 0x100, OPT_AGAIN, OPT_REPUSH, OPT_SUMMARY };

static const struct option options[] = {
	{ "file", no_argument, NULL, OPT_FILE },
	{ "format", required_argument, NULL, 'f' },
	{ "output", required_argument, NULL, 'o' },
	{ "reason", required_argument, NULL, 'r' },
	{ "again", required_argument, NULL, OPT_AGAIN },
	{ "repush", no_argument, NULL, OPT_REPUSH },
	{ "summary", no_argument, NULL, OPT_SUMMARY },
	{ NULL, 0, NULL, 0 }
};

/* Write what is recorded; a file that fails does not stop the others. */
static enum status
deliver(struct pushes *p, struct why *w)
{
	enum status st = SN_OK, one;
	struct push_file *f;
	size_t i;

	for (i = 0; i < p->n; i++) {
		f = &p->file[i];
		if (f->ids.n == 0)
			continue;
		warnx(_("%s: %" PRId64 " rows (%s%s), batch %" PRId64 "%s%s"),
		    f->shop, f->batch.rows, f->format->name,
		    strcmp(f->format->confidence, "unverified") != 0 ? "" :
		    _("; nobody has confirmed this format"), f->batch.id,
		    f->batch.file != NULL ? ", " : "",
		    f->batch.file != NULL ? f->batch.file : "");
		one = batch_deliver(p->store, &f->batch, "sn-push", w);
		if (one == SN_OK)
			continue;
		if (st != SN_OK)
			warnx("%s", w->text);
		st = one;
	}
	return st;
}

static enum status
push(struct pushes *p, const char *reason, struct why *w)
{
	enum status st;

	if (p->dir != NULL && !p->cmd->dry && mkdir(p->dir, 0700) == -1 &&
	    errno != EEXIST)
		return fail(w, SN_IO, "%s: %s", p->dir, strerror(errno));
	if ((st = cmd_begin(p->cmd, p->store, reason, w)) != SN_OK)
		return st;
	if ((st = pushes_write(p, w)) != SN_OK || p->done.n == 0 ||
	    (st = pushes_record(p, w)) != SN_OK || (p->dir != NULL &&
	    (st = output_shipments(p->cmd, p->store, &p->done, NULL,
	    p->cmd->spool, w)) != SN_OK) ||
	    (st = cmd_commit(p->cmd, p->store, w)) != SN_OK)
		goto out;
	if (p->cmd->committed)
		st = deliver(p, w);
out:
	store_rollback(p->store);
	return st;
}

static enum status
run(struct cmd *c, struct pushes *p, const char *reason, struct why *w)
{
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct ids ids;

	cmd_conf(c);
	p->cmd = c;
	p->ids = &ids;
	p->tally = &tally;
	p->store = cmd_store(c, STORE_WRITE);
	cmd_select(&ids, c, p->store, &tally);
	if (ids.n > 0)
		st = push(p, reason, w);
	if (st != SN_OK)
		warnx("%s", w->text);
	store_close(p->store);
	pushes_free(p);
	return st != SN_OK ? st : tally_end(&tally);
}

/* What waits, without writing anything. */
static enum status
summary(struct cmd *c, struct pushes *p, struct why *w)
{
	enum status st;

	cmd_conf(c);
	p->cmd = c;
	p->store = cmd_store(c, STORE_READ);
	if ((st = pushes_summary(p, w)) != SN_OK)
		warnx("%s", w->text);
	store_close(p->store);
	return st;
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("tell the malls what was shipped"),
		.synopsis = "--file [-nv] [-H dir] [-f format] [-o dir] "
		    "[-r reason] [--repush] -q query | shipment ... | - | "
		    "--again batch | --summary",
		.example = "sn-push --file -o results -q status=notify",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	const char *reason = NULL, *again = NULL;
	struct pushes pushes = { .n = 0 };
	bool file = false, sum = false;
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'f':
			pushes.format_name = optarg;
			break;
		case 'o':
			pushes.dir = optarg;
			break;
		case 'r':
			reason = optarg;
			break;
		case OPT_FILE:
			file = true;
			break;
		case OPT_AGAIN:
			again = optarg;
			break;
		case OPT_REPUSH:
			pushes.again = true;
			break;
		case OPT_SUMMARY:
			sum = true;
			break;
		}
	if (sum && !file && optind == argc && cmd.query == NULL)
		return cmd_end(&cmd, summary(&cmd, &pushes, &w));
	if (!file || sum || (again != NULL && (optind < argc || cmd.query != NULL)))
		cmd_usage(&cmd);
	if (again == NULL)
		return cmd_end(&cmd, run(&cmd, &pushes, reason, &w));
	st = batch_again(&cmd, again, "push", pushes.dir, "sn-push", &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
