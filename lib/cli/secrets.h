#ifndef CLI_SECRETS_H
#define CLI_SECRETS_H

#include "cli/cmd.h"

/*
 * The first line of a file in secrets/, a password or a key, in c's arena.
 *
 * SN_DENIED	it is not there, empty, or others may read it
 */
enum status	secret_read(const char **out, struct cmd *c, const char *name,
		    struct why *w) SN_CHECK;

#endif
