#ifndef STORE_ACK_H
#define STORE_ACK_H

#include "conf/checks.h"
#include "store/store.h"

/*
 * The findings that stand against shipments, and against their orders as a
 * whole, as people look at them and call them right.
 */

/* A finding; it lives for the call that it is given to. */
struct standing {
	const char	*shipment;	/* NULL: the whole order */
	const char	*order;		/* shop:number */
	const char	*code, *severity, *field, *saw, *expected, *source;
	const char	*state, *ack_by, *ack_why;
};
typedef enum status standing_fn(const struct standing *f, void *arg,
		    struct why *w);

/*
 * Call fn for each finding that stands against the n shipments: in the
 * order of these, the severest first.
 */
enum status	standing_each(struct store *s, const int64_t *id, size_t n,
		    standing_fn *fn, void *arg, struct why *w) SN_CHECK;

/* How many of a code stand, the severest first, as an array of *n in a. */
struct standing_count {
	const char	*code, *severity;
	int64_t		 open, acked;
};
enum status	standing_counts(struct standing_count **out, size_t *nout,
		    struct store *s, const int64_t *id, size_t n,
		    struct arena *a, struct why *w) SN_CHECK;

/* What a person says of findings. */
struct ack {
	const char	*who, *why;
	bool		 back;		/* take it back: they are open again */
};

/*
 * Acknowledge the open findings of that code (NULL: of all) against n
 * shipments and their orders, or take that back; *done counts them.  What a
 * check can learn is kept, or forgotten: see check.learn.
 */
enum status	standing_ack(int64_t *done, struct store *s,
		    const struct checks *checks, const char *code,
		    const struct ack *ack, const int64_t *id, size_t n,
		    struct why *w) SN_CHECK;

#endif
