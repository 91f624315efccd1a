/*
 * sn-autorobo - take orders on by itself
 *
 * Checks what is unchecked and does, for each section of robo.conf, its
 * steps to the shipments that stand there and that nothing stops: each step
 * once.  See sn-autorobo(1) and sn-robo(5).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/robo.h"

enum { OPT_ROUTE = 0x100, OPT_ONLY, OPT_LIST, OPT_LINT, OPT_WHY, OPT_DIGEST,
    OPT_EXIT_CODE, OPT_SEND, OPT_AGAIN, OPT_DONE };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "route", required_argument, NULL, OPT_ROUTE },
	{ "only", required_argument, NULL, OPT_ONLY },
	{ "list", no_argument, NULL, OPT_LIST },
	{ "lint", no_argument, NULL, OPT_LINT },
	{ "why", no_argument, NULL, OPT_WHY },
	{ "digest", required_argument, NULL, OPT_DIGEST },
	{ "exit-code", no_argument, NULL, OPT_EXIT_CODE },
	{ "send", no_argument, NULL, OPT_SEND },
	{ "again", no_argument, NULL, OPT_AGAIN },
	{ "done", no_argument, NULL, OPT_DONE },
	{ NULL, 0, NULL, 0 }
};

static enum robo_digest
digest(const char *text)
{
	if (strcmp(text, "stdout") == 0)
		return DIGEST_STDOUT;
	if (strcmp(text, "mail") == 0)
		return DIGEST_MAIL;
	if (strcmp(text, "none") == 0)
		return DIGEST_NONE;
	errx(status_exit(SN_USAGE), _("%s: stdout, mail or none was "
	    "expected"), text);
}

/* Why each of the shipments stands still. */
static enum status
why(struct cmd *c, struct store *s, const struct robo_wish *wish,
    const struct ids *ids, struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < ids->n && st == SN_OK; i++)
		st = robo_why(c, s, wish, ids->id[i], stdout, w);
	return st;
}

/* What selects shipments: to ask, or to settle their steps. */
static enum status
selected(struct cmd *c, const struct robo_wish *wish, int way,
    const char *reason, struct why *w)
{
	struct store *s = cmd_store(c, way == OPT_WHY ? STORE_READ :
	    STORE_WRITE);
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct ids ids;

	cmd_select(&ids, c, s, &tally);
	tally.done = ids.n;
	if (ids.n > 0)
		st = way == OPT_WHY ? why(c, s, wish, &ids, w) :
		    robo_settle(c, s, &ids, way == OPT_DONE, reason, w);
	store_close(s);
	return st != SN_OK ? st : tally_end(&tally);
}

static enum status
whole(struct cmd *c, const struct robo_wish *wish, int way, struct why *w)
{
	struct store *s = cmd_store(c, way == 0 ? STORE_BULK : STORE_READ);
	enum status st;

	st = way == OPT_LIST ? robo_list(c, s, wish, w) :
	    way == OPT_LINT ? robo_lint(c, s, wish, w) :
	    robo_run(c, s, wish, w);
	store_close(s);
	return st;
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("take orders on by itself"),
		.synopsis = "[-nv] [-H dir] [--route route] [--only title] "
		    "[--send] [--digest stdout|mail|none] [--exit-code]\n"
		    "       sn-autorobo [-H dir] --list | --lint\n"
		    "       sn-autorobo [-H dir] --why -q query | shipment ... "
		    "| -\n"
		    "       sn-autorobo [-n] [-H dir] --again | --done "
		    "[-r reason] -q query | shipment ... | -",
		.example = "sn-autorobo -n",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct robo_wish wish = { .digest = DIGEST_STDOUT };
	const char *reason = NULL;
	struct why w = { "" };
	bool selects;
	enum status st;
	int ch, way = 0;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'r':
			reason = optarg;
			break;
		case OPT_ROUTE:
			wish.route = optarg;
			break;
		case OPT_ONLY:
			wish.title = optarg;
			break;
		case OPT_DIGEST:
			wish.digest = digest(optarg);
			break;
		case OPT_EXIT_CODE:
			wish.exit_code = true;
			break;
		case OPT_SEND:
			wish.send = true;
			break;
		default:
			if (way != 0)
				cmd_usage(&cmd);
			way = ch;
		}
	selects = way == OPT_WHY || way == OPT_AGAIN || way == OPT_DONE;
	if (selects != (optind < argc || cmd.query != NULL) ||
	    (reason != NULL && way != OPT_AGAIN && way != OPT_DONE))
		cmd_usage(&cmd);
	robo_read(&wish, &cmd);
	st = selects ? selected(&cmd, &wish, way, reason, &w) :
	    whole(&cmd, &wish, way, &w);
	if (st != SN_OK && *w.text != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
