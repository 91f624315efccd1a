#ifndef HTTP_SMTP_H
#define HTTP_SMTP_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/*
 * Letters to a mail server, many over one connection.
 *
 * The server's certificate is verified by the system's list, or by the file
 * that $SSL_CERT_FILE names.  The password goes to the server and nowhere
 * else.
 */
struct smtp_server {
	const char	*url;		/* smtp://HOST:PORT, smtps://HOST:PORT */
	const char	*tls;		/* of smtp: yes (it must), try, no */
	const char	*user, *password; /* NULL: the server asks for none */
	const char	*helo;		/* our name; NULL: the machine's */
	int64_t		 per_connection; /* then a new one; 0: no limit */
	long		 connect;	/* seconds to be connected in; 0: 30 */
	long		 still;		/* that it may stand still; 0: 60 */
	long		 last;		/* to take the letter in once it has all;
					   0: 600, as RFC 5321 asks */
};

struct smtp_letter {
	const char	*from;		/* of the envelope: bounces go there */
	const char	*to;		/* who must get it */
	const char	*bcc;		/* who gets it too, if that can be; or
					   NULL */
	const char	*bytes;		/* lines end with CRLF */
	size_t		 len;
};

/* What is certain about a letter. */
enum smtp_end {
	SMTP_DONE,		/* the server has taken it */
	SMTP_REFUSED,		/* the server will never take it (5xx) */
	SMTP_LATER,		/* the server has not taken it, now */
	SMTP_UNKNOWN		/* it had all, and its answer was lost */
};
struct smtp_result {
	enum smtp_end	 end;
	bool		 cut;		/* the server hung up: others may fare no
					   better */
	char		 said[512];	/* by the server, with its number; or what
					   happened to the connection */
	char		 bcc[256];	/* what it said of bcc; empty: it took it,
					   or there is none */
};

/*
 * Nothing is connected before the first letter.  What server points to must
 * live until smtp_close().
 */
struct smtp;
enum status	smtp_open(struct smtp **out, const struct smtp_server *server,
		    struct why *w) SN_CHECK;

/* Says good-bye to the server.  NULL is allowed. */
void		smtp_close(struct smtp *s);

/*
 * Send one letter and say in *out what is certain about it.  A server that
 * hangs up, or says 421, before it was given the letter is connected anew,
 * and the letter is sent that once more.
 *
 * Any status but SN_OK is about the server: the letter is certainly not
 * delivered, and other letters would fare no better now.
 *
 * SN_RETRY	out of reach, no TLS, a certificate that is not good, or it
 *		wants nobody's mail at the moment
 * SN_DENIED	it does not take the credentials, or wants some
 * SN_INVALID	this letter's addresses cannot go over the wire; the server
 *		was not asked
 */
enum status	smtp_send(struct smtp_result *out, struct smtp *s,
		    const struct smtp_letter *letter, struct why *w) SN_CHECK;

/*
 * What was agreed on with the server: the version of TLS with its cipher,
 * NULL for none, and whether it took our credentials.
 */
const char	*smtp_tls(const struct smtp *s);
bool		smtp_known(const struct smtp *s);

#endif
