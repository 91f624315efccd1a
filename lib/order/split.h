#ifndef ORDER_SPLIT_H
#define ORDER_SPLIT_H

#include <stdbool.h>

#include "order/model.h"

/*
 * How one shipment becomes several: what a person or a rule asks for, and
 * which goods go where.
 */
enum split_by {
	SPLIT_TEMP,		/* what cannot travel at one temperature */
	SPLIT_AVAILABLE,	/* what is there now, the rest by its date */
	SPLIT_DELIVER,		/* what ships alone, or comes too late for
				   the delivery date */
	SPLIT_PARCELS,		/* at most so many items each */
	SPLIT_LINE		/* the lines and quantities named */
};

struct split_line {
	const char	*line;		/* code, SKU, name or number */
	int64_t		 quantity;	/* NUM_NULL: all of it */
};

struct split {
	enum split_by		 by;
	int64_t			 most;	/* of SPLIT_PARCELS */
	const struct split_line	*line;	/* of SPLIT_LINE */
	size_t			 n;
	bool			 whole;	/* of SPLIT_LINE: nothing need stay */
};

/*
 * Read "temp", "available", "deliver", "parcels-of 3" or
 * "line MIKAN-5:2,3".  Strings live in a.
 *
 * SN_USAGE	it is none of these
 */
enum status	split_parse(struct split *out, const char *text,
		    struct arena *a, struct why *w) SN_CHECK;

/* The lines and quantities alone: "MIKAN-5:2,3". */
enum status	split_lines(struct split_line **out, size_t *n,
		    const char *text, struct arena *a, struct why *w)
		    SN_CHECK;

/* Some of a line in the shipment that is split. */
struct split_piece {
	const struct line	*line;	/* with what the item master knows */
	const char		*tolerates; /* temperatures, or NULL */
	int64_t			 quantity;
	int64_t			*part;	/* by split_plan(): how many go to
					   each part but the first */
};

/* What a part gets besides its goods; NULL: as the shipment has it. */
struct split_part {
	const char	*temperature, *ship_date;
	bool		 no_date;	/* its delivery date cannot be met */
};

struct split_plan {
	struct split_piece	*piece;
	size_t			 n;
	struct split_part	*part;
	size_t			 nparts;	/* 1: nothing to split */
};

/*
 * Share the pieces, with quantities above 0, among parts.  Parts of a set go
 * where the set goes; fees and discounts, and what is unknown, stay with the
 * first.
 *
 * SN_NOTFOUND	a line that is named is not among them
 * SN_INVALID	it is more than one, more of it than there is, or nothing
 *		would stay
 */
enum status	split_plan(struct split_plan *p, const struct split *how,
		    const struct shipment *sh, const char *today,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
