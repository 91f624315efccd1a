#include <sys/types.h>

#include <sha2.h>

#include "data/digest.h"

void
digest_bytes(struct digest *out, const void *p, size_t n)
{
	SHA256Data(p, n, out->text);
}

uint64_t
hash_bytes(uint64_t h, const void *p, size_t n)
{
	const unsigned char *c = p;
	size_t i;

	for (i = 0; i < n; i++)
		h = (h ^ c[i]) * UINT64_C(1099511628211);
	return h;
}
