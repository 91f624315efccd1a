#ifndef STORE_OUTBOX_ROW_H
#define STORE_OUTBOX_ROW_H

/* For files in lib/store only. */

#include "store/outbox.h"
#include "store/query.h"

/*
 * Take the row that q stands on: id, op, key, kind, channel, target, title,
 * orders, shipment, state, payload, result, error, attempts, made_at,
 * next_at, claimed_at, done_at.
 */
void		effect_read(struct effect *e, struct query *q,
		    struct arena *a);

#endif
