#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/status.h"

/* A time as it is stored and shown: Japan Standard Time, no offset. */
struct stamp {
	char	text[sizeof("2026-12-24T09:30:00")];
};

/*
 * The time now.  $SN_NOW, in the form above, stands in its place in tests
 * and replays.
 *
 * SN_USAGE	$SN_NOW is no such time
 */
enum status	clock_now(struct stamp *out, struct why *w) SN_CHECK;

/* Today as YYYY-MM-DD: the first ten characters of clock_now(). */
enum status	clock_today(char out[11], struct why *w) SN_CHECK;

#endif
