/*
 * Months, days and the list of holidays.
 */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/calendars.h"
#include "cli/output.h"
#include "store/calendar.h"
#include "text/holiday.h"
#include "text/width.h"

enum {
	MONTHS = 3,		/* shown when none is named */
	CELL = 4,		/* columns of a day */
	DAYS_MAX = 3660		/* of a list of days: ten years */
};

static const char *const weekdays[] = {
	N_("Su"), N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa")
};
static const char *const slugs[] = {
	"sun", "mon", "tue", "wed", "thu", "fri", "sat"
};
static const char *const titles[] = {
	N_("January"), N_("February"), N_("March"), N_("April"), N_("May"),
	N_("June"), N_("July"), N_("August"), N_("September"), N_("October"),
	N_("November"), N_("December")
};

void
calendars_names(struct calendars *wish, const struct conf *conf)
{
	const struct word *carrier;

	if (wish->route != NULL && conf_route(conf, wish->route) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such route"),
		    wish->route);
	if (wish->carrier == NULL)
		return;
	if ((carrier = word_find(words_carrier, wish->carrier)) != NULL)
		wish->carrier = carrier->slug;
	else if (conf_carrier(conf, wish->carrier) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such carrier"),
		    wish->carrier);
}

/* The name of a holiday in the language of messages, or NULL. */
static const char *
holiday(struct store *s, const char *day)
{
	const char *name = store_holiday(s, day);

	return name == NULL || i18n_japanese() ? name : holiday_english(name);
}

static void
put_title(struct str *out, const char *day)
{
	int month = (int)strtol(day + 5, NULL, 10), width;
	struct str title = STR_INIT;

	if (i18n_japanese())
		str_addf(&title, "%.4s年%d月", day, month);
	else
		str_addf(&title, "%s %.4s", gettext(titles[month - 1]), day);
	width = width_terminal(str_text(&title));
	str_addf(out, "%*s%s\n", (7 * CELL - width) / 2, "",
	    str_text(&title));
	str_free(&title);
}

/* End a line, without the blanks that it ends with. */
static void
end_line(struct str *out)
{
	while (out->p[out->len - 1] == ' ')
		out->p[--out->len] = '\0';
	str_putc(out, '\n');
}

/* The weeks of the month that begins with first, and its holidays. */
static void
put_month(struct str *out, struct store *s, const struct shipday *how,
    const char *first)
{
	struct str names = STR_INIT;
	char day[DATE_SIZE];
	const char *name;
	int i;

	memcpy(day, first, DATE_SIZE);
	put_title(out, day);
	for (i = 0; i < 7; i++) {
		str_putc(out, ' ');
		width_pad(out, gettext(weekdays[i]), CELL - 2, ALIGN_RIGHT);
		str_putc(out, i < 6 ? ' ' : '\n');
	}
	str_addf(out, "%*s", CELL * date_weekday(day), "");
	do {
		name = holiday(s, day);
		str_addf(out, "%*d%c", CELL - 1,
		    (int)strtol(day + 8, NULL, 10),
		    how->stays(day, how->arg) ? '*' : name != NULL ? '+' :
		    ' ');
		if (name != NULL)
			str_addf(&names, " %2d %s\n",
			    (int)strtol(day + 8, NULL, 10), name);
		i = date_weekday(day);
		if (date_add(day, day, 1) != SN_OK)
			break;
		if (i == 6 && strncmp(day, first, 7) == 0)
			end_line(out);
	} while (strncmp(day, first, 7) == 0);
	end_line(out);
	str_puts(out, str_text(&names));
	str_free(&names);
}

static enum status
put_months(struct str *out, struct store *s, const struct shipday *how,
    const char *first, int n, struct why *w)
{
	char month[DATE_SIZE];
	int i;

	for (i = 0; i < n; i++) {
		if (date_add_months(month, first, i) != SN_OK)
			return fail(w, SN_USAGE, _("%s: not a date"), first);
		if (out->len > 0)
			str_putc(out, '\n');
		put_month(out, s, how, month);
	}
	return SN_OK;
}

/* 2026-12, or 2026 for twelve of them. */
static enum status
named(struct str *out, struct store *s, const struct shipday *how,
    const char *text, struct arena *a, struct why *w)
{
	size_t digits = strspn(text, "0123456789");
	bool year = digits == 4 && text[4] == '\0';
	char first[DATE_SIZE];

	if (date_parse(first, arena_printf(a, year ? "%s-01-01" : "%s-01",
	    text)) != SN_OK)
		return fail(w, SN_USAGE, _("%s: a month was expected, such as "
		    "2026-12, or a year"), text);
	return put_months(out, s, how, first, year ? 12 : 1, w);
}

enum status
calendars_months(struct cmd *c, struct store *s, const struct calendars *wish,
    char *operand[], struct why *w)
{
	struct str out = STR_INIT;
	struct shipday how;
	char first[DATE_SIZE];
	enum status st;

	store_shipday(&how, s, wish->route, wish->carrier);
	if ((st = clock_today(first, w)) != SN_OK)
		return st;
	memcpy(first + 8, "01", 3);
	if (*operand == NULL)
		st = put_months(&out, s, &how, first, MONTHS, w);
	for (; st == SN_OK && *operand != NULL; operand++)
		st = named(&out, s, &how, *operand, &c->arena, w);
	str_addf(&out, "\n%s\n", _("* closed  + holiday"));
	if (st == SN_OK)
		fputs(str_text(&out), stdout);
	str_free(&out);
	return st;
}

/* Why nothing leaves on a day, or NULL when it is open. */
static const char *
closed_by(struct store *s, const struct shipday *how, const char *day)
{
	if (!how->stays(day, how->arg))
		return NULL;
	if (!how->closed(day, how->arg))
		return _("the carrier does not collect");
	return holiday(s, day) != NULL ? _("closed, a holiday") : _("closed");
}

enum status
calendars_days(struct cmd *c, struct store *s, const struct calendars *wish,
    struct why *w)
{
	const struct report_column column[] = {
		{ "day", _("day"), false },
		{ "weekday", "", false },
		{ "open", _("working"), true },
		{ "holiday", _("holiday"), false },
		{ "closed", _("why closed"), false },
	};
	const char *from = wish->from, *to = wish->to, *why;
	char day[DATE_SIZE];
	struct shipday how;
	struct report *r;
	int i;

	if (from == NULL)
		from = cmd_day(c, "today");
	if (to == NULL && date_add(day, from, 30) == SN_OK)
		to = arena_strdup(&c->arena, day);
	if (date_diff(from, to) < 0 || date_diff(from, to) > DAYS_MAX)
		return fail(w, SN_USAGE, _("%s to %s: up to ten years, one "
		    "after the other, were expected"), from, to);
	store_shipday(&how, s, wish->route, wish->carrier);
	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i <= date_diff(from, to); i++) {
		if (date_add(day, from, i) != SN_OK)
			break;
		why = closed_by(s, &how, day);
		report_cell(r, day);
		report_cell(r, c->output == OUT_AUTO ||
		    c->output == OUT_TABLE ?
		    gettext(weekdays[date_weekday(day)]) :
		    slugs[date_weekday(day)]);
		report_num(r, why == NULL);
		report_cell(r, holiday(s, day));
		report_cell(r, why);
	}
	return report_end(r, stdout, w);
}

/* How many days of x, sorted, have no like in y. */
static size_t
apart(const struct holiday *x, size_t nx, const struct holiday *y, size_t ny,
    bool names)
{
	size_t i, k = 0, n = 0;

	for (i = 0; i < nx; i++) {
		while (k < ny && strcmp(y[k].day, x[i].day) < 0)
			k++;
		if (k == ny || strcmp(y[k].day, x[i].day) != 0)
			n += !names;
		else
			n += names && strcmp(y[k].name, x[i].name) != 0;
	}
	return n;
}

enum status
calendars_update(struct cmd *c, struct store *s, const struct str *bytes,
    const char *source, struct why *w)
{
	size_t n, nold, fresh, gone, renamed;
	struct holiday *day, *old;
	enum status st;

	if ((st = holidays_read(&day, &n, str_text(bytes), bytes->len, source,
	    &c->arena, w)) != SN_OK ||
	    (st = cmd_begin(c, s, NULL, w)) != SN_OK)
		return st;
	if ((st = store_holiday_list(&old, &nold, s, &c->arena, w)) != SN_OK)
		goto out;
	fresh = apart(day, n, old, nold, false);
	gone = apart(old, nold, day, n, false);
	renamed = apart(day, n, old, nold, true);
	if (fresh + gone + renamed > 0)
		st = store_holiday_put(s, day, n, w);
	if (st == SN_OK && (st = cmd_commit(c, s, w)) == SN_OK)
		warnx(_("%zu holidays from %s to %s: %zu new, %zu renamed, "
		    "%zu gone"), n, day[0].day, day[n - 1].day, fresh, renamed,
		    gone);
out:
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

/* Compare the days of one year; returns how many differ. */
static size_t
compare(struct report *r, const char *year, const struct holiday *list,
    size_t n)
{
	const char *law, *listed;
	char day[DATE_SIZE];
	size_t i = 0, differ = 0;

	snprintf(day, sizeof(day), "%.4s-01-01", year);
	for (; strncmp(day, year, 4) == 0; ) {
		while (i < n && strcmp(list[i].day, day) < 0)
			i++;
		listed = i < n && strcmp(list[i].day, day) == 0 ?
		    list[i].name : NULL;
		law = holiday_name(day);
		if (law == NULL ? listed != NULL : listed == NULL ||
		    strcmp(law, listed) != 0) {
			report_cell(r, day);
			report_cell(r, law);
			report_cell(r, listed);
			differ++;
		}
		if (date_add(day, day, 1) != SN_OK)
			break;
	}
	return differ;
}

enum status
calendars_check(struct cmd *c, struct store *s, const struct calendars *wish,
    struct why *w)
{
	const struct report_column column[] = {
		{ "day", _("day"), false },
		{ "law", _("by law"), false },
		{ "list", _("in the list"), false },
	};
	size_t i, n, differ = 0;
	struct holiday *list;
	struct report *r;
	enum status st;

	if ((st = store_holiday_list(&list, &n, s, &c->arena, w)) != SN_OK)
		return st;
	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i < n; i++)
		if (i == 0 || strncmp(list[i].day, list[i - 1].day, 4) != 0)
			differ += compare(r, list[i].day, &list[i], n - i);
	if ((st = report_end(r, stdout, w)) != SN_OK)
		return st;
	if (n == 0)
		warnx("%s", _("no list was loaded: every year is by law"));
	else
		warnx(_("%zu days differ from %.4s to %.4s"), differ,
		    list[0].day, list[n - 1].day);
	return wish->exit_code && differ > 0 ? SN_SOME : SN_OK;
}
