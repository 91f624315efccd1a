/*
 * Any bytes as an answer of the name system: what is read is bounded, and no
 * text has more than the answer.
 */
#include <string.h>

#include "http/dns.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const enum dns_type types[] = { DNS_A, DNS_MX, DNS_TXT };
	struct arena a = ARENA_INIT;
	const char **v;
	enum status st;
	struct why w;
	size_t i, k, count;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		st = dns_read(&v, &count, data, n, types[i], &a, &w);
		MUST(st == SN_OK || (st == SN_INVALID && count == 0));
		MUST(count <= DNS_RECORDS);
		for (k = 0; k < count; k++)
			MUST(v[k] != NULL && (types[i] != DNS_TXT ||
			    strlen(v[k]) <= n));
	}
	arena_free(&a);
	return 0;
}
