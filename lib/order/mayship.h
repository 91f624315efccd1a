#ifndef ORDER_MAYSHIP_H
#define ORDER_MAYSHIP_H

#include "order/tree.h"

enum {
	MAYSHIP_MAX = 8		/* reasons that are told at once */
};

/*
 * What is against a shipment leaving: the mall says so, it is cancelled or
 * about to be, or a payment that comes first is not there.
 */
enum mayship_cause {
	MAYSHIP_CANCEL,		/* state: asked, done */
	MAYSHIP_MALL,		/* state: what the mall has the order as */
	MAYSHIP_CREDIT,		/* the credit check of method failed */
	MAYSHIP_UNPAID,		/* method is to be paid first, and is in state */
	MAYSHIP_UNAUTHORISED,	/* the same of what is to be authorised */
	MAYSHIP_NO_PAYMENT	/* method was given up or given back, and no
				   other took its place */
};
struct mayship_reason {
	enum mayship_cause	 cause;
	const char		*method;	/* NULL: no payment */
	const char		*state;
};

/* What it depends on. */
struct mayship_payment {
	const char	*method, *timing, *state;
};
struct mayship_facts {
	const char	*cancel, *kind, *mall_state;	/* or NULL */
	const struct mayship_payment *payment;
	size_t		 n;
};

/* Write the reasons and return how many; 0: it may leave. */
size_t	mayship_reasons(struct mayship_reason out[MAYSHIP_MAX],
	    const struct mayship_facts *f);

/* The same of a shipment in its order, for people, in the tree's arena. */
size_t	mayship(const char *why[MAYSHIP_MAX], const struct tree *t,
	    size_t shipment);

#endif
