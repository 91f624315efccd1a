#ifndef STORE_PICK_H
#define STORE_PICK_H

#include "order/field.h"
#include "store/store.h"

/* Between the values of a field that a shipment has several of. */
#define PICK_BETWEEN '\037'

/*
 * The values of one row, NULL for none, in the order of the fields asked
 * for.  They last until the function returns.
 */
typedef enum status pick_fn(const char *const *value, void *arg,
		    struct why *w);

/*
 * Call fn for each of the n shipments, in their order; one that does not
 * exist is passed over.  With per_line it is called for each line of each
 * shipment, and fields of lines are of that line.  All comes from one state
 * of the store, whoever writes meanwhile.
 */
enum status	pick_each(struct store *s, const struct field *field,
		    size_t nfield, bool per_line, const int64_t *id, size_t n,
		    pick_fn *fn, void *arg, struct why *w) SN_CHECK;

#endif
