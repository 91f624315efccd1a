#ifndef STORE_IMPORT_H
#define STORE_IMPORT_H

#include "conf/conf.h"
#include "order/carried.h"
#include "order/tree.h"
#include "store/store.h"

/*
 * Orders come in: new ones are inserted, known ones are merged field by
 * field.  What the mall said last is the current value or, where ours
 * differs, its entry in theirs.  A field that the mall changed is taken
 * when ours is what the mall said; one that was edited here stays, and the
 * mall's change becomes a finding.
 *
 * Findings that are opened, each on the order or its shipment:
 *
 *	total-differs	the stated total is not what lines and charges make
 *	amount-unfixed	an amount is not fixed yet, or untaxed (note)
 *	wish-unclear	a delivery wish that has no normal form
 *	pay-unknown	a payment method that has no normal form
 *	mall-cancelled	cancelled at the mall, and not here
 *	cancel-asked	a cancellation waits for an answer
 *	mall-shipped	shipped at the mall, and not here
 *	mall-changed	the mall changed a field that was edited here
 *	line-gone	the mall no longer has a line; it counts as cancelled
 *	line-added	the mall added goods after the label
 *	line-moved	the mall sends a line to another destination
 *	destination-gone	the mall no longer sends part of it there
 *	label-changed	what the label shows has changed since
 */
struct import {
	struct store		*store;
	const struct conf	*conf;
	const char		*file;		/* name for the log */
	bool			 items;		/* there is an item master */
	bool			 because;	/* a reason is in force */
	unsigned long		 findings;	/* opened in this run */
};

enum import_outcome { IMPORT_NEW, IMPORT_UPDATED, IMPORT_UNCHANGED };

/* Start; file is the name that changes get as their reason. */
enum status	import_init(struct import *im, struct store *s,
		    const struct conf *conf, const char *file, struct why *w)
		    SN_CHECK;

/*
 * Bring one order of shop in.  t gets its shop, mall, statuses and routes.
 * A run is open.  On a status that does not stop the run, what this order
 * began was taken back.
 *
 * SN_INVALID	the order has no number, no destination or no line, or an
 *		amount or a quantity beyond reason
 */
enum status	import_order(enum import_outcome *out, struct import *im,
		    const struct conf_shop *shop, struct tree *t,
		    const struct carried *carried, struct why *w) SN_CHECK;

/*
 * Make the quantities of a line in its shipments fit what is ordered and
 * not cancelled.  What comes on top goes to the first shipment that has no
 * label; what falls away is taken from the last one first.
 */
enum status	store_line_fit(struct store *s, int64_t line, struct why *w)
		    SN_CHECK;

/* How many of a line are in shipments that have no label. */
enum status	store_line_open(int64_t *out, struct store *s, int64_t line,
		    struct why *w) SN_CHECK;

/* Take so many of a line from shipments that have no label. */
enum status	store_line_less(struct store *s, int64_t line, int64_t many,
		    struct why *w) SN_CHECK;

#endif
