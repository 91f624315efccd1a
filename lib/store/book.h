#ifndef STORE_BOOK_H
#define STORE_BOOK_H

/* For files in lib/store only. */

#include "order/address.h"
#include "store/query.h"

enum { SHELF_BUCKETS = 4096 };

/* Rows that were asked for before, by what they were asked by. */
struct shelf {
	struct arena	 arena;
	struct entry	*bucket[SHELF_BUCKETS];
	size_t		 rows;		/* and questions */
};

/*
 * The postal data as checks of addresses use them: municipalities and
 * islands in memory, towns out of the store when they are first asked for.
 */
struct book {
	struct store	*store;
	struct arena	 arena;
	struct shelf	 by_zip, by_city;
	struct postal	 postal;
	bool		 loaded;	/* there are towns to compare with */
	struct island	*island;
	size_t		 islands;
	struct arena	 scratch;	/* of one address */
	enum status	 st;		/* of the first statement that failed */
	struct why	 why;
};

/* What is the matter with an address, as bits. */
enum {
	VERDICT_WRONG = 1, VERDICT_DOUBTFUL = 2, VERDICT_NO_NUMBER = 4,
	VERDICT_ISLAND = 8, VERDICT_NO_ZIP = 16
};

/* The book of the store, read at the first call. */
enum status	book_open(struct book **out, struct store *s, struct why *w)
		    SN_CHECK;

/* Forget it: the data are others now, or the store closes. */
void		book_forget(struct store *s);

/*
 * The bits of an address.  Without postal data VERDICT_NO_ZIP alone is told.
 * A statement that failed is in b->st.
 */
unsigned	book_verdict(struct book *b, const struct address *ad);

/* All that is known of it, in a; only where towns are loaded. */
enum status	book_judge(struct judgement *out, const struct island **island,
		    struct book *b, const struct address *ad, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
