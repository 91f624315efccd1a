#ifndef STORE_THEIRS_H
#define STORE_THEIRS_H

#include "store/store.h"

/*
 * The mall's last value where it differs from ours.  A column without an
 * entry holds the mall's value.
 */

/* Before ours becomes value: keep what the mall said, or forget it when
 * value is just that. */
enum status	theirs_keep(struct store *s, const struct table *t,
		    const struct column *c, int64_t id, const char *value,
		    struct why *w) SN_CHECK;

/* What the mall said, in a, when *differs; else ours is the mall's. */
enum status	theirs_get(const char **out, bool *differs, struct store *s,
		    const struct table *t, const struct column *c, int64_t id,
		    struct arena *a, struct why *w) SN_CHECK;

/* The mall says value now; ours stays.  Equal values leave no entry. */
enum status	theirs_put(struct store *s, const struct table *t,
		    const struct column *c, int64_t id, const char *value,
		    struct why *w) SN_CHECK;
enum status	theirs_drop(struct store *s, const struct table *t,
		    const struct column *c, int64_t id, struct why *w)
		    SN_CHECK;

#endif
