#include <inttypes.h>

#include "base/i18n.h"
#include "store/calendar.h"
#include "store/move.h"
#include "store/query.h"
#include "store/shipfacts.h"
#include "store/source.h"

static const char sql_facts[] =
    "SELECT o.ordered_at, " CALENDAR_PAID ", " CALENDAR_RELEASED ","
    "       " CALENDAR_AVAILABLE ", " CALENDAR_FROM ","
    "       s.route, s.carrier, s.service,"
    "       d.from_pref, d.to_pref, s.ship_date, s.deliver_on,"
    "       s.deliver_slot, o.shop,"
    "       EXISTS (SELECT 1 FROM payment p WHERE p.orders = o.id"
    "           AND ((p.timing = 'before'"
    "               AND p.state IN ('none', 'asked', 'hold', 'partial'))"
    "            OR (p.timing = 'auth'"
    "               AND p.state IN ('none', 'asked', 'hold'))))"
    "  FROM " SOURCE_SHIPMENTS
    " WHERE s.id = :id";

enum status
store_ship_facts(struct ship_facts *out, struct store *s, int64_t id,
    struct arena *a, struct why *w)
{
	const char **text[] = { &out->ordered_at, &out->paid_at,
	    &out->released_at, &out->available_on, &out->counts_from,
	    &out->route, &out->carrier, &out->service, &out->from_pref,
	    &out->to_pref, &out->ship_date, &out->deliver_on,
	    &out->deliver_slot };
	enum { TEXTS = sizeof(text) / sizeof(text[0]) };
	enum status st;
	struct query q;
	int i;

	*out = (struct ship_facts){ .name = NULL };
	query_open(&q, s, sql_facts);
	query_num(&q, ":id", id);
	if (query_row(&q)) {
		for (i = 0; i < TEXTS; i++)
			*text[i] = query_col(&q, i, a);
		if (out->from_pref == NULL)
			out->from_pref = store_from_pref(s,
			    query_peek(&q, TEXTS));
		out->unpaid = query_int(&q, TEXTS + 1) == 1;
	}
	if ((st = query_end(&q, "read ship date", w)) != SN_OK)
		return st;
	if (out->ordered_at == NULL)
		return fail(w, SN_NOTFOUND, _("%" PRId64 ": no such shipment"),
		    id);
	out->name = store_name(s, id, a);
	return SN_OK;
}
