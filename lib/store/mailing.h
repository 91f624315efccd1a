#ifndef STORE_MAILING_H
#define STORE_MAILING_H

#include "order/tree.h"
#include "store/store.h"

/*
 * What a mail to a buyer depends on besides the order itself.
 */

/* Which purchase of its buyer an order is, as in sn-query(7). */
enum status	mailing_purchases(int64_t *out, struct store *s,
		    int64_t order, struct why *w) SN_CHECK;

/*
 * The code of an open finding, error or warning, that stands against the
 * order or that shipment of it (NUM_NULL: any), in a; NULL: there is none.
 */
enum status	mailing_stop(const char **code, struct store *s,
		    int64_t order, int64_t shipment, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Whether a mail of that key stands, or one like it that was made by hand
 * again ("key #2"): *last is the highest number, 0 for none.  Those that
 * were cancelled do not count.
 */
enum status	mailing_last(int64_t *last, struct store *s, const char *key,
		    struct why *w) SN_CHECK;

/*
 * The shipment that one is bundled into, with its order, in a.
 *
 * SN_NOTFOUND	there is no such shipment
 */
struct mailing_parent {
	struct tree	 tree;
	size_t		 shipment;	/* position in tree */
};
enum status	mailing_parent(struct mailing_parent *out, struct store *s,
		    int64_t parent, struct arena *a, struct why *w) SN_CHECK;

/* Whether other shipments are bundled into it. */
enum status	mailing_shared(bool *out, struct store *s, int64_t shipment,
		    struct why *w) SN_CHECK;

/*
 * The latest orders, each with its first shipment, as an array of *n in a;
 * limit 0 is all.
 */
struct mailing_order {
	int64_t	id, shipment;
};
enum status	mailing_orders(struct mailing_order **out, size_t *n,
		    struct store *s, int64_t limit, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
