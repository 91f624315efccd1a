#include <string.h>

#include "base/i18n.h"
#include "mail/hours.h"
#include "text/date.h"

enum { CLOCK = sizeof("08:00") - 1 };	/* of hours; as "T08:00:00" has it */

enum status
mail_hours_next(struct stamp *out, const char *hours, const char *now,
    struct why *w)
{
	const char *end = hours != NULL ? hours + CLOCK + 1 : NULL;
	const char *at = now + sizeof("2026-12-24");
	bool night, begun, over;

	if (time_add(out, now, 0) != SN_OK)
		return fail(w, SN_USAGE, _("%s: no such time"), now);
	if (hours == NULL)
		return SN_OK;
	night = strncmp(hours, end, CLOCK) > 0;
	begun = strncmp(at, hours, CLOCK) >= 0;
	over = strncmp(at, end, CLOCK) >= 0;
	if (night ? begun || !over : begun && !over)
		return SN_OK;
	if (begun && time_add(out, now, 24 * 60 * 60) != SN_OK)
		return fail(w, SN_USAGE, _("%s: no such time"), now);
	memcpy(out->text + sizeof("2026-12-24"), hours, CLOCK);
	memcpy(out->text + sizeof("2026-12-24T08:00"), "00", 2);
	return SN_OK;
}
