#ifndef ORDER_TREE_H
#define ORDER_TREE_H

#include <stdbool.h>

#include "base/str.h"
#include "order/model.h"

/*
 * One order with all that hangs off it.  Between members of a tree, a
 * reference (shipment.destination, shipment_line.line ...) is a position
 * in the tree's own array, from 0, and not an id; id is NUM_NULL in what
 * the store has not seen.  Everything lives in one arena.
 *
 * What a mall's file gives has one shipment for each destination, whose
 * status and route are NULL: the store fills them in.
 */
struct tree {
	struct order		 *order;
	struct destination	**destination;
	size_t			  ndestination, capdestination;
	struct shipment		**shipment;
	size_t			  nshipment, capshipment;
	struct line		**line;
	size_t			  nline, capline;
	struct shipment_line	**shipment_line;
	size_t			  nshipment_line, capshipment_line;
	struct charge		**charge;
	size_t			  ncharge, capcharge;
	struct payment		**payment;
	size_t			  npayment, cappayment;
	struct tracking		**tracking;
	size_t			  ntracking, captracking;
	struct tag		 *tag;
	size_t			  ntag, captag;
	bool			  by_goods;	/* how share.h shares */
	struct arena		 *arena;
};

struct tag {
	int64_t		 id, shipment;
	const char	*text;
};

/* An empty order in a. */
void	tree_init(struct tree *t, struct arena *a);

/*
 * Add a new record and return it.  seq is the next in its order; a line or
 * a charge has the order's.
 */
struct destination	*tree_destination(struct tree *t);
struct shipment		*tree_shipment(struct tree *t, size_t destination);
struct line		*tree_line(struct tree *t);
struct shipment_line	*tree_shipment_line(struct tree *t, size_t shipment,
			    size_t line, int64_t quantity);
struct charge		*tree_charge(struct tree *t);
struct payment		*tree_payment(struct tree *t);
struct tracking		*tree_tracking(struct tree *t, size_t shipment);
struct tag		*tree_tag(struct tree *t, size_t shipment,
			    const char *text);

/*
 * What the order comes to: goods not cancelled, and with all charges.
 * NUM_NULL when an amount is unknown.  Where prices are without tax, the
 * tax of each rate is added, rounded down once per rate.
 */
int64_t	tree_items(const struct tree *t);
int64_t	tree_total(const struct tree *t);

/*
 * Whether something is priced without tax, and the rate is not known: then
 * the total is not either.
 */
bool	tree_unrated(const struct tree *t);

/* A hash of all that the mall says in t: of columns that malls give. */
int64_t	tree_hash(const struct tree *t);

/*
 * Every word of t that a person may look for, folded, in a: the derived
 * columns that are words, of the order, its destinations and its lines, one
 * a line of text.
 */
const char *tree_words(const struct tree *t, struct arena *a);

/*
 * Add a derived column to such words; NULL adds nothing, nor does what is
 * found in them already, as most buyers are their own recipients.
 */
void	tree_add_word(struct str *s, const char *word);

#endif
