#ifndef DATA_BLOB_H
#define DATA_BLOB_H

#include <stddef.h>

/*
 * A data file of lib/, compiled in by scripts/embed.  A NUL follows its
 * bytes and is not counted.
 */
struct blob {
	const char		*name;	/* path below lib/ */
	const unsigned char	*data;
	size_t			 len;
};

/* Sorted by name, ended by an entry whose name is NULL. */
extern const struct blob blobs[];

/* The blob of that name, or NULL. */
const struct blob	*blob_find(const char *name);

#endif
