#ifndef CLI_BOARD_H
#define CLI_BOARD_H

#include "cli/cmd.h"

/*
 * Print the board of the shop: what stands where, what is late or due,
 * what was found, and what to do next with the command to type.  As text,
 * or as one JSON object when json.
 */
enum status	board_print(struct cmd *c, bool json, struct why *w) SN_CHECK;

#endif
