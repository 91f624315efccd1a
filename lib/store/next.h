#ifndef STORE_NEXT_H
#define STORE_NEXT_H

#include "store/store.h"

/*
 * What people should do now, by kinds: each is a file of lib/store/next, SQL
 * with a head of comments, so that a new kind is a new file.
 *
 *	title, ja	what it is, in English and in Japanese
 *	urgency		the smaller, the sooner
 *	group		deadline, trouble, finding, note, or step: the work
 *			of a usual day
 *	severity	of findings
 *	command		what to type
 *
 * {} in title and command is what a row says.  The SQL yields rows of how
 * many, since or until when (NULL), what (NULL) and why (NULL).  Of rows
 * that follow each other and have the same what and why the numbers add up
 * and the earliest time counts; a number of 0 is nothing.
 *
 * It reads the temporary tables todo, all that is neither done nor cancelled,
 * one row a shipment, where head is the parent of its bundle, or itself; and
 * asked (orders), of those that were asked for when :all is not 1.  :now,
 * :today, :tomorrow, :since (who stands since a day before it is stuck) and
 * :old (of reference data) are times and days.
 */
struct next_kind {
	const char	*name, *title, *ja, *group, *severity, *command;
	int64_t		 urgency;
	const char	*sql;		/* NULL: not found in the store */
};

struct next_item {
	const struct next_kind *kind;
	int64_t		 n;
	int64_t		 late;		/* those whose time has passed */
	const char	*at;		/* NULL: no time */
	const char	*what, *cause;	/* NULL: nothing more to say */
};

struct next {
	struct next_kind *kind;		/* by urgency */
	size_t		 nkind;
	struct next_item *item;		/* the most urgent first */
	size_t		 nitem, cap;
};

struct next_frame {
	const char	*now;		/* as clock_now() */
	const char	*since;		/* a date */
	const int64_t	*id;		/* only of these shipments */
	size_t		 nid;
	bool		 all;		/* of all: there is no id */
};

/* Find out; everything lives in a. */
enum status	store_next(struct next *out, struct store *s,
		    const struct next_frame *f, struct arena *a,
		    struct why *w) SN_CHECK;

/* One more item, in its place by urgency. */
void		next_add(struct next *n, const struct next_item *item,
		    struct arena *a);

#endif
