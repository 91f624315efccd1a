#ifndef CLI_REHEARSAL_H
#define CLI_REHEARSAL_H

#include "cli/cmd.h"

/*
 * Make dir a shop directory to rehearse in: a copy of the store, of the
 * configuration, formats and templates of c's shop, without its secrets.
 * There is no dir unless all of it is there.
 *
 * SN_CONFLICT	there is something at dir already
 */
enum status	rehearsal_make(struct cmd *c, struct store *s,
		    const char *dir, struct why *w) SN_CHECK;

#endif
