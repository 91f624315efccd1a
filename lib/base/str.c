#include <err.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { FIRST = 256 };

/* Room for n more bytes and a NUL. */
static void
reserve(struct str *s, size_t n)
{
	size_t cap = s->cap == 0 ? FIRST : s->cap;

	if (n > SIZE_MAX / 4 || s->len > SIZE_MAX / 4)
		errx(status_exit(SN_IO), "allocation of %zu bytes refused", n);
	while (cap < s->len + n + 1)
		cap *= 2;
	if (cap == s->cap)
		return;
	if ((s->p = realloc(s->p, cap)) == NULL)
		err(status_exit(SN_IO), NULL);
	s->cap = cap;
}

void
str_add(struct str *s, const char *p, size_t n)
{
	reserve(s, n);
	if (n > 0)
		memcpy(s->p + s->len, p, n);
	s->len += n;
	s->p[s->len] = '\0';
}

void
str_puts(struct str *s, const char *text)
{
	str_add(s, text, strlen(text));
}

void
str_putc(struct str *s, char c)
{
	str_add(s, &c, 1);
}

void
str_addf(struct str *s, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		err(status_exit(SN_IO), NULL);
	reserve(s, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(s->p + s->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	s->len += (size_t)n;
}

const char *
str_text(const struct str *s)
{
	return s->p != NULL ? s->p : "";
}

void
str_reset(struct str *s)
{
	s->len = 0;
	if (s->p != NULL)
		s->p[0] = '\0';
}

void
str_free(struct str *s)
{
	free(s->p);
	*s = (struct str)STR_INIT;
}
