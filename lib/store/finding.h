#ifndef STORE_FINDING_H
#define STORE_FINDING_H

#include "store/store.h"

/*
 * Open a finding: f has orders or shipment, code, severity and what else is
 * known; id, state, opened_at and the order of the shipment are filled in.
 * One that stands of the same order, shipment, code and field is brought up
 * to date instead; one that a person acknowledged opens again, unless it has
 * the same saw and expected.
 */
enum status	finding_open(struct store *s, struct finding *f,
		    struct why *w) SN_CHECK;

/* Close the open findings of that code on an order (field NULL: any). */
enum status	finding_close(struct store *s, int64_t order,
		    const char *code, const char *field, struct why *w)
		    SN_CHECK;

/*
 * Close the open findings that what was done here has answered: of orders
 * cancelled at the mall that are cancelled now, and of orders shipped there
 * of which nothing is left to ship.
 */
enum status	finding_settle(struct store *s, struct why *w) SN_CHECK;

#endif
