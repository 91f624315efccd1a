#ifndef BASE_STR_H
#define BASE_STR_H

#include <stddef.h>

#include "base/status.h"

/*
 * A growing string, always ended by a NUL once something was added; p is
 * NULL before.  Out of memory ends the process, as in arena.h.
 */
struct str {
	char	*p;
	size_t	 len;
	size_t	 cap;
};

#define STR_INIT { NULL, 0, 0 }

void	 str_add(struct str *s, const char *p, size_t n);
void	 str_puts(struct str *s, const char *text);
void	 str_putc(struct str *s, char c);
void	 str_addf(struct str *s, const char *fmt, ...) SN_PRINTF(2, 3);

/* The text, "" when nothing was added; valid until the next change. */
const char *str_text(const struct str *s);

/* Empty it and keep the memory, or give the memory back. */
void	 str_reset(struct str *s);
void	 str_free(struct str *s);

#endif
