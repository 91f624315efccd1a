#ifndef STORE_BOARD_H
#define STORE_BOARD_H

#include "store/next.h"

/*
 * What stands where, and what is next: the board of sn(1).  Shipments that
 * are done or cancelled are only counted.  Of a bundle the parent counts.
 */

/* Shipments of one status and route. */
struct board_count {
	const char	*status, *route;
	int64_t		 n;
};

struct board {
	struct board_count	*count;
	size_t			 ncount, capcount;
	struct next		 next;
	int64_t			 done, cancelled;
	int64_t			 stopped;	/* by an open finding of severity
						   error or warning */
	int64_t			 late;		/* deadlines that have passed */
	int64_t			 failed;	/* effects that failed, or that
						   nobody knows of */
	int64_t			 letters;	/* to be answered */
};

/* Fill in the board; its strings live in a. */
enum status	store_board(struct board *out, struct store *s,
		    const struct next_frame *f, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
