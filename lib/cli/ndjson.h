#ifndef CLI_NDJSON_H
#define CLI_NDJSON_H

#include <stdio.h>

#include <jansson.h>

#include "base/status.h"
#include "base/str.h"

/*
 * Read the next line of in that is not blank into line, without its
 * newline.  *number counts all lines and starts at 0.  Memory is bounded: no
 * record is as long as 64 MiB.
 *
 * SN_NOTFOUND	there is no further line
 * SN_USAGE	it is too long
 * SN_IO	read error
 */
enum status	ndjson_line(struct str *line, unsigned long *number, FILE *in,
		    struct why *w) SN_CHECK;

/*
 * Write v as one line, compact, keys in order, and drop it.  NULL stands
 * for a value that could not be made: memory was out.
 */
enum status	ndjson_put_new(FILE *out, json_t *v, struct why *w) SN_CHECK;

#endif
