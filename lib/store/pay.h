#ifndef STORE_PAY_H
#define STORE_PAY_H

#include "store/store.h"

/* What became of a payment. */
struct pay {
	const char	*state;		/* slug of words_pay_state; "paid" with
					   an amount may become partial or
					   over */
	int64_t		 amount;	/* yen that came in all; NUM_NULL: what
					   was to pay */
	const char	*on;		/* the day, or NULL: today */
	const char	*method;	/* which payment; NULL: the only one */
};

struct pay_outcome {
	bool		 changed;	/* else all was so before */
	int64_t		 moved;		/* shipments that went to ready */
};

/*
 * Note it at the payment of an order, and let its shipments that wait in
 * status payment go on to ready when everything is paid or authorised that
 * has to be before they ship.  The same twice changes nothing.
 *
 * SN_INVALID	no payment or several fit, or what is to pay is not known
 * SN_CONFLICT	the payment's state forbids it: void or refunded ones are not
 *		paid, only what was paid is refunded, credit is for payments
 *		by credit
 */
enum status	pay_note(struct pay_outcome *out, struct store *s,
		    int64_t order, const struct pay *p, struct why *w)
		    SN_CHECK;

/* Let what waits in an order go on, as pay_note() does; *n shipments did. */
enum status	pay_release(int64_t *n, struct store *s, int64_t order,
		    struct why *w) SN_CHECK;

/*
 * The order that a line of a payment agent's or a bank's file means: by
 * number, or by the agent's id of the payment; shop NULL is any.
 *
 * SN_NOTFOUND	there is none
 * SN_INVALID	several shops have that number
 */
enum status	pay_find(int64_t *order, struct store *s, const char *shop,
		    const char *number, struct why *w) SN_CHECK;

/* Add the shipments of an order to the list at *id in a. */
enum status	pay_shipments(int64_t **id, size_t *n, size_t *cap,
		    struct store *s, int64_t order, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * The state that the words of agents and banks mean: OK, 承認, 与信NG, 審査中,
 * 入金済 and so on; NULL when it is none of them.  a holds scratch.
 */
const char	*pay_state(const char *text, struct arena *a);

#endif
