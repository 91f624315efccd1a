#ifndef CLI_SUMS_H
#define CLI_SUMS_H

#include "cli/select.h"
#include "store/report.h"

/*
 * Restrict d to what a query finds.
 *
 * SN_USAGE	the query is wrong or empty
 */
enum status	sums_query(struct digest *d, struct cmd *c, struct store *s,
		    const char *query, struct why *w) SN_CHECK;

/*
 * Write a digest as c->output says.  A table for people has shares, bars
 * and a sum at its end; orders without a known total are said on standard
 * error.
 */
enum status	sums_digest(struct cmd *c, struct store *s,
		    const struct digest *d, struct why *w) SN_CHECK;

/* Write what is to be fetched for the shipments. */
enum status	sums_pick(struct cmd *c, struct store *s,
		    const struct ids *ids, struct why *w) SN_CHECK;

#endif
