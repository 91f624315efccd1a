#ifndef STORE_BLACKLIST_H
#define STORE_BLACKLIST_H

#include "store/store.h"

/*
 * Whom the shop does not want to sell to, or only with care.  The check
 * blacklisted finds orders of any one entry.
 */
struct black {
	const char	*kind;		/* mail name phone address */
	const char	*value;		/* as it was typed */
	const char	*why;		/* NULL: no reason was given */
	const char	*at, *who;	/* since when, and by whom */
};

/*
 * Read "mail=a@example.jp" into kind and value, in a.  A kind may be given
 * in Japanese.
 *
 * SN_INVALID	there is no such kind, or the value can be none of it
 */
enum status	black_parse(struct black *out, const char *text,
		    struct arena *a, struct why *w) SN_CHECK;

/* The same of kind and value apart. */
enum status	black_make(struct black *out, const char *kind,
		    const char *value, struct arena *a, struct why *w)
		    SN_CHECK;

enum black_outcome { BLACK_NEW, BLACK_CHANGED, BLACK_SAME };

/*
 * Put an entry on the list; one that is the same but for width, case or
 * kana form gets the new reason, if there is one.  A run is open.
 */
enum status	black_put(enum black_outcome *out, struct store *s,
		    const struct black *b, struct why *w) SN_CHECK;

/* Take an entry off.  SN_NOTFOUND: there is none like it. */
enum status	black_drop(struct store *s, const struct black *b,
		    struct why *w) SN_CHECK;

typedef enum status black_fn(const struct black *b, void *arg,
		    struct why *w);

/* Call fn for each entry, by kind and value. */
enum status	black_each(struct store *s, black_fn *fn, void *arg,
		    struct why *w) SN_CHECK;

#endif
