/*
 * Any text as a date, a number, a phone and a postal code: what is taken
 * is in its normal form, and the normal form is taken as itself.
 */
#include <string.h>

#include "text/date.h"
#include "text/number.h"
#include "text/phone.h"
#include "fuzz.h"

static void
dates(const char *s)
{
	char out[DATE_SIZE], again[DATE_SIZE];
	struct stamp t, u;

	if (date_parse(out, s) == SN_OK) {
		MUST(strlen(out) == DATE_SIZE - 1);
		MUST(date_parse(again, out) == SN_OK);
		MUST(strcmp(out, again) == 0);
		MUST(date_weekday(out) >= 0);
		MUST(time_parse(&t, s) == SN_OK);
		MUST(time_parse(&u, t.text) == SN_OK);
		MUST(strcmp(t.text, u.text) == 0);
		MUST(strncmp(t.text, out, DATE_SIZE - 1) == 0);
	}
	if (date_relative(out, s, "2026-01-31") == SN_OK) {
		MUST(date_add(again, "2026-01-31",
		    date_diff("2026-01-31", out)) == SN_OK);
		MUST(strcmp(out, again) == 0);
	}
}

static void
numbers(const char *s)
{
	char buf[NUMBER_SIZE];
	int64_t n, again;

	if (number_parse(&n, s) != SN_OK)
		return;
	MUST(number_parse(&again, number_yen(buf, n)) == SN_OK);
	MUST(n == again);
}

static void
phones(const char *s, struct arena *a)
{
	const char *out, *again;
	char zip[ZIP_SIZE], zip_again[ZIP_SIZE];
	struct why w;
	bool repaired;

	if (phone_clean(&out, s, &repaired, a, &w) == SN_OK) {
		MUST(phone_clean(&again, out, &repaired, a, &w) == SN_OK);
		MUST(!repaired && strcmp(out, again) == 0);
	}
	if (zip_clean(zip, s, &repaired, &w) == SN_OK) {
		MUST(zip_clean(zip_again, zip, &repaired, &w) == SN_OK);
		MUST(!repaired && strcmp(zip, zip_again) == 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	const char *s = arena_strndup(&a, (const char *)data, n);

	dates(s);
	numbers(s);
	phones(s, &a);
	arena_free(&a);
	return 0;
}
