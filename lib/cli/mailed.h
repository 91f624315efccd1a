#ifndef CLI_MAILED_H
#define CLI_MAILED_H

/* For files in lib/cli only: how mails of the outbox are told. */

#include "base/arena.h"
#include "store/mailed.h"

/* The kind of mail that it is: a slug, and as people call it; in a. */
const char	*mailed_slug(const struct mailed *m, struct arena *a);
const char	*mailed_kind(const struct mailed *m, struct arena *a);

/* When it went, or else was queued; and when it is due, NULL: it is not. */
const char	*mailed_at(const struct mailed *m);
const char	*mailed_due(const struct mailed *m);

#endif
