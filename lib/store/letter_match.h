#ifndef STORE_LETTER_MATCH_H
#define STORE_LETTER_MATCH_H

/* For files in lib/store only: what a letter is about. */

#include "store/letter.h"
#include "store/query.h"

/*
 * Find the thread, the order and the shop of a letter that comes in; strings
 * live in a.  What more than one order may be meant by is left open.
 */
enum status	letter_match(struct letter_news *news, struct store *s,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
