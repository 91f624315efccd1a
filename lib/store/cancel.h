#ifndef STORE_CANCEL_H
#define STORE_CANCEL_H

#include "order/split.h"
#include "store/store.h"

/* A cancellation as it stands, of a shipment or of lines in it. */
struct cancel {
	const char		*state;	/* asked, refused or done */
	const char		*by;	/* slug of words_cancel_from; NULL: who
					   the shipment names, else the shop */
	const struct split_line	*line;	/* done: only these */
	size_t			 n;	/* 0: all of the shipment */
	bool			 force;	/* also with a label */
};

/*
 * Note it at one shipment; *changed says whether anything did.  One that is
 * asked for keeps the shipment from leaving until it is refused or done.
 *
 * A shipment that is cancelled goes to the status cancel, keeps what was in
 * it and when it had its label, and its tracking numbers are void.  It leaves
 * its bundle: of a parent the first child becomes the parent; where there is
 * a label the finding bundle-cancelled opens.  Lines that are cancelled leave
 * the shipment, with the finding cancel-packed where it has a label; when
 * nothing else is in it, it is cancelled as a whole.
 *
 * What follows for the order is done by store_cancel_end().
 *
 * SN_NOTFOUND	no such shipment, or no such line in it
 * SN_INVALID	there is less of a line
 * SN_CONFLICT	it is done, or, asked for, cancelled already; it has its label
 *		and force is false; nobody asked for what is refused
 */
enum status	store_cancel(bool *changed, struct store *s, int64_t id,
		    const struct cancel *how, struct why *w) SN_CHECK;

/*
 * What follows for the orders of n shipments that were just changed so.
 *
 * Of an order that has others left, the goods count as cancelled, the total
 * follows, and what is still to be paid is lowered by as much.  An order of
 * which nothing is left keeps its lines and its total; its payments are void,
 * or, where money came, to be refunded.
 *
 * Findings that are opened, each until it is acknowledged or answered:
 *
 *	cancel-tell-mall	the mall has it otherwise
 *	cancel-tell-agent	the payment agent has the old amount
 *	cancel-tell-carrier	a parcel with a label has to be held back
 *	refund-due		money is to be given back
 */
enum status	store_cancel_end(struct store *s, const int64_t *id, size_t n,
		    const struct cancel *how, struct why *w) SN_CHECK;

/* Close those findings of an order that the mall, or a refund, answered. */
enum status	cancel_settle(struct store *s, int64_t order, struct why *w)
		    SN_CHECK;

/* Who has to be told what of an order: the open ones of those findings. */
struct cancel_tell {
	const char	*order;		/* shop:number */
	int64_t		 shipment;	/* NUM_NULL: of the whole order */
	const char	*code, *saw, *expected, *whom;
	const char	*line;		/* name of the line, or NULL */
};
enum status	cancel_tells(struct cancel_tell **out, size_t *n, size_t *cap,
		    struct store *s, int64_t order, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
