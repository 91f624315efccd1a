#ifndef TEXT_HOLIDAYFILE_H
#define TEXT_HOLIDAYFILE_H

#include "base/arena.h"
#include "base/status.h"
#include "text/date.h"

/* A day of a published list of holidays. */
struct holiday {
	char		 day[DATE_SIZE];
	const char	*name;
};

/*
 * Read the Cabinet Office's list of holidays: CSV of days and names under a
 * header, in CP932 or UTF-8.  *out is an array of *n in a, sorted by day;
 * name is the file's, for messages.
 *
 * SN_USAGE	it is no such list, a line of it is wrong, or a year has
 *		fewer days than every year has, so that it is not whole
 */
enum status	holidays_read(struct holiday **out, size_t *n,
		    const char *bytes, size_t len, const char *name,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
