#ifndef STORE_WHOLE_H
#define STORE_WHOLE_H

/* For files in lib/store only. */

#include "base/clock.h"
#include "order/split.h"
#include "store/query.h"

/* A shipment whose goods go elsewhere. */
struct whole {
	struct store		*store;
	struct shipment		 sh;
	struct split_plan	 plan;	/* its goods; no parts yet */
	int64_t			*row;	/* of shipment_line, of each piece */
	struct stamp		 now;
	struct arena		 arena;
};

/*
 * Read it, with what the item master knows of temperatures.  whole_close()
 * gives back what it holds, also after a failure.
 *
 * SN_NOTFOUND	no such shipment
 * SN_CONFLICT	it is cancelled, done or bundled into another, or it has its
 *		label and force is false
 */
enum status	whole_open(struct whole *p, struct store *s, int64_t id,
		    bool force, struct why *w) SN_CHECK;

/* The same of any shipment, whatever became of it; or without its goods. */
enum status	whole_read(struct whole *p, struct store *s, int64_t id,
		    bool goods, struct why *w) SN_CHECK;
void		whole_close(struct whole *p);

/* So many of a piece go to the shipment to, which may have some of it. */
enum status	whole_give(struct whole *p, size_t piece, int64_t to,
		    int64_t quantity, struct why *w) SN_CHECK;

#endif
