#ifndef STORE_MAILED_H
#define STORE_MAILED_H

#include "store/store.h"

/* A mail of the outbox, whether it went or not. */
struct mailed {
	int64_t		 id;
	const char	*key;
	const char	*order;		/* shop:number; NULL: of none, or gone */
	int64_t		 orders, shipment; /* NUM_NULL: of none */
	const char	*state;		/* of words_effect */
	const char	*title;		/* its subject; NULL: none */
	const char	*target;	/* to whom, folded */
	const char	*payload;	/* for mail_read(); NULL: not asked for */
	const char	*said;		/* by the server, or the cause; NULL */
	int64_t		 attempts;
	const char	*made_at, *next_at, *done_at;
};

/* Which ones; all that is given must hold. */
struct mailed_wish {
	const int64_t	*shipment;	/* of their orders; NULL: of any */
	size_t		 n;
	int64_t		 order;		/* of this one; NUM_NULL: of any */
	const char	*to;		/* folded; NULL: any */
	const char	*since;		/* made or gone since then; NULL: ever */
	const char	*state;		/* a slug of words_effect; NULL: any */
	bool		 whole;		/* payloads are read, and take time */
};

/* Any status but SN_OK ends the walk. */
typedef enum status mailed_fn(const struct mailed *m, void *arg,
		    struct why *w);

/* Call fn for each, in the order in which they were queued. */
enum status	mailed_each(struct store *s, const struct mailed_wish *wish,
		    mailed_fn *fn, void *arg, struct why *w) SN_CHECK;

#endif
