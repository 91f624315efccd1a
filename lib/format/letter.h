#ifndef FORMAT_LETTER_H
#define FORMAT_LETTER_H

#include "base/str.h"
#include "format/format.h"

/*
 * Orders in letters: a format of kind mail says how the lines of a letter
 * become a table with a row for each item, and its other members read that
 * table as they read any file of orders.
 */

/* What is read of a letter, UTF-8; each but text may be NULL. */
struct letter_text {
	const char	*from, *subject;
	const char	*date;		/* as in the store */
	const char	*text;
};

struct letter_layout;

/*
 * Compile f; *out lives in a.
 *
 * SN_USAGE	it is no format of kind mail, or a member is wrong
 */
enum status	letter_layout(struct letter_layout **out,
		    const struct format *f, struct arena *a, struct why *w)
		    SN_CHECK;

/* Whether orders need no total that their lines add up to. */
bool		letter_untotalled(const struct letter_layout *l);

/*
 * Append the letter to csv as a table for orders_read(): UTF-8 with a BOM.
 *
 * SN_INVALID	it is no such letter, or says a thing twice and differently:
 *		w says which; csv is not to be used
 */
enum status	letter_table(struct str *csv, const struct letter_layout *l,
		    const struct letter_text *t, struct why *w) SN_CHECK;

#endif
