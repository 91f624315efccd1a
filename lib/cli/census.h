#ifndef CLI_CENSUS_H
#define CLI_CENSUS_H

#include "cli/cmd.h"

/*
 * Write what the store holds to standard output: its size, its last run and
 * the rows of each table, as lines of text or as one JSON object.
 */
enum status	census_put(struct cmd *c, struct store *s, bool json,
		    struct why *w) SN_CHECK;

#endif
