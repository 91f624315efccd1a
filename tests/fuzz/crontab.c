/*
 * Any bytes as a crontab: every entry has a schedule of five fields or one
 * word, or none at all, and reads the same when it is written again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "conf/crontab.h"
#include "fuzz.h"

/* The line that says the same. */
static void
put_line(struct str *out, const struct crontab_entry *e)
{
	const char *p;

	str_addf(out, "%s ", e->when);
	for (p = e->command; *p != '\0'; p++) {
		if (*p == '%')
			str_putc(out, '\\');
		str_putc(out, *p);
	}
	str_putc(out, '\n');
}

static void
check(const struct crontab_entry *e, struct arena *a)
{
	struct crontab_entry *again;
	struct str line = STR_INIT;
	size_t i, n, blanks = 0;

	for (i = 0; e->when != NULL && e->when[i] != '\0'; i++)
		blanks += e->when[i] == ' ';
	for (i = 0; i < e->nword; i++)
		if (e->word[i] == NULL)
			abort();
	if (e->word[e->nword] != NULL || e->command == NULL || e->line == 0)
		abort();
	if (e->when == NULL)
		return;
	if (blanks != (*e->when == '@' ? 0 : 4))
		abort();
	/* a command may end in a backslash, or be gone before a % */
	if (*e->command == '\0' || strstr(e->command, "\\") != NULL)
		return;
	put_line(&line, e);
	crontab_read(&again, &n, str_text(&line), a);
	if (n != 1 || again->when == NULL ||
	    strcmp(again->when, e->when) != 0 ||
	    strcmp(again->command, e->command) != 0 ||
	    again->nword != e->nword)
		abort();
	str_free(&line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct crontab_entry *e;
	char *text = arena_strndup(&a, (const char *)data, size);
	size_t i, n;

	crontab_read(&e, &n, text, &a);
	for (i = 0; i < n; i++)
		check(&e[i], &a);
	arena_free(&a);
	return 0;
}
