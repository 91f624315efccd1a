/*
 * sn-report - sums over orders and goods
 *
 * digest: orders and amounts by day and shop.  pick: goods to fetch for the
 * shipments selected.  See sn-report(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/sums.h"
#include "store/move.h"

enum { OPT_BY = 0x100, OPT_BASE, OPT_FROM, OPT_TO };

static const struct option options[] = {
	{ "by", required_argument, NULL, OPT_BY },
	{ "base", required_argument, NULL, OPT_BASE },
	{ "from", required_argument, NULL, OPT_FROM },
	{ "to", required_argument, NULL, OPT_TO },
	{ NULL, 0, NULL, 0 }
};

/* The position of text in a list, or leave with a message. */
static int
choose(const char *option, const char *text, const char *const *list)
{
	int i;

	for (i = 0; list[i] != NULL; i++)
		if (strcmp(list[i], text) == 0)
			return i;
	errx(status_exit(SN_USAGE), i == 2 ? _("%s %s: %s or %s was expected") :
	    _("%s %s: %s, %s or %s was expected"), option, text, list[0],
	    list[1], list[2]);
}

/* Digest orders of what a query finds; without one, of all. */
static enum status
digest(struct cmd *c, struct digest *d, struct tally *t, struct why *w)
{
	struct store *s = cmd_store(c, STORE_READ);
	const char *query = cmd_joined(c, optind);
	enum status st = SN_OK;

	(void)t;
	if (c->query != NULL && *query != '\0')
		errx(status_exit(SN_USAGE), "%s",
		    _("operands and -q exclude each other"));
	if (c->query != NULL || *query != '\0') {
		d->some = true;
		st = sums_query(d, c, s, c->query != NULL ? c->query : query,
		    w);
	}
	if (st == SN_OK)
		st = sums_digest(c, s, d, w);
	store_close(s);
	return st;
}

/* Cancelled shipments are not fetched for. */
static enum status
pick(struct cmd *c, struct digest *d, struct tally *t, struct why *w)
{
	struct store *s = cmd_store(c, STORE_READ);
	struct ids ids, go = { NULL, 0, 0 };
	enum status st = SN_OK;
	struct place at;
	size_t i;

	(void)d;
	cmd_select(&ids, c, s, t);
	for (i = 0; i < ids.n; i++) {
		st = store_place(&at, s, ids.id[i], &c->arena, w);
		if (st == SN_OK && strcmp(at.status, "cancel") == 0)
			st = store_refuse(s, ids.id[i], w, "%s",
			    _("is cancelled"));
		if (status_stops(st))
			goto out;
		if (st == SN_OK)
			ids_add(&go, ids.id[i], &c->arena);
		else {
			warnx("%s", w->text);
			t->refused++;
		}
	}
	t->done = go.n;
	st = sums_pick(c, s, &go, w);
out:
	store_close(s);
	return st != SN_OK ? st : tally_end(t);
}

int
main(int argc, char *argv[])
{
	static const char *const periods[] = { "day", "month", NULL };
	static const char *const bases[] = {
		"ordered", "shipped", "paid", NULL
	};
	static const char *const verbs[] = { "digest", "pick" };
	struct cmd cmd = {
		.about = N_("sums over orders and goods"),
		.synopsis = "digest [-v] [-H dir] [--by day|month] [--base "
		    "ordered|shipped|paid] [--from day] [--to day]\n"
		    "       [--csv | --tsv | --json | --ndjson] [query ...]\n"
		    "       sn-report pick [-v] [-H dir] [--csv | --tsv | "
		    "--json | --ndjson] -q query | shipment ... | -",
		.example = "sn-report digest --from -7d",
		.options = options,
		.selects = true, .records = true,
	};
	struct digest d = { .base = REPORT_ORDERED };
	struct tally tally = { 0, 0 };
	enum status st;
	struct why w;
	bool of_digest = false;
	int ch, verb;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1) {
		of_digest = true;
		switch (ch) {
		case OPT_BY:
			d.by_month = choose("--by", optarg, periods) == 1;
			break;
		case OPT_BASE:
			d.base = (enum report_base)choose("--base", optarg,
			    bases);
			break;
		case OPT_FROM:
			d.from = cmd_day(&cmd, optarg);
			break;
		case OPT_TO:
			d.to = cmd_day(&cmd, optarg);
			break;
		}
	}
	if (optind == argc)
		cmd_usage(&cmd);
	for (verb = 0; verb < 2 && strcmp(verbs[verb], argv[optind]) != 0;)
		verb++;
	if (verb == 2)
		errx(status_exit(SN_USAGE), _("%s: digest or pick was "
		    "expected"), argv[optind]);
	optind++;
	if (verb == 1 && (of_digest || (optind == argc && cmd.query == NULL)))
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	st = (verb == 0 ? digest : pick)(&cmd, &d, &tally, &w);
	if (st != SN_OK && (st != SN_INVALID || tally.refused == 0) &&
	    st != SN_SOME)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
