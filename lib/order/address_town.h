#ifndef ORDER_ADDRESS_TOWN_H
#define ORDER_ADDRESS_TOWN_H

/* For files of addresses in lib/order only. */

#include "order/address.h"

enum { TOWN_NAMES = 8 };	/* a row names three at most */

/* What the town of a row says, taken apart. */
struct town {
	const char	*name[TOWN_NAMES];	/* keys, none of them empty */
	size_t		 len[TOWN_NAMES];
	size_t		 n;
	bool		 whole;		/* ends in 丁目: a digit that follows
					   belongs to another number */
	bool		 rest;		/* every place not listed */
	const char	*part;		/* inside its （）, as published; NULL:
					   all of the town */
};

/* city is the name of the municipality of the row. */
void	town_read(struct town *t, const struct postal_row *row,
	    const char *city, struct arena *a);

/*
 * Whether a town of that name, as published, can begin text at all, by its
 * first character: for a quick look through all towns of a city.
 */
bool	town_may_begin(const char *name, const char *text, struct arena *a);

/*
 * How much of text the town begins, with a place that its （） name when
 * that follows; 0: it does not begin it.
 */
size_t	town_begins(const struct town *t, const char *text);

/*
 * How long the name is that stands anywhere in text, with one of the streets
 * in its （） that does, too; 0: none does.
 */
size_t	town_stands(const struct town *t, const char *text);

/* Whether the row is for some places of the town that it names. */
bool	town_some(const struct town *t);

/* Where a name of at least two characters stands in text, or NULL. */
const char *town_inside(const struct town *t, const char *text);

/*
 * Whether text, what follows the town, may be in the part that the row is
 * for: only lists of 丁目 are told from others.
 */
bool	town_part(const struct town *t, const char *text);

/* Whether the part is a list of 丁目. */
bool	town_chome(const struct town *t);

#endif
