#ifndef TEXT_BASE64_H
#define TEXT_BASE64_H

#include <stddef.h>

#include "base/str.h"

/* Append the n bytes at p in base64 of RFC 4648, padded, in one line. */
void	base64_put(struct str *out, const void *p, size_t n);

#endif
