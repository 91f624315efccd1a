#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli/language.h"
#include "cli/output.h"
#include "cli/sums.h"
#include "store/select.h"

enum { BAR = 24 };		/* columns of the longest bar */

enum status
sums_query(struct digest *d, struct cmd *c, struct store *s,
    const char *query, struct why *w)
{
	const struct expr *e;
	struct ids ids = { NULL, 0, 0 };
	enum status st;

	if ((st = select_parse(&e, s, cmd_conf(c), query, true, &c->arena,
	    w)) != SN_OK ||
	    (st = select_ids(&ids.id, &ids.n, s, e, NULL, 0, 0, &c->arena,
	    w)) != SN_OK)
		return st;
	ids_sort(&ids);
	d->id = ids.id;
	d->n = ids.n;
	return SN_OK;
}

static bool
for_people(const struct cmd *c)
{
	return c->output == OUT_AUTO || c->output == OUT_TABLE;
}

/* part of whole in per cent with one digit; "" of nothing. */
static const char *
share(int64_t part, int64_t whole, struct arena *a)
{
	int64_t permille;

	if (whole <= 0)
		return "";
	permille = (part * 1000 + whole / 2) / whole;
	return arena_printf(a, "%" PRId64 ".%" PRId64, permille / 10,
	    permille < 0 ? -(permille % 10) : permille % 10);
}

/* A bar in eighths of a column, as long as n is of most. */
static const char *
bar(int64_t n, int64_t most, struct arena *a)
{
	static const char *const part[] = {
		"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"
	};
	struct str s = STR_INIT;
	const char *text;
	int64_t eighths;

	if (n <= 0 || most <= 0)
		return "";
	eighths = n * BAR * 8 / most;
	if (eighths == 0)
		eighths = 1;
	for (; eighths >= 8; eighths -= 8)
		str_puts(&s, "█");
	str_puts(&s, part[eighths]);
	text = arena_strdup(a, str_text(&s));
	str_free(&s);
	return text;
}

static void
put_digest(struct report *r, const struct digest_row *row,
    const struct digest_row *sum, int64_t most, struct cmd *c)
{
	report_cell(r, row->period);
	report_cell(r, row->shop);
	report_num(r, row->orders);
	report_num(r, row->shipments);
	report_num(r, row->amount);
	report_cell(r, share(row->amount, sum->amount, &c->arena));
	report_num(r, row->unknown);
	if (for_people(c))
		report_cell(r, row == sum ? "" :
		    bar(row->amount, most, &c->arena));
}

enum status
sums_digest(struct cmd *c, struct store *s, const struct digest *d,
    struct why *w)
{
	const struct report_column column[] = {
		{ d->by_month ? "month" : "day", d->by_month ? _("month") :
		    _("day"), false },
		{ "shop", _("shop"), false },
		{ "orders", _("orders"), true },
		{ "shipments", _("shipments"), true },
		{ "amount", _("yen"), true },
		{ "share", "%", true },
		{ "unknown", _("unknown"), true },
		{ "bar", "", false },
	};
	struct digest_row *row, sum = { "", "", 0, 0, 0, 0 };
	int64_t most = 0;
	struct report *r;
	enum status st;
	size_t n, i;

	if ((st = report_digest(&row, &n, s, d, &c->arena, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		sum.orders += row[i].orders;
		sum.shipments += row[i].shipments;
		sum.amount += row[i].amount;
		sum.unknown += row[i].unknown;
		if (row[i].amount > most)
			most = row[i].amount;
	}
	r = report_new(c, column, for_people(c) ? 8 : 7);
	for (i = 0; i < n; i++)
		put_digest(r, &row[i], &sum, most, c);
	sum.period = _("sum");
	if (for_people(c))
		put_digest(r, &sum, &sum, most, c);
	if (sum.unknown > 0)
		warnx(_("%" PRId64 " orders have no known total: they are "
		    "counted, and not in the amounts"), sum.unknown);
	return report_end(r, stdout, w);
}

static const char *
temperature(const struct cmd *c, const char *slug)
{
	return slug != NULL && for_people(c) && language_japanese() ?
	    word_ja(words_temperature, slug) : slug;
}

enum status
sums_pick(struct cmd *c, struct store *s, const struct ids *ids,
    struct why *w)
{
	const struct report_column column[] = {
		{ "category", _("category"), false },
		{ "code", _("code"), false },
		{ "name", _("name"), false },
		{ "options", _("options"), false },
		{ "temperature", _("temperature"), false },
		{ "quantity", _("quantity"), true },
		{ "shipments", _("shipments"), true },
	};
	struct pick_row *row;
	struct report *r;
	int64_t sum = 0;
	enum status st;
	size_t n, i;

	if ((st = report_pick(&row, &n, s, ids->id, ids->n, &c->arena,
	    w)) != SN_OK)
		return st;
	r = report_new(c, column, 7);
	for (i = 0; i < n; i++) {
		report_cell(r, row[i].category);
		report_cell(r, row[i].code);
		report_cell(r, row[i].name);
		report_cell(r, row[i].options);
		report_cell(r, temperature(c, row[i].temperature));
		report_num(r, row[i].quantity);
		report_num(r, row[i].shipments);
		sum += row[i].quantity;
	}
	if (for_people(c)) {
		report_cell(r, _("sum"));
		for (i = 0; i < 4; i++)
			report_cell(r, "");
		report_num(r, sum);
		report_num(r, (int64_t)ids->n);
	}
	return report_end(r, stdout, w);
}
