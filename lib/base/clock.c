#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/i18n.h"

enum { JST_EAST = 9 * 60 * 60 };	/* seconds; Japan has no summer time */

static const char form[] = "%Y-%m-%dT%H:%M:%S";

/* strptime(3) takes February 30. */
static bool
exists(struct tm tm)
{
	struct tm same = tm;

	(void)timegm(&same);
	return same.tm_mday == tm.tm_mday && same.tm_sec == tm.tm_sec;
}

enum status
clock_now(struct stamp *out, struct why *w)
{
	const char *fixed = getenv("SN_NOW"), *end;
	struct tm tm;
	time_t t;

	memset(&tm, 0, sizeof(tm));
	if (fixed != NULL && *fixed != '\0') {
		end = strptime(fixed, form, &tm);
		if (end == NULL || *end != '\0' || strlen(fixed) !=
		    sizeof(out->text) - 1 || !exists(tm))
			return fail(w, SN_USAGE, _("SN_NOW: %s: not a time "
			    "like 2026-12-24T09:30:00"), fixed);
	} else {
		t = time(NULL) + JST_EAST;
		gmtime_r(&t, &tm);
	}
	strftime(out->text, sizeof(out->text), form, &tm);
	return SN_OK;
}

enum status
clock_today(char out[11], struct why *w)
{
	struct stamp now;
	enum status st;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	memcpy(out, now.text, 10);
	out[10] = '\0';
	return SN_OK;
}
