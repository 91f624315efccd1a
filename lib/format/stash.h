#ifndef FORMAT_STASH_H
#define FORMAT_STASH_H

#include <stdint.h>
#include <stdio.h>

#include "text/rows.h"
#include "base/arena.h"

/*
 * For files in lib/format only: rows put aside on disk, found again by
 * their keys.  Memory holds some forty bytes for each.
 */
struct stash_entry {
	uint64_t	hash;		/* of the key */
	uint64_t	at;		/* in the file */
	uint32_t	cells;
	uint32_t	line;
	uint32_t	number;
	bool		used;
};

struct stash {
	FILE			*f;
	struct stash_entry	*entry;
	size_t			 n, cap;
	uint64_t		 size;
};

/* Everything is zero before. */
enum status	stash_open(struct stash *s, struct why *w) SN_CHECK;
void		stash_close(struct stash *s);

enum status	stash_put(struct stash *s, const struct row *row,
		    const struct cell *key, struct why *w) SN_CHECK;

/* Once, when all rows are there: sort them by key, then as they came. */
void		stash_sort(struct stash *s);

/*
 * The positions of the entries in the order they came, to be freed by the
 * caller.
 */
enum status	stash_order(size_t **out, const struct stash *s,
		    struct why *w) SN_CHECK;

/* The first entry of that key's hash, and how many follow with the same. */
size_t		stash_find(const struct stash *s, const struct cell *key,
		    size_t *n);

/* Read a row back into a. */
enum status	stash_get(struct row *out, struct stash *s, size_t i,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
