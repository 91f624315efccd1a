#ifndef STORE_TAG_H
#define STORE_TAG_H

#include "store/store.h"

/* Tag a shipment; one that has the tag already stays as it is. */
enum status	store_tag_put(struct store *s, int64_t shipment,
		    const char *tag, struct why *w) SN_CHECK;

/* Take a tag off; none there is no failure. */
enum status	store_tag_drop(struct store *s, int64_t shipment,
		    const char *tag, struct why *w) SN_CHECK;

#endif
