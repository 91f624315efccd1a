#ifndef STORE_BUNDLE_H
#define STORE_BUNDLE_H

#include "conf/conf.h"
#include "order/bundle.h"
#include "store/store.h"

/* Shipments that may go in one parcel; the first is the parent. */
struct bundle_group {
	struct bundle_member	**member;
	size_t			 n;
	unsigned		 conflicts;	/* of any child */
	const char		*until;		/* the earliest; NULL: none */
};

/*
 * Read what bundling looks at of a shipment, in a.
 *
 * SN_NOTFOUND	no such shipment
 */
enum status	bundle_member_get(struct bundle_member *out, struct store *s,
		    const struct conf *conf, int64_t id, struct arena *a,
		    struct why *w) SN_CHECK;

/* What the orders of a bundle come to together; NUM_NULL: not known. */
struct bundle_sums {
	int64_t		 total, points, coupons;
	const char	*until;		/* the earliest deadline; NULL: none */
};
enum status	bundle_sums(struct bundle_sums *out, struct store *s,
		    int64_t parent, struct arena *a, struct why *w) SN_CHECK;

/*
 * The groups of shipments that sn.conf's section bundle finds, as an array
 * of *n in a, by the id of their parents; nothing is written or locked.
 * With id, sorted, only groups with one of these, or, with among, of these
 * alone.
 */
enum status	bundle_find(struct bundle_group **out, size_t *n,
		    struct store *s, const struct conf *conf,
		    const int64_t *id, size_t nid, bool among,
		    struct arena *a, struct why *w) SN_CHECK;

/* What is decided for a join. */
struct bundle_terms {
	const char	*postage, *cod_fee;	/* keep, drop */
	unsigned	 despite;	/* conflicts that were taken */
};

/*
 * Put child, and what is bundled into it, into parent's bundle: it gets the
 * parent's status, box and route.  Second fees follow with bundle_fees().
 * Whether they may go together was asked before.
 */
enum status	bundle_join(struct store *s,
		    const struct bundle_member *parent,
		    const struct bundle_member *child,
		    const struct bundle_terms *terms, struct why *w) SN_CHECK;

/*
 * Bring the second fees of the bundle that a shipment is in, or was in, in
 * line with what was decided: a charge makes up for each, the amount to collect follows, and a finding
 * bundle-amend says what mall or agent must hear of.
 */
enum status	bundle_fees(struct store *s, int64_t id, struct why *w)
		    SN_CHECK;

/*
 * Take a shipment out of its bundle: a child alone, with those that it
 * brought along; a parent's children all, each to where it was before.
 * They get back what the join changed; one that was moved since stays where
 * it is.  left and stayed, in a, are those that left parent and of these
 * those that kept their place.  late: also when there is a label, whose finding
 * bundle-undone then opens.
 *
 * SN_NOTFOUND	no such shipment
 * SN_CONFLICT	it is in no bundle, has left, or has its label
 */
struct bundle_undone {
	int64_t		 parent;
	int64_t		*left, *stayed;
	size_t		 nleft, nstayed, capleft, capstayed;
};
enum status	bundle_undo(struct bundle_undone *out, struct store *s,
		    int64_t id, bool late, struct arena *a, struct why *w)
		    SN_CHECK;

/*
 * Open a finding of that code: the label of a parcel shows a shipment that is
 * not in it any more.
 */
enum status	bundle_shows_too_much(struct store *s, int64_t parent,
		    int64_t left, const char *code, const char *source,
		    struct why *w) SN_CHECK;

/*
 * A shipment was cancelled: for lib/store/cancel.c.  first is the parent of
 * what was bundled into it now, parent that of its own bundle; NUM_NULL:
 * none.
 */
enum status	bundle_cancelled(struct store *s, int64_t id, int64_t first,
		    int64_t parent, struct why *w) SN_CHECK;

#endif
