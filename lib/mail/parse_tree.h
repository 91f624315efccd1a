#ifndef MAIL_PARSE_TREE_H
#define MAIL_PARSE_TREE_H

/* For files in lib/mail only: what a walk over a message gathers. */

#include "base/arena.h"
#include "base/str.h"
#include "mail/parse.h"

struct gathered {
	struct arena	*arena;
	struct message	*message;
	struct str	 text;		/* what a person reads */
	struct str	 report;	/* message/delivery-status */
	struct str	 returned;	/* headers of what came back */
	const char	*return_path;	/* raw header, or NULL */
};

/*
 * Whether the message tells that another one could not be delivered, by the
 * rules (RFC 3464) or in the words of a mail server; m's bounce is filled in.
 */
bool		message_is_bounce(struct message *m,
		    const struct gathered *g);

/*
 * Whether a report of the rules tells of something else: a delay, a
 * delivery that went well.
 */
bool		message_is_report(const struct gathered *g);

#endif
