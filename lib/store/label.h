#ifndef STORE_LABEL_H
#define STORE_LABEL_H

#include "conf/conf.h"
#include "order/label.h"
#include "store/store.h"

/*
 * What the store has at all, 0 or 1, within the transaction of a run: a
 * hundred thousand labels need not look for what is nowhere.
 */
struct label_facts {
	int64_t	bundles, items, errors;
	bool	whole;		/* for the caller to set: lines are wanted
				   with all their columns */
};
enum status	store_label_facts(struct label_facts *out, struct store *s,
		    struct why *w) SN_CHECK;

/*
 * Read a shipment and what is bundled into it, for label_compute(): trees
 * with the shipment's lines, payments and so on, not always the whole order.
 * Print names and temperatures of items stand in for missing ones of lines.
 * Carrier and service are the shipment's, else those of its shop; a carrier
 * still open is the one given here, which may be NULL.
 *
 * Of a shipment that is bundled itself only the name and out->bundled_into
 * are worth anything.
 *
 * SN_NOTFOUND	no such shipment
 */
enum status	store_label_get(struct label *out, struct store *s,
		    const struct conf *conf, const struct label_facts *facts,
		    int64_t shipment, const char *carrier, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Whether a label may be printed for it now: its status, and whether it had
 * one before.
 *
 * SN_CONFLICT	no, and w says why
 */
enum status	store_label_may(struct store *s, const struct label *l,
		    bool again, struct why *w) SN_CHECK;

/*
 * An open finding of severity error stands against any of its members.
 *
 * SN_CONFLICT	w names it
 */
enum status	store_label_findings(struct store *s, const struct label *l,
		    struct why *w) SN_CHECK;

/*
 * The label of l is printed: labelled_at, what it shows, ship date, and
 * carrier and service where they were open, on all members.  What was in
 * print moves to next.
 */
enum status	store_label_done(struct store *s, const struct label *l,
		    const char *next, const char *now, struct why *w)
		    SN_CHECK;

/*
 * Compare a shipment with its label, if it has one: open the finding
 * label-changed when the label shows something else, close it when it is
 * right (again).  For whoever changes what labels show.
 */
enum status	label_check(struct store *s, int64_t shipment, struct why *w)
		    SN_CHECK;

#endif
