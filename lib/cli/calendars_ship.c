/*
 * Where ship dates come from, and how long carriers take.
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/calendars.h"
#include "cli/output.h"
#include "format/pref.h"
#include "store/calendar.h"
#include "store/shipfacts.h"

/* The steps of one shipment while they are told. */
struct telling {
	struct cmd		*cmd;
	struct store		*store;
	struct report		*report;
	int64_t			 id;
	const struct ship_facts	*facts;
	struct shipday		 how;
};

static void
step(struct telling *t, const char *key, const char *title, const char *when,
    const char *note)
{
	bool people = t->cmd->output == OUT_AUTO ||
	    t->cmd->output == OUT_TABLE;

	report_cell(t->report, people ? t->facts->name :
	    arena_printf(&t->cmd->arena, "%" PRId64, t->id));
	report_cell(t->report, people ? gettext(title) : key);
	report_cell(t->report, when);
	report_cell(t->report, note);
}

/* The times that the date counts from, and the latest of them. */
static void
tell_times(struct telling *t)
{
	const struct ship_facts *f = t->facts;

	step(t, "ordered", N_("ordered"), f->ordered_at, NULL);
	if (f->paid_at != NULL || f->unpaid)
		step(t, "paid", N_("paid, or authorised"), f->paid_at,
		    f->unpaid ? _("a payment is still to come: computed again "
		    "then") : NULL);
	if (f->released_at != NULL)
		step(t, "released", N_("released by the mall"), f->released_at,
		    NULL);
	if (f->available_on != NULL)
		step(t, "available", N_("goods available"), f->available_on,
		    NULL);
	step(t, "from", N_("counts from"), f->counts_from,
	    _("the latest of these"));
}

/* The closed days between two days, as a note in a; NULL: none. */
static const char *
between(struct telling *t, const char *from, const char *to, closed_fn *closed)
{
	struct str s = STR_INIT;
	char day[DATE_SIZE];
	const char *note = NULL;

	snprintf(day, sizeof(day), "%.10s", from);
	for (; strcmp(day, to) < 0; ) {
		if (closed(day, t->how.arg))
			str_addf(&s, "%s%s", s.len > 0 ? " " : "", day);
		if (date_add(day, day, 1) != SN_OK)
			break;
	}
	if (s.len > 0)
		note = arena_printf(&t->cmd->arena, _("closed: %s"),
		    str_text(&s));
	str_free(&s);
	return note;
}

static void
tell_steps(struct telling *t, const struct shipday_steps *steps)
{
	struct arena *a = &t->cmd->arena;
	char day[DATE_SIZE];
	const char *cutoff;

	snprintf(day, sizeof(day), "%.10s", steps->from);
	cutoff = t->how.cutoff[date_weekday(day)];
	if (cutoff != NULL)
		step(t, "cutoff", N_("cut-off"), cutoff, steps->late ?
		    _("passed: counts as the next day's") :
		    _("not passed, or no matter"));
	step(t, "counts", N_("counts as of"), steps->counts, between(t, day,
	    steps->counts, t->how.closed));
	if (t->how.lead > 0)
		step(t, "ready", arena_printf(a, _("after %d working days"),
		    t->how.lead), steps->ready, between(t, steps->counts,
		    steps->ready, t->how.closed));
	step(t, "ship", N_("ship date"), steps->ship, between(t,
	    steps->ready, steps->ship, t->how.stays));
}

/* Backwards from the day of delivery, where there is one. */
static enum status
tell_delivery(struct telling *t, const char *first, struct why *w)
{
	const struct ship_facts *f = t->facts;
	struct arena *a = &t->cmd->arena;
	const char *slot = NULL;
	char day[DATE_SIZE];
	enum status st;
	bool late;
	int days;

	if (f->ship_date != NULL)
		step(t, "set", N_("set now"), f->ship_date,
		    strcmp(f->ship_date, first) != 0 ?
		    _("not what is computed") : NULL);
	if (f->deliver_on == NULL)
		return SN_OK;
	days = leadtime_days(&slot, store_leadtime(t->store), f->carrier,
	    f->service, f->from_pref, f->to_pref);
	step(t, "deliver", N_("to be delivered"), f->deliver_on, days < 0 ?
	    _("how long it takes is not known") : arena_printf(a,
	    _("%d days from %s to %s"), days, f->from_pref, f->to_pref));
	if (days < 0)
		return SN_OK;
	if ((st = shipday_back(day, &late, &t->how, f->deliver_on, days,
	    first, w)) != SN_OK)
		return st;
	step(t, "by", N_("ship by"), arena_strdup(a, day), late ?
	    _("too late: it cannot leave before") :
	    strcmp(f->deliver_on, day) > 0 && leadtime_too_early(
	    f->deliver_slot, slot) ? _("the slot is earlier than a parcel "
	    "gets there") : NULL);
	return SN_OK;
}

static enum status
tell(struct telling *t, struct why *w)
{
	const struct ship_facts *f = t->facts;
	struct shipday_steps steps;
	enum status st;

	store_shipday(&t->how, t->store, f->route, f->carrier);
	tell_times(t);
	if ((st = shipday_from(&steps, &t->how, f->counts_from, w)) != SN_OK)
		return fail_at(w, st, "%s", f->name);
	tell_steps(t, &steps);
	return tell_delivery(t, steps.ship, w);
}

enum status
calendars_ship(struct cmd *c, struct store *s, const struct ids *ids,
    struct tally *tally, struct why *w)
{
	const struct report_column column[] = {
		{ "id", _("shipment"), false },
		{ "step", _("step"), false },
		{ "when", _("when"), false },
		{ "note", _("note"), false },
	};
	struct telling t = { .cmd = c, .store = s };
	struct ship_facts facts;
	enum status st = SN_OK, ended;
	struct why none;
	size_t i;

	t.report = report_new(c, column, sizeof(column) / sizeof(column[0]));
	t.facts = &facts;
	for (i = 0; i < ids->n && !status_stops(st); i++) {
		t.id = ids->id[i];
		if ((st = store_ship_facts(&facts, s, t.id, &c->arena,
		    w)) == SN_OK)
			st = tell(&t, w);
		if (st == SN_OK)
			tally->done++;
		else if (!status_stops(st)) {
			warnx("%s", w->text);
			w->text[0] = '\0';
			tally->refused++;
		}
	}
	ended = report_end(t.report, stdout, status_stops(st) ? &none : w);
	return status_stops(st) ? st : ended;
}

static void
put_line(struct report *r, const struct leadtime_line *l)
{
	report_cell(r, l->carrier);
	report_cell(r, l->service);
	report_cell(r, l->from);
	report_cell(r, l->to);
	report_num(r, l->days);
	report_cell(r, l->slot);
	report_cell(r, l->file);
	report_num(r, l->line);
}

static bool
covers(const char *pattern, const char *text)
{
	return strcmp(pattern, "*") == 0 || strcmp(pattern, text) == 0;
}

/* Whether a line behind line i fits all that line i does. */
static bool
is_shadowed(const struct leadtime *t, size_t i, const char *from,
    const char *to)
{
	const struct leadtime_line *l = leadtime_line(t, i), *later;

	while ((later = leadtime_line(t, ++i)) != NULL)
		if (leadtime_fits(t, i, from, to) &&
		    covers(later->carrier, l->carrier) &&
		    covers(later->service, l->service))
			return true;
	return false;
}

static enum status
find_pref(const char **out, const struct leadtime *t, const char *text,
    struct why *w)
{
	if ((*out = pref_find(text)) == NULL)
		*out = text;
	if (leadtime_knows(t, *out))
		return SN_OK;
	return fail(w, SN_USAGE, _("%s: no such prefecture"), text);
}

enum status
calendars_lead(struct cmd *c, struct store *s, const char *from,
    const char *to, struct why *w)
{
	const struct report_column column[] = {
		{ "carrier", _("carrier"), false },
		{ "service", _("service"), false },
		{ "from", _("from where"), false },
		{ "to", _("to where"), false },
		{ "days", _("days"), true },
		{ "slot", _("slot"), false },
		{ "file", _("file"), false },
		{ "line", _("line"), true },
	};
	const struct leadtime *t = store_leadtime(s);
	const struct leadtime_line *l;
	struct report *r;
	enum status st;
	size_t i, n = 0;

	if (from != NULL && ((st = find_pref(&from, t, from, w)) != SN_OK ||
	    (st = find_pref(&to, t, to, w)) != SN_OK))
		return st;
	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	while (leadtime_line(t, n) != NULL)
		n++;
	for (i = 0; from == NULL && i < n; i++)
		put_line(r, leadtime_line(t, i));
	for (i = n; from != NULL && i > 0; i--) {
		l = leadtime_line(t, i - 1);
		if (leadtime_fits(t, i - 1, from, to) &&
		    !is_shadowed(t, i - 1, from, to))
			put_line(r, l);
	}
	return report_end(r, stdout, w);
}
