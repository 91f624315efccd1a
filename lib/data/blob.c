#include <string.h>

#include "data/blob.h"

const struct blob *
blob_find(const char *name)
{
	const struct blob *b;

	for (b = blobs; b->name != NULL; b++)
		if (strcmp(b->name, name) == 0)
			return b;
	return NULL;
}
