#ifndef MAIL_PARSE_TEXT_H
#define MAIL_PARSE_TEXT_H

/* For files in lib/mail only: the text of messages, however it is coded. */

#include "base/arena.h"
#include "base/str.h"

/*
 * Append n bytes of text as UTF-8.  charset is what the message calls it,
 * NULL for nothing; where it cannot be right the bytes decide, and what is
 * broken all the same becomes U+FFFD.
 */
void		parse_charset(struct str *out, const char *charset,
		    const char *p, size_t n);

/*
 * Append text without what no one wants on a terminal: control characters
 * but newline and tab, marks that turn the direction of writing.  Lines end
 * with \n.
 */
void		parse_clean(struct str *out, const char *text);

/* A header, unfolded, its encoded words read, on one line, in a. */
const char	*parse_header(const char *raw, struct arena *a);

/*
 * The first address of a header and the name beside it, each NULL if there
 * is none.
 */
void		parse_address(const char **mail, const char **name,
		    const char *raw, struct arena *a);

/* The ids of a header, separated by blanks, without < and >; or NULL. */
const char	*parse_ids(const char *raw, struct arena *a);

/* Append what a person reads of a page of HTML in UTF-8. */
void		parse_html(struct str *out, const char *html);

#endif
