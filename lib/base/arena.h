#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/status.h"

/*
 * An arena owns all strings and arrays of one record or one run; nothing
 * in it is freed alone.  Allocation cannot fail: when memory is out the
 * process ends with the status of SN_IO.
 */
struct arena {
	struct arena_block	*head;
};

#define ARENA_INIT { NULL }

/* Zeroed memory for any type, valid until the arena is reset. */
void	*arena_alloc(struct arena *a, size_t n);

/* A copy of s; NULL stays NULL. */
char	*arena_strdup(struct arena *a, const char *s);

/* A copy of the n bytes at p, and a NUL. */
char	*arena_strndup(struct arena *a, const char *p, size_t n);

char	*arena_printf(struct arena *a, const char *fmt, ...) SN_PRINTF(2, 3);

/*
 * Make room for one more element of size bytes in the array at p, which
 * holds n and has place for *cap.  Returns the array, moved when it grew.
 */
void	*arena_grow(struct arena *a, void *p, size_t n, size_t *cap,
	    size_t size);

/* Forget everything; one block is kept for the next record. */
void	 arena_reset(struct arena *a);

/* Give all memory back; a is as ARENA_INIT made it. */
void	 arena_free(struct arena *a);

#endif
