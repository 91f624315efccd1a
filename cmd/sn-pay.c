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
#include "cli/output.h"
#include "cli/pays.h"
#include "store/tree.h"

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

struct wish {
	struct pay	 pay;
	const char	*reason, *from, *shop, *rejects;
	struct pays	 rows;
	struct ids	 ids;		/* selected */
	struct ids	 done;		/* to be shown */
	unsigned long	 changed, moved;
};

/* The state that the argument of an option stands for. */
static void
set_state(struct wish *wish, const char *option, const char *text)
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
set_method(struct wish *wish, const char *text)
{
	const struct word *word = word_find(words_method, text);

	if (word == NULL)
		errx(status_exit(SN_USAGE), _("%s: no method of payment"),
		    text);
	wish->pay.method = word->slug;
}

static enum status
note(struct wish *wish, struct store *s, int64_t order, const struct pay *p,
    struct why *w)
{
	struct pay_outcome out;
	enum status st;

	if ((st = pay_note(&out, s, order, p, w)) != SN_OK)
		return st;
	wish->changed += out.changed;
	wish->moved += (unsigned long)out.moved;
	return SN_OK;
}

/* The order of each shipment selected; several of one order count once. */
static enum status
note_selected(struct cmd *c, struct store *s, struct wish *wish,
    struct tally *t, struct why *w)
{
	enum status st;
	int64_t order;
	size_t i;

	for (i = 0; i < wish->ids.n; i++) {
		if ((st = store_order_of(&order, s, wish->ids.id[i],
		    w)) == SN_OK)
			st = note(wish, s, order, &wish->pay, w);
		if (status_stops(st))
			return st;
		if (st == SN_OK) {
			ids_add(&wish->done, wish->ids.id[i], &c->arena);
			t->done++;
			continue;
		}
		warnx("%s", w->text);
		t->refused++;
	}
	return SN_OK;
}

static enum status
note_row(struct cmd *c, struct store *s, struct wish *wish,
    const struct pays_row *r, struct why *w)
{
	struct ids *d = &wish->done;
	enum status st;
	int64_t order;

	if ((st = pay_find(&order, s, r->shop, r->number, w)) != SN_OK ||
	    (st = store_because(s, wish->reason != NULL ? NULL :
	    arena_printf(&c->arena, "%s:%lu", wish->rows.sheet.name,
	    r->row->line), w)) != SN_OK ||
	    (st = note(wish, s, order, &r->pay, w)) != SN_OK)
		return st;
	return pay_shipments(&d->id, &d->n, &d->cap, s, order, &c->arena, w);
}

static enum status
note_rows(struct cmd *c, struct store *s, struct wish *wish, struct tally *t,
    struct why *w)
{
	struct pays_row *r;
	enum status st;

	for (r = wish->rows.row; r < wish->rows.row + wish->rows.n; r++) {
		if (r->row->refused != NULL)
			continue;
		if ((st = note_row(c, s, wish, r, w)) == SN_OK) {
			t->done++;
			continue;
		}
		if (status_stops(st))
			return st;
		sheet_refuse(&wish->rows.sheet, r->row, wish->rows.number, w);
		t->refused++;
	}
	ids_sort(&wish->done);
	return SN_OK;
}

static enum status
note_all(struct cmd *c, struct store *s, struct wish *wish, struct tally *t,
    struct why *w)
{
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	st = wish->from != NULL ? note_rows(c, s, wish, t, w) :
	    note_selected(c, s, wish, t, w);
	if (st == SN_OK && (st = output_shipments(c, s, &wish->done, NULL,
	    c->spool, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

/* Read all that says what to do, before the store is locked. */
static enum status
gather(struct cmd *c, struct store *s, struct wish *wish, struct tally *t,
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
take_options(struct wish *wish, struct cmd *c, int argc, char *argv[])
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
			wish->pay.on = pays_day(c, optarg);
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
	struct wish wish = { .pay = { .amount = NUM_NULL } };
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

	if ((st = sheet_rejects_free(wish.rejects, &w)) != SN_OK)
		cmd_die(st, &w);

	(void)cmd_conf(&cmd);
	s = cmd_store(&cmd, STORE_WRITE);
	st = gather(&cmd, s, &wish, &tally, &w);
	if (st == SN_OK && (wish.ids.n > 0 || wish.rows.n > 0))
		st = note_all(&cmd, s, &wish, &tally, &w);
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
