#ifndef STORE_BOUNCED_H
#define STORE_BOUNCED_H

#include "store/store.h"

/*
 * Why no mail goes to that folded address any more: what the other server
 * said when it came back for good, in a.  NULL: it may get mail.
 */
enum status	bounced_why(const char **out, struct store *s,
		    const char *mail, struct arena *a, struct why *w)
		    SN_CHECK;

#endif
