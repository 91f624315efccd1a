#ifndef MAIL_VIEW_H
#define MAIL_VIEW_H

#include "conf/conf.h"
#include "order/tree.h"
#include "text/mustache.h"

/*
 * An order as templates see it, sn-template(5): every name in English, every
 * value as people in Japan read it.  Nothing here knows what is made of it.
 */

/* Where the parcel of a shipment that is bundled really is. */
struct view_parcel {
	const struct shipment	*with;	/* the parent; NULL: its own */
	struct tracking *const	*tracking; /* the parent's: n of them */
	size_t			 n;
	bool			 shared; /* others are bundled into this one */
};

struct view {
	const struct tree	*tree;
	const struct conf	*conf;
	const struct view_parcel *parcel;	/* for each shipment of tree;
						   NULL: nothing is bundled */
	int64_t			 shipment;	/* position of the one that it
						   is about; NUM_NULL: all */
	int64_t			 purchases;	/* of the buyer, with this one;
						   NUM_NULL: unknown */
	const char		*today;
};

/* The names at the root of a view, ended by a NULL name. */
extern const struct mustache_known view_known[];

/*
 * All of it, in a.  Shipments that are cancelled are left out, and so are
 * lines of which nothing is left, unless nothing is left of any.
 */
struct mustache_value	 view_make(const struct view *v, struct arena *a);

/* The words that templates are chosen by, see choose.h. */
const char	*view_method(const struct tree *t);	/* NULL: none */

/* What the shop is called in letters. */
const char	*view_shop_name(const struct conf *c, const char *shop);

#endif
