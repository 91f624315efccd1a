#ifndef DATA_HEAD_H
#define DATA_HEAD_H

#include "base/arena.h"
#include "data/blob.h"

/*
 * The comments at the head of a data file of SQL, "-- key: value", one a
 * line, up to the first line that is no comment.
 */
struct head {
	const char	*key, *value;	/* of the line read last, in the arena */
	const char	*next;		/* where to go on */
	struct arena	*arena;
};

/* Read the head of b from its first line on. */
void		head_open(struct head *h, const struct blob *b,
		    struct arena *a);

/* The next line; comments that have no key are passed over. */
bool		head_next(struct head *h);

/*
 * The name of the file: what stands between dir and suffix in the name of
 * b, in a; NULL when it lies elsewhere.
 */
const char	*head_name(const struct blob *b, const char *dir,
		    const char *suffix, struct arena *a);

#endif
