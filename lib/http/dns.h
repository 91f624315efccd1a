#ifndef HTTP_DNS_H
#define HTTP_DNS_H

#include "base/arena.h"
#include "base/status.h"

/* Questions to the domain name system.  Only this directory asks it. */
enum dns_type {
	DNS_A,			/* addresses of either kind: 192.0.2.1,
				   2001:db8::1 */
	DNS_MX,			/* names of servers, the best first; "." says
				   that the domain gets no mail */
	DNS_TXT			/* texts, each in one piece */
};

struct dns;

/*
 * The system's resolver, or with server, "ADDRESS:PORT" of IPv4, that one.
 *
 * SN_USAGE	server is none
 * SN_IO	the resolver cannot be set up
 */
enum status	dns_open(struct dns **out, const char *server, struct why *w)
		    SN_CHECK;
void		dns_close(struct dns *d);

/*
 * The records of a name as an array of *n in a; of more than DNS_RECORDS the
 * first.
 *
 * SN_NOTFOUND	there are none of that type, or there is no such name
 * SN_RETRY	nobody answered, or the answer is no good
 */
enum { DNS_RECORDS = 100 };
enum status	dns_ask(const char ***out, size_t *n, struct dns *d,
		    const char *name, enum dns_type type, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * The same of an answer that came over the wire, of len bytes.
 *
 * SN_INVALID	it is none
 */
enum status	dns_read(const char ***out, size_t *n,
		    const unsigned char *msg, size_t len, enum dns_type type,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
