/*
 * sn-move - move shipments to another status, box or route
 *
 * Moves each shipment selected, and what is bundled with it, and writes
 * those that are there now.  See sn-move(1).
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/moves.h"

enum { OPT_BOX = 0x100, OPT_ROUTE };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "box", required_argument, NULL, OPT_BOX },
	{ "route", required_argument, NULL, OPT_ROUTE },
	{ NULL, 0, NULL, 0 }
};

/*
 * Take the status, the first operand, off the operands.  With a route and
 * nothing that names a status there is none, and all operands select.
 */
static void
take_status(struct moves *wish, struct cmd *c)
{
	const char *first = optind < c->argc ? c->argv[optind] : NULL;
	const struct conf *conf;

	if (first == NULL && wish->route == NULL)
		cmd_usage(c);
	conf = cmd_conf(c);
	if (wish->route != NULL && conf_route(conf, wish->route) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such route"),
		    wish->route);
	if (first != NULL && conf_status(conf, NULL, first) != NULL) {
		wish->status = first;
		optind++;
	} else if (wish->box != NULL) {
		errx(status_exit(SN_USAGE), "%s",
		    _("--box goes with the status hold"));
	} else if (first != NULL && (wish->route == NULL ||
	    first[strcspn(first, "0123456789:=-")] == '\0'))
		errx(status_exit(SN_USAGE), _("%s: no such status"), first);
	if (wish->status != NULL && wish->route != NULL &&
	    conf_status(conf, wish->route, wish->status) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such status in route "
		    "%s"), wish->status, wish->route);
	if (wish->status != NULL)
		wish->slug = conf_status(conf, wish->route, wish->status);
}

static bool
cancels(const struct moves *wish)
{
	return wish->slug != NULL && strcmp(wish->slug, "cancel") == 0;
}

static void
check_box(const struct moves *wish, const struct conf *conf)
{
	size_t i;

	if (wish->box == NULL)
		return;
	if (wish->slug == NULL || strcmp(wish->slug, "hold") != 0)
		errx(status_exit(SN_USAGE), "%s",
		    _("--box goes with the status hold"));
	for (i = 0; conf->box != NULL && conf->box[i] != NULL; i++)
		if (strcmp(conf->box[i], wish->box) == 0)
			return;
	errx(status_exit(SN_USAGE), _("%s: no such hold box in sn.conf"),
	    wish->box);
}

static enum status
ask(struct cmd *c, const struct moves *wish, size_t n, struct why *w)
{
	if (!cancels(wish) || n <= (size_t)c->conf->ask_above)
		return SN_OK;
	return cmd_ask(c, arena_printf(&c->arena,
	    _("cancel %zu shipments?"), n), w);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("move shipments to another status, box or route"),
		.synopsis = "[-nv] [-H dir] [-r reason] [--box box] "
		    "[--route route] [status] -q query | shipment ... | -",
		.example = "sn-move print 1041 1042",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct moves wish = { .status = NULL };
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct store *s;
	struct ids ids;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'r':
			wish.reason = optarg;
			break;
		case OPT_BOX:
			wish.box = optarg;
			break;
		case OPT_ROUTE:
			wish.route = optarg;
			break;
		}
	take_status(&wish, &cmd);
	check_box(&wish, cmd.conf);
	if (cancels(&wish) && wish.reason == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("a cancel needs a reason: -r REASON"));

	s = cmd_store(&cmd, STORE_WRITE);
	cmd_select(&ids, &cmd, s, &tally);
	if ((st = ask(&cmd, &wish, ids.n, &w)) == SN_OK && ids.n > 0)
		st = moves_run(&cmd, s, &ids, &wish, &tally, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (cmd.verbose || isatty(STDERR_FILENO))
		warnx(_("%lu moved, %lu refused"), tally.done, tally.refused);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
