/*
 * sn-bundle - put shipments to one door into one parcel
 *
 * Finds shipments that could go together, joins them, takes them apart
 * again, or joins all that nothing stands against.  See sn-bundle(1).
 */

#include <err.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/bundles.h"
#include "order/bundle.h"

enum { OPT_DESPITE = 0x100, OPT_POSTAGE, OPT_COD_FEE, OPT_RULE };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "despite", required_argument, NULL, OPT_DESPITE },
	{ "postage", required_argument, NULL, OPT_POSTAGE },
	{ "cod-fee", required_argument, NULL, OPT_COD_FEE },
	{ "rule", no_argument, NULL, OPT_RULE },
	{ NULL, 0, NULL, 0 }
};

/* What is read off the command line. */
struct wish {
	struct bundles	 bundles;
	struct tally	 tally;
	bool		 rule;
};

static enum status
find(struct cmd *c, struct wish *wish, struct why *w)
{
	struct store *s = cmd_store(c, STORE_READ);
	struct ids ids = { NULL, 0, 0 };
	enum status st = SN_OK;

	(void)cmd_conf(c);
	if (c->query != NULL || optind < c->argc)
		cmd_select(&ids, c, s, &wish->tally);
	if (ids.n > 0 || (c->query == NULL && optind >= c->argc))
		st = bundles_find(c, s, &ids, w);
	store_close(s);
	return st != SN_OK || wish->tally.refused == 0 ? st :
	    ids.n > 0 ? SN_SOME : SN_INVALID;
}

typedef enum status change_verb(struct cmd *, struct store *, struct ids *,
    const struct bundles *, struct tally *, struct why *);

/*
 * Do to the shipments that are named what the verb says.  That no group is
 * fit for auto is no mistake of the call.
 */
static enum status
change(struct cmd *c, struct wish *wish, change_verb *verb, struct why *w)
{
	bool named = c->query == NULL && optind < c->argc &&
	    strcmp(c->argv[optind], "-") != 0;
	struct store *s = cmd_store(c, STORE_WRITE);
	enum status st = SN_OK;
	struct ids ids;

	(void)cmd_conf(c);
	wish->bundles.named = named && !wish->rule;
	cmd_select(&ids, c, s, &wish->tally);
	if (ids.n > 0)
		st = verb(c, s, &ids, &wish->bundles, &wish->tally, w);
	store_close(s);
	if (st == SN_OK && verb == bundles_auto && ids.n > 0)
		return wish->tally.refused > 0 ? SN_SOME : SN_OK;
	return st != SN_OK ? st : tally_end(&wish->tally);
}

static const struct {
	const char	*name;
	change_verb	*change;	/* NULL: find */
} verbs[] = {
	{ "find", NULL }, { "join", bundles_join }, { "undo", bundles_undo },
	{ "auto", bundles_auto }
};

static const char *
fee(const char *option, const char *word)
{
	if (strcmp(word, "keep") != 0 && strcmp(word, "drop") != 0)
		errx(status_exit(SN_USAGE), _("%s %s: keep or drop was "
		    "expected"), option, word);
	return word;
}

static void
take_options(struct wish *wish, struct cmd *cmd, int argc, char *argv[])
{
	struct bundles *b = &wish->bundles;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(cmd, argc, argv)) != -1)
		switch (ch) {
		case 'r':
			b->reason = optarg;
			break;
		case OPT_DESPITE:
			if (bundle_parse(&b->despite, optarg, &w) != SN_OK)
				errx(status_exit(SN_USAGE), "--despite %s",
				    w.text);
			break;
		case OPT_POSTAGE:
			b->postage = fee("--postage", optarg);
			break;
		case OPT_COD_FEE:
			b->cod_fee = fee("--cod-fee", optarg);
			break;
		case OPT_RULE:
			wish->rule = true;
			break;
		}
	if (b->despite != 0 && b->reason == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("--despite needs a reason: -r REASON"));
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("put shipments to one door into one parcel"),
		.synopsis = "find [-H dir] [-q query | shipment ... | -]\n"
		    "       sn-bundle join [-nv] [-H dir] [--rule] "
		    "[--postage keep|drop] [--cod-fee keep|drop]\n"
		    "           [--despite conflict,... -r reason] "
		    "-q query | parent child ... | -\n"
		    "       sn-bundle undo [-nv] [-H dir] "
		    "[--despite label -r reason] -q query | shipment ... | -\n"
		    "       sn-bundle auto [-nv] [-H dir] "
		    "[--postage keep|drop] [--cod-fee keep|drop]\n"
		    "           [--despite conflict,... -r reason] "
		    "-q query | shipment ... | -",
		.example = "sn-bundle join 1041 1042",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct wish wish = { .rule = false };
	const char *verb;
	enum status st;
	struct why w = { "" };
	size_t i, n = sizeof(verbs) / sizeof(verbs[0]);

	take_options(&wish, &cmd, argc, argv);
	if (optind >= cmd.argc)
		cmd_usage(&cmd);
	verb = cmd.argv[optind++];
	for (i = 0; i < n && strcmp(verbs[i].name, verb) != 0;)
		i++;
	if (i == n)
		errx(status_exit(SN_USAGE), _("%s: find, join, undo or auto "
		    "was expected"), verb);
	st = verbs[i].change == NULL ? find(&cmd, &wish, &w) :
	    change(&cmd, &wish, verbs[i].change, &w);
	if (status_stops(st))
		warnx("%s", w.text);
	else if (verbs[i].change != NULL && (cmd.verbose || isatty(STDERR_FILENO)))
		warnx(_("%lu bundled or undone, %lu refused"), wish.tally.done,
		    wish.tally.refused);
	return cmd_end(&cmd, st);
}
