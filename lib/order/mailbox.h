#ifndef ORDER_MAILBOX_H
#define ORDER_MAILBOX_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Mail addresses as buyers and malls write them: those of RFC 5321, with a
 * domain of two names at least, and without comments, addresses of machines
 * in brackets and letters beyond ASCII.  Japan's mobile carriers once gave
 * out names with dots in a row and a dot before the @, which are no RFC
 * 5321; at their domains, which lib/data/mobile.tsv lists, they pass.
 */

enum { MAILBOX_MAX = 254 };	/* bytes: RFC 5321 has 256 with < and > */

/* Why mail cannot be sent to it, for people; NULL: it can. */
const char	*mailbox_fault(const char *text);

/*
 * SN_INVALID	there is a fault: w names it, and the address
 */
enum status	 mailbox_check(const char *text, struct why *w) SN_CHECK;

/*
 * What somebody meant who typed full-width letters or blanks, in a; NULL when
 * that is no address either.
 */
const char	*mailbox_mend(const char *text, struct arena *a);

/* What stands behind the last @, or "". */
const char	*mailbox_domain(const char *text);

/* Whether a mobile phone reads it, by its domain. */
bool		 mailbox_is_mobile(const char *text);

/*
 * The kind of mall, "rakuten", that gave it out in place of the buyer's own
 * and passes on what comes from the shop's registered sender; or NULL.
 */
const char	*mailbox_mall(const char *text);

/*
 * Append a good one as headers and SMTP take it: a name that RFC 5321 has
 * not stands in quotes.
 */
void		 mailbox_put(struct str *out, const char *text);

/*
 * For comparison with orders.fold_by_mail and others: as that is folded, but
 * without the quotes that headers put around a carrier's old name.
 */
const char	*mailbox_fold(const char *text, struct arena *a);

#endif
