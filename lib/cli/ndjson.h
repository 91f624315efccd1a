#ifndef CLI_NDJSON_H
#define CLI_NDJSON_H

#include <stdio.h>

#include <jansson.h>

#include "base/status.h"

/* What to do with one record.  v is borrowed: take a reference to keep it. */
typedef enum status ndjson_fn(json_t *v, void *arg, struct why *w);

/*
 * Call fn for each line of in, blank ones left out.  A record that fn fails
 * on is reported with name and line, counted in t as refused, and the
 * stream goes on, unless status_stops(): that status is returned.  A line
 * longer than 64 MiB ends it with SN_USAGE.
 */
enum status	ndjson_each(FILE *in, const char *name, ndjson_fn *fn,
		    void *arg, struct tally *t) SN_CHECK;

/*
 * Write v as one line, compact, keys in order, and drop it.  NULL stands
 * for a value that could not be made: memory was out.
 */
enum status	ndjson_put_new(FILE *out, json_t *v, struct why *w) SN_CHECK;

#endif
