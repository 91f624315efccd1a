#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H

#include "base/arena.h"
#include "base/str.h"

/*
 * One letter as it waits in the outbox: all that it says, in UTF-8, before
 * it is wrapped for the way.
 */
struct mail_file {
	const char	*name;		/* for the reader */
	const char	*type;		/* media type, "application/pdf" */
	const char	*sha256;	/* of its bytes, a row of enclosure */
	const char	*bytes;		/* when they were read, else NULL */
	size_t		 len;
};

struct mail {
	const char	*from, *from_name;	/* name: NULL for none */
	const char	*envelope;	/* for bounces; NULL: from */
	const char	*reply_to;	/* NULL: none */
	const char	*to, *to_name;
	const char	*bcc;		/* NULL: none */
	const char	*subject;
	const char	*text;		/* lines end with \n */
	const char	*html;		/* NULL: plain text alone */
	const char	*message_id;	/* without < and >, the same however
					   often it is tried */
	const char	*in_reply_to;	/* of the same form; NULL: no answer */
	const char	*references;	/* separated by blanks; NULL: none */
	bool		 automatic;	/* no person pressed a key for it */
	struct mail_file *file;
	size_t		 nfile;
};

/*
 * The letter as JSON, for the payload of an effect, appended to out.
 *
 * SN_INVALID	a text is no UTF-8
 */
enum status	 mail_payload(struct str *out, const struct mail *m,
		    struct why *w) SN_CHECK;

/*
 * Read it back; strings live in a.
 *
 * SN_INVALID	it is no letter
 */
enum status	 mail_read(struct mail *out, const char *json,
		    struct arena *a, struct why *w) SN_CHECK;

enum {
	MAIL_TEXT_MAX = 1 << 20,	/* bytes of text, and of HTML */
	MAIL_FILES_MAX = 20,
	MAIL_BYTES_MAX = 7 << 20	/* of all files: many servers take no
					   more than 10 MB, in base64 */
};

/*
 * The letter as it goes over the wire: RFC 5322 with encoded words of RFC
 * 2047, parameters of RFC 2231, UTF-8 in base64, lines that end with CRLF,
 * appended to out.  date is a time of clock_now().  The copy (bcc) and the
 * envelope do not show in it; addresses of SMTP are what mailbox_put() of
 * order/mailbox.h makes of m's.
 *
 * SN_INVALID	an address, or a header, cannot be written: w says which, and
 *		out is as it was; no value gets a line of its own into headers
 */
enum status	 mail_write(struct str *out, const struct mail *m,
		    const char *date, struct why *w) SN_CHECK;

/*
 * The id of the letter that the effect of that key, queued at that time for
 * a shop (NULL: the company), carries from that address; in a.  The same
 * each time, and no other letter's.
 */
const char	*mail_message_id(const char *key, const char *at,
		    const char *shop, const char *from, struct arena *a);

#endif
