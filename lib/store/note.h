#ifndef STORE_NOTE_H
#define STORE_NOTE_H

#include "store/store.h"

/* What staff wrote to an order. */
struct note {
	int64_t		 id;
	const char	*order;		/* shop:number; NULL: see note_list() */
	const char	*at, *who, *text;
};

/* The notes of an order, oldest first, as an array of *n in a. */
enum status	note_list(struct note **out, size_t *n, struct store *s,
		    int64_t order, struct arena *a, struct why *w) SN_CHECK;

/* The same of all orders of n shipments, with the order of each. */
enum status	note_list_of(struct note **out, size_t *n, struct store *s,
		    const int64_t *id, size_t nid, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Write a note to each order of n shipments, once; *added is to how many.
 */
enum status	note_add(int64_t *added, struct store *s, const int64_t *id,
		    size_t n, const char *text, const char *who,
		    struct why *w) SN_CHECK;

/* SN_NOTFOUND: there is no such note. */
enum status	note_remove(struct store *s, int64_t id, struct why *w)
		    SN_CHECK;

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
