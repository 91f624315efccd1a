#ifndef STORE_TAG_H
#define STORE_TAG_H

#include "store/store.h"

/* Tag a shipment; one that has the tag already stays as it is. */
enum status	store_tag_put(struct store *s, int64_t shipment,
		    const char *tag, struct why *w) SN_CHECK;

/* Take a tag off; none there is no failure. */
enum status	store_tag_drop(struct store *s, int64_t shipment,
		    const char *tag, struct why *w) SN_CHECK;

/*
 * Put a tag on n shipments, or take it off; *changed grows by how many had
 * it not, or had it.
 */
enum status	store_tag_put_many(int64_t *changed, struct store *s,
		    const int64_t *id, size_t n, const char *tag,
		    struct why *w) SN_CHECK;
enum status	store_tag_drop_many(int64_t *changed, struct store *s,
		    const int64_t *id, size_t n, const char *tag,
		    struct why *w) SN_CHECK;

/*
 * Give each shipment that has the tag from the tag to, once; *changed is
 * how many had it.
 */
enum status	store_tag_rename(int64_t *changed, struct store *s,
		    const char *from, const char *to, struct why *w)
		    SN_CHECK;

/* A tag, and how many shipments have it: all, and not done or cancelled. */
struct tag_count {
	const char	*tag;
	int64_t		 all, open;
};

/* Every tag in the order of its text, as an array of *n in a. */
enum status	store_tag_list(struct tag_count **out, size_t *n,
		    struct store *s, struct arena *a, struct why *w) SN_CHECK;

#endif
