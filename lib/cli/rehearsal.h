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

/*
 * See that effects may leave the shop: a store that was copied to rehearse in
 * has those of the real one, which sends them itself.
 *
 * SN_CONFLICT	it is such a copy
 */
enum status	rehearsal_refuse(struct store *s, struct why *w) SN_CHECK;

#endif
