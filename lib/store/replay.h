#ifndef STORE_REPLAY_H
#define STORE_REPLAY_H

#include "conf/conf.h"
#include "store/store.h"

/* One thing that rules did to an order, or would have done. */
struct replay_diff {
	const char	*place;		/* "1041 (rakuten-main:1002)" */
	const char	*what;		/* a field, or "+ tag x" */
	const char	*did, *would;	/* its value; NULL: not */
	const char	*why_did, *why_would; /* rules.conf:12: title */
};

/* Past orders, and rules to try on them. */
struct replay {
	struct store		*store;
	const struct conf	*conf;
	const char		*home;	/* the shop directory */
	const char		*rules;	/* path of the rules */
	const char		*file;	/* their name */
	const char		*since;	/* a day */
	const char		*copy;	/* where a copy of the store may be */
	struct arena		*arena;

	/* filled in */
	int64_t			 norders; /* that came in since */
	struct replay_diff	*diff;	/* by order */
	size_t			 n, cap;
};

/*
 * What the rules would have done to the orders that came in since, each as
 * it came, on the day it came and with the store as it was then, against
 * what runs of sn-route did to them, undone ones aside.  Works on a copy,
 * which is removed again; the store is only read.
 *
 * SN_USAGE	the rules are wrong
 */
enum status	store_replay(struct replay *r, struct why *w) SN_CHECK;

#endif
