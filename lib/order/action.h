#ifndef ORDER_ACTION_H
#define ORDER_ACTION_H

#include "order/edit.h"
#include "order/expr.h"
#include "order/split.h"

/*
 * What a rule does to a shipment: a verb and its arguments in one text, as
 * sn-rules(5) lists them.
 */
enum action_do {
	ACTION_SET,		/* column becomes value */
	ACTION_APPEND,		/* value comes behind what column holds, once */
	ACTION_TAG, ACTION_UNTAG,
	ACTION_ROUTE,		/* value: its name */
	ACTION_MOVE,		/* value: a status; more: a hold box or NULL */
	ACTION_LINES,		/* column of lines whose SKU or code is like
				   more (NULL: any) becomes value */
	ACTION_SPLIT,		/* see split */
	ACTION_CHARGE,		/* value: kind; n yen; more: its name or NULL */
	ACTION_PARCELS_PER,	/* a parcel for each n pieces */
	ACTION_SHIP,		/* see enum action_ship in n */
	ACTION_ADD,		/* n pieces of item value, at price each; more:
				   line kind */
	ACTION_STRIP,		/* value goes from the remarks */
	ACTION_SENDER,		/* value: shop, buyer */
	ACTION_STOP
};

enum action_ship {
	SHIP_AUTO,		/* from order and payment, by the calendar */
	SHIP_BACK,		/* backwards from the delivery date */
	SHIP_IN			/* lead: days from today */
};

struct action {
	enum action_do		 act;
	const char		*text;	/* as written */
	unsigned		 line;	/* of its file; 0: none */
	const struct table	*table;	/* of column */
	const struct column	*column; /* SET, APPEND, LINES */
	const char		*value, *more;
	int64_t			 n, price;
	int64_t			 lead;	/* days; NUM_NULL: as sn.conf says */
	const char		*cutoff; /* SHIP_AUTO: HH:MM; NULL: sn.conf's */
	struct split		 split;
};

enum {
	ACTION_TEXT_MAX = 1000	/* bytes of one action: more is a mistake */
};

/*
 * Read one action.  Strings live in a.  Names of routes, statuses and boxes
 * are taken as they are: only the configuration knows them.
 *
 * SN_USAGE	no such verb, or arguments that do not fit: w says what was
 *		expected
 */
enum status	action_parse(struct action *out, const char *text,
		    const struct edit_frame *f, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * What an action decides, so that two of them can be compared: a shipment
 * has one carrier, one route.  NULL: several go together (tags, memos).
 */
const char	*action_decides(const struct action *act);

/*
 * Whether the action may change what a query finds among the shipments that
 * it is done to, or make new ones.  NULL finds everything.
 */
bool		 action_touches(const struct action *act,
		    const struct expr *e);

#endif
