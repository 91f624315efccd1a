#ifndef STORE_BOARD_H
#define STORE_BOARD_H

#include "store/store.h"

/*
 * What stands where, and what is late: the board of sn(1).  Shipments that
 * are done or cancelled are only counted.  Of a bundle the parent counts.
 */

/* Shipments of one status and route. */
struct board_count {
	const char	*status, *route;
	int64_t		 n;
};

/* What has a time by which it must be done. */
enum board_deadline {
	BOARD_CONFIRM,		/* order unconfirmed at the mall: confirm_by */
	BOARD_PAY,		/* waits for payment: pay_by */
	BOARD_SHIP_BY,		/* not shipped: the mall's ship_by */
	BOARD_SHIP_DATE,	/* not shipped: our ship_date */
	BOARD_STUCK,		/* in its status since before the day since */
	BOARD_DEADLINES
};
struct board_due {
	int64_t		 late;	/* its time has passed */
	int64_t		 due;	/* it is today */
};

/* Open findings of one code. */
struct board_finding {
	const char	*code, *severity;
	int64_t		 n;
};

struct board {
	struct board_count	*count;
	size_t			 ncount, capcount;
	struct board_due	 deadline[BOARD_DEADLINES];
	struct board_finding	*finding;	/* the severest first */
	size_t			 nfinding, capfinding;
	int64_t			 done, cancelled;
	int64_t			 unrouted;	/* new, and met by no rule, where
						   rules met others */
	int64_t			 unpaid;	/* new, and to be paid first */
	int64_t			 uncredited;	/* may not leave: its credit check
						   is not done, or failed */
	int64_t			 unreported;	/* in notify, and its mall has
						   not been told */
	int64_t			 reported;	/* in notify, and it has been */
	int64_t			 unwritten;	/* a batch whose file is not
						   known to be written, or
						   NUM_NULL */
	int64_t			 unsent;	/* effects that failed, or that
						   nobody knows to have
						   happened */
};

struct board_now {
	const char	*now;		/* as clock_now() */
	const char	*since;		/* a date: who stands since a day before
					   it is stuck */
};

/* Fill in the board; its strings live in a. */
enum status	store_board(struct board *out, struct store *s,
		    const struct board_now *now, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
