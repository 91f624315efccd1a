/*
 * sn-calendar - working days, holidays, and where ship dates come from
 *
 * Prints months with holidays and closed days, loads the published list of
 * holidays, and explains ship dates and lead times.  See sn-calendar(1).
 */

#include <err.h>
#include <limits.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/calendars.h"
#include "http/http.h"
#include "store/calendar.h"

enum {
	OPT_CARRIER = 0x100, OPT_EXIT_CODE, OPT_FROM, OPT_ROUTE, OPT_TO,
	OPT_URL, LIST_MAX = 1 << 20	/* bytes; a list has 22,000 */
};

static const struct option options[] = {
	{ "carrier", required_argument, NULL, OPT_CARRIER },
	{ "exit-code", no_argument, NULL, OPT_EXIT_CODE },
	{ "from", required_argument, NULL, OPT_FROM },
	{ "route", required_argument, NULL, OPT_ROUTE },
	{ "to", required_argument, NULL, OPT_TO },
	{ "url", required_argument, NULL, OPT_URL },
	{ NULL, 0, NULL, 0 }
};

/* Where the Cabinet Office has its list. */
static const char cabinet_office[] =
    "https://www8.cao.go.jp/chosei/shukujitsu/syukujitsu.csv";

static enum status
update(struct cmd *c, struct calendars *wish, int n, char *operand[],
    struct why *w)
{
	const char *source = n > 0 ? operand[0] : wish->url;
	struct store *s = cmd_store(c, STORE_WRITE);
	struct str bytes = STR_INIT;
	enum status st;

	st = n > 0 ? file_read(&bytes, source, LIST_MAX, w) :
	    http_get(&bytes, source, LIST_MAX, w);
	if (st == SN_OK)
		st = calendars_update(c, s, &bytes, source, w);
	str_free(&bytes);
	store_close(s);
	return st == SN_NOTFOUND ? SN_USAGE : st;
}

static enum status
check(struct cmd *c, struct calendars *wish, int n, char *operand[],
    struct why *w)
{
	struct store *s = cmd_store(c, STORE_READ);
	enum status st = calendars_check(c, s, wish, w);

	(void)n;
	(void)operand;
	store_close(s);
	return st;
}

static enum status
ship(struct cmd *c, struct calendars *wish, int n, char *operand[],
    struct why *w)
{
	struct store *s = cmd_store(c, STORE_READ);
	struct tally tally = { 0, 0 };
	struct ids ids;
	enum status st;

	(void)wish;
	(void)n;
	(void)operand;
	optind++;
	cmd_select(&ids, c, s, &tally);
	if ((st = store_calendar_ready(s, w)) == SN_OK &&
	    (st = calendars_ship(c, s, &ids, &tally, w)) == SN_OK)
		st = tally_end(&tally);
	store_close(s);
	return st;
}

static enum status
lead(struct cmd *c, struct calendars *wish, int n, char *operand[],
    struct why *w)
{
	struct store *s;
	enum status st;

	(void)wish;
	if (n == 1)
		cmd_usage(c);
	s = cmd_store(c, STORE_READ);
	if ((st = store_calendar_ready(s, w)) == SN_OK)
		st = calendars_lead(c, s, n > 0 ? operand[0] : NULL,
		    n > 0 ? operand[1] : NULL, w);
	store_close(s);
	return st;
}

static enum status
show(struct cmd *c, struct calendars *wish, int n, char *operand[],
    struct why *w)
{
	bool list = wish->from != NULL || wish->to != NULL ||
	    c->output != OUT_AUTO;
	struct store *s;
	enum status st;

	if (list && n > 0)
		cmd_usage(c);
	s = cmd_store(c, STORE_READ);
	if ((st = store_calendar_ready(s, w)) == SN_OK)
		st = list ? calendars_days(c, s, wish, w) :
		    calendars_months(c, s, wish, operand, w);
	store_close(s);
	return st;
}

static const struct {
	const char	*name;
	int		 most;		/* operands */
	enum status	(*run)(struct cmd *, struct calendars *, int, char *[],
			    struct why *);
} verbs[] = {
	{ "update", 1, update }, { "check", 0, check },
	{ "ship", INT_MAX, ship }, { "lead", 2, lead },
};

static enum status
run(struct cmd *c, struct calendars *wish, struct why *w)
{
	char **operand = c->argv + optind;
	int n = c->argc - optind;
	size_t i;

	for (i = 0; n > 0 && i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, operand[0]) == 0) {
			if (n - 1 > verbs[i].most)
				cmd_usage(c);
			return verbs[i].run(c, wish, n - 1, operand + 1, w);
		}
	return show(c, wish, n, operand, w);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("working days, holidays and ship dates"),
		.synopsis = "[-H dir] [--route route] [--carrier carrier] "
		    "[--from day] [--to day] [month | year ...]\n"
		    "       sn-calendar update [-n] [-H dir] [--url url] "
		    "[file]\n"
		    "       sn-calendar check [-H dir] [--exit-code]\n"
		    "       sn-calendar ship [-H dir] -q query | "
		    "shipment ... | -\n"
		    "       sn-calendar lead [-H dir] [from to]",
		.example = "sn-calendar 2026-12",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct calendars wish = { .url = cabinet_office };
	struct why w = { "" };
	enum status st;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case OPT_CARRIER:
			wish.carrier = optarg;
			break;
		case OPT_EXIT_CODE:
			wish.exit_code = true;
			break;
		case OPT_FROM:
			wish.from = cmd_day(&cmd, optarg);
			break;
		case OPT_ROUTE:
			wish.route = optarg;
			break;
		case OPT_TO:
			wish.to = cmd_day(&cmd, optarg);
			break;
		case OPT_URL:
			wish.url = optarg;
			break;
		}
	calendars_names(&wish, cmd_conf(&cmd));
	st = run(&cmd, &wish, &w);
	if (w.text[0] != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
