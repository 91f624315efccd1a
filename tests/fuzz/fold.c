/*
 * Any text folded: the result is UTF-8, and folding it again changes
 * nothing.  Widths and breaks lose no character that is not blank.
 */
#include <string.h>

#include "text/fold.h"
#include "text/kana.h"
#include "text/utf8.h"
#include "text/width.h"
#include "fuzz.h"

static void
folds(const char *s, struct arena *a)
{
	const char *f = fold_text(s, a);

	MUST(utf8_valid(f, strlen(f)));
	MUST(strcmp(fold_text(f, a), f) == 0);
	f = fold_width(s, a);
	MUST(utf8_valid(f, strlen(f)));
	MUST(strcmp(fold_width(f, a), f) == 0);
	f = fold_header(s, a);
	MUST(utf8_valid(f, strlen(f)));
	f = fold_digits(s, a);
	MUST(strspn(f, "0123456789") == strlen(f));
	f = kana_half(s, a);
	MUST(utf8_valid(f, strlen(f)));
	f = kana_full(s, a);
	MUST(utf8_valid(f, strlen(f)));
	MUST(strlen(kana_kata(s, a)) == strlen(s));
}

static void
breaks(const char *s, struct arena *a, size_t width)
{
	static const size_t fields = 3;
	const size_t max[] = { width, width + 3, width };
	struct str part[3] = { STR_INIT, STR_INIT, STR_INIT };
	struct str all = STR_INIT, cut = STR_INIT;
	size_t i;

	const char *rest = width_break(part, max, fields, UNIT_HALF, s);

	for (i = 0; i < fields; i++) {
		MUST(width_units(str_text(&part[i]), UNIT_HALF) <= max[i]);
		str_puts(&all, str_text(&part[i]));
	}
	str_puts(&all, rest);
	MUST(strcmp(fold_text(str_text(&all), a), fold_text(s, a)) == 0);
	width_pad(&cut, s, (int)width, ALIGN_RIGHT);
	MUST(width_terminal(str_text(&cut)) == (int)width);
	for (i = 0; i < fields; i++)
		str_free(&part[i]);
	str_free(&all);
	str_free(&cut);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	const char *s;

	if (n == 0)
		return 0;
	s = arena_strndup(&a, (const char *)data + 1, n - 1);
	folds(s, &a);
	/* A blank taken out from between broken bytes would mend them. */
	if (utf8_valid(s, strlen(s)))
		breaks(s, &a, data[0] % 40);
	arena_free(&a);
	return 0;
}
