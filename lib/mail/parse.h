#ifndef MAIL_PARSE_H
#define MAIL_PARSE_H

#include "base/arena.h"
#include "base/str.h"

/*
 * A message as it came from a server, taken apart.  Nothing that it holds
 * makes the parsing fail: what cannot be read is left out or read as well as
 * it may be, and the caller keeps the bytes.  All text is UTF-8 without
 * control characters.
 */
struct message_part {
	const char	*name;		/* as the sender called it, or NULL */
	const char	*type;		/* "application/pdf" */
	size_t		 size;		/* decoded */
};

enum message_kind {
	MESSAGE_LETTER,
	MESSAGE_AUTOMATIC,	/* no person wrote it, and none awaits an
				   answer: absences, lists */
	MESSAGE_BOUNCE		/* one of ours came back */
};

/* What a bounce says of the message that came back. */
struct message_bounce {
	const char	*mail;		/* the address; NULL: it does not say */
	const char	*message_id;	/* of ours; NULL: it does not say */
	const char	*status;	/* "5.1.1", "550", or NULL */
	const char	*said;		/* by the other server, or NULL */
	bool		 hard;		/* there is no such address */
};

struct message {
	enum message_kind kind;
	const char	*from, *from_name;	/* each may be NULL */
	const char	*reply_to;	/* NULL: from */
	const char	*to;		/* the first one, or NULL */
	const char	*subject;	/* NULL: none */
	const char	*date;		/* as in the store, JST; NULL: none */
	const char	*message_id;	/* without < and >, or NULL */
	const char	*in_reply_to;	/* of the same form, or NULL */
	const char	*references;	/* the same, separated by blanks, the
					   oldest first; NULL: none */
	const char	*text;		/* what a person reads; "" for none */
	const char	*cause;		/* why it was not read whole, in
					   English; NULL: it was */
	struct message_bounce bounce;	/* of MESSAGE_BOUNCE */
	struct message_part *part;	/* attachments */
	size_t		 npart;
};

enum {
	MESSAGE_TEXT_MAX = 256 << 10,	/* bytes of text kept: a long thread */
	MESSAGE_PARTS_MAX = 100		/* attachments told apart */
};

/* Take apart the n bytes at bytes; strings live in a. */
void		message_parse(struct message *out, const char *bytes,
		    size_t n, struct arena *a);

/*
 * Append the decoded bytes of attachment at, from 0, to out.
 *
 * SN_NOTFOUND	there are not so many
 */
enum status	message_file(struct str *out, const char *bytes, size_t n,
		    size_t at, struct why *w) SN_CHECK;

#endif
