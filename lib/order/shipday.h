#ifndef ORDER_SHIPDAY_H
#define ORDER_SHIPDAY_H

#include <stdbool.h>

#include "base/status.h"
#include "text/date.h"

enum { SHIPDAY_LEAD_MAX = 60 };	/* working days of preparation */

/* Whether nothing is done, or nothing leaves, on a day. */
typedef bool closed_fn(const char *date, void *arg);

/*
 * How a shop ships on one route with one carrier.  Preparation takes the
 * shop's own days; what is ready leaves on the first day that the carrier
 * comes, too.
 */
struct shipday {
	closed_fn	*closed;	/* of the shop, on that route */
	closed_fn	*stays;		/* of both: nothing leaves */
	void		*arg;		/* of both functions */
	const char	*cutoff[7];	/* "15:00" by weekday, Sunday first:
					   what comes later counts as the next
					   day's; NULL: all day */
	int		 lead;		/* working days of preparation */
};

/* Each step of a ship date, for who asks why. */
struct shipday_steps {
	char	from[sizeof("2026-12-24T09:30:00")];
	bool	late;			/* after the cut-off of its day */
	char	counts[DATE_SIZE];	/* the working day that it counts as */
	char	ready[DATE_SIZE];	/* after the days of preparation */
	char	ship[DATE_SIZE];
};

/*
 * The ship date of what can begin at from: a time, or a day from its start.
 *
 * SN_INVALID	from is neither
 * SN_CONFLICT	no day is open within two years
 */
enum status	shipday_from(struct shipday_steps *out,
		    const struct shipday *how, const char *from,
		    struct why *w) SN_CHECK;

/*
 * The last day to ship for a delivery on deliver_on that takes so many
 * days, but never before first, the first possible one: then that is *out,
 * and *late says that it comes too late.
 *
 * SN_INVALID	a date is none, or the days are fewer than 0
 */
enum status	shipday_back(char out[DATE_SIZE], bool *late,
		    const struct shipday *how, const char *deliver_on,
		    int days, const char *first, struct why *w) SN_CHECK;

/*
 * The cut-off that a list of "15:00" and "sat 12:00" gives each weekday; a
 * day's own stands over the general one.  SN_INVALID: one is neither.
 */
enum status	shipday_cutoff(const char *cutoff[7], const char *text)
		    SN_CHECK;

/* The number of a weekday called mon ... sun, 0 for Sunday; -1: none. */
int		shipday_weekday(const char *name);

#endif
