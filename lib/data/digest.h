#ifndef DATA_DIGEST_H
#define DATA_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* SHA-256 as lower-case hexadecimal digits. */
struct digest {
	char	text[65];
};

void		digest_bytes(struct digest *out, const void *p, size_t n);

/*
 * A 64-bit hash that goes on from h, for telling whether two things are
 * likely the same; not for secrets, and not the same on machines of another
 * byte order.  Start with HASH_START.
 */
#define HASH_START UINT64_C(14695981039346656037)
uint64_t	hash_bytes(uint64_t h, const void *p, size_t n);

#endif
