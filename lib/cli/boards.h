#ifndef CLI_BOARDS_H
#define CLI_BOARDS_H

#include "cli/cmd.h"

/* Whether there is a shop directory at path. */
bool		boards_is_shop(const char *path);

/*
 * Print one board of n shop directories: a line each, with the counts that
 * tell where somebody is waited for.  As text, or as one JSON array.  A
 * directory that cannot be read is said on standard error and has a line
 * without counts; the return is the worst that happened.
 */
enum status	boards_print(struct cmd *c, char *const *dir, size_t n,
		    bool json, struct why *w) SN_CHECK;

#endif
