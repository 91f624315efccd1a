#ifndef STORE_NOTE_H
#define STORE_NOTE_H

#include "store/store.h"

/* What staff wrote to an order. */
struct note {
	const char	*at, *who, *text;
};

/* The notes of an order, oldest first, as an array of *n in a. */
enum status	note_list(struct note **out, size_t *n, struct store *s,
		    int64_t order, struct arena *a, struct why *w) SN_CHECK;

/* A value of ours that differs from what the mall says. */
struct differing {
	const struct table	*table;
	const struct column	*column;
	int64_t			 id;
	const char		*theirs;	/* NULL: nothing */
};

/*
 * What differs in an order and in all that hangs off it, as an array of *n
 * in a.  Times and states that only we know are among it.
 */
enum status	theirs_list(struct differing **out, size_t *n,
		    struct store *s, int64_t order, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
