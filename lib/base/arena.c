#include <err.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum {
	BLOCK = 32 * 1024,	/* holds a whole order, so reset frees nothing */
	FIRST_CAP = 16,		/* elements of an array that grows */
	SHORT = 256		/* bytes: most texts are formatted once */
};

struct arena_block {
	struct arena_block	*next;
	size_t			 used;
	size_t			 size;
	alignas(max_align_t) unsigned char data[];
};

static struct arena_block *
block_new(struct arena *a, size_t n)
{
	size_t size = n > BLOCK ? n : BLOCK;
	struct arena_block *b;

	if ((b = malloc(sizeof(*b) + size)) == NULL)
		err(status_exit(SN_IO), NULL);
	b->next = a->head;
	b->used = 0;
	b->size = size;
	a->head = b;
	return b;
}

/* Memory for any type, as it is. */
static void *
take(struct arena *a, size_t n)
{
	struct arena_block *b = a->head;
	void *p;

	if (n > SIZE_MAX / 2)
		errx(status_exit(SN_IO), "allocation of %zu bytes refused", n);
	n = ((n == 0 ? 1 : n) + alignof(max_align_t) - 1) &
	    ~(alignof(max_align_t) - 1);
	if (b == NULL || b->size - b->used < n)
		b = block_new(a, n);
	p = b->data + b->used;
	b->used += n;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return memset(take(a, n), 0, n);
}

char *
arena_strndup(struct arena *a, const char *p, size_t n)
{
	char *s = take(a, n + 1);

	memcpy(s, p, n);
	s[n] = '\0';
	return s;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return s == NULL ? NULL : arena_strndup(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	char buf[SHORT];
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(buf, sizeof(buf), fmt, ap);
	va_end(ap);
	if (n < 0)
		err(status_exit(SN_IO), NULL);
	if ((size_t)n < sizeof(buf))
		return arena_strndup(a, buf, (size_t)n);
	s = take(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return s;
}

void *
arena_grow(struct arena *a, void *p, size_t n, size_t *cap, size_t size)
{
	void *grown;

	if (n < *cap)
		return p;
	*cap = *cap == 0 ? FIRST_CAP : 2 * *cap;
	grown = arena_alloc(a, *cap * size);
	if (n > 0)
		memcpy(grown, p, n * size);
	return grown;
}

void
arena_reset(struct arena *a)
{
	struct arena_block *b;

	while ((b = a->head) != NULL && b->next != NULL) {
		a->head = b->next;
		free(b);
	}
	if (b != NULL)
		b->used = 0;
}

void
arena_free(struct arena *a)
{
	struct arena_block *b;

	while ((b = a->head) != NULL) {
		a->head = b->next;
		free(b);
	}
}
