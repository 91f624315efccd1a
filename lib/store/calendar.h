#ifndef STORE_CALENDAR_H
#define STORE_CALENDAR_H

#include "conf/conf.h"
#include "order/leadtime.h"
#include "order/shipday.h"
#include "store/store.h"
#include "text/holidayfile.h"

/*
 * When the shop of a store works and how long carriers take: sn.conf, the
 * table holiday and leadtime.tsv together.  SQL has it too, once
 * functions_on() was called:
 *
 *	sn_ship_on(from, route, carrier, lead, cutoff)	the ship date; lead
 *		and cutoff NULL: those of sn.conf
 *	sn_ship_back(deliver_on, route, carrier, service, from_pref,
 *		to_pref, first)		the same backwards; see shipday_back()
 *	sn_closed(day, route, carrier)	1 when nothing leaves on a day
 *	sn_lead(carrier, service, from_pref, to_pref)	days
 *	sn_lead_slot(...)		the earliest slot of the day of arrival
 *	sn_too_early(slot, earliest)	1 when the slot cannot be met
 *	sn_from_pref(shop)		where parcels of a shop start
 *	sn_day(date, n)			date moved by n days
 *
 * All are NULL where an argument that they need is, where a prefecture is
 * not known, or no day is open.
 */

/*
 * SQL for the times that the ship date of s counts from, over s and o of
 * SOURCE_SHIPMENTS, each NULL where there is none: when payments that come
 * first came, when the mall released the order, and on which day the last
 * line is available; and the latest of these and of the order itself.
 */
#define CALENDAR_PAID							\
	"(SELECT max(CASE p.timing WHEN 'before' THEN p.paid_at"	\
	"   ELSE coalesce(p.authorised_at, p.paid_at) END)"		\
	"   FROM payment p WHERE p.orders = o.id"			\
	"    AND p.timing IN ('before', 'auth')"			\
	"    AND p.state NOT IN ('void', 'refunding', 'refunded'))"
#define CALENDAR_RELEASED						\
	"(SELECT max(r.at) FROM change g JOIN op r ON r.id = g.op"	\
	"   WHERE g.tbl = 'orders' AND g.id = o.id"			\
	"    AND g.col = 'mall_state' AND g.new = 'ready')"
#define CALENDAR_AVAILABLE						\
	"(SELECT max(l.available_on) FROM shipment_line i"		\
	"   JOIN line l ON l.id = i.line"				\
	"   WHERE i.shipment = s.id AND l.quantity > l.cancelled)"
#define CALENDAR_FROM							\
	"max(o.ordered_at, coalesce(" CALENDAR_PAID ", ''),"		\
	" coalesce(" CALENDAR_RELEASED ", ''),"				\
	" coalesce(" CALENDAR_AVAILABLE ", ''))"

/*
 * Read what there is to read, for who wants to hear of it now.
 *
 * SN_USAGE	a line of leadtime.tsv is wrong
 */
enum status	store_calendar_ready(struct store *s, struct why *w) SN_CHECK;

/*
 * The name of the holiday that a day is, or NULL: by the table holiday in
 * the years that it has days of, else by law.
 */
const char	*store_holiday(struct store *s, const char *day);

/*
 * How the shop ships on a route with a carrier, each NULL for none.  The
 * calendar must be ready; *out is good until the store is closed.
 */
void		store_shipday(struct shipday *out, struct store *s,
		    const char *route, const char *carrier);

/* The table of lead times.  The calendar must be ready. */
const struct leadtime *store_leadtime(struct store *s);

/* Where parcels of a shop start: its sender's prefecture, or NULL. */
const char	*store_from_pref(struct store *s, const char *shop);

/* Days that the table holiday has, in order, as an array of *n in a. */
enum status	store_holiday_list(struct holiday **out, size_t *n,
		    struct store *s, struct arena *a, struct why *w) SN_CHECK;

/* Put n days in place of all that the table has.  Within a run only. */
enum status	store_holiday_put(struct store *s, const struct holiday *day,
		    size_t n, struct why *w) SN_CHECK;

/* For store_close(). */
void		store_calendar_free(struct store *s);

#endif
