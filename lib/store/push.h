#ifndef STORE_PUSH_H
#define STORE_PUSH_H

#include "conf/conf.h"
#include "order/label.h"
#include "store/store.h"

/* What a mall is told of at once. */
enum push_scope { PUSH_SHIPMENT, PUSH_DESTINATION, PUSH_ORDER };

/*
 * Read what a mall is told of a shipment: the whole order, and carrier,
 * service and numbers of the parcel that the shipment is in.  With a wider
 * scope, the numbers of all shipments in it.
 *
 * SN_NOTFOUND	no such shipment
 */
enum status	store_push_get(struct label *out, struct store *s,
		    const struct conf *conf, int64_t shipment,
		    enum push_scope scope, struct arena *a, struct why *w)
		    SN_CHECK;

/*
 * Whether the mall may be told now: it left, was not told before (unless
 * again), and is no reship.  With a wider scope all shipments in it must have
 * left.
 *
 * SN_CONFLICT	no, and w says why
 */
enum status	store_push_may(struct store *s, const struct label *l,
		    enum push_scope scope, bool again, struct why *w)
		    SN_CHECK;

/* Whether the mall is told of the order's shipment at i along with l's. */
bool		store_push_with(const struct label *l, size_t i,
		    enum push_scope scope);

/* The mall is told of a shipment. */
enum status	store_push_done(struct store *s, int64_t shipment,
		    const char *now, struct why *w) SN_CHECK;

/* What a shop's mall has not been told yet. */
struct push_waiting {
	const char	*shop, *mall;
	int64_t		 n;		/* shipments */
	const char	*since;		/* the first of them left */
};

/* Of each shop, by name, where something waits; all of it lives in a. */
enum status	store_push_waiting(struct push_waiting **out, size_t *n,
		    struct store *s, struct arena *a, struct why *w) SN_CHECK;

/* The shipments bundled into one, and it itself first, into ids in a. */
enum status	store_bundle(int64_t **out, size_t *n, struct store *s,
		    int64_t shipment, struct arena *a, struct why *w)
		    SN_CHECK;

#endif
