/*
 * sn-check - see what is wrong with shipments before they leave
 *
 * Runs the checks that are on over each shipment selected, and passes all
 * of them on; or acknowledges what was found.  See sn-check(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/findings.h"

enum {
	OPT_FINDINGS = 0x100, OPT_SUMMARY, OPT_LIST, OPT_ACK, OPT_UNACK,
	OPT_EXIT_CODE
};

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "findings", no_argument, NULL, OPT_FINDINGS },
	{ "summary", no_argument, NULL, OPT_SUMMARY },
	{ "list", no_argument, NULL, OPT_LIST },
	{ "ack", required_argument, NULL, OPT_ACK },
	{ "unack", required_argument, NULL, OPT_UNACK },
	{ "exit-code", no_argument, NULL, OPT_EXIT_CODE },
	{ NULL, 0, NULL, 0 }
};

static void
take(struct findings *wish, int ch)
{
	switch (ch) {
	case 'r':
		wish->reason = optarg;
		break;
	case OPT_FINDINGS:
		wish->list = true;
		break;
	case OPT_SUMMARY:
		wish->summary = true;
		break;
	case OPT_LIST:
		wish->lists = true;
		break;
	case OPT_ACK:
		wish->ack = optarg;
		break;
	case OPT_UNACK:
		wish->unack = optarg;
		break;
	case OPT_EXIT_CODE:
		wish->counts = true;
		break;
	}
}

/* What goes together, and codes that there are. */
static void
look_over(struct findings *wish, struct cmd *c)
{
	if (wish->ack != NULL && wish->unack != NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("--ack and --unack exclude each other"));
	if (wish->list && wish->summary)
		errx(status_exit(SN_USAGE), "%s",
		    _("--findings and --summary exclude each other"));
	if (wish->ack != NULL && wish->reason == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("--ack needs a reason: -r REASON"));
	if (wish->ack != NULL)
		findings_known(c, wish->checks, wish->ack);
	if (wish->unack != NULL)
		findings_known(c, wish->checks, wish->unack);
}

static enum status
list(struct cmd *c, const struct checks *checks)
{
	enum status st;
	struct why w;

	if (c->query != NULL || optind < c->argc)
		cmd_usage(c);
	if ((st = findings_list(c, checks, &w)) != SN_OK)
		warnx("%s", w.text);
	return st;
}

/* What was found counts when it was asked for. */
static enum status
judge(const struct tally *t, bool asked, int64_t stopping)
{
	enum status st = tally_end(t);

	return st == SN_OK && asked && stopping > 0 ? SN_SOME : st;
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("see what is wrong with shipments before they "
		    "leave"),
		.synopsis = "[-nv] [-H dir] [--findings | --summary] "
		    "[--exit-code] -q query | shipment ... | -\n"
		    "       sn-check [-nv] [-H dir] --ack codes -r reason "
		    "-q query | shipment ... | -\n"
		    "       sn-check [-nv] [-H dir] --unack codes [-r reason] "
		    "-q query | shipment ... | -\n"
		    "       sn-check [-H dir] --list",
		.example = "sn-check -q status=new",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct findings wish = { .reason = NULL };
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	int64_t stopping = 0;
	struct store *s;
	struct ids ids;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		take(&wish, ch);
	if (!wish.lists && cmd.query == NULL && optind == argc)
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	wish.checks = findings_checks(&cmd);
	if (wish.lists)
		return cmd_end(&cmd, list(&cmd, wish.checks));
	look_over(&wish, &cmd);

	s = cmd_store(&cmd, STORE_BULK);
	cmd_select(&ids, &cmd, s, &tally);
	tally.done = ids.n;
	if (ids.n > 0)
		st = findings_run(&stopping, &cmd, s, &ids, &wish, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st :
	    judge(&tally, wish.counts, stopping));
}
