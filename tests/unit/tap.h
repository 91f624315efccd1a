#ifndef UNIT_TAP_H
#define UNIT_TAP_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/*
 * The Test Anything Protocol for prove(1).  main() returns TAP_END, which
 * prints the plan and is 1 if any test failed.
 */
static int tap_tests, tap_failed;

static inline void
tap_ok(bool good, const char *what, const char *file, int line)
{
	tap_tests++;
	printf("%sok %d - %s\n", good ? "" : "not ", tap_tests, what);
	if (!good) {
		tap_failed++;
		printf("# failed at %s:%d\n", file, line);
	}
}

static inline void
tap_streq(const char *got, const char *want, const char *file, int line)
{
	bool good = got != NULL && want != NULL && strcmp(got, want) == 0;

	tap_ok(good, want == NULL ? "NULL" : want, file, line);
	if (!good)
		printf("# got %s\n", got == NULL ? "NULL" : got);
}

static inline int
tap_end(void)
{
	printf("1..%d\n", tap_tests);
	return tap_failed > 0;
}

#define OK(e)		tap_ok((e), #e, __FILE__, __LINE__)
#define STREQ(got, want) tap_streq((got), (want), __FILE__, __LINE__)
#define TAP_END		tap_end()

#endif
