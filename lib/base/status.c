#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/status.h"

/*
 * Text out of a file must not steer the terminal, and what was cut off must
 * not end amid a character.
 */
static void
tidy(struct why *w)
{
	size_t n = strlen(w->text), whole = n;
	char *p;

	for (p = w->text; *p != '\0'; p++)
		if (((unsigned char)*p < ' ' && *p != '\n') || *p == 0x7f)
			*p = '?';
	if (n < sizeof(w->text) - 1)
		return;
	while (whole > n - 4 && (w->text[whole - 1] & 0xc0) == 0x80)
		whole--;
	if ((w->text[whole - 1] & 0x80) != 0)
		w->text[whole - 1] = '\0';
}

enum status
fail(struct why *w, enum status st, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(w->text, sizeof(w->text), fmt, ap);
	va_end(ap);
	tidy(w);
	return st;
}

enum status
fail_at(struct why *w, enum status st, const char *fmt, ...)
{
	struct why inner = *w;
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	vsnprintf(w->text, sizeof(w->text), fmt, ap);
	va_end(ap);
	n = strlen(w->text);
	snprintf(w->text + n, sizeof(w->text) - n, ": %s", inner.text);
	tidy(w);
	return st;
}

int
status_exit(enum status st)
{
	switch (st) {
	case SN_OK:
		return 0;
	case SN_SOME:
		return 1;
	case SN_NOTFOUND:
	case SN_INVALID:
	case SN_USAGE:
		return 2;
	case SN_CONFLICT:
		return 3;
	case SN_DENIED:
		return 4;
	case SN_RETRY:
		return 5;
	case SN_IO:
		break;
	}
	return 6;
}

enum status
tally_end(const struct tally *t)
{
	if (t->refused == 0)
		return SN_OK;
	return t->done > 0 ? SN_SOME : SN_INVALID;
}
