#ifndef ORDER_SHOWN_H
#define ORDER_SHOWN_H

#include "base/arena.h"

/*
 * Named values of a record, for formats that are written: the format's
 * names are looked up once, the values for each record.
 */

/* NULL text is none.  tail belongs to text, and stays when that is cut. */
struct shown {
	const char	*text;
	const char	*tail;		/* NULL: none */
};

struct source {
	/* The value of that name, living in a, or NULL: there is none. */
	const void	*(*find)(const char *name, struct arena *a);
	/* What it is in rec; the text may live in a. */
	void		 (*get)(struct shown *out, const void *value,
			    const void *rec, struct arena *a);
};

#endif
