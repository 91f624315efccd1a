#ifndef STORE_CHECKED_H
#define STORE_CHECKED_H

#include "store/store.h"

/*
 * Which shipments were checked after their last change.  inspect() leaves a
 * mark on what it looked at; what happens to an order later makes the marks
 * of all its shipments stale, which the log tells.  Findings do not, nor
 * what only records what we did, such as that the mall was told.
 */

/*
 * Forget the marks that are stale, within a run.  Each row of the log is
 * read once, by whoever asks first.
 */
enum status	checked_settle(struct store *s, struct why *w) SN_CHECK;

/*
 * Read the log without forgetting any mark, as readers must.  The functions
 * below do so themselves, and so do queries for the field checked.
 */
enum status	checked_look(struct store *s, struct why *w) SN_CHECK;

/*
 * Whether nothing of the shipment's order changed, as checked_look() saw it,
 * since the log had come to seq.
 */
bool		checked_fresh(const struct store *s, int64_t shipment,
		    int64_t seq);

/* How many shipments that are to leave are not checked. */
enum status	checked_missing(int64_t *n, struct store *s, struct why *w)
		    SN_CHECK;

/* The same, as an array of *n ids in a, bundles by their parents. */
enum status	checked_missing_ids(int64_t **out, size_t *n,
		    struct store *s, struct arena *a, struct why *w)
		    SN_CHECK;

/* is[i] says whether id[i] is checked. */
enum status	checked_are(bool *is, struct store *s, const int64_t *id,
		    size_t n, struct why *w) SN_CHECK;

#endif
