#ifndef ORDER_LEADTIME_H
#define ORDER_LEADTIME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

/*
 * How many days a carrier takes from one prefecture to another, and the
 * first slot of the day of arrival: the lines of leadtime.tsv, of which the
 * last that fits counts.  sn-calendar(1) has the form of the file.
 */
struct leadtime;

enum { LEADTIME_MAX = 60 };	/* days */

/* An empty table in a. */
struct leadtime	*leadtime_new(struct arena *a);

/*
 * Add the lines of a file, of which name is for messages, behind those that
 * are there.
 *
 * SN_USAGE	a line is wrong: w says which
 */
enum status	leadtime_add(struct leadtime *t, const char *name,
		    const char *text, size_t len, struct why *w) SN_CHECK;

/*
 * The days from a prefecture to another, and where slot is not NULL, the
 * earliest slot on that day, "none" for any.  carrier and service may be
 * NULL: then only lines for any of them fit.  -1: no line fits, or a
 * prefecture is not known (or NULL).
 */
int		leadtime_days(const char **slot, const struct leadtime *t,
		    const char *carrier, const char *service,
		    const char *from, const char *to);

/* One line, for who reads the table. */
struct leadtime_line {
	const char	*carrier, *service, *from, *to;	/* "*": any */
	int		 days;
	const char	*slot;		/* "none": any */
	const char	*file;
	unsigned	 line;
};

/* Line i from 0; NULL when there are no more. */
const struct leadtime_line *leadtime_line(const struct leadtime *t, size_t i);

/*
 * Whether a line counts between two prefectures, leaving out whose carrier
 * it is.
 */
bool		leadtime_fits(const struct leadtime *t, size_t i,
		    const char *from, const char *to);

/* Whether the table knows a prefecture of that name. */
bool		leadtime_knows(const struct leadtime *t, const char *pref);

/*
 * Whether a parcel that is there from the slot earliest on cannot be
 * delivered in slot any more.  NULL and "none" are any.
 */
bool		leadtime_too_early(const char *slot, const char *earliest);

#endif
