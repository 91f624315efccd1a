#ifndef HTTP_IMAP_H
#define HTTP_IMAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/*
 * One folder of an IMAP server.  Messages are read without being marked, so
 * that what happens between reading and imap_seen() loses none.
 *
 * The server's certificate is verified by the system's list, or by the file
 * that $SSL_CERT_FILE names.  The password goes to the server and nowhere
 * else.
 *
 * SN_USAGE	the URL is none, or the server has no such folder
 * SN_DENIED	the server does not take the credentials, or wants some
 * SN_RETRY	out of reach, a time-out, no TLS, a certificate that is not
 *		good, a connection that ended in the middle
 * SN_IO	it answers what IMAP does not know
 */
struct imap_server {
	const char	*url;		/* imaps://HOST:PORT/FOLDER, imap:// */
	const char	*tls;		/* of imap: yes (it must), try, no */
	const char	*user, *password; /* NULL: the server asks for none */
};

/* A message of the folder. */
struct imap_message {
	int64_t		 uid;
	int64_t		 size;		/* bytes, as the server says */
};

/* What the strings of server point to must live until imap_close(). */
struct imap;
enum status	imap_open(struct imap **out, const struct imap_server *server,
		    struct why *w) SN_CHECK;
void		imap_close(struct imap *m);	/* NULL is allowed */

/*
 * The UIDVALIDITY of the folder: while it stays, a uid is one message; and
 * the uid that the next message will get.
 */
int64_t		imap_validity(const struct imap *m);
int64_t		imap_next(const struct imap *m);

/*
 * The messages whose uid is above floor, and those below that nobody has
 * seen, as an array of *n in a, by uid.
 */
enum status	imap_list(struct imap_message **out, size_t *n,
		    struct imap *m, int64_t floor, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Append the bytes of a message to out, at most max.
 *
 * SN_NOTFOUND	it is there no more
 * SN_INVALID	it is larger
 */
enum status	imap_fetch(struct str *out, struct imap *m, int64_t uid,
		    size_t max, struct why *w) SN_CHECK;

/* Mark n messages as seen.  Those that are gone do no harm. */
enum status	imap_seen(struct imap *m, const int64_t *uid, size_t n,
		    struct why *w) SN_CHECK;

#endif
