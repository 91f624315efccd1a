/*
 * sn-pay - note what became of payments
 *
 * Notes at the payment of each order selected, or that a file names, what
 * came, and lets orders that waited for it go on.  See sn-pay(1).
 */

#include <err.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/pays.h"

enum {
	OPT_PAID = 0x100, OPT_AMOUNT, OPT_ON, OPT_CREDIT, OPT_REFUND,
	OPT_VOID, OPT_METHOD, OPT_FROM, OPT_SHOP, OPT_REJECTS
};

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "paid", no_argument, NULL, OPT_PAID },
	{ "amount", required_argument, NULL, OPT_AMOUNT },
	{ "on", required_argument, NULL, OPT_ON },
	{ "credit", required_argument, NULL, OPT_CREDIT },
	{ "refund", required_argument, NULL, OPT_REFUND },
	{ "void", no_argument, NULL, OPT_VOID },
	{ "method", required_argument, NULL, OPT_METHOD },
	{ "from", required_argument, NULL, OPT_FROM },
	{ "shop", required_argument, NULL, OPT_SHOP },
	{ "rejects", required_argument, NULL, OPT_REJECTS },
	{ NULL, 0, NULL, 0 }
};

/* The state that the argument of an option stands for. */
static void
set_state(struct pays_wish *wish, const char *option, const char *text)
{
	static const char *const words[][3] = {
		{ "--credit", "ok", "authorised" }, { "--credit", "ng", "ng" },
		{ "--credit", "hold", "hold" }, { "--credit", "asked", "asked" },
		{ "--refund", "asked", "refunding" },
		{ "--refund", "done", "refunded" },
		{ "--paid", "", "paid" }, { "--void", "", "void" },
	};
	size_t i;

	if (wish->pay.state != NULL)
		errx(status_exit(SN_USAGE), "%s", _("one of --paid, --credit, "
		    "--refund and --void was expected"));
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i][0], option) == 0 &&
		    strcmp(words[i][1], text) == 0)
			wish->pay.state = words[i][2];
	if (wish->pay.state == NULL)
		errx(status_exit(SN_USAGE), _("%s %s: %s was expected"),
		    option, text, strcmp(option, "--credit") == 0 ?
		    "ok, ng, hold, asked" : "asked, done");
}

static void
set_method(struct pays_wish *wish, const char *text)
{
	const struct word *word = word_find(words_method, text);

	if (word == NULL)
		errx(status_exit(SN_USAGE), _("%s: no method of payment"),
		    text);
	wish->pay.method = word->slug;
}

/* Read all that says what to do, before the store is locked. */
static enum status
gather(struct cmd *c, struct store *s, struct pays_wish *wish, struct tally *t,
    struct why *w)
{
	if (wish->from != NULL)
		return pays_read(&wish->rows, c, wish->from, &wish->pay,
		    wish->shop, t, w);
	cmd_select(&wish->ids, c, s, t);
	if (wish->ids.n > 1 && wish->pay.amount != NUM_NULL)
		return fail(w, SN_USAGE, "%s",
		    _("--amount is for one shipment"));
	if (wish->ids.n <= (size_t)c->conf->ask_above)
		return SN_OK;
	return cmd_ask(c, arena_printf(&c->arena, _("note '%s' for %zu "
	    "shipments?"), wish->pay.state, wish->ids.n), w);
}

static void
take_options(struct pays_wish *wish, struct cmd *c, int argc, char *argv[])
{
	int ch;

	while ((ch = cmd_getopt(c, argc, argv)) != -1)
		switch (ch) {
		case 'r':
			wish->reason = optarg;
			break;
		case OPT_PAID:
			set_state(wish, "--paid", "");
			break;
		case OPT_AMOUNT:
			wish->pay.amount = pays_amount(optarg);
			break;
		case OPT_ON:
			wish->pay.on = cmd_day(c, optarg);
			break;
		case OPT_CREDIT:
			set_state(wish, "--credit", optarg);
			break;
		case OPT_REFUND:
			set_state(wish, "--refund", optarg);
			break;
		case OPT_VOID:
			set_state(wish, "--void", "");
			break;
		case OPT_METHOD:
			set_method(wish, optarg);
			break;
		case OPT_FROM:
			wish->from = optarg;
			break;
		case OPT_SHOP:
			wish->shop = optarg;
			break;
		case OPT_REJECTS:
			wish->rejects = optarg;
			break;
		}
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("note what became of payments"),
		.synopsis = "[-nv] [-H dir] [-r reason] [--method method] "
		    "[--on day]\n"
		    "       --paid [--amount yen] | --credit ok|ng|hold|asked "
		    "| --refund asked|done | --void\n"
		    "       -q query | shipment ... | -\n"
		    "       sn-pay [-nv] [-H dir] [-r reason] [--shop shop] "
		    "[--rejects file] --from file",
		.example = "sn-pay --paid --on yesterday rakuten-main:1002",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct pays_wish wish = { .pay = { .amount = NUM_NULL } };
	struct tally tally = { 0, 0 };
	struct store *s;
	enum status st;
	struct why w;

	take_options(&wish, &cmd, argc, argv);
	if (wish.from != NULL ? optind < argc || cmd.query != NULL :
	    wish.pay.state == NULL || wish.rejects != NULL ||
	    wish.shop != NULL)
		cmd_usage(&cmd);
	if (wish.pay.amount != NUM_NULL && (wish.from != NULL ||
	    strcmp(wish.pay.state, "paid") != 0))
		errx(status_exit(SN_USAGE), "%s", _("--amount goes with "
		    "--paid"));
	if (wish.shop != NULL && conf_shop(cmd_conf(&cmd), wish.shop) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such shop"), wish.shop);

	(void)cmd_conf(&cmd);	/* and with it, the language */
	if ((st = sheet_rejects_free(wish.rejects, &w)) != SN_OK)
		cmd_die(st, &w);

	s = cmd_store(&cmd, STORE_WRITE);
	st = gather(&cmd, s, &wish, &tally, &w);
	if (st == SN_OK && (wish.ids.n > 0 || wish.rows.n > 0))
		st = pays_run(&cmd, s, &wish, &tally, &w);
	if (st == SN_OK && wish.rejects != NULL && !cmd.dry)
		st = sheet_rejects(&wish.rows.sheet, wish.rejects, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (cmd.verbose || isatty(STDERR_FILENO))
		warnx(_("%lu noted (%lu changed), %lu shipments go on, "
		    "%lu refused"), tally.done, wish.changed, wish.moved,
		    tally.refused);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
