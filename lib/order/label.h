#ifndef ORDER_LABEL_H
#define ORDER_LABEL_H

#include <stdbool.h>

#include "base/status.h"
#include "order/shown.h"
#include "order/tree.h"

/*
 * What a carrier's label, and a result for a mall, show of one parcel:
 * a shipment and all that is bundled into it.
 */

enum {
	LABEL_KEY_MAX = 15	/* what all carriers take */
};

/* What the shop's configuration adds. */
struct label_conf {
	const char		*prefix;	/* of keys */
	const struct person	*shop;		/* sender when nobody else is */
	const char		*customer_code, *class_code, *freight_code;
	const char		*goods;		/* where items have no name;
						   or NULL */
	const char		*today;
};

struct label_member {
	struct tree	*tree;
	size_t		 shipment;		/* its place in tree */
};

struct label_goods {
	const char	*name;
	int64_t		 quantity;
};

struct label {
	struct label_conf	 conf;
	struct label_member	*member;	/* the first is the parent */
	size_t			 n, cap;
	int64_t			 bundled_into;	/* of the first; NUM_NULL */
	const char		*carrier, *service;

	/* by label_compute() */
	const char		*ship_date, *temperature, *kind;
	const struct person	*sender;
	int64_t			 collect, tax;	/* yen; 0: nothing */
	int64_t			 parcels;	/* 0: not computed */
	const char		*marks;
	struct label_goods	*goods;
	size_t			 ngoods, capgoods;

	/* what a row is about where a label has several */
	size_t			 row;		/* 0: the first */
	const struct tree	*line_tree;	/* of line; NULL: that at */

	/* what a row of a mall's result is about; 0 on labels */
	size_t			 at;		/* of the member */
	const struct shipment_line *line;
	const char		*const *number;	/* tracking numbers */
	size_t			 nnumber;
	bool			 mixed;	/* some are of other carriers */
};

/* The shipment and the tree of the member that l is about. */
const struct shipment	*label_shipment(const struct label *l);
const struct tree	*label_tree(const struct label *l);

/*
 * The key that goes to the carrier and comes back with the number: prefix
 * and shipment id.  SN_INVALID: longer than LABEL_KEY_MAX.
 */
enum status	label_key(const char **out, const char *prefix,
		    int64_t shipment, struct arena *a, struct why *w)
		    SN_CHECK;

/*
 * The shipment of a key.
 *
 * SN_NOTFOUND	it has another prefix: it is somebody else's
 * SN_INVALID	it is no key
 */
enum status	label_key_parse(int64_t *shipment, const char *key,
		    const char *prefix, struct why *w) SN_CHECK;

/*
 * The yen that the courier collects for one shipment: what its collect
 * says, else its share of the unpaid payments on delivery of its order; see
 * share.h.  NUM_NULL: an amount is unknown.
 */
int64_t		label_collect(const struct tree *t, size_t shipment);

/* The tax in the part yen of what the order of t comes to. */
int64_t		label_tax(const struct tree *t, int64_t yen);

/* How many of it the label shows; 0 for what is no goods, or cancelled. */
int64_t		label_quantity(const struct tree *t,
		    const struct shipment_line *sl);

/*
 * Fill in what is computed.  A ship date that has passed, or none, is
 * today: a label printed now leaves no earlier.
 *
 * SN_INVALID	w says what is missing: an amount to collect that is unknown,
 *		a delivery date before the ship date ...
 */
enum status	label_compute(struct label *l, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * A mark of what the label shows of one shipment: recipient, sender,
 * dates, temperature, parcels, amount to collect.  Equal marks mean that
 * the label is still right.
 */
const char	*label_mark(const struct tree *t, size_t shipment,
		    struct arena *a);

/* The names of values that formats of labels and results may use. */
extern const struct source label_source;

#endif
