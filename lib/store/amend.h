#ifndef STORE_AMEND_H
#define STORE_AMEND_H

#include "order/edit.h"
#include "store/store.h"

/*
 * Edits of one run, made to many shipments.  One that concerns the order or
 * the destination is made to it once, however many of its shipments come.
 */
struct amend {
	struct store		*store;
	const struct edit	*edit;
	size_t			 n;
	bool			 force;		/* done and cancelled ones too */
	struct amend_seen	*seen;		/* a set for each edit */
	struct arena		 arena;
};

/* edit is borrowed; am is given back with amend_free(). */
void		amend_init(struct amend *am, struct store *s,
		    const struct edit *edit, size_t n);
void		amend_free(struct amend *am);

/*
 * Make all edits to a shipment, or none.  Ours changes, and the mall's value
 * is kept; quantities in the shipments follow those of the line, and labels
 * that show something else now are found.
 *
 * SN_NOTFOUND	no such shipment, or nothing in it that brackets name
 * SN_INVALID	a field names one of several, or the result does not fit
 * SN_CONFLICT	it is done or cancelled, and edits are more than tags and
 *		memo
 */
enum status	amend(struct amend *am, int64_t shipment, struct why *w)
		    SN_CHECK;

/* Compute the sums of what was edited, for those who read them now. */
enum status	amend_sums(struct amend *am, struct why *w) SN_CHECK;

#endif
