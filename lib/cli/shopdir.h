#ifndef CLI_SHOPDIR_H
#define CLI_SHOPDIR_H

#include "cli/cmd.h"

/* A shop to have, as sn-init --shop names it. */
struct wish {
	const char	*name, *mall;
};

/*
 * Make what is missing of the shop directory, and add the n shops that its
 * sn.conf has not.  What is there already stays as it is.  Each thing made
 * is said on standard output.
 *
 * SN_USAGE	a name or a mall is not possible; sn.conf is as it was
 * SN_CONFLICT	there is a shop of that name at another mall
 */
enum status	shopdir_make(struct cmd *c, const struct wish *wish, size_t n,
		    struct why *w) SN_CHECK;

#endif
