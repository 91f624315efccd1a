#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum {
	UTF8_MAX = 4,			/* bytes of the longest character */
	UTF8_BAD = 0xfffd		/* what a broken byte is read as */
};

/*
 * Read one code point from the n bytes at s into *out and return its
 * length, 1 to 4, or 0 where there is none: broken, cut short, over-long,
 * a surrogate, beyond U+10FFFF, or n is 0.
 */
size_t		 utf8_decode(uint32_t *out, const char *s, size_t n);

/* Write c to buf and return its length; c is a valid code point. */
size_t		 utf8_encode(char buf[UTF8_MAX], uint32_t c);

/* How many of the n bytes at s are ASCII and not NUL, up to the first not. */
size_t		 utf8_ascii(const char *s, size_t n);

/* Whether the n bytes at s are UTF-8 throughout.  NUL is a character. */
bool		 utf8_valid(const char *s, size_t n);

/*
 * The code point at *p, which is stepped over; 0 at the end of the string,
 * where *p stays.  A broken byte is UTF8_BAD and one step.
 */
uint32_t	 utf8_next(const char **p);

/* Append c; UTF8_BAD in place of what is no code point. */
void		 utf8_put(struct str *out, uint32_t c);

/* Code points in s. */
size_t		 utf8_count(const char *s);

#endif
