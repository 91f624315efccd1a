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

/*
 * Mail to that folded address came back, once more; hard: there is no such
 * address.  What was hard once stays so.  A run is open.
 */
enum status	bounced_put(struct store *s, const char *mail, bool hard,
		    const char *cause, struct why *w) SN_CHECK;

/* A letter came from it: it works.  Does nothing when it is not known. */
enum status	bounced_drop(struct store *s, const char *mail,
		    struct why *w) SN_CHECK;

#endif
