#ifndef STORE_ENCLOSURE_H
#define STORE_ENCLOSURE_H

#include <stddef.h>

#include "store/store.h"

/*
 * Files that effects send along, each once, by the SHA-256 of its bytes.
 * They are not logged: what was sent can be had again.
 */

/* Keep the bytes, within a run; their digest in a. */
enum status	enclosure_put(const char **sha256, struct store *s,
		    const void *bytes, size_t len, struct arena *a,
		    struct why *w) SN_CHECK;

/* SN_NOTFOUND: there are no such bytes. */
enum status	enclosure_get(const char **bytes, size_t *len,
		    struct store *s, const char *sha256, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
