#ifndef ORDER_BUNDLE_H
#define ORDER_BUNDLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "order/model.h"

/*
 * Which shipments may go in one parcel, and under which of them: the part
 * of bundling that looks at facts and not at a store.
 */

enum {				/* what candidates have in common */
	BUNDLE_PHONE = 1,
	BUNDLE_NAME = 2,
	BUNDLE_ADDRESS = 4,
	BUNDLE_ZIP = 8
};

/* The section bundle of sn.conf(5). */
struct bundle_rule {
	const char	**by;		/* phone name address zip */
	unsigned	 keys;		/* the same as BUNDLE_... */
	bool		 same_day, same_carrier, same_route, across_malls;
	bool		 tolerate;	/* warmer goods may go colder, if their
					   items say so */
	int64_t		 within_days;	/* of each other; 0: any */
	int64_t		 deadline;	/* days that an order is looked at; 0:
					   always */
	const char	**status;	/* slugs that are looked at */
	const char	**apart;	/* malls that never share a parcel with
					   another one */
	const char	*parent;	/* first latest total shop */
	const char	**shops;	/* of parent shop: the first wins */
	const char	*postage;	/* a second one: keep drop ask */
	const char	*cod_fee;
};

/* Reasons for not putting two shipments in one parcel, as bits. */
enum {
	BUNDLE_PAYMENTS = 1 << 0,
	BUNDLE_RECIPIENT = 1 << 1,
	BUNDLE_PLACE = 1 << 2,
	BUNDLE_DATE = 1 << 3,
	BUNDLE_SLOT = 1 << 4,
	BUNDLE_PICKUP = 1 << 5,
	BUNDLE_TEMPERATURE = 1 << 6,
	BUNDLE_CARRIER = 1 << 7,
	BUNDLE_ROUTE = 1 << 8,
	BUNDLE_FREIGHT = 1 << 9,
	BUNDLE_SENDER = 1 << 10,
	BUNDLE_MALL = 1 << 11,
	BUNDLE_STATUS = 1 << 12,
	BUNDLE_KIND = 1 << 13,
	BUNDLE_ALONE = 1 << 14,
	BUNDLE_POSTAGE = 1 << 15,
	BUNDLE_COD_FEE = 1 << 16,
	BUNDLE_LABEL = 1 << 17		/* only when one leaves */
};

/* What is to know of a shipment that may go with others. */
struct bundle_member {
	int64_t		 id, order;
	int64_t		 parent;	/* of its bundle, or NUM_NULL */
	int64_t		 children;	/* how many */
	const char	*name;		/* 1041 (rakuten-main:1002) */
	const char	*shop, *mall, *ordered_at;
	const char	*status, *route, *kind, *cancel, *mall_state;
	const char	*carrier, *service, *freight;	/* in the end */
	const char	*deliver_on, *deliver_slot, *pickup;
	const char	*phone, *to_name, *zip, *address;	/* folded */
	const char	*sender;	/* shown on the label, folded */
	bool		 own_sender;	/* which is not just the shop */
	bool		 labelled;
	bool		 on_delivery, deferred;	/* how it is paid */
	bool		 postage, cod_fee;	/* it has such a charge */
	bool		 alone;		/* a line of it ships alone */
	int		 temperature;	/* 0 normal, 1 chilled, 2 frozen */
	unsigned	 tolerates;	/* bits of temperatures for all of it */
	int64_t		 total;
	const char	*until;		/* the day it must leave, with its
					   children; NULL: none */
};

/*
 * The place of the one that is the parent of n members: one that is a
 * parent already, else by the rule.
 */
size_t		 bundle_parent(const struct bundle_rule *rule,
		    const struct bundle_member *const *m, size_t n);

/* What stands against putting child into parent's parcel. */
unsigned	 bundle_conflicts(const struct bundle_rule *rule,
		    const struct bundle_member *parent,
		    const struct bundle_member *child);

/*
 * Why m can be in no new bundle, NULL when it can: translated, and some of
 * it names the parent.
 */
const char	*bundle_barred(const struct bundle_member *m,
		    struct arena *a);

/* The keys of sn.conf by which members agree, as names, in a. */
const char	*bundle_agree(const struct bundle_member *const *m, size_t n,
		    struct arena *a);

/* Names of conflicts, "payment, date", in a; between stands in between. */
const char	*bundle_names(unsigned conflicts, const char *between,
		    struct arena *a);

/*
 * Conflicts from names separated by commas.  SN_USAGE: there is no such one,
 * and w names all.
 */
enum status	 bundle_parse(unsigned *out, const char *names,
		    struct why *w) SN_CHECK;

#endif
