/*
 * Any remarks: the wish is in its normal form, and lines outside of its
 * blocks are all kept.
 */
#include <string.h>

#include "text/remarks.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	const char *s = arena_strndup(&a, (const char *)data, n);
	const char *slot, *rest, *normal, *again;
	char date[DATE_SIZE];
	enum status st;

	st = remarks_wish(s, date, &slot, &rest, &a);
	MUST(strlen(rest) <= strlen(s));
	MUST((st == SN_OK || st == SN_SOME) ==
	    (date[0] != '\0' || slot != NULL));
	MUST(date[0] == '\0' || date_weekday(date) >= 0);
	if (strchr(s, '[') == NULL && strstr(s, "［") == NULL)
		MUST(strcmp(rest, s) == 0);
	if (slot != NULL) {
		MUST(slot_parse(&normal, slot, &a) == SN_OK);
		MUST(slot_parse(&again, normal, &a) == SN_OK);
		MUST(strcmp(normal, again) == 0);
	}
	if (slot_parse(&normal, s, &a) == SN_OK) {
		MUST(slot_parse(&again, normal, &a) == SN_OK);
		MUST(strcmp(normal, again) == 0);
	}
	arena_free(&a);
	return 0;
}
