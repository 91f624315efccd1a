#ifndef CLI_REASON_H
#define CLI_REASON_H

#include "cli/cmd.h"
#include "store/origin.h"

/* Answers to "why", on their way to out. */
struct reason {
	FILE		*out;
	bool		 ndjson;
	int64_t		 order, shipment;	/* NUM_NULL: all of the order */
	size_t		 told;		/* values told of the field at hand */

	/* More about each shipment that stands somewhere; NULL: no more. */
	enum status	 (*more)(int64_t shipment, void *arg, struct why *w);
	void		*arg;
};

/* The order, and the shipment if operand is one; as history_find(). */
enum status	reason_find(struct reason *r, struct store *s,
		    const char *operand, struct why *w) SN_CHECK;

/*
 * Where a field's values came from.
 *
 * SN_NOTFOUND	nothing there has such a field
 */
enum status	reason_field(struct reason *r, struct store *s,
		    const struct field *f, struct why *w) SN_CHECK;

/* Why the shipments stand where they stand. */
enum status	reason_standing(struct reason *r, struct store *s,
		    struct why *w) SN_CHECK;

#endif
