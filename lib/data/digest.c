#include <sys/types.h>

#include <sha2.h>
#include <string.h>

#include "data/digest.h"

void
digest_bytes(struct digest *out, const void *p, size_t n)
{
	SHA256Data(p, n, out->text);
}

/* FNV-1a over words of eight bytes, mixed so that high bits count too. */
uint64_t
hash_bytes(uint64_t h, const void *p, size_t n)
{
	const unsigned char *c = p;
	uint64_t word;

	for (; n >= sizeof(word); n -= sizeof(word), c += sizeof(word)) {
		memcpy(&word, c, sizeof(word));
		h = (h ^ word) * UINT64_C(1099511628211);
		h ^= h >> 29;
	}
	for (; n > 0; n--)
		h = (h ^ *c++) * UINT64_C(1099511628211);
	return h ^ h >> 32;
}
