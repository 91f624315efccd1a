/*
 * The calendar of store/calendar.h in SQL.
 */

#include <string.h>

#include "store/calendar.h"
#include "store/function.h"

/*
 * The store of the call, its calendar read.  NULL: it cannot be; the
 * statement fails with the reason.
 */
static struct store *
store_of(sqlite3_context *c)
{
	struct store *s = sqlite3_user_data(c);
	struct why w;

	if (store_calendar_ready(s, &w) == SN_OK)
		return s;
	sqlite3_result_error(c, w.text, -1);
	return NULL;
}

static void
put_date(sqlite3_context *c, const char *date)
{
	sqlite3_result_text(c, date, -1, SQLITE_TRANSIENT);
}

/* Put the cut-off of the call in place of those of sn.conf. */
static bool
own_cutoff(struct shipday *how, const char *text)
{
	int i;

	for (i = 0; i < 7; i++)
		how->cutoff[i] = NULL;
	return shipday_cutoff(how->cutoff, text) == SN_OK;
}

static void
ship_on(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *from = function_text(v[0]);
	struct store *s = store_of(c);
	struct shipday_steps steps;
	const char *cutoff;
	struct shipday how;
	struct why w;

	(void)n;
	if (s == NULL || from == NULL)
		return;
	store_shipday(&how, s, function_text(v[1]), function_text(v[2]));
	if (sqlite3_value_type(v[3]) != SQLITE_NULL)
		how.lead = sqlite3_value_int(v[3]);
	cutoff = function_text(v[4]);
	if (cutoff != NULL && !own_cutoff(&how, cutoff))
		sqlite3_result_error(c, cutoff, -1);
	else if (shipday_from(&steps, &how, from, &w) == SN_OK)
		put_date(c, steps.ship);
}

static void
ship_back(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *deliver_on = function_text(v[0]);
	const char *first = function_text(v[6]);
	struct store *s = store_of(c);
	char date[DATE_SIZE];
	struct shipday how;
	struct why w;
	bool late;
	int days;

	(void)n;
	if (s == NULL || deliver_on == NULL || first == NULL)
		return;
	days = leadtime_days(NULL, store_leadtime(s), function_text(v[2]),
	    function_text(v[3]), function_text(v[4]), function_text(v[5]));
	store_shipday(&how, s, function_text(v[1]), function_text(v[2]));
	if (days >= 0 && shipday_back(date, &late, &how, deliver_on, days,
	    first, &w) == SN_OK)
		put_date(c, date);
}

static void
closed(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *day = function_text(v[0]);
	struct store *s = store_of(c);
	struct shipday how;

	(void)n;
	if (s == NULL || day == NULL)
		return;
	store_shipday(&how, s, function_text(v[1]), function_text(v[2]));
	if (date_weekday(day) >= 0)
		sqlite3_result_int(c, how.stays(day, how.arg));
}

static void
lead(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct store *s = store_of(c);
	int days;

	(void)n;
	if (s != NULL && (days = leadtime_days(NULL, store_leadtime(s),
	    function_text(v[0]), function_text(v[1]), function_text(v[2]),
	    function_text(v[3]))) >= 0)
		sqlite3_result_int(c, days);
}

static void
lead_slot(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct store *s = store_of(c);
	const char *slot;

	(void)n;
	if (s != NULL && leadtime_days(&slot, store_leadtime(s),
	    function_text(v[0]), function_text(v[1]), function_text(v[2]),
	    function_text(v[3])) >= 0)
		sqlite3_result_text(c, slot, -1, SQLITE_TRANSIENT);
}

static void
too_early(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *slot = function_text(v[0]);
	const char *earliest = function_text(v[1]);

	(void)n;
	if (slot != NULL && earliest != NULL)
		sqlite3_result_int(c, leadtime_too_early(slot, earliest));
}

static void
from_pref(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *shop = function_text(v[0]), *pref;

	(void)n;
	if (shop != NULL &&
	    (pref = store_from_pref(sqlite3_user_data(c), shop)) != NULL)
		sqlite3_result_text(c, pref, -1, SQLITE_TRANSIENT);
}

static void
day(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *date = function_text(v[0]);
	char to[DATE_SIZE];

	(void)n;
	if (date != NULL && sqlite3_value_type(v[1]) != SQLITE_NULL &&
	    date_add(to, date, sqlite3_value_int(v[1])) == SN_OK)
		put_date(c, to);
}

const struct function functions_calendar[] = {
	{ "sn_ship_on", 5, ship_on },
	{ "sn_ship_back", 7, ship_back },
	{ "sn_closed", 3, closed },
	{ "sn_lead", 4, lead },
	{ "sn_lead_slot", 4, lead_slot },
	{ "sn_too_early", 2, too_early },
	{ "sn_from_pref", 1, from_pref },
	{ "sn_day", 2, day },
	{ NULL, 0, NULL }
};
