#ifndef MAIL_SPF_H
#define MAIL_SPF_H

#include "mail/zone.h"

/* What a domain's SPF record (RFC 7208) says of an address that sends. */
enum spf {
	SPF_NONE,		/* there is no record */
	SPF_PASS,
	SPF_NEUTRAL,		/* it says nothing of it */
	SPF_SOFT,		/* rather not */
	SPF_FAIL,
	SPF_BROKEN		/* nobody can use the record */
};

enum { SPF_LOOKUPS = 10 };	/* RFC 7208: more make a record no good */

struct spf_said {
	enum spf	 is;
	const char	*record;	/* of the domain; NULL: none */
	const char	*why;		/* it is broken; NULL */
	unsigned	 lookups;	/* until it was decided */
};

/*
 * ip is an address of either kind, as text.
 *
 * SN_RETRY	somebody did not answer
 */
enum status	spf_ask(struct spf_said *out, struct zone *z,
		    const char *domain, const char *ip, struct why *w)
		    SN_CHECK;

/*
 * How the record ends: what its "all" says, '+', '-', '~' or '?'; 'r' when
 * another domain's record decides, 0 when nothing does.
 */
char		 spf_end(const char *record);

/* The record with a mechanism more, before its end; NULL: a new one. */
const char	*spf_with(const char *record, const char *mechanism,
		    struct arena *a);

#endif
