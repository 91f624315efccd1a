#ifndef MAIL_HEADER_H
#define MAIL_HEADER_H

/* For files in lib/mail only: one header of a letter after the other. */

#include "base/str.h"

enum {
	HEADER_LINE = 76,	/* columns of RFC 2047, without CRLF */
	HEADER_MAX = 4000	/* bytes of a value: more is no subject and no
				   name, and some servers refuse it */
};

/* Where a header is being written. */
struct header {
	struct str	*out;
	size_t		 col;		/* of its line */
};

/*
 * Whether v may stand in a header: UTF-8 without control characters, so no
 * end of a line, and not endless.  what it is begins the reason.
 */
enum status	header_check(const char *what, const char *v, struct why *w)
		    SN_CHECK;

/* Begin one: its name and a colon; and end its last line. */
void		header_begin(struct header *h, struct str *out,
		    const char *name);
void		header_end(struct header *h);

/*
 * Add the n bytes at p, which are ASCII, behind a blank, or in a new line
 * where they do not fit.
 */
void		header_token(struct header *h, const char *p, size_t n);

/*
 * Text for people, such as a subject, as it is where that is safe, else in
 * encoded words, and a name before an address, in quotes where it needs
 * them.
 */
void		header_text(struct header *h, const char *text);
void		header_phrase(struct header *h, const char *text);

/* "name" <address>; a NULL name is none. */
void		header_person(struct header *h, const char *name,
		    const char *address);

/*
 * A parameter behind what was written, with its semicolon before: as RFC
 * 2231 has it where it is not plain, and then behind it a plain one for
 * those who know no other.
 */
void		header_param(struct header *h, const char *name,
		    const char *value);

#endif
