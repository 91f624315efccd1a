#ifndef FORMAT_DIFFERENCE_H
#define FORMAT_DIFFERENCE_H

#include <jansson.h>

#include "base/arena.h"

/*
 * What differs between two formats, member by member.  old or new is NULL
 * where there is none; both are texts of JSON in a.  Columns are compared
 * by their headers, so that one more does not make all behind it differ.
 */
typedef void	difference_fn(const char *where, const char *old,
		    const char *now, void *arg);
void		difference_tell(json_t *old, json_t *now, difference_fn *fn,
		    void *arg, struct arena *a);

#endif
