#ifndef STORE_NAMED_H
#define STORE_NAMED_H

#include "store/store.h"

/* A shipment, or several, as a person or a pipe names them. */
struct named {
	int64_t		 id;	/* of a shipment, or NUM_NULL: see text */
	const char	*text;	/* shop:number or order=N */
	unsigned long	 line;	/* of standard input; 0: an operand */
};

/* Whether text is a name: digits only, shop:number or order=N. */
bool		 named_parse(struct named *out, const char *text,
		    struct arena *a);

/*
 * Called for each shipment found, and with id NUM_NULL for a name that the
 * store does not know, which why tells.
 */
typedef enum status named_fn(int64_t id, const struct named *name,
		    const struct why *why, void *arg);

/* Find what the names mean, in their order, in one state of the store. */
enum status	 named_each(struct store *s, const struct named *name,
		    size_t n, named_fn *fn, void *arg, struct why *w)
		    SN_CHECK;

#endif
