#ifndef CLI_WORDLIST_H
#define CLI_WORDLIST_H

#include "cli/cmd.h"

/*
 * Print the words of one kind, one a line, for shells that complete
 * command lines: boxes carriers columns fields formats
 * queries routes shops statuses.
 *
 * SN_USAGE	there is no such kind
 */
enum status	wordlist_print(struct cmd *c, const char *kind,
		    struct why *w) SN_CHECK;

#endif
