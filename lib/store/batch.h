#ifndef STORE_BATCH_H
#define STORE_BATCH_H

#include <stddef.h>

#include "store/store.h"

/*
 * Files that leave the shop.  The bytes are recorded with the run that made
 * them and written after its commit, so that nothing is marked as printed
 * that cannot be had again, byte for byte.
 */
struct batch {
	int64_t		 id;
	const char	*kind;		/* label push */
	const char	*format;
	const char	*file;		/* NULL: standard output */
	const char	*at;
	int64_t		 rows;
	const char	*bytes;
	size_t		 len;
};

/* Record b within a run, with its shipments in order; b->id is filled in. */
enum status	store_batch_put(struct store *s, struct batch *b,
		    const int64_t *shipment, size_t n, struct why *w)
		    SN_CHECK;

/* SN_NOTFOUND: no such batch. */
enum status	store_batch_get(struct batch *out, struct store *s,
		    int64_t id, struct arena *a, struct why *w) SN_CHECK;

/* Note that the file is there.  No run is needed: batches are not logged. */
enum status	store_batch_written(struct store *s, int64_t id,
		    struct why *w) SN_CHECK;

/*
 * Write the bytes to path, mode 0600: a new file beside it, made durable,
 * then renamed.  On failure path is as it was.
 */
enum status	batch_write(const struct batch *b, const char *path,
		    struct why *w) SN_CHECK;

#endif
