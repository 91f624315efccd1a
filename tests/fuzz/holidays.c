/*
 * Any bytes as the published list of holidays: taken with its days in order
 * and in their form, or refused with a reason; and what any text is as a
 * day.
 */
#include <string.h>

#include "text/holiday.h"
#include "text/holidayfile.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct holiday *day = NULL;
	struct why w = { "" };
	size_t i, ndays = 0;

	if (holidays_read(&day, &ndays, (const char *)data, n, "list", &a,
	    &w) == SN_OK) {
		MUST(ndays >= 9);
		for (i = 0; i < ndays; i++) {
			MUST(date_weekday(day[i].day) >= 0);
			MUST(i == 0 || strcmp(day[i - 1].day, day[i].day) < 0);
			MUST(*day[i].name != '\0');
			(void)holiday_name(day[i].day);
		}
	} else
		MUST(strncmp(w.text, "list", 4) == 0);
	(void)holiday_name(arena_strndup(&a, (const char *)data, n));
	arena_free(&a);
	return 0;
}
