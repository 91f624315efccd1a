#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* A fuzzer: reads the bytes in its own way and returns 0, or dies. */
int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* What must hold whatever the input is; not assert(), for NDEBUG. */
#define MUST(e) do {							\
	if (!(e)) {							\
		fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #e);	\
		abort();						\
	}								\
} while (0)

#endif
