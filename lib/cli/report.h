#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "base/str.h"
#include "cli/output.h"

/* For files in lib/cli only. */

/*
 * Write what is there and keep on with the widths found so far: a long
 * table does not wait for its end.
 */
enum status	report_flush(struct report *r, FILE *out, struct why *w)
		    SN_CHECK;

#endif
