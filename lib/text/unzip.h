#ifndef TEXT_UNZIP_H
#define TEXT_UNZIP_H

#include "base/status.h"
#include "base/str.h"
#include "text/date.h"

enum { UNZIP_MAX = 128 << 20 };	/* bytes; KEN_ALL is 12 to 18 MiB */

/* Whether the n bytes begin as a zip archive does. */
bool		unzip_is(const char *bytes, size_t n);

/*
 * The one CSV file in the zip archive of n bytes, in out, and the day on
 * which it was written.
 *
 * SN_INVALID	the archive is damaged, or has not just one CSV file, or
 *		that is larger than UNZIP_MAX
 */
enum status	unzip_csv(struct str *out, char date[DATE_SIZE],
		    const char *bytes, size_t n, struct why *w) SN_CHECK;

#endif
