#ifndef FORMAT_PREF_H
#define FORMAT_PREF_H

#include <stddef.h>

/*
 * The prefecture that text means: 沖縄, 沖縄県, JP-47 or Okinawa is 沖縄県.
 * NULL when it means none.
 */
const char	*pref_find(const char *text);

/* The prefecture whose full name begins text; *len is its length in bytes. */
const char	*pref_prefix(const char *text, size_t *len);

#endif
