#ifndef FORMAT_RETURNS_H
#define FORMAT_RETURNS_H

#include "format/format.h"

/*
 * Files that bring tracking numbers back: formats of kind tracking.  Columns
 * are found by their headers, else by their place, for carriers let each
 * user lay such files out.
 */

/* One row; strings live until the function returns. */
struct returned {
	const char	*key;		/* of the label, "" for none */
	const char	*number;	/* digits and letters only; "" none */
	const char	*date;		/* YYYY-MM-DD, or NULL */
	unsigned long	 line;
	const char	*bad;		/* why the row is worth nothing, or
					   NULL */
};
typedef enum status returns_fn(const struct returned *r, void *arg,
		    struct why *w);

/*
 * The format whose headers the file of n bytes has.
 *
 * SN_USAGE	none of the tracking formats has such headers
 */
enum status	returns_recognise(struct format **out, const char *bytes,
		    size_t n, const char *dir, struct arena *a, struct why *w)
		    SN_CHECK;

/*
 * A format for any file with columns of those two headers, of whatever
 * carrier: its own carrier is NULL.
 *
 * SN_USAGE	the file has no such column
 */
enum status	returns_named(struct format **out, const char *key,
		    const char *number, const char *bytes, size_t n,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * Call fn for each row below the headers.  A status of fn that
 * status_stops() ends it.
 *
 * SN_USAGE	the file is no whole CSV file, or the format is wrong
 */
enum status	returns_read(const struct format *f, const char *bytes,
		    size_t n, returns_fn *fn, void *arg, struct why *w)
		    SN_CHECK;

#endif
